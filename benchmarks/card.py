"""Model cards, whose tables the benchmarks renew."""

from pathlib import Path

from tarjoman.errors import InputError
from tarjoman.files import display, write


def fill(card: Path, **tables: str) -> None:
    """Put tables between the marks of their names: <!-- name --> and <!-- /name -->. Raises InputError."""
    text = card.read_text(encoding="utf-8")
    for name, table in tables.items():
        head, mark, rest = text.partition(f"<!-- {name} -->\n")
        _, end, tail = rest.partition(f"<!-- /{name} -->")
        if not end:
            raise InputError(display(card), f"no <!-- {name} --> … <!-- /{name} --> to fill", "Put them in")
        text = head + mark + table + end + tail
    write({card: text.encode()})
