"""Office packages (ECMA-376 part 2): zip files of XML parts, as Word and Excel write them."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from tarjoman.errors import InputError
from tarjoman.files import bounded

Element = Any  # an lxml element
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True, "remove_pis": True}
_OLE = b"\xd0\xcf\x11\xe0"  # how files begin of Office before 2007, and encrypted ones
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")
_FIRST = datetime(1980, 1, 1, tzinfo=UTC)  # before it no zip file can be


def tag_of(element: Element) -> str:
    """The name of an element in lower case, without its namespace; "" for a comment, an entity or an instruction."""
    return str(etree.QName(element).localname).lower() if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute, in whichever of the format's namespaces; "" where there is none."""
    return next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


def holdable(text: str) -> str:
    """A text as XML can hold it: line ends are "\\n", and what it cannot hold is U+FFFD, which marks a loss."""
    return _NO_XML.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def moment(created: str) -> datetime:
    """The time of an ISO 8601 text in UTC, without its zone, as packages carry it; 1980 where it is none or earlier."""
    try:
        found = datetime.fromisoformat(created)
    except ValueError:
        found = _FIRST
    found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return max(found, _FIRST).replace(tzinfo=None, microsecond=0)


def repacked(raw: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """A package with the same parts in the same order and no time in it. changes: what to do with some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _FIRST.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            new.writestr(part, changes[name](content) if name in changes else content)
    return out.getvalue()


class Package:
    """The parts of a package, unpacked as far as they are asked for.

    name: what to call it in messages. kind: the suffix it should have. limit: bytes that all of its parts may have
    together; what a part claims to be does not count. told: makes what a library says fit for a message. smaller,
    again: advice, for a package beyond the limit and for one that cannot be read. Raises InputError.
    """

    def __init__(
        self,
        raw: bytes,
        name: str,
        kind: str,
        limit: int,
        *,
        smaller: str,
        again: str,
        told: Callable[[object], str] = str,
    ) -> None:
        self.name, self._limit, self._left = name, limit, limit
        self._smaller, self._again, self._told = smaller, again, told
        if raw.startswith(_OLE):
            program = {".docx": "Word", ".xlsx": "Excel"}[kind]
            raise InputError(name, f"no {kind}, but of an older {program}, or encrypted", again)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            self._parts = set(self._zip.namelist())
        except _BROKEN as error:
            raise InputError(name, f"cannot be read as {kind} ({told(error)})", again) from error

    def xml(self, part: str) -> Element:
        """The root of a part. Raises InputError: not there, damaged, too large, no XML, or with entities of its own."""
        raw = self._raw(part)
        try:
            return etree.fromstring(raw, etree.XMLParser(**_SAFE))
        except etree.XMLSyntaxError as error:
            raise self._unreadable(part, error) from error

    def elements(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements of some names in a part, one after the other, none kept. Raises InputError as `xml` does."""
        stream = io.BytesIO(self._raw(part))
        try:
            for _, element in etree.iterparse(stream, tag=[f"{{*}}{tag}" for tag in tags], **_SAFE):
                yield element
                element.clear()
                while element.getprevious() is not None:  # the parser keeps what it has read otherwise
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise self._unreadable(part, error) from error

    def related(self, part: str, kind: str) -> dict[str, str]:
        """The parts that stand in a relation to a part, or to the whole (""), by its id. Raises InputError."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found = {}
        for relation in self.xml(relations) if relations in self._parts else ():
            if (relation.get("Type") or "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = posixpath.join("/", folder, relation.get("Target") or "")
                found[relation.get("Id") or ""] = posixpath.normpath(target).lstrip("/")
        return found

    def main(self) -> str:
        """The part that the others belong to; "" where there is none. Raises InputError."""
        return next(iter(self.related("", "officeDocument").values()), "")

    def properties(self) -> dict[str, str]:
        """What the package says of itself, by names in lower case: "title", "lastmodifiedby", "modified" …"""
        parts = self.related("", "core-properties").values()
        return {tag_of(e): e.text or "" for path in parts for e in self.xml(path)}

    def _raw(self, part: str) -> bytes:
        try:
            with self._zip.open(part) as stream:
                raw = bounded(stream, self._left)
        except KeyError as error:
            raise InputError(self.name, f"its part {self._told(part)!r} is missing", self._again) from error
        except _BROKEN as error:
            raise self._unreadable(part, error) from error
        self._left -= len(raw)
        if self._left < 0:
            raise InputError(self.name, f"more than {self._limit:,} bytes when it is unpacked", self._smaller)
        if b"<!DOCTYPE" in (raw.replace(b"\0", b"") if b"\0" in raw else raw):  # also in UTF-16
            problem = f"its part {self._told(part)!r} declares entities, which no Office document may"
            raise InputError(self.name, problem, self._again)
        return raw

    def _unreadable(self, part: str, error: Exception) -> InputError:
        return InputError(self.name, f"its part {self._told(part)!r} cannot be read ({self._told(error)})", self._again)
