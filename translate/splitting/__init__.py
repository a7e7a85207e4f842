"""Where Persian sentences end, and where one that is too long may be cut.

Every function returns spans that tile the text: the first starts at 0, each ends where the next begins, the last ends
at `len(text)`; white space belongs to the sentence before it. So nothing is lost, whatever the text. Time is linear.
"""

from tarjoman.translate.splitting.cutting import cut
from tarjoman.translate.splitting.sentences import split, split_all

__all__ = ["cut", "split", "split_all"]
