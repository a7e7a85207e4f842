"""The colours of a row in office programs: of its state, or, where that says nothing, of its being flagged."""

from tarjoman.align.formats.returned import said
from tarjoman.align.formats.rows import Row
from tarjoman.review import State

STATES = {State.ACCEPTED: "E3F2E4", State.EDITED: "E2ECF7", State.FLAGGED: "F8D9BD"}  # RGB
WASH, BAND, QUIET, LINE = "FDF0E3", "3B3A36", "6B665D", "D9D3C5"  # flagged; the head; small print; borders


def colour(row: Row) -> str:
    """The colour of a row; "" for none."""
    return STATES.get(State(said(row)["state"]), WASH if row["flags"] else "")
