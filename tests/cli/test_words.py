import json
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import make_bitext
from tarjoman.align.formats import FORMATS

Run = Callable[..., tuple[int, str, str]]
BITEXT = make_bitext(("وزیر خارجه روسیه وارد تهران شد.\n", "Russia's minister arrived in Tehran."), ("دو", ""))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_bytes(FORMATS["jsonl"].encode([BITEXT]))
    return path


def test_pharaoh(run: Run, file: Path, tmp_path: Path) -> None:
    status, out, _ = run("align", "words", str(file))
    assert status == 0 and [line.split() == [] for line in out.split("\n")] == [False, True, True]
    assert "4-6" in out.split()  # تهران, Tehran
    assert run("align", "words", str(file), "-o", str(tmp_path / "links"))[0] == 0
    assert (tmp_path / "links").read_text() == out


def test_json_has_places(run: Run, file: Path) -> None:
    status, out, _ = run("align", "words", str(file), "-f", "json", "--way", "intersection")
    first, second = (json.loads(line) for line in out.splitlines())
    places = [(link["source"], link["target"]) for link in first["links"]]
    linked = {(first["source"][slice(*source)], first["target"][slice(*target)]) for source, target in places}
    assert status == 0 and ("تهران", "Tehran") in linked and second["links"] == []
    assert [4, 6] in [link["words"] for link in first["links"]]


def test_words_that_are_there_already(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("وزیر روسیه در تهران است .\tThe Russian minister is in Tehran .\n\tx\n", encoding="utf-8")
    status, out, _ = run("align", "words", str(path), "--tokenized")
    first, second, _ = out.split("\n")
    assert status == 0 and {"3-5", "5-6", "0-2"} <= set(first.split()) and second == ""


@pytest.mark.parametrize(("text", "out"), [("", ""), ("\n", "\n"), ("\n\t\n", "\n\n")])
def test_lines_without_words(run: Run, tmp_path: Path, text: str, out: str) -> None:
    (tmp_path / "a.tsv").write_text(text)
    assert run("align", "words", str(tmp_path / "a.tsv"), "--tokenized") == (0, out, "")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--way", "x"], 2, "--way: x is none of agreed, intersection, grow-diag-final"),
        (["-f", "x"], 2, "--format: x is neither pharaoh nor json"),
        (["--tokenized"], 1, "line 1 has 1 columns. Write Persian, a tab and English on each line"),
        (["--model", "nowhere"], 2, "nowhere"),
        (["--encoder", "nowhere"], 1, "nowhere: cannot be loaded as an encoder"),
    ],
)
def test_what_cannot_be(run: Run, file: Path, arguments: list[str], status: int, message: str) -> None:
    found, _, err = run("align", "words", str(file), *arguments)
    assert found == status and message in err
