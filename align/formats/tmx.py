"""TMX, the exchange format of translation memories (TMX 1.4b, https://www.gala-global.org/tmx-14b)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from tarjoman.errors import InputError
from tarjoman.files import display

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset(("bpt", "ept", "it", "ph", "ut"))  # what they hold is markup of the document, not text


def read_pairs(path: Path, source: str = "fa", target: str = "en") -> Iterator[tuple[str, str]]:
    """The segments of every unit in two languages, each on one line; units that lack one of them are passed over.

    source, target: codes of languages; regions and scripts are any (`fa-IR`, `EN_us`). Read as a stream, so that memory
    does not grow with the file. Entities are not resolved, nothing is fetched. Raises InputError: unreadable, no XML.
    """
    advice = "Export it again as TMX 1.4, in UTF-8"
    try:
        units = etree.iterparse(
            str(path), events=("end",), tag=("{*}tu", "{*}tuv"), resolve_entities=False, no_network=True, load_dtd=False
        )
        sides: dict[str, str] = {}
        for _, element in units:
            if etree.QName(element).localname == "tuv":
                code = (element.get(_LANG) or element.get("lang") or "").replace("_", "-").partition("-")[0].lower()
                segment = element.find("{*}seg")
                if segment is not None:
                    sides.setdefault(code, " ".join("".join(_text(segment)).split()))
                continue
            if source in sides and target in sides:
                yield sides[source], sides[target]
            sides = {}
            element.clear()
            while element.getprevious() is not None:  # the parser keeps what it has read otherwise
                del element.getparent()[0]
    except (OSError, etree.XMLSyntaxError) as error:
        raise InputError(display(path), f"cannot be read as TMX ({error})", advice) from error


def _text(element: Any) -> Iterator[str]:
    """The text of an element, without what is code in it; of highlighted parts and sub-segments, too."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname not in _CODES:
            yield from _text(child)
        yield child.tail or ""
