"""The ways in which texts can be aligned."""

# The kernels of each; lengths count in all of them.
METHODS = {
    "mt": ("characters", "words", "lexicon"),
    "lexical": ("lexicon",),
    "length": (),
}
