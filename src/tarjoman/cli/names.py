"""`tarjoman names`: what the name table says, what a name may be called, and what translations call it."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tarjoman.cli.reading import put, put_json, read
from tarjoman.cli.transliterate import MOST, spellable
from tarjoman.config import DEFAULT
from tarjoman.files import display

if TYPE_CHECKING:
    from tarjoman.translate.names.audit import NameReport, Place
    from tarjoman.translate.names.table import NameTable

_MOST_PLACES = 5  # shown of those of a spelling

app = typer.Typer(help="Names: look up, suggest, add, check.", no_args_is_help=True, rich_markup_mode=None)

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
    the spelling that stands there, and creates the table if there is none. A name that the table has gets the new
    spelling. A names.tsv beside texts counts for them by itself; any other is named with --names.

    Exit status: 0; 1 when the list or the table cannot be read, or the table not written; 2 when the command cannot be
    followed.
    """
    from tarjoman.translate.names import suggestions
    from tarjoman.translate.names.table import NameTable

    new, changed = suggestions.add(suggestions.chosen(file, NameTable.load(), every=every), to)
    put(f"{display(to)}: {new:,} added, {changed:,} changed")


@app.command()
def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="Bitexts: .jsonl of `tarjoman translate`, or .tmx; also packed, .gz or .xz."
        ),
    ],
    tables: Tables = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail when there is a name to look at.")] = False,
    every: Annotated[bool, typer.Option("--all", help="All names, not only those to look at.")] = False,
    as_json: Json = False,
) -> None:
    """Check how finished translations spell names: as the name table says, and every name in one way.

    tarjoman names check out/*.jsonl memory.tmx.gz prints each name that is not always so: its Persian and English form,
    where the table has it and how often it is mentioned, with tabs between them; under it each other spelling, how
    often it was found, and up to five places. The last line has the totals.

    A place is FILE:NUMBER, the line of a .jsonl file or the unit of a .tmx file. Names that no table has are compared
    with themselves, over all files.

    tarjoman names check --json FILE prints {"fa": …, "en": …, "entry": …, "mentions": …, "ways": …, "renderings":
    [{"text": …, "count": …, "right": …, "places": […]}, …], "missing": {"count": …, "places": […]}} for each, with all
    places, but of an accepted form no more than five; the totals go to standard error.

    Exit status: 0; 1 when a file cannot be read (the others are checked) or a table cannot, and with --strict when a
    table name is spelt otherwise or missing, or any name is spelt in several ways; 2 when the command cannot be
    followed.
    """
    from tarjoman.translate.names.audit import audit
    from tarjoman.translate.names.reading import NameReader
    from tarjoman.translate.names.transliteration.transliterator import Transliterator

    found = audit(dict.fromkeys(files), NameReader(_load(tables), Transliterator.load()))
    for name in found.names if every else found.trouble:
        if as_json:
            put_json(_as_json(name))
        else:
            put("\n".join(_block(name, every=every)), end="\n\n")
    for failure in found.failures:
        print(f"tarjoman: {failure}", file=sys.stderr)
    if as_json:
        print(found, file=sys.stderr)
    else:
        put(str(found))
    if found.failures or (strict and found.trouble):
        raise typer.Exit(1)


def _as_json(name: "NameReport") -> dict[str, Any]:
    """A name as an object."""
    return {
        "fa": name.fa,
        "en": name.en,
        "entry": name.entry,
        "mentions": name.mentions,
        "ways": name.ways,
        "renderings": [
            {"text": s.text, "count": s.count, "right": s.right, "places": [str(place) for place in s.places]}
            for s in name.spellings
        ],
        "missing": {"count": name.missing, "places": [str(place) for place in name.missing_places]},
    }


def _block(name: "NameReport", *, every: bool) -> Iterator[str]:
    """The lines for a name. every: also what the table accepts."""
    many = f"{name.mentions:,} mention{'' if name.mentions == 1 else 's'}"
    right = f", {name.right:,} as the table says" if name.known else ""
    yield "\t".join([name.fa, name.en, name.entry if name.known else "compared with itself", many + right])
    for spelling in name.spellings:
        if every or not (name.known and spelling.right):
            yield f"\t{spelling.text}\t{spelling.count:,}\t{_places(spelling.places)}"
    if name.missing:
        yield f"\t(missing)\t{name.missing:,}\t{_places(name.missing_places)}"


def _places(places: Sequence["Place"]) -> str:
    """The first few places, and that there are more."""
    return ", ".join(map(str, places[:_MOST_PLACES])) + (", …" if len(places) > _MOST_PLACES else "")


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
