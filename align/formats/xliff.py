"""XLIFF, what translators' programs exchange: reading both of its versions. Each is written by a module of its own.

1.2: https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html, which every program reads; 2.1:
https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html. A file of ours comes back as it was, with what
was changed since: a target that is no more what the match of ours says is an edit, a state that was raised accepts it,
one that was lowered flags it, and notes are comments.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lxml import etree

from tarjoman.align.formats import markup, properties
from tarjoman.align.formats.markup import Element
from tarjoman.align.formats.rows import MOST, Row, bitexts
from tarjoman.bitext import Bitext, Origin
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, bare, display, unpacked
from tarjoman.review import State

TOOL = "tarjoman"  # whose notes, matches and properties are ours
CONTEXT = "x-tarjoman-"  # begins the types of our contexts (1.2)
STATES = {  # from the least to the most, by version; other states say nothing
    "1": {
        "needs-translation": 0,
        "needs-adaptation": 0,
        "needs-l10n": 0,
        "needs-review-translation": 1,
        "needs-review-adaptation": 1,
        "needs-review-l10n": 1,
        "translated": 2,
        "signed-off": 3,
        "final": 4,
    },
    "2": {"initial": 0, "translated": 1, "reviewed": 2, "final": 3},
}
_WRITTEN = {
    "1": ("needs-review-translation", "translated", "signed-off"),
    "2": ("initial", "translated", "reviewed"),
}
SEEN = (State.ACCEPTED, State.EDITED)  # what a person has said of a pair that is as it should be
_CODES = frozenset(("bpt", "ept", "it"))  # what they hold is the original's code
_ADVICE = "Export it again as XLIFF 1.2 or 2.1"


def state(version: str, review: str, origin: str) -> str:
    """The state of a unit. version: "1" or "2". review: the `State` of its pair, "" where it has none."""
    draft, done, seen = _WRITTEN[version]
    if review in SEEN:
        return seen
    return draft if review == State.FLAGGED or origin in (Origin.MACHINE, Origin.COPY) else done


def decode(path: Path) -> Iterator[Bitext]:
    """The bitexts of a file, which may be packed: those of its documents that were ours as they were written.

    Units may have been moved, their texts and states changed, tags put into them, and segments split or joined (2.x).
    In a file of another program each `file` is a document, and each unit a paragraph. Raises InputError: unreadable,
    no XLIFF, another version, other languages than Persian into English, nothing in it, a document that lacks some of
    its pairs, an entity of the file's own.
    """
    where = display(path)
    try:
        units = list(islice(_units(path, where), MOST + 1))
    except (*UNREADABLE, etree.XMLSyntaxError) as error:
        raise InputError(where, f"cannot be read as XLIFF ({error})", _ADVICE) from error
    if not units:
        raise InputError(where, "has no unit with a text", _ADVICE)
    lost = all(unit.machine is None for unit in units)
    try:
        yield from bitexts(properties.gathered(_row(unit, where, lost) for unit in units))
    except ValueError as error:
        raise InputError(where, str(error), "Export all units of the file, also those that are not finished") from error


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as the file has it. version: "1" or "2". machine: the target of our match; None where there is none."""

    id: str
    version: str
    document: str
    source: str
    target: str
    state: str
    said: Mapping[str, str]
    machine: str | None
    notes: Sequence[str]


def _units(path: Path, where: str) -> Iterator[_Unit]:
    """The units that have a text, or are of ours."""
    version, document = "", bare(path).stem
    with unpacked(path) as stream:
        for name, element in markup.elements(
            stream, ("trans-unit", "unit"), "xliff", where, "XLIFF", _ADVICE, properties.LARGEST
        ):
            if name == "xliff":
                version = (element.get("version") or "").partition(".")[0]
                if version not in STATES:
                    problem = f"is XLIFF of version {element.get('version')}"
                    raise InputError(where, problem, _ADVICE)
                _check(element, where, "srcLang", "trgLang")
            elif name == "file":
                _check(element, where, "source-language", "target-language")
                document = element.get("original") or bare(path).stem
            else:
                markup.no_entities(element, where)
                id = element.get("id") or ""
                try:
                    unit = _Unit(id, version, document, *(_first if version == "1" else _second)(element))
                except ValueError as error:
                    raise InputError(where, f"unit {id}: {error}", _ADVICE) from error
                if unit.source.strip() or unit.target.strip() or "document" in unit.said:
                    yield unit


def _check(element: Element, where: str, *attributes: str) -> None:
    """Raise InputError for languages that are others; one that is not said may be any."""
    for attribute, code in zip(attributes, ("fa", "en"), strict=True):
        if (said := element.get(attribute)) and markup.language(said) != code:
            problem = f"{attribute} is {said}, not {code}"
            raise InputError(where, problem, "Give it a file from Persian (fa) into English (en)")


