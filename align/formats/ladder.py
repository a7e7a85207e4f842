"""Hunalign's ladder: a rung a line, `source<TAB>target<TAB>confidence`, the numbers of the sentences that a pair begins
with; the last line has those behind the last sentences.

Varga et al. (2005), github.com/danielvarga/hunalign. A pair without confidence has 0.
"""

from collections.abc import Sequence

from tarjoman.bitext import Bitext


def render(bitexts: Sequence[Bitext]) -> str:
    """The ladder of one document, whose targets are in order."""
    (bitext,) = bitexts
    i = j = 0
    rungs: list[str] = []
    for pair in bitext.pairs:
        rungs.append(f"{i}\t{j}\t{pair.confidence or 0.0:.3f}\n")
        i, j = i + len(pair.sources), j + len(pair.targets)
    return "".join([*rungs, f"{i}\t{j}\t0.000\n"])
