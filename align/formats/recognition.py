"""Which format a file is of: by the ending of its name, else by how it begins."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tarjoman.align.formats import FORMATS, Format, jsonl, reviews, tsv
from tarjoman.align.review import page
from tarjoman.bitext import Bitext
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, bare, display, unpacked

_HEAD = 4096  # bytes
_ROOTS = {"<tmx": "tmx", "<xliff": "xliff"}
_OTHERS = {".ods": ".xlsx", ".xls": ".xlsx", ".xlsm": ".xlsx", ".odt": ".docx", ".doc": ".docx", ".rtf": ".docx"}
_READABLE = ", ".join(name for name, format in FORMATS.items() if format.decode)
_ADVICE = f"What can be read is {_READABLE}; `tarjoman convert --from` reads a file whatever it is called"


def by_name(path: Path, known: Mapping[str, Format] = FORMATS) -> tuple[str, str] | None:
    """A format, and the ending that says so; of several the longest. None where the name says nothing.

    An ending of packing, .gz or .xz, is passed over. known: the formats there are, by names.
    """
    name = bare(path).name.lower()
    endings = {end: called for called, f in known.items() for end in (*f.suffixes, *f.endings) if name.endswith(end)}
    ending = max(endings, key=len, default="")
    return (endings[ending], bare(path).name[-len(ending) :]) if ending else None


def readable(path: Path) -> str:
    """The format of a file that is to be read. Raises InputError: it cannot be opened, or is none that can be read."""
    named = by_name(path)
    if named and FORMATS[named[0]].decode:
        return named[0]
    try:
        with unpacked(path) as stream:
            head = stream.read(_HEAD)
    except UNREADABLE as error:
        raise InputError(display(path), f"cannot be read ({error})", "Check the path, and that it is whole") from error
    if other := next((other for ending, other in _OTHERS.items() if bare(path).name.lower().endswith(ending)), None):
        problem = f"is {bare(path).suffix.lower()}, which is not read"
        raise InputError(display(path), problem, f"Save it as {other} in the program that made it")
    found = _by_content(head)
    if found and FORMATS[found].decode:
        return found
    if not head.strip():
        raise InputError(display(path), "is empty", "Name a bitext")
    problem = f"{named[0]} cannot be read back: too little is in it" if named else "is no bitext that is known"
    raise InputError(display(path), problem, _ADVICE)


def read(path: Path) -> Iterator[Bitext]:
    """The bitexts of a file of any format that can be read. Raises InputError, when it gets there."""
    decode = FORMATS[readable(path)].decode
    yield from decode(path) if decode else ()


def _by_content(head: bytes) -> str | None:
    utf16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(head[:2])
    text = head.decode(utf16 or "utf-8", "ignore")
    if root := next((name for tag, name in _ROOTS.items() if tag in text), None):
        return root
    ours = {"jsonl": jsonl.is_ours, "review": reviews.is_ours, "tsv": tsv.is_ours, "html": page.is_ours}
    return next((name for name, is_ours in ours.items() if is_ours(head)), None)
