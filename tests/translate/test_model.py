import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tarjoman.errors import ModelError, UsageError
from tarjoman.translate.model import Model, Tokens

EMBEDDED = Model.find("fa-en")


def test_the_revision_is_that_of_the_weights() -> None:
    assert hashlib.sha256((EMBEDDED.folder / "model.bin").read_bytes()).hexdigest()[:12] == EMBEDDED.revision
    assert EMBEDDED.id == f"fa-en@{EMBEDDED.revision}"


def test_the_stamp_is_of_all_that_decides_answers_but_the_decoding(folder: Path) -> None:
    model = Model.find(str(folder))
    assert (
        model.stamp == EMBEDDED.stamp == replace(model, folder=folder, decoding=replace(model.decoding, beam=1)).stamp
    )
    changed = [
        replace(model, **values)
        for values in (
            {"name": "x"},
            {"revision": "x"},
            {"source": "prs"},
            {"target": "x"},
            {"profile": "nllb"},
            {"max_tokens": 99},
            {"copies": not model.copies},
            {"tokens": Tokens(("prs_Arab",))},
            {"tokens": Tokens(marker="x")},
            {"folder": None},
        )
    ]
    stamps = {model.stamp, *(other.stamp for other in changed)}
    for name in ("source.spm", "shared_vocabulary.json", "config.json", "target.spm"):
        with (folder / name).open("ab") as stream:
            stream.write(b" ")
        stamps.add(model.stamp)
    assert len(stamps) == 1 + len(changed) + 4


def test_a_stamp_that_cannot_be_read(folder: Path) -> None:
    (folder / "x.spm").mkdir()
    with pytest.raises(ModelError, match="x.spm: cannot be read .*Make it readable, or add the model again"):
        _ = Model.find(str(folder)).stamp


def test_what_a_terminal_would_obey_is_escaped() -> None:
    assert replace(EMBEDDED, name="a\x1b[2J").id == f"a\\x1b[2J@{EMBEDDED.revision}"


def test_the_model_card_speaks_of_these_weights() -> None:
    assert f"Model `{EMBEDDED.id}`" in (EMBEDDED.folder / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_all_weights_take_at_most_40_mb() -> None:
    assert sum(p.stat().st_size for p in EMBEDDED.folder.parent.rglob("*") if p.is_file()) <= 40_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EMBEDDED.folder, tmp_path / "model")
    return tmp_path / "model"


def test_a_folder_is_found_by_its_path(folder: Path) -> None:
    assert Model.find(str(folder)).revision == EMBEDDED.revision


def test_settings_that_older_folders_lack_are_off(folder: Path) -> None:
    path = folder / "model.toml"
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith(("coverage_penalty", "no_repeat_ngram"))))
    decoding = Model.find(str(folder)).decoding
    assert (decoding.coverage_penalty, decoding.no_repeat_ngram) == (0, 0)


def test_an_unknown_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nllb: no such model. Embedded: fa-en. Or name the folder"):
        Model.find("nllb")


def test_weights_of_another_revision(folder: Path) -> None:
    with (folder / "model.bin").open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(
        ModelError, match=f"model.bin is revision [0-9a-f]{{12}}, not the {EMBEDDED.revision} of model.toml"
    ):
        Model.find(str(folder))


def test_missing_files(folder: Path) -> None:
    (folder / "source.spm").unlink()
    (folder / "model.bin").unlink()
    with pytest.raises(ModelError, match=r"model.bin, source.spm missing. Make the folder with `tarjoman train export"):
        Model.find(str(folder))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('license = "Apache-2.0"', "", "license is missing"),
        ("max_tokens = 100", 'max_tokens = "100"\nx = 1', "unknown key 'x'; max_tokens must be int, not '100'"),
        ("beam = 4", "beams = 4", "unknown key 'beams'"),
        ("beam = 4", "beam =", "cannot be read as TOML"),
        ("beam = 4", "beam = 0", "beam 0 is not between 1 and 64"),
        ("beam = 4\nlength_penalty = 1.0", "beam = 4\nlength_penalty = 3", "length_penalty 3 is not between 0 and 2"),
        ("coverage_penalty = 0.0", "coverage_penalty = -1", "coverage_penalty -1 is not between 0 and 2"),
        ("coverage_penalty = 0.0", "coverage_penalty = nan", "coverage_penalty nan is not between 0 and 2"),
        ("no_repeat_ngram = 0", "no_repeat_ngram = 1", "no_repeat_ngram 1 is neither 0 nor between 2 and 100"),
        ("no_repeat_ngram = 0", "no_repeat_ngram = 3.5", "no_repeat_ngram must be int, not 3.5"),
        ('suppress = ["<2fa>", "<bt>"]', "suppress = [1]", "suppress .* is not a list of pieces"),
        ("max_tokens = 100", "max_tokens = 0", "max_tokens is not between 8 and 100000"),
        ('profile = "embedded"', 'profile = "hazm"', "profile 'hazm' is none of chat, display, embedded"),
        ("max_tokens = 100", "max_tokens = " + "9" * 5000, "cannot be read as TOML"),
        ("max_length = 256", "max_length = " + "[" * 3000, "cannot be read as TOML"),
        ("[decoding]", "decoding = 3\n[x]", "decoding must be a table"),
        ("[decoding]", "tokens = 3\n[decoding]", "tokens must be a table"),
        (
            "[decoding]",
            "[tokens]\nprefix = []\nmarker = 3\n[decoding]",
            "key 'prefix'; marker must be str, not 3",
        ),
        ("[decoding]", "[tokens]\nsource_prefix = ['']\n[decoding]", "tokens .* are not all strings"),
        ("[decoding]", "[tokens]\ntarget_prefix = ['a', 'b']\n[decoding]", "target_prefix .* has more than one token"),
        ("[decoding]", "[tokens]\nmarker = '('\n[decoding]", "marker '\\(' is no regular expression"),
    ],
)
def test_a_description_with_mistakes(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "model.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(ModelError, match=message):
        Model.find(str(folder))


def test_what_is_written_is_read_back(folder: Path) -> None:
    tokens = Tokens(("pes_Arab",), ("</s>",), ("eng_Latn",), r"<2\w+>")
    model = replace(EMBEDDED, name='of "ours"\\', origin="owner\n\r\x1b\x7f\x00/name@1", tokens=tokens, revision="")
    model = replace(model, decoding=replace(EMBEDDED.decoding, suppress=("<bt>", "<none>")))
    written = model.write(folder, "A test.")
    assert (folder / "model.toml").read_text().startswith("# A test.\n")
    expected = replace(model, revision=EMBEDDED.revision, folder=folder)
    assert written == replace(expected, decoding=replace(EMBEDDED.decoding, suppress=("<bt>",)))
    assert Model.read(folder) == written


def test_two_vocabularies_do_as_well(folder: Path) -> None:
    shared = folder / "shared_vocabulary.json"
    shutil.copyfile(shared, folder / "source_vocabulary.json")
    shared.rename(folder / "target_vocabulary.json")
    assert Model.read(folder).revision == EMBEDDED.revision
    (folder / "source_vocabulary.json").unlink()
    with pytest.raises(ModelError, match="shared_vocabulary.json missing"):
        Model.read(folder)
