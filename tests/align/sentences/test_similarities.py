"""What makes kernels: the dictionary, the machine, an encoder."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tarjoman.align.sentences.embeddings import Embeddings
from tarjoman.align.sentences.english_words import plain, words
from tarjoman.align.sentences.lexical import Dictionary, Lexical
from tarjoman.align.sentences.vectors import Array, Kernel
from tarjoman.errors import UsageError
from tarjoman.translate.names.table import Entry, NameTable

PAIRS = [
    ("رئیس‌جمهور روسیه دیروز وارد تهران شد.", "Russia's president arrived in Tehran yesterday."),
    ("قیمت نفت ۳ درصد کاهش یافت.", "Oil prices fell by three percent."),
    ("سه هزار و پانصد نفر در زلزله کشته شدند.", "The earthquake killed 3,500 people."),
    ("تیم ملی فوتبال به جام جهانی صعود کرد.", "The national football team qualified for the World Cup."),
    ("اسلوبودان کرپلنیکوف استعفا داد.", "Slobodan Krepelnikov has resigned."),
]


def matrix(kernel: Kernel, sources: int, targets: int) -> Array:
    found = kernel.products(np.zeros(sources, np.int64), np.full(sources, targets)).reshape(sources, targets)
    norms = [np.sqrt(kernel.gram(side, 1)[:, 0]) for side in (0, 1)]
    return found / np.maximum(norms[0][:, None] * norms[1][None, :], 1e-9)


def test_each_sentence_is_most_like_its_translation() -> None:
    told: list[tuple[str, int, int]] = []
    source, target = zip(*PAIRS, strict=True)
    (kernel,) = Lexical().kernels(source, target, lambda *step: told.append(step))
    likeness = matrix(kernel, 5, 5)
    assert likeness.argmax(axis=1).tolist() == list(range(5)) and likeness.argmax(axis=0).tolist() == list(range(5))
    assert (np.diag(likeness) > 0.15).all() and told[0][:2] == ("Transliterating", 0)


def test_names_are_those_of_the_table() -> None:
    table = NameTable([[Entry("کرپلن", "Quirquincho")]])
    (kernel,) = Lexical(table).kernels(["کرپلن آمد."], ["Quirquincho came."])
    (without,) = Lexical(NameTable([])).kernels(["کرپلن آمد."], ["Quirquincho came."])
    assert matrix(kernel, 1, 1)[0, 0] > matrix(without, 1, 1)[0, 0]


def test_the_dictionary_that_comes_with_the_package() -> None:
    dictionary = Dictionary.load()
    assert len(dictionary) > 40_000 and dictionary.get("ازبکهاواژه") is None
    house = dictionary.get("خانه")
    assert house and {"home", "house"} <= house.keys() and all(0 < share <= 1 for share in house.values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The President’s 3,500 soldiers", {"the": 1, "presi": 1, "s": 1, "soldi": 1, "#3500": 1}),
        ("Müller met Muller", {"mulle": 2, "met": 1}),
        ("", {}),
    ],
)
def test_words_of_english(text: str, found: dict[str, int]) -> None:
    assert words(plain(text)) == found


class Fake:
    """An encoder that knows which sentences are pairs, and puts all of them into one corner."""

    def encode(self, sentences: list[str]) -> Array:
        places = {text: number for number, pair in enumerate(PAIRS) for text in pair}
        return np.eye(5)[[places[text] for text in sentences]] + 3


def test_an_encoder() -> None:
    source, target = zip(*PAIRS, strict=True)
    (kernel,) = Embeddings(Fake()).kernels(source, target)
    likeness = matrix(kernel, 5, 5)
    assert np.allclose(np.diag(likeness), 1, atol=1e-5) and likeness[0, 1] < 0


class Loaded(Fake):
    asked: Sequence[object] = ()

    def __init__(self, name: str, *, local_files_only: bool, trust_remote_code: bool) -> None:
        if name == "broken":
            raise OSError("no\nmodel")
        Loaded.asked = (name, local_files_only, trust_remote_code)


def test_an_encoder_is_loaded_without_a_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = ModuleType("sentence_transformers")
    module.SentenceTransformer = Loaded  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    assert isinstance(Embeddings.load(str(tmp_path)), Embeddings)
    assert Loaded.asked == (str(tmp_path), True, False)
    with pytest.raises(UsageError, match=r"--encoder broken: cannot be loaded \(no model\)"):
        Embeddings.load("broken")
    with pytest.raises(UsageError, match="no encoder is named"):
        Embeddings.load("")
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(UsageError, match="needs sentence-transformers"):
        Embeddings.load("x")
