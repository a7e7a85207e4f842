import gzip
import lzma
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sentencepiece

from tarjoman.errors import InputError, OutputError, UsageError
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import Cleaner, examples, prepare, read_pairs


@pytest.mark.parametrize(
    ("name", "compress"),
    [("a.tsv", bytes), ("a.tsv.gz", gzip.compress), ("A.TSV.GZ", gzip.compress), ("a.tsv.xz", lzma.compress)],
)
def test_files(tmp_path: Path, name: str, compress: Callable[[bytes], bytes]) -> None:
    (tmp_path / name).write_bytes(compress("\ufeffیک\tOne\r\n\nدو\u2028سه\tTwo\textra\n".encode()))
    assert list(read_pairs(tmp_path / name)) == [("یک", "One"), ("دو\u2028سه", "Two")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", b"x\ty\nno second\n", "line 2 has no second column. Give it SOURCE<TAB>TARGET"),
        ("a.tsv", b"\xff\ty\n", "cannot be read"),
        ("a.tsv.xz", b"x\ty\n", "cannot be read"),
        ("a.tsv.gz", gzip.compress(b"x\ty\n" * 99)[:20], "cannot be read"),
        ("a.tsv.gz", gzip.compress(b"x\ty\n" * 99)[:10] + b"\xff" * 20, "cannot be read"),  # raises zlib.error
        ("a.tmx.gz", b"<tmx/>", "cannot be read as TMX"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        list(read_pairs(tmp_path / name))


@pytest.mark.parametrize(("name", "pack"), [("a.TMX", bytes), ("a.tmx.gz", gzip.compress), ("a.tmx.XZ", lzma.compress)])
def test_translation_memories(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    sides = "".join(f"<tuv lang='{code}'><seg>{text}</seg></tuv>" for code, text in (("fa", "یک"), ("en", "One")))
    (tmp_path / name).write_bytes(pack(f"<tmx><body><tu>{sides}</tu></body></tmx>".encode()))
    assert list(read_pairs(tmp_path / name)) == [("یک", "One")]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.tsv: cannot be read"):
        list(read_pairs(tmp_path / "a.tsv"))


NEWS = "به گزارش خبرگزاری ایسنا وزیر خارجه روسیه روز دوشنبه وارد تهران شد"


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("وزیر آمد.", "The minister came.", ""),
        ("", "The minister came.", "empty"),
        ("\u200c", "x", "empty"),
        ("وزیر آمد.", " ", "empty"),
        ("The minister came.", "The minister came.", "script"),
        ("وزیر آمد.", "The وزیر came.", "script"),
        ("وزیر minister came", "The minister came.", "script"),
        ("وزیر <b>آمد</b>.", "The minister came.", "markup"),
        ("وزیر آمد.", "The minister &nbsp; came.", "markup"),
        ("وزیر آمد " * 36, "The minister came. " * 24, "length"),
        ("وزیر آمد.", "The minister came and went and came again, they say.", "length"),
        ("سفیر وارد تهران شد.", "The ambassador arrived.", ""),
        ("وزیر وارد تهران شد!", "He came.", "test sentence"),
        ("او آمد.", "the Minister arrived in Tehran", "test sentence"),
        (NEWS + " و رفت.", "A report of the agency about a minister who came to the city on a day.", "test overlap"),
    ],
)
def test_reasons(config: TrainConfig, tmp_path: Path, source: str, target: str, reason: str) -> None:
    (tmp_path / "more.tsv").write_text(f"fa\ten\nدیروز {NEWS}.\tNews of the day.\n", encoding="utf-8")
    cleaner = Cleaner(replace(config, dev=(*config.dev, str(tmp_path / "more.tsv"))))
    assert cleaner.reason(source, target) == reason
    assert cleaner.reason(source, target) == (reason or "duplicate")


def test_prepare(config: TrainConfig, tmp_path: Path) -> None:
    corpus = tmp_path / "pairs.tsv"
    corpus.write_text(corpus.read_text("utf-8") + "وزیر <i>آمد</i>\tHe came\n", encoding="utf-8")
    assert prepare(config) == "| corpus | kept | markup |\n| --- | --- | --- |\n| pairs.tsv | 66 | 1 |\n"
    kept = examples(config)
    assert len(kept) == 66 and {e.corpus for e in kept} == {"pairs.tsv"}
    assert any("\u200c" in e.source for e in kept)  # noise needs it; it goes when the source is normalised
    pieces = sentencepiece.SentencePieceProcessor(model_file=f"{config.work}/pieces.model")
    assert (pieces.eos_id(), pieces.unk_id(), pieces.pad_id()) == (0, 1, -1) and len(pieces) <= config.pieces - 1
    assert pieces.decode(pieces.encode("☈ 12")) == "☈ 12"  # byte fallback
    assert str(tmp_path).encode() not in (Path(config.work) / "pieces.model").read_bytes()
    assert {p.name for p in Path(config.work).iterdir()} == FILES | {"links.txt"}


FILES = {"pairs.tsv", "pieces.model", "prepared.json", "report.md", "words.txt"}


def test_links(config: TrainConfig, tmp_path: Path) -> None:
    prepare(config)
    (example,) = [e for e in examples(config) if e.target == "The ambassador arrived in Tehran."]
    assert {(0, 1), (2, 4), (4, 5)} < set(example.links)
    assert not any(e.links for e in examples(replace(config, guiding=0.0, copying=0.0)))


def test_links_of_another_aligner(config: TrainConfig, tmp_path: Path) -> None:
    config = replace(config, links=str(tmp_path / "mine.txt"))
    prepare(config)
    assert {p.name for p in Path(config.work).iterdir()} == FILES
    lines = (Path(config.work) / "words.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 66 and " ||| " in lines[0]
    (tmp_path / "mine.txt").write_text("0-0\n" * 66, encoding="utf-8")
    assert {e.links for e in examples(config)} == {((0, 0),)}
    (tmp_path / "mine.txt").write_text("0-0\n" * 65, encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.txt: 65 lines for 66 pairs"):
        examples(config)


def test_no_links(config: TrainConfig) -> None:
    config = replace(config, guiding=0.0, copying=0.0)
    prepare(config)
    assert {p.name for p in Path(config.work).iterdir()} == FILES
    assert not any(e.links for e in examples(config))


def test_nothing_of_an_earlier_prepare_is_left(config: TrainConfig) -> None:
    prepare(config)
    assert (Path(config.work) / "links.txt").is_file()
    prepare(replace(config, guiding=0.0, copying=0.0))
    assert {p.name for p in Path(config.work).iterdir()} == FILES


def test_too_few_pieces(config: TrainConfig) -> None:
    with pytest.raises(UsageError, match="pieces: 300 do not make a vocabulary .*Set it higher; 256 of them are"):
        prepare(replace(config, pieces=300))


def test_a_wrong_init_is_found_before_the_work(config: TrainConfig, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="embeded: neither a model folder nor a Marian checkpoint"):
        prepare(replace(config, init=str(tmp_path / "embeded")))
    assert not list(Path(config.work).glob("*"))


def test_a_work_folder_that_cannot_be(config: TrainConfig, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="Set work to a folder that can be written"):
        prepare(replace(config, work=str(tmp_path / "file")))


def test_characters(config: TrainConfig) -> None:
    prepare(replace(config, units="char"))
    pieces = sentencepiece.SentencePieceProcessor(model_file=f"{config.work}/pieces.model")
    assert pieces.encode("سفیر", out_type=str) == ["▁", *"سفیر"]
    assert len(pieces) < config.pieces - 1  # as many as there are, bytes included
    assert pieces.decode(pieces.encode("☈ 12")) == "☈ 12"


def test_nothing_left(config: TrainConfig, tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("One\tیک\n", encoding="utf-8")
    with pytest.raises(InputError, match="pairs.tsv: no pair is left after cleaning. Check that the first column"):
        prepare(config)


def test_examples_before_prepare(config: TrainConfig) -> None:
    with pytest.raises(InputError, match="Run `tarjoman train prepare` first"):
        examples(config)
