"""`tarjoman review`: what persons corrected comes home."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tarjoman.cli import memory as memories
from tarjoman.cli import postediting
from tarjoman.cli.convert import outputs, packed
from tarjoman.cli.reading import put, put_json, shown
from tarjoman.config import DEFAULT
from tarjoman.errors import UsageError
from tarjoman.files import display

if TYPE_CHECKING:
    from tarjoman.align.revision.applying import Applied
    from tarjoman.align.revision.corrections import Conflict, Correction
    from tarjoman.align.revision.reading import Reviewed
    from tarjoman.align.revision.renaming import Renaming
    from tarjoman.review import Review

app = typer.Typer(
    help="Reviews: apply, merge, measure what persons corrected.", no_args_is_help=True, rich_markup_mode=None
)

# What programs that keep no reviews write has none, though all of it may be a person's
_UNREVIEWED = ". What persons translated in another program comes in with tarjoman memory import: TMX, or a table"

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help="Review files: NAME.review.json of the page, or other bitexts that came back."),
]


@app.command()
def apply(
    files: Files,
    memory: memories.File = DEFAULT.memory,
    names: Annotated[
        Path | None, typer.Option("--names", metavar="TABLE", help="The name table that takes names spelt anew.")
    ] = None,
    accepted: Annotated[
        bool, typer.Option("--accepted/--no-accepted", help="Keep what was accepted unchanged, too.")
    ] = True,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="PLACE", help="Outputs or sources as they are now: a file or a folder."),
    ] = None,
    newest: Annotated[bool, typer.Option("--newest", help="Of several texts of a sentence the newest stands.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="What the memory and the name table say otherwise gives way.")
    ] = False,
    overwrite_names: Annotated[
        bool, typer.Option("--overwrite-names", help="What the name table says otherwise gives way, and it alone.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
) -> None:
    """Take what persons edited and accepted into the memory, and names that they spelt anew into a name table.

    tarjoman review apply *.review.json --names articles/names.tsv makes the same sentences come out as they wrote them
    from then on, also when the same texts are translated again. Nothing is taken that another person wants otherwise:
    where files, the memory or the name table have other texts all are shown, and what is there stays. What was flagged
    or commented is shown as well, as it needs an answer. Without --names, a table is asked for at a terminal; elsewhere
    names are listed only. All sentences are written at once, or none.

    Exit status: 0; 1 when a file cannot be read (the others are), nobody reviewed anything in one, a text cannot be
    kept, or a conflict is left; 2 when the command cannot be followed.
    """
    from tarjoman.align.revision.against import current, standing
    from tarjoman.align.revision.corrections import collect

    memories.named(memory)
    now = current(against) if against else {}
    found, failed = _read(files, _UNREVIEWED)
    for file in found:
        put(f"{file.name}: {_states(file)}")
    wanted = collect(found, accepted=accepted, prefer_newest=newest)
    corrections, conflicts = wanted.corrections, list(wanted.conflicts)
    if against:
        stand = standing(corrections, now)
        corrections = stand.corrections
        conflicts += stand.conflicts
        if stand.unknown:
            _warn(
                f"{display(against)} does not have {', '.join(map(display, sorted(stand.unknown)))}; taken as they are"
            )
    applied = _apply(corrections, memory, overwrite=overwrite, newest=newest, dry_run=dry_run)
    conflicts += applied.conflicts
    if earlier := wanted.earlier + len(applied.earlier):
        put(f"passed over: {earlier:,} that the same person changed later")
    if wanted.outweighed:
        put(f"passed over: {wanted.outweighed:,} accepted that somebody edited")
    refused = list(wanted.refused)
    if any(file.names for file in found):
        renaming = _rename(found, names, overwrite=overwrite or overwrite_names, dry_run=dry_run)
        conflicts += renaming.conflicts
        refused += renaming.refused
    for place, why in refused:
        put(f"not taken: {shown(place)}: {why}")
    _put_conflicts(conflicts)
    _put_questions(found)
    if failed or refused or conflicts:
        raise typer.Exit(1)


def _apply(
    corrections: "Sequence[Correction]", memory: str, *, overwrite: bool, newest: bool, dry_run: bool
) -> "Applied":
    """Put corrections into a memory, and say what became of them."""
    from tarjoman.align.revision.applying import Applied, apply
    from tarjoman.translate.memory import Memory
    from tarjoman.translate.memory.place import OWN, own, place

    path = place(memory)
    if not corrections:
        applied = Applied()
    elif dry_run and not path.exists():
        applied = apply(None, corrections)
    elif dry_run:
        with Memory(path, writable=False) as held:
            applied = apply(held, corrections, overwrite=overwrite, prefer_newest=newest, dry=True)
    else:
        with own() if memory == OWN else Memory(path) as held:
            applied = apply(held, corrections, overwrite=overwrite, prefer_newest=newest)
    counts = f"{len(applied.new):,} new, {len(applied.changed):,} changed, {len(applied.known):,} known"
    put(f"{display(path)}: {counts}{' (nothing written)' if dry_run else ''}")
    if several := sum(one.is_of_several for one in (*applied.new, *applied.changed)):
        put(f"  {several:,} of several sentences: kept and exported, but translations look for single sentences")
    return applied


def _rename(found: "Sequence[Reviewed]", table: Path | None, *, overwrite: bool, dry_run: bool) -> "Renaming":
    """Put names into a table, and say what became of them."""
    from tarjoman.align.revision.renaming import rename
    from tarjoman.translate.names.table import NameTable

    if table is None and not dry_run:
        table = _asked(sum(len(file.names) for file in found))
    renaming = rename(found, NameTable.load([table] if table and table.exists() else []), overwrite=overwrite)
    if table and not dry_run:
        new, changed = renaming.write(table) if renaming.entries else (0, 0)
        put(f"{display(table)}: {new:,} added, {changed:,} changed, {renaming.known:,} known")
    else:
        why = "nothing written" if dry_run else "not written; name a table with --names"
        put(f"names: {len(renaming.entries):,} to write, {renaming.known:,} known ({why})")
    for entry in renaming.entries:
        put(f"  {shown(entry.fa)}\t{shown(entry.en)}")
    return renaming


def _asked(count: int) -> Path | None:
    """The name table that a person at a terminal names; None where there is none, of either."""
    if not _is_terminal():
        return None
    question = f"The table for {count:,} names that were spelt anew (Enter: none)"
    said = typer.prompt(question, default="", show_default=False, err=True)
    return Path(said) if said.strip() else None


def _is_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


@app.command()
def merge(
    files: Files,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT", help="What to write; its ending says in which format.")
    ],
    target: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="What to write, whatever OUT ends with.")
    ] = None,
    prefer: Annotated[
        str,
        typer.Option(
            "--prefer", metavar="WHOM", help="Of different edits: newest, first (file), or a reviewer's name."
        ),
    ] = "",
) -> None:
    """Make one file of several persons' files of the same documents.

    tarjoman review merge sara.review.json reza.review.json -o all.review.json gives each sentence the review of whoever
    touched it, all comments and all errors. An edit outweighs a flag, this an acceptance. Where two edited a sentence
    in different ways and --prefer decides nothing, it has the machine's text, flagged, with both in its comment, and is
    listed; so is a name that they spell differently, which is left out. OUT may be a page or the English alone too: the
    document as it was corrected.

    Exit status: 0; 1 when a file cannot be read or nobody reviewed anything in it (then nothing is written), or a
    conflict is left; 2 when the command cannot be followed.
    """
    from tarjoman.align.formats import FORMATS, reviews
    from tarjoman.align.revision.merging import merge
    from tarjoman.files import write

    format, paths = outputs(str(output), target)
    if set(map(os.path.realpath, paths.values())) & set(map(os.path.realpath, files)):
        raise UsageError(
            display(output), "is one of the files to merge", "Name another with -o, so that nothing is lost"
        )
    found, failed = _read(files)
    if failed:
        raise typer.Exit(1)
    merged = merge(found, prefer)
    names = merged.names
    if format == "review":
        contents = {reviews.SUFFIX: reviews.render(merged.bitexts, names).encode()}
    else:
        contents = FORMATS[format].files(merged.bitexts)
    write({path: packed(path, contents[suffix]) for suffix, path in paths.items()})
    pairs = [pair for bitext in merged.bitexts for pair in bitext.pairs]
    put(f"{display(output)}: {_counted(pair.review for pair in pairs)}")
    if names and format != "review":
        _warn(f"{len(names):,} names that were spelt anew are not in {display(output)}; only a .review.json holds them")
    _put_conflicts(merged.conflicts)
    if merged.conflicts:
        raise typer.Exit(1)


@app.command()
def stats(files: Files, as_json: Annotated[bool, typer.Option("--json", help="One object.")] = False) -> None:
    """Say how much persons changed of what a machine wrote, and what foretold it.

    TER (0: nothing was changed) and chrF are sacreBLEU's, of the machine's text against what was accepted or edited. By
    document, model, flag and confidence; a sentence with two flags counts under both. Errors have MQM's penalties, 1
    for a minor, 5 for a major, 25 for a critical one. Several files of a document count each.

    Exit status: 0; 1 when a file cannot be read (the others are), or nobody reviewed anything; 2 when the command
    cannot be followed.
    """
    from tarjoman.eval.postediting import measure

    found, failed = _read(files)
    if any(file.is_reviewed for file in found):
        measured = measure(bitext for file in found for bitext in file.bitexts)
        if as_json:
            put_json(postediting.as_json(measured))
        else:
            put(postediting.told(measured), end="")
    if failed:
        raise typer.Exit(1)


def _read(files: Sequence[Path], advice: str = "") -> "tuple[list[Reviewed], bool]":
    """The files that can be read, and whether others cannot, or were reviewed by nobody; that is said, with advice."""
    from tarjoman.align.revision.reading import read_all

    found, failures = read_all(files, _warn)
    for failure in failures:
        _warn(str(failure))
    for file in found:
        if count := len(file.timeless):
            time = display(file.timeless[0])
            _warn(f"{file.name}: {count:,} times are none, or still to come ({time}); they count as not known")
    silent = [file for file in found if not file.is_reviewed]
    for file in silent:
        _warn(f"{file.name}: nobody reviewed anything in it{advice}")
    return found, bool(failures or silent)


def _states(file: "Reviewed") -> str:
    return _counted(pair.review for _, pair in file.pairs())


def _counted(reviews: "Iterable[Review | None]") -> str:
    """How many sentences are in each state."""
    from tarjoman.review import State

    counts = Counter(review.state if review else State.UNTOUCHED for review in reviews)
    order = (State.EDITED, State.ACCEPTED, State.FLAGGED, State.UNTOUCHED)
    return ", ".join(f"{counts[state]:,} {state}" for state in order)


def _put_conflicts(conflicts: "Sequence[Conflict]") -> None:
    """List what a person must decide."""
    from tarjoman.align.revision.wants import NOTHING

    for conflict in conflicts:
        put(f"conflict: {shown(conflict.why)}\n  {shown(conflict.source)}")
        for who, text in conflict.texts:
            put(f"  - {shown(who)}: {shown(text) or NOTHING}")


def _put_questions(found: "Sequence[Reviewed]") -> None:
    """List what was flagged or commented."""
    from tarjoman.review import State

    asked = [
        (f"{file.name} {id}", pair, pair.review)
        for file in found
        for id, pair in file.pairs()
        if pair.review and (pair.review.state is State.FLAGGED or pair.review.comment)
    ]
    if asked:
        put(f"{len(asked):,} flagged or commented, to be answered:")
    for place, pair, review in asked:
        who = f", {review.reviewer}" if review.reviewer else ""
        put(f"  {shown(place)}: {review.state}{shown(who)}")
        put("\n".join(f"    {shown(text)}" for text in (pair.source, pair.target, review.comment) if text.strip()))


def _warn(text: str) -> None:
    print(f"tarjoman: {text}", file=sys.stderr)
