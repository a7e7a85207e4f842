"""Whether corrected sentences still stand where they were."""

import json
from pathlib import Path

import pytest

from builders import make_bitext
from tarjoman.align.formats import jsonl, reviews
from tarjoman.align.revision.against import current, standing
from tarjoman.align.revision.corrections import Correction
from tarjoman.errors import InputError

TEXT = "باران بارید. برف\u200cها بارید.\nباد وزید.\n"


def correction(source: str, id: str = "a#0") -> Correction:
    return Correction("", source, "Rain.", "", False, "Sara", "", id, "f")


@pytest.mark.parametrize(
    ("source", "id", "stands", "conflict", "unknown"),
    [
        ("باران بارید.", "a#0", True, False, []),
        ("باران  باريد .", "a#7", True, False, []),  # typed otherwise
        ("برف\u200cها بارید.\nباد وزید.", "a#1", True, False, []),
        ("تگرگ بارید.", "a#0", False, True, []),
        ("تگرگ بارید.", "b/c#0", True, False, ["b/c"]),
    ],
)
@pytest.mark.parametrize("kind", ["sources", "source", "outputs", "output"])
def test_a_sentence(
    tmp_path: Path, source: str, id: str, stands: bool, conflict: bool, unknown: list[str], kind: str
) -> None:
    name, content = "a.txt", TEXT
    if kind.startswith("output"):
        first, second, _ = TEXT.partition("\n")
        made = make_bitext((first + second, "It."), ("باد وزید.\n", "Wind."))
        name, content = "a.jsonl", jsonl.render([made]).replace('"document": "doc"', '"document": "a"')
        other = reviews.render([make_bitext(("تگرگ بارید.", "Hail."))]).replace('"document": "doc"', '"document": "a"')
        (tmp_path / "a.review.json").write_text(other, encoding="utf-8")  # a person's, and not what stands now
    (tmp_path / name).write_text(content, encoding="utf-8")
    found = standing([correction(source, id)], current(tmp_path if kind.endswith("s") else tmp_path / name))
    assert (len(found.corrections), len(found.conflicts), sorted(found.unknown)) == (stands, conflict, unknown)


def test_every_sentence_of_an_article(tmp_path: Path, seed_path: Path, seed: str) -> None:
    from tarjoman.translate.splitting import split

    now = current(seed_path)
    sentences = [line[a:b].strip() for line in seed.splitlines() for a, b in split(line)]
    found = standing([correction(sentence, f"{seed_path.stem}#{n}") for n, sentence in enumerate(sentences)], now)
    assert len(found.corrections) == len(sentences) > 10 and not found.unknown


@pytest.mark.parametrize(("name", "content"), [("none.txt", None), ("a.jsonl", "{}"), ("a.txt", b"\xff\xfe\xfd")])
def test_what_cannot_be_read(tmp_path: Path, name: str, content: str | bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(InputError, match=name):
        current(tmp_path / name)
