"""What an actor does: it loads a translator once, and gives it block after block of documents."""

import os
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tarjoman import clock
from tarjoman.bitext import Bitext, Provenance
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import ClusterError, InputError, TarjomanError
from tarjoman.translate.cluster.memory import Asked
from tarjoman.translate.names.reading import NameReader, Suggestion
from tarjoman.translate.names.table import NameTable
from tarjoman.translate.names.transliteration.transliterator import Transliterator
from tarjoman.translate.pipeline import Splitter, Translator

TOGETHER = 2  # times that a block is begun as a whole
TRIES = 3  # processes that may die of one document by itself


@dataclass(frozen=True, slots=True)
class Recipe:
    """What makes the translator of every actor the one that would do the work here.

    config: with the device and the threads of an actor. table: of names; None where they are left to the model.
    like: what bitexts carry here: the program and the model must be the same there, and the time is this one. epoch:
    the time that is fixed here (`clock`), "" for none.
    """

    config: TranslateConfig
    splitter: Splitter | None
    table: NameTable | None
    like: Provenance
    epoch: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A document that is translated, and the names of it that no table has."""

    bitext: Bitext
    suggestions: list[Suggestion]


class Ledger:
    """What actors have begun and not ended, and how often: an actor that all of them ask. What dies ends nothing."""

    def __init__(self) -> None:
        self._begun: Counter[Hashable] = Counter()

    def begin(self, work: Hashable) -> int:
        """How often it was begun, this time included."""
        self._begun[work] += 1
        return self._begun[work]

    def end(self, work: Hashable) -> None:
        """It is done."""
        del self._begun[work]


class Worker:
    """Translates documents in a process of its own, on some machine of a cluster.

    ledger: a handle of a `Ledger`. memory: of the `Owner` of one, or None.

    Ray begins a block of documents again when the process that had it died. That may have been chance. When it dies
    again each document is begun by itself, so that one of which process after process dies is known, and left alone.
    """

    def __init__(self, recipe: Recipe, ledger: Any, memory: Any) -> None:
        self._recipe, self._ledger, self._memory = recipe, ledger, memory

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """A batch of Ray Data with one `block`: what was `made` of each of its documents, `Made` or an error.

        An InputError is of the document, any other of the whole job.
        """
        (documents,) = batch["block"]
        ids = tuple(document.id for document in documents)
        twice = self._begin(ids) > TOGETHER
        made = [self._guarded(document) for document in documents] if twice else self._together(documents)
        self._end(ids)
        return {"made": [made]}

    @cached_property
    def _translator(self) -> Translator:
        """As the recipe says. Raises what `Translator.load` raises, and ClusterError."""
        config, like = self._recipe.config, self._recipe.like
        if self._recipe.epoch:
            os.environ[clock.EPOCH] = self._recipe.epoch
        names = None
        if self._recipe.table is not None:
            transliterator = Transliterator.load(TranslateConfig(device="cpu", threads=config.threads))
            names = NameReader(self._recipe.table, transliterator)
        memory = Asked(self._memory) if self._memory else None
        translator = Translator.load(config, splitter=self._recipe.splitter, names=names, memory=memory)
        mine = translator.provenance
        if (mine.tool, mine.model) != (like.tool, like.model):
            problem = f"has {mine.tool} with {mine.model}, not {like.tool} with {like.model}"
            raise ClusterError("a machine of the cluster", problem, "Install the same on every machine")
        translator.provenance = replace(mine, created=like.created)
        return translator

    def _together(self, documents: Sequence[Document]) -> list[Made | TarjomanError]:
        """Documents that are translated as they would be here, all at once; one by one where that fails."""
        try:
            return list(self._translate(documents))
        except TarjomanError as error:
            return [error] * len(documents)
        except Exception:  # whatever is wrong with one of them does not stop the others
            return [self._alone(document) for document in documents]

    def _guarded(self, document: Document) -> Made | TarjomanError:
        """A document of a block that was begun before: it may be what the process died of."""
        if self._begin(document.id) > TRIES:
            made: Made | TarjomanError = _failed(document, f"the process that translates it died, {TRIES} times")
        else:
            made = self._alone(document)
        self._end(document.id)
        return made

    def _alone(self, document: Document) -> Made | TarjomanError:
        try:
            (made,) = self._translate([document])
        except TarjomanError as error:
            return error
        except Exception as error:
            return _failed(document, f"{type(error).__name__}: {error}")
        return made

    def _translate(self, documents: Iterable[Document]) -> Iterator[Made]:
        suggestions = self._translator.names.suggestions  # those of a document are there when its bitext is
        suggestions.clear()
        for bitext in self._translator.together(documents):
            yield Made(bitext, list(suggestions.values()))
            suggestions.clear()

    def _begin(self, work: Hashable) -> int:
        import ray

        return int(ray.get(self._ledger.begin.remote(work)))

    def _end(self, work: Hashable) -> None:
        import ray

        ray.get(self._ledger.end.remote(work))


def _failed(document: Document, reason: str) -> InputError:
    return InputError(
        document.id, f"cannot be translated ({reason})", "Translate it by itself, without --on, to see why"
    )
