"""What writing and reading the documents share."""

from collections.abc import Iterator

from tarjoman.align.formats.returned import said, to_check
from tarjoman.align.formats.rows import Row
from tarjoman.review import State

HEADS = ("No.", "Persian", "English")  # of the columns
NAMESPACE = "urn:tarjoman:review"  # of the part that holds the rows
PAIRS, PAIR, VERSION_OF = "pairs", "pair", "version"  # its elements, and their attribute


def above(first: Row) -> tuple[str, str]:
    """What stands above the table of a document, by its first row: its title, and what is known of it."""
    made = first["provenance"]
    facts = {"Document": first["document"], **first["meta"], "Model": first["model"], "Licence": first["license"]}
    facts |= {"Tool": made["tool"], "Created": made["created"]}
    told = " · ".join(f"{name}: {value}" for name, value in facts.items() if value)
    return first["title"] or first["document"], told


def below_number(row: Row) -> Iterator[str]:
    """What is shown under the number of a row."""
    review = said(row)
    yield from row["flags"]
    if review["state"] != State.UNTOUCHED:
        yield review["state"]
    yield from (": ".join(filter(None, (f"{e['severity']} {e['category']}", e["note"]))) for e in review["errors"])
    yield from to_check(row)
