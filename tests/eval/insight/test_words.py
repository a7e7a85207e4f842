from pathlib import Path

import pytest

from evaluating import make_material
from tarjoman.errors import InputError
from tarjoman.eval.insight.words import table


def test_f1_of_words_by_their_frequency(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt"
    corpus.write_text("The the THE the the. \ud7ff\nminister minister\nTehran\n", encoding="utf-8")
    material = make_material(
        ["the minister saw the Qom"], ["the the the the"], references=[["The minister saw Tehran, the Qom"]]
    )
    found = table(material, corpus)
    assert [(b.label, b.count) for b in found.buckets] == [("0", 2), ("1", 1), ("2-4", 1), ("5-9", 2)]
    assert [[cell.value for cell in b.cells] for b in found.buckets] == [[100, 0], [0, 0], [100, 0], [100, 200 * 2 / 6]]
    assert found.metric == "F1" and str(corpus) in found.title


def test_a_corpus_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none: cannot be read"):
        table(make_material(["a"], references=[["a"]]), tmp_path / "none")