def _row(unit: _Unit, where: str, lost: bool) -> Row:
    """The row of a unit. lost: whether a program has left out what ours had of the English before any edit.

    Then a state that nobody raised says that the English is still that one. Raises InputError.
    """
    source, target, said, machine = unit.source, unit.target, dict(unit.said), unit.machine
    if "document" in said:
        now, then = _ranks(unit)
        if lost and now is not None and now <= then and said.get("state") != State.EDITED:
            machine = target
        if now is not None and now != then:
            said["state"] = State.ACCEPTED if now > then else State.FLAGGED
    else:
        source, target, machine = " ".join(source.split()), " ".join(target.split()), None
        said = {"origin": _origin(unit)}
    try:
        return {"document": unit.document} | properties.row(said, source, target, machine, "\n".join(unit.notes))
    except ValueError as error:
        raise InputError(where, f"unit {unit.id}: {error}", _ADVICE) from error


def _ranks(unit: _Unit) -> tuple[int | None, int]:
    """How far a unit of ours is now, None where its state says nothing, and how far it was when it was written."""
    ranks, said = STATES[unit.version], unit.said
    return ranks.get(unit.state), ranks[state(unit.version, said.get("state", ""), said.get("origin", ""))]


def _origin(unit: _Unit) -> Origin:
    """Who made the target of a unit of another program, as far as its state says: nobody vouches for a draft."""
    ranks = STATES[unit.version]
    if unit.state not in ranks or not unit.target.strip():
        return Origin.ALIGNED
    return Origin.REVIEWED if ranks[unit.state] >= ranks["translated"] else Origin.MACHINE


_Read = tuple[str, str, str, dict[str, str], str | None, list[str]]


def _first(unit: Element) -> _Read:
    """Source, target, state, properties, the machine's target and notes of a unit of 1.x."""
    target = unit.find("{*}target")
    said: dict[str, str] = {}
    machine, notes = None, []
    for context in unit.iterfind("{*}context-group/{*}context"):
        if (kind := context.get("context-type") or "").startswith(CONTEXT):
            said[kind.removeprefix(CONTEXT)] = context.text or ""
    for match in unit.iterfind("{*}alt-trans"):
        if match.get("origin") == TOOL:
            machine = _text(match.find("{*}target"))
    for note in unit.iterfind("{*}note"):
        if note.get("from") != TOOL:
            notes.append(note.text or "")
    found = (target.get("state") or "") if target is not None else ""
    if unit.get("approved") == "yes" and STATES["1"].get(found, 0) < STATES["1"]["signed-off"]:
        found = "signed-off"
    return _text(unit.find("{*}source")), _text(target), found, said, machine, notes


def _second(unit: Element) -> _Read:
    """The same of a unit of 2.x, whose segments are put together; its state is the least of theirs."""
    said: dict[str, str] = {}
    for group in unit.iterfind("{*}metadata/{*}metaGroup"):
        if group.get("category") == TOOL:
            said = {meta.get("type") or "": meta.text or "" for meta in group.iterfind("{*}meta")}
    machine = None
    for match in unit.iterfind("{*}matches/{*}match"):
        if match.get("origin") == TOOL:
            machine = _text(match.find("{*}target"))
    notes = [n.text or "" for n in unit.iterfind("{*}notes/{*}note") if n.get("category") != TOOL]
    parts = [part for part in unit if markup.tag(part) in ("segment", "ignorable")]
    states = [part.get("state") or "" for part in parts if markup.tag(part) == "segment"]
    found = min(states, key=lambda name: STATES["2"].get(name, -1), default="")
    source = "".join(_text(part.find("{*}source")) for part in parts)
    return source, _joined(parts), found, said, machine, notes


def _joined(parts: Sequence[Element]) -> str:
    """The targets of segments in the order that they have in the translation, with a space between sentences."""
    placed = []
    for number, part in enumerate(parts, 1):
        target = part.find("{*}target")
        if target is None and markup.tag(part) == "segment":
            continue
        order = target.get("order") if target is not None else None
        text = _text(target if target is not None else part.find("{*}source"))
        placed.append((int(order) if order else number, text))
    texts = [text for _, text in sorted(placed, key=lambda place: place[0])]
    return texts[0] if len(texts) == 1 else " ".join(" ".join(texts).split())


def _text(element: Element | None) -> str:
    """The text of an element and of what is tagged in it; a character that XML has not is one too (2.x)."""
    if element is None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        name = markup.tag(child)
        if name == "cp":
            pieces.append(properties.character(child.get("hex") or ""))
        elif equivalent := child.get("equiv-text") or child.get("equiv") or "":
            pieces.append(equivalent)
        elif "lb" in (child.get("ctype"), (child.get("subType") or "").rpartition(":")[2]):
            pieces.append(" ")
        elif name and name not in _CODES and name != "ph":
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
