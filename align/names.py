"""Names of a pair whose target a person changed: where they are now."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tarjoman.bitext import Name, NameStatus
from tarjoman.document import Span


def find_again(names: Iterable[Name], target: str, before: str) -> tuple[Name, ...]:
    """The names with their places in a target, each as it should be spelt, else as it was spelt before the change.

    before: the target that their places were in. Where neither spelling is in the target the name is missing.
    """
    taken: list[Span] = []
    return tuple(_found(name, target, before, taken) for name in names)


def _found(name: Name, target: str, before: str, taken: list[Span]) -> Name:
    for text in filter(None, (name.english, before[slice(*name.target)] if name.target else "")):
        places = [Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", target)]
        if free := [a for a in places if all(a.end <= b.start or b.end <= a.start for b in taken)]:
            place = name.target if name.target in free else free[0]
            taken.append(place)
            known = NameStatus.MATCHED if name.entry else NameStatus.UNKNOWN
            return replace(name, target=place, status=known if name.status is NameStatus.MISSING else name.status)
    return replace(name, target=None, status=NameStatus.MISSING)
