"""What writing and reading the documents share."""

HEADS = ("No.", "Persian", "English")  # of the columns
NAMESPACE = "urn:tarjoman:review"  # of the part that holds the rows
PAIRS, PAIR, VERSION_OF = "pairs", "pair", "version"  # its elements, and their attribute
