"""`tarjoman transliterate`."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from tarjoman.errors import InputError, UsageError
from tarjoman.files import display

if TYPE_CHECKING:
    from tarjoman.translate.names import Transliterator

MOST = 10  # the beam of the embedded model, beyond which it finds none
_TOGETHER = 1000  # names of standard input whose spellings are looked for, and printed, at a time
_LONGEST_LINE = 100_000  # bytes; no name is, and what is endless must not fill the memory


def transliterate(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Persian names; without any, standard input is read, one a line."),
    ] = None,
    number: Annotated[int, typer.Option("-n", min=1, max=MOST, help="Spellings of each name, at most.")] = 5,
    as_json: Annotated[
        bool, typer.Option("--json", help="An object a line, with the probability of each spelling.")
    ] = False,
) -> None:
    """Spell Persian names in English, as news does.

    tarjoman transliterate 'مهدی نادری' prints the name and its spellings, the likeliest first, with tabs between them.

    tarjoman transliterate --json < names.txt prints {"name": …, "candidates": [{"text": …, "score": …}, …]} for each.

    Exit status: 0; 1 when a name has no letter of the Persian script or is too long (the others are spelled); 2 when
    the command cannot be followed.
    """
    from tarjoman.translate.names import Transliterator

    transliterator = Transliterator.load()
    failed = False
    given = iter(names) if names else _standard_input()
    while some := list(islice(given, _TOGETHER)):
        good = spellable(transliterator, some)
        failed = failed or len(good) < len(some)
        for name, candidates in zip(good, transliterator.batch(good, number), strict=True):
            if as_json:
                found = [{"text": c.text, "score": round(c.score, 4)} for c in candidates]
                typer.echo(json.dumps({"name": name, "candidates": found}, ensure_ascii=False))
            else:
                typer.echo("\t".join([" ".join(name.split()), *(c.text for c in candidates)]))
    if failed:
        raise typer.Exit(1)


def spellable(transliterator: "Transliterator", names: Iterable[str]) -> list[str]:
    """Those of the names that can be spelled; says of the others why not."""
    good = []
    for name in names:
        if problem := transliterator.problem(name):
            print(f"tarjoman: {display(name) or repr(name)}: {problem}; passed over", file=sys.stderr)
        else:
            good.append(name)
    return good


def _standard_input() -> Iterator[str]:
    """The lines that are not empty; bytes that are not UTF-8 as the command line has them.

    Raises UsageError when there is nobody to read from, InputError: a line without end.
    """
    if sys.stdin is None:
        raise UsageError("transliterate", "no names, and standard input is closed", "Name them, or send them in")
    if sys.stdin.isatty():
        print("Reading standard input, a name a line; Ctrl-D ends it.", file=sys.stderr)
    for number, line in enumerate(iter(lambda: sys.stdin.buffer.readline(_LONGEST_LINE), b""), 1):
        if len(line) == _LONGEST_LINE:
            problem = f"line {number} is longer than {_LONGEST_LINE:,} bytes"
            raise InputError("standard input", problem, "Send one name a line")
        if text := line.decode("utf-8-sig" if number == 1 else "utf-8", "surrogateescape").strip():
            yield text
