"""Which words of a sentence and of its translation answer each other, for any pair, whoever translated it."""
