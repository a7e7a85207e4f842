"""A worker of a cluster that dies, or fails, of what some documents are called. In a module that actors can import."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tarjoman.document import Document
from tarjoman.translate.cluster import worker


class Dying(worker.Worker):
    """Its process ends at a document called `once`, the first time, and at one called `always`; `wrong` is an error."""

    def __call__(self, batch: dict[str, object]) -> dict[str, object]:
        worker.TOGETHER = worker.TRIES = 1  # in its process, where a test has no hand
        return super().__call__(batch)

    def _translate(self, documents: Iterable[Document]) -> Iterator[worker.Made]:
        for document in (documents := list(documents)):
            name = Path(document.id).name
            marker = Path(document.title or "")
            if name == "always" or (name == "once" and not marker.exists()):
                marker.touch()
                os._exit(1)
            if name == "wrong":
                raise ZeroDivisionError("by nothing")
        yield from super()._translate(documents)
