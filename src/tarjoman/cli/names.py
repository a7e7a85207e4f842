"""`tarjoman names`: what the name table says, and what a name may be called."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tarjoman.cli.reading import put, put_json, read
from tarjoman.cli.transliterate import MOST, spellable
from tarjoman.config import DEFAULT

if TYPE_CHECKING:
    from tarjoman.translate.names.table import NameTable

app = typer.Typer(help="Names: look up, suggest, add.", no_args_is_help=True, rich_markup_mode=None)

Names = Annotated[list[str], typer.Argument(metavar="NAME", help="Persian names; - reads them, one a line.")]
Tables = Annotated[
    list[Path] | None,
    typer.Option(
        "--names", metavar="FILE", help="A name table of your own (TSV), over the shipped one; may be repeated."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="An object a line.")]


@app.command()
def lookup(names: Names, tables: Tables = None, as_json: Json = False) -> None:
    """Say what the name table has for Persian names.

    tarjoman names lookup علی‌اف prints the name, its English form, its type, what it is and where that is from, with
    tabs between them. Half-spaces, spaces and letters of other keyboards don't matter.

    Exit status: 0; 1 when a name is not in the table (it is printed alone) or a table cannot be read; 2 when the
    command cannot be followed.
    """
    from tarjoman.translate.names.table import Entry

    table = _load(tables)
    missing = False
    for name in _given(names):
        entry = table.get(name)
        missing = missing or entry is None
        if as_json:
            row = asdict(entry) if entry else dict.fromkeys(field.name for field in fields(Entry))
            put_json({"name": name} | row)
        else:
            put("\t".join([name, *((entry.en, entry.type, entry.gloss, entry.place) if entry else ())]))
    if missing:
        raise typer.Exit(1)


@app.command()
def suggest(
    names: Names,
    number: Annotated[int, typer.Option("-n", min=1, max=MOST, help="Suggestions for each name, at most.")] = 5,
    tables: Tables = None,
    as_json: Json = False,
) -> None:
    """Suggest English forms of Persian names: the table's, then the transliterator's, the likeliest first.

    tarjoman names suggest 'ایلهام علی‌اف' 'مهدی نادری' prints each with its suggestions, with tabs between them.

    tarjoman names suggest --json - prints {"fa": …, "suggestions": [{"en": …, "source": …, "score": …}, …]} for each
    line of standard input. source: "table", whose score is 1, or the model's name; score: a probability.

    Exit status: 0; 1 when a name has no letter of the Persian script or is too long (the others are answered) or a
    table cannot be read; 2 when the command cannot be followed.
    """
    from tarjoman.translate.names import Transliterator

    table, transliterator = _load(tables), Transliterator.load()
    given = list(_given(names))
    good = spellable(transliterator, given)
    for name, candidates in zip(good, transliterator.batch(good, number), strict=True):
        entry = table.get(name)
        suggestions = [{"en": entry.en, "source": "table", "score": 1.0}] if entry else []
        suggestions += [
            {"en": c.text, "source": transliterator.model.id, "score": round(c.score, 4)}
            for c in candidates
            if not entry or c.text.casefold() != entry.en.casefold()
        ]
        if as_json:
            put_json({"fa": name, "suggestions": suggestions[:number]})
        else:
            put("\t".join([name, *(str(s["en"]) for s in suggestions[:number])]))
    if len(good) < len(given):
        raise typer.Exit(1)


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A names-to-check.tsv, corrected.")],
    to: Annotated[Path, typer.Option("--to", metavar="TABLE", help="The name table to put them into.")],
    every: Annotated[bool, typer.Option("--all", help="Undecided names too, not only those with yes.")] = False,
) -> None:
    """Put the names of an edited list into a name table.

    tarjoman names add out/names-to-check.tsv --to articles/names.tsv takes the lines with yes in the first column, in
    the spelling that stands there; a table that is not there begins. A name that the table has is spelt anew. A
    names.tsv beside texts counts for them by itself; any other is named with --names.

    Exit status: 0; 1 when the list or the table cannot be read, or the table not written; 2 when the command cannot be
    followed.
    """
    from tarjoman.translate.names import suggestions

    new, replaced = suggestions.add(suggestions.chosen(file, every=every), to)
    put(f"{to}: {new:,} added, {replaced:,} spelt anew")


def _load(tables: list[Path] | None) -> "NameTable":
    """The shipped table under those named; says where one of them spells a name in two ways."""
    from tarjoman.translate.names.table import NameTable

    table = NameTable.load(tables or ())
    for conflict in table.conflicts:
        print(f"tarjoman: {conflict}", file=sys.stderr)
    return table


def _given(names: list[str]) -> Iterator[str]:
    """The names of the command line; in place of a "-", the lines of standard input that are not empty."""
    for name in names:
        if name != "-":
            yield name
            continue
        for line in read("-", DEFAULT.max_file).splitlines():
            if line.strip():
                yield line.strip()
