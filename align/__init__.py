"""Pairs of sentences: the formats that hold them and the pages that people review them on."""
