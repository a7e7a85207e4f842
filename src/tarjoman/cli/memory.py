"""`tarjoman memory`: what was translated before, and what persons wrote."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tarjoman.cli.reading import put, put_json
from tarjoman.config import DEFAULT
from tarjoman.errors import InputError, OutputError, UsageError
from tarjoman.files import display, write

if TYPE_CHECKING:
    from tarjoman.translate.memory import Memory

app = typer.Typer(help="The memory of translations.", no_args_is_help=True, rich_markup_mode=None)

File = Annotated[
    str,
    typer.Option("--memory", metavar="FILE", help="Another memory than your own.", show_default=False),
]


@app.command()
def stats(
    memory: File = DEFAULT.memory,
    as_json: Annotated[bool, typer.Option("--json", help="One object.")] = False,
) -> None:
    """Say what a memory holds, and where it is.

    Exit status: 0; 1 when there is none, or it cannot be read.
    """
    with _there(memory, writable=False) as held:
        found = held.stats()
    if as_json:
        put_json({"memory": str(held.path)} | asdict(found))
        return
    put(f"{display(held.path)}: {found.bytes / 1e6:,.1f} MB")
    put(f"{found.edits:,} sentences as persons wrote them")
    put(f"{found.documents:,} documents, {found.answers:,} sentences of models")
    for model, count in found.models.items():
        put(f"  {count:,} of {model}")


@app.command("export")
def export_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to write: NAME.tmx or NAME.tsv.")],
    machine: Annotated[
        bool, typer.Option("--machine", help="What models said too, not only what persons wrote.")
    ] = False,
    memory: File = DEFAULT.memory,
) -> None:
    """Write the translations of a memory into a file that other programs read.

    With --machine, what machines wrote in whole documents comes too, its names put right, its sources normalised. A
    sentence comes once, as a person translated it where one did. TSV: columns fa, en, origin, created.

    Exit status: 0; 1 when there is no memory, or the file cannot be written; 2 when the command cannot be followed.
    """
    from tarjoman.files import kind
    from tarjoman.translate.memory.exchange import render, rows

    if (format := kind(file).removeprefix(".")) not in ("tmx", "tsv") or kind(file) != file.suffix.lower():
        raise UsageError(display(file), "ends neither in .tmx nor in .tsv", "Its ending says what is written")
    with _there(memory, writable=False) as held:
        found = list(rows(held, machine=machine))
    try:
        write({file: render(found, format)})
    except OutputError as error:
        raise OutputError(error.where, error.problem, "Name another file") from error
    put(f"{display(file)}: {len(found):,} pairs")


Files = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="TMX, or tables (.tsv, .csv) of Persian and English.")
]


@app.command("import")
def import_(files: Files, memory: File = DEFAULT.memory) -> None:
    """Take translations that persons made into a memory: from then on they stand in place of a machine's.

    A sentence that is the same but for how it is typed gets its translation; for one that is like it, this is shown
    beside the machine's. A table has columns fa and en, or Persian and English as its first two. Files may be packed
    (.gz, .xz). What `export --machine` wrote of machines is not taken. `remove` takes an import back.

    Exit status: 0; 1 when a file cannot be read (the others are), or nothing in one was taken; 2 when the command
    cannot be followed.
    """
    from tarjoman.translate.memory import Memory
    from tarjoman.translate.memory.exchange import take
    from tarjoman.translate.memory.place import OWN, own

    with own() if memory == OWN else Memory(Path(named(memory))) as held:

        def one(file: Path) -> bool:
            taken = take(held, file)
            put(f"{display(file)}: {taken.new:,} new, {taken.changed:,} changed, {taken.known:,} known")
            for why, count in (taken.refused or {}).items():
                put(f"  {count:,} not taken: {why}")
            return bool(taken.new or taken.changed or taken.known)

        _each(files, one)


@app.command()
def remove(files: Files, memory: File = DEFAULT.memory) -> None:
    """Take out of a memory what persons wrote for the sentences of files: it takes an import back.

    Exit status: 0; 1 when a file cannot be read (the others are), or the memory has nothing of one; 2 when the command
    cannot be followed.
    """
    from tarjoman.translate.memory.exchange import untake

    with _there(memory) as held:

        def one(file: Path) -> bool:
            gone = untake(held, file)
            put(f"{display(file)}: {gone:,} removed")
            return gone > 0

        _each(files, one)


def _each(files: Sequence[Path], work: Callable[[Path], bool]) -> None:
    """Do something with each file. Raises typer.Exit with status 1 where one could not be read, or came to nothing."""
    failed = False
    for file in files:
        try:
            failed = not work(file) or failed
        except InputError as error:
            typer.echo(f"tarjoman: {error}", err=True)
            failed = True
    if failed:
        raise typer.Exit(1)


@app.command()
def forget(
    days: Annotated[
        int, typer.Option("--days", min=0, max=100_000, help="Keep what is younger than so many days; 0: keep none.")
    ],
    memory: File = DEFAULT.memory,
) -> None:
    """Take old machine translations out of a memory. What persons wrote stays.

    Exit status: 0; 1 when there is none, or it cannot be written; 2 when the command cannot be followed.
    """
    before = datetime.now(UTC) - timedelta(days=days) + timedelta(seconds=1)
    with _there(memory) as held:
        gone = held.forget(before.isoformat(timespec="seconds"))
        size = held.stats().bytes
    put(f"{display(held.path)}: {gone:,} entries forgotten; {size / 1e6:,.1f} MB now")


def _there(memory: str, *, writable: bool = True) -> "Memory":
    """The memory of a name. Raises InputError where there is none yet, MemoryFileError."""
    from tarjoman.translate.memory import Memory
    from tarjoman.translate.memory.place import place

    path = place(named(memory))
    if not path.exists():
        raise InputError(display(path), "there is no memory yet", "tarjoman translate makes one; or name it: --memory")
    return Memory(path, writable=writable)


def named(memory: str) -> str:
    """The name of a memory that a command needs. Raises UsageError where it is none."""
    from tarjoman.translate.memory.place import NONE

    if memory in ("", NONE):
        raise UsageError("--memory", f"{memory!r} is no file", "Name the file of a memory")
    return memory
