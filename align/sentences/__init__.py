"""Which sentences of a Persian text and of its English version say the same.

vectors     sentences as vectors that both languages share, and their products
similarity  what makes them: machine, lexical, embeddings
blocks      what speaks for and against a block; weights: how much
lattice     where a path may go; band: where in a long text; search: the best path, and how probable it is
aligner     all of it; documents: from documents to a bitext; anywhere: sentences that say the same out of order
"""
