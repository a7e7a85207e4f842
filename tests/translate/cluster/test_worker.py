"""What an actor does, without a cluster: what dies there leaves this process by an exception."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

import pytest

from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import ClusterError, InputError
from tarjoman.translate import Translator
from tarjoman.translate.cluster.worker import TOGETHER, TRIES, Ledger, Made, Recipe, Worker

NEWS = ("وزیر خارجه روسیه وارد تهران شد.\n",)
Got = list[Made | Exception]


class Death(BaseException):
    """Of a process."""


class Here(Worker):
    """A worker whose ledger is an object. deadly: ids of documents that it dies of. calls: the ids it is given."""

    def __init__(self, recipe: Recipe, ledger: Ledger, deadly: Iterable[str] = (), wrong: Iterable[str] = ()) -> None:
        super().__init__(recipe, ledger, None)
        self.deadly, self.wrong, self.calls = set(deadly), set(wrong), list[str]()

    def _begin(self, work: Hashable) -> int:
        return int(self._ledger.begin(work))

    def _end(self, work: Hashable) -> None:
        self._ledger.end(work)

    def _translate(self, documents: Iterable[Document]) -> Iterator[Made]:
        documents = list(documents)
        self.calls.append("".join(document.id for document in documents))
        if self.deadly & set(self.calls[-1]):
            raise Death
        if self.wrong & set(self.calls[-1]):
            raise ZeroDivisionError("by nothing")
        yield from super()._translate(documents)


@pytest.fixture(scope="module")
def recipe(translator: Translator) -> Recipe:
    config = TranslateConfig(device="cpu", threads=1)
    return Recipe(config, None, translator.names.table, replace(translator.provenance, created="2026-01-02T03:04:05Z"))


def run(worker: Worker, ids: str = "abc") -> Got:
    made: list[Got] = worker({"block": [tuple(Document(id, NEWS) for id in ids)]})["made"]
    return made[0]


def bitexts(got: Got) -> str:
    return "".join(made.bitext.document.id if isinstance(made, Made) else "." for made in got)


def test_a_block_is_translated_at_once_with_the_names_of_each_document(recipe: Recipe, translator: Translator) -> None:
    worker = Here(recipe, Ledger())
    text = ("به گزارش ایسنا، مهدی فرخ نژاد گفت: دریا آرام است.\n",)
    (made,) = worker({"block": [(Document("a", text), Document("b", NEWS), Document("c", text))]})["made"]
    assert worker.calls == ["abc"] and [len(m.suggestions) for m in made] == [1, 0, 1]
    assert [m.suggestions[0].documents for m in made[::2]] == [["a"], ["c"]]
    here = replace(translator.provenance, created="2026-01-02T03:04:05Z")
    assert all(m.bitext.provenance == here for m in made)


def test_what_a_block_dies_of_twice_is_found_and_left_alone(recipe: Recipe) -> None:
    ledger = Ledger()
    seen = []
    for _ in range(TOGETHER + TRIES):
        worker = Here(recipe, ledger, deadly="b")
        with pytest.raises(Death):
            run(worker)
        seen.append(worker.calls)
    assert seen == [["abc"]] * TOGETHER + [["a", "b"]] * TRIES
    got = run(Here(recipe, ledger, deadly="b"))
    assert bitexts(got) == "a.c" and isinstance(got[1], InputError)
    assert str(got[1]) == (
        "b: cannot be translated (the process that translates it died, 3 times). "
        "Translate it by itself, without --on, to see why"
    )


def test_what_died_by_chance_is_done_as_before(recipe: Recipe) -> None:
    ledger = Ledger()
    with pytest.raises(Death):
        run(Here(recipe, ledger, deadly="a"))
    worker = Here(recipe, ledger)
    assert bitexts(run(worker)) == bitexts(run(worker)) == "abc" and worker.calls == ["abc", "abc"]


def test_an_error_in_one_document_stops_no_other(recipe: Recipe) -> None:
    worker = Here(recipe, Ledger(), wrong="b")
    got = run(worker)
    assert bitexts(got) == "a.c" and worker.calls == ["abc", "a", "b", "c"]
    assert str(got[1]).startswith("b: cannot be translated (ZeroDivisionError: by nothing). Translate it by itself")


def test_another_program_or_model_is_an_error_of_the_whole(recipe: Recipe) -> None:
    got = run(Here(replace(recipe, like=replace(recipe.like, tool="tarjoman 9", model="m@9")), Ledger()))
    assert all(isinstance(error, ClusterError) and "not tarjoman 9 with m@9. Install" in str(error) for error in got)
