"""The ways in which texts can be aligned."""

# The kernels of each, `Similarity.names`; the lengths of sentences count in all of them.
METHODS = {
    "mt": ("characters", "words", "lexicon"),
    "lexical": ("lexicon",),
    "length": (),
    "embeddings": ("embeddings", "lexicon"),
}
