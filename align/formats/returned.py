"""What comes back of the pairs that a person had before them in another program."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tarjoman.align.formats.jsontext import loads
from tarjoman.align.formats.rows import Row, reviewed, rows
from tarjoman.bitext import Bitext, NameStatus
from tarjoman.errors import InputError
from tarjoman.files import content, display
from tarjoman.office import Package, holdable
from tarjoman.review import State
from tarjoman.translate.readers.opened import told

LARGEST = 300_000_000  # bytes of an office document when it is unpacked
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_MOST_TOLD = 5  # problems in a message


@dataclass(frozen=True, slots=True)
class Answer:
    """A pair as it came back.

    id: of its row. place: where it stands in the file, for messages. source, target: as the file has them. said: the
    fields of `Review` that the format has a place for, those that are as they were shown as they were written.
    reviewer, time: of `Review`, as far as the file knows who changed it, and when.
    """

    id: str
    place: str
    source: str
    target: str
    said: Mapping[str, Any]
    reviewer: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody wrote on a row as a comment of the program. author, time: as far as the file has them."""

    text: str
    author: str = ""
    time: str = ""


def joined(remarks: Sequence[Remark]) -> str:
    """The texts of remarks as one comment; of several persons, each after the name of who wrote it."""
    several = len({remark.author for remark in remarks if remark.author}) > 1
    return "\n".join(remark.text if not several or _is_signed(remark) else _signed(remark) for remark in remarks)


def _is_signed(remark: Remark) -> bool:
    """Whether a line of a remark begins with its author's name: it was joined before. Nobody is no name."""
    return not remark.author or any(line.startswith(f"{remark.author}:") for line in remark.text.split("\n"))


def _signed(remark: Remark) -> str:
    return f"{remark.author}: {remark.text}"


def said(row: Row) -> dict[str, Any]:
    """What a row's review says, or what one that says nothing would."""
    return {"state": State.UNTOUCHED, "comment": "", "errors": []} | (row["review"] or {})


def to_check(row: Row) -> list[str]:
    """The names of a row that nobody has checked or found."""
    asked = (name for name in row["names"] if name["status"] in (NameStatus.UNKNOWN, NameStatus.MISSING))
    return [f"{n['english']} ({row['source'][slice(*n['source'])]}): {n['status']}" for n in asked]


def package(path: Path, kind: str) -> Package:
    """The office document in a file. Raises InputError: cannot be read, or is none."""
    raw = content(path, LARGEST, "Divide it")
    again = f"Open it in an office program, without a password, and save it as {kind}"
    return Package(raw, display(path), kind, LARGEST, smaller="Divide it", again=again, told=told)


def saved_by(parts: Package) -> tuple[str, str]:
    """Who saved an office document last, and when, as far as it says so; nothing where no person's program did."""
    found = parts.properties()
    time = found.get("modified", "")
    return found.get("lastmodifiedby", ""), "" if time == found.get("created") else in_utc(time)


def in_utc(time: str) -> str:
    """A time that a file has, if it is one that a review can have, else ""."""
    return time if _TIME.fullmatch(time) else ""


def whole_rows(some: Iterable[Bitext]) -> list[Row]:
    """The rows of bitexts; the first one of each also says when it was made."""
    found = []
    for bitext in some:
        of_one = rows(bitext)
        for first in of_one[:1]:
            first["provenance"] |= {"created": bitext.provenance.created}
        found += of_one
    return found


def same(one: str, other: str) -> bool:
    """Whether two texts are the same but for white space, which every program has its own."""
    return one.split() == other.split()


def kept(came: str, written: str, show: Callable[[str], str]) -> str:
    """A text that came back, in the form that was written where it is as it was shown: what is shown may lose some."""
    return written if same(came, show(written)) else came.strip().replace("\r\n", "\n")


def merged(
    written: Sequence[Row], answers: Iterable[Answer], show: Callable[[str], str], problems: list[str]
) -> Iterator[Row]:
    """The rows, in their order, with what was changed in them; one that nobody changed is as it was written.

    show: how the format shows a text. problems: gets a line for each pair that is missing, doubled, unknown, or no
    longer beside its source.
    """
    found: dict[str, Answer] = {}
    known = {row["id"]: row for row in written}
    for answer in answers:
        if answer.id not in known:
            problems.append(f"{answer.place} is no pair of those that were written ({answer.id or 'it has no id'})")
        elif answer.id in found:
            problems.append(f"{answer.place} is the pair of {found[answer.id].place} again")
        else:
            found[answer.id] = answer
            row = known[answer.id]
            if not same(answer.target, show(row["target"])) and not same(show(row["target"]), holdable(row["target"])):
                problems.append(
                    f"{answer.place} has only the beginning of its English, which is too long to be corrected here"
                )
            if _letters(answer.source) != _letters(show(row["source"])):
                problems.append(f"{answer.place} has another Persian text than it was written with")
    missing = [row for row in written if row["id"] not in found]
    problems += [f"the pair {row['id']} is missing: “{' '.join(row['source'].split())[:40]}”" for row in missing]
    return (_answered(row, found[row["id"]], show) for row in written if row["id"] in found)


def refuse(where: str, problems: Sequence[str], advice: str) -> None:
    """Raise InputError if there are problems, with the first of them."""
    if problems:
        more = f"; and {len(problems) - _MOST_TOLD} more" if len(problems) > _MOST_TOLD else ""
        raise InputError(where, "; ".join(problems[:_MOST_TOLD]) + more, advice)


@contextmanager
def untampered(where: str) -> Iterator[None]:
    """What is done with rows that a file has hidden. Raises InputError: they are none, so somebody changed them."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        problem = f"what it keeps of its pairs, hidden, was changed ({str(error)[:200]})"
        raise InputError(where, problem, "Convert or translate again, and enter the corrections there") from error


def loaded(text: str) -> Row:
    """A row of JSON. Raises ValueError: it is none, or has half a character in it."""
    row: Row = loads(text)
    return {"review": None} | row


def _letters(text: str) -> str:
    """What no program changes by itself."""
    return "".join(filter(str.isalnum, text))


def _answered(row: Row, answer: Answer, show: Callable[[str], str]) -> Row:
    old = said(row)
    changed = not same(answer.target, show(row["target"]))
    if not changed and all(old[name] == value for name, value in answer.said.items()):
        return row
    was_read = row["review"] and (row["review"]["machine"] or row["review"]["state"] == State.EDITED)
    machine = row["review"]["machine"] if was_read else row["target"]
    new = _moved(row, " ".join(answer.target.split())) if changed else row
    review = old | dict(answer.said) | {"reviewer": answer.reviewer, "time": answer.time}
    review.pop("machine", None)
    return reviewed(new, machine, **review) | {"target": new["target"]}


def _moved(row: Row, target: str) -> Row:
    """A row with another target: one sentence, whose words are linked to none; names are looked for in it."""
    names = []
    for name in row["names"]:
        wanted = (
            [name["english"]] if name["target"] is None else [row["target"][slice(*name["target"])], name["english"]]
        )
        place = None if name["target"] is None else next((p for text in wanted if (p := _place(text, target))), None)
        names.append(name | {"target": place, "status": name["status"] if place else NameStatus.MISSING})
    spans = [[0, len(target)]] if target else []
    return row | {"target": target, "target_spans": spans, "names": names, "links": []}


def _place(text: str, target: str) -> list[int] | None:
    at = target.find(text)
    return None if at < 0 else [at, at + len(text)]
