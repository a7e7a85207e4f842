"""From a checkpoint to a model that is known by its name, and away again."""

import errno
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checkpoints import ENGLISH, PERSIAN
from tarjoman.config import TranslateConfig
from tarjoman.errors import ModelError, OutputError, UsageError
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.model import Model
from tarjoman.translate.models import conversion, home, hub, installation
from tarjoman.translate.models.installation import add, remove
from tarjoman.translate.models.registry import Entry, entries

pytestmark = [pytest.mark.hf, pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")]

CONFIG = TranslateConfig(device="cpu", threads=1)


def tiny(name: str, architecture: str = "", **known: Any) -> Entry:
    return Entry(name, name, architecture, "", license="MIT", **known)


@pytest.mark.parametrize("name", ["marian", "marian-multi", "nllb", "m2m100", "madlad", "opus"])
def test_added_from_a_folder_it_translates(checkpoints: Callable[[str], Path], place: Path, name: str) -> None:
    said: list[str] = []
    model = add(tiny(name), checkpoints(name), say=said.append)
    assert said == ["Converting …", "Trying it out …"]
    assert Model.find(name) == model and model.folder == place / name and model.license == "MIT"
    assert [path.name for path in place.iterdir()] == [name]
    assert (model.folder / "target.spm").is_file() == (name in ("marian", "marian-multi", "opus"))
    engine = CTranslate2Engine(model, CONFIG)
    assert engine.settings["compute_type"] == "int8_float32"
    found = dict(engine.translate(PERSIAN, decoding=replace(model.decoding, beam=1)))
    assert sum(found[i][0].text == english for i, english in enumerate(ENGLISH)) >= 4, found
    assert remove(name) > 10_000 and list(place.iterdir()) == []
    with pytest.raises(UsageError, match="no such model"):
        Model.find(name)


def test_a_model_of_marian_is_what_its_conversion_by_transformers_is(
    checkpoints: Callable[[str], Path], place: Path
) -> None:
    ours = add(tiny("ours"), checkpoints("opus"), quantization="float32")
    theirs = add(tiny("theirs"), checkpoints("opus").with_name("opus-hf"), quantization="float32")
    one, other = (
        dict(CTranslate2Engine(model, CONFIG, compute_type="float32").translate(PERSIAN)) for model in (theirs, ours)
    )
    for i in range(len(PERSIAN)):
        assert one[i][0].text == other[i][0].text
        assert one[i][0].score == pytest.approx(other[i][0].score, abs=1e-4)


def test_what_needs_the_extra(checkpoints: Callable[[str], Path], place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [checkpoints(name) for name in ("opus", "nllb")]
    monkeypatch.setitem(sys.modules, "torch", None)
    assert add(tiny("m"), folders[0]).name == "m"
    for folder in (folders[1], None):
        with pytest.raises(UsageError, match=r"models add: torch is not installed. pip install 'tarjoman\[hf\]'"):
            add(replace(tiny("n"), id="owner/n"), folder)


@pytest.mark.parametrize("quantization", ["int8", "int8_float16", "float16", "float32"])
def test_numbers_of_every_kind(checkpoints: Callable[[str], Path], place: Path, quantization: str) -> None:
    model = add(tiny("m"), checkpoints("nllb"), quantization=quantization)
    for kind in ("auto", "float32"):
        assert len(dict(CTranslate2Engine(model, replace(CONFIG, compute_type=kind)).translate(PERSIAN))) == 5


def test_what_is_listed_is_added_from_a_folder_where_there_is_no_network(
    checkpoints: Callable[[str], Path], place: Path
) -> None:
    accepted: list[str] = []
    model = add(entries()["nllb-600m"], checkpoints("nllb"), accept=accepted.append)
    assert accepted == ["CC-BY-NC-4.0"] == [model.license]
    assert model.origin == "facebook/nllb-200-distilled-600M (from a folder, not verified)"
    assert (model.source, model.target) == ("pes_Arab", "eng_Latn")
    assert CTranslate2Engine(model, CONFIG).settings["origin"] == model.origin
    with pytest.raises(ModelError, match="holds a model of the kind m2m100, not nllb. Name another"):
        add(entries()["nllb-600m"], checkpoints("m2m100"))


def test_another_language(checkpoints: Callable[[str], Path], place: Path) -> None:
    assert add(tiny("dari"), checkpoints("nllb"), source="prs_Arab").tokens.source_prefix == ("prs_Arab",)
    with pytest.raises(UsageError, match="no language 'fa'"):
        add(tiny("m"), checkpoints("nllb"), source="fa")
    assert not (place / "m").exists()


def test_a_model_takes_the_place_of_the_one_before(checkpoints: Callable[[str], Path], place: Path) -> None:
    before = add(tiny("m"), checkpoints("nllb"))
    after = add(tiny("m"), checkpoints("m2m100"))
    assert after.revision != before.revision and Model.find("m") == after
    assert [path.name for path in place.iterdir()] == ["m"]


def test_a_listed_licence_is_not_overridden(checkpoints: Callable[[str], Path], place: Path) -> None:
    with pytest.raises(UsageError, match="nllb-600m is listed as CC-BY-NC-4.0, which cannot be overridden"):
        add(replace(entries()["nllb-600m"], name="free", license="MIT"), checkpoints("nllb"))
    with pytest.raises(UsageError, match="is no licence. Give an SPDX identifier"):
        add(replace(tiny("m"), license="MIT\x1b[2J"), checkpoints("nllb"))
    assert add(tiny("m"), checkpoints("nllb")).origin == "(from a folder, not verified)"


def test_of_a_link_only_the_link_is_removed(checkpoints: Callable[[str], Path], place: Path, tmp_path: Path) -> None:
    theirs = add(tiny("m"), checkpoints("nllb")).folder
    assert theirs
    shutil.move(theirs, tmp_path / "theirs")
    before = sorted((tmp_path / "theirs").iterdir())
    (place / "m").symlink_to(tmp_path / "theirs")
    assert remove("m") == 0 and not list(place.iterdir()) and sorted((tmp_path / "theirs").iterdir()) == before
    (place / "m").symlink_to(tmp_path / "theirs")
    assert add(tiny("m"), checkpoints("nllb")).folder == place / "m"
    assert not (place / "m").is_symlink() and sorted((tmp_path / "theirs").iterdir()) == before
    assert [path.name for path in place.iterdir()] == ["m"]


def test_one_name_is_added_by_one_process_at_a_time(checkpoints: Callable[[str], Path], place: Path) -> None:
    with home.held(place / ".adding-m"), pytest.raises(ModelError, match="another process works there. Let it finish"):
        add(tiny("m"), checkpoints("nllb"))
    add(tiny("m"), checkpoints("nllb"))
    assert [path.name for path in place.iterdir()] == ["m"]


def test_the_only_copy_of_a_model_is_kept_whatever_fails(
    checkpoints: Callable[[str], Path], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = add(tiny("m"), checkpoints("nllb"))
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if target == place / "m":
            raise OSError(errno.EIO, "Input/output error", str(self))
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", fails)
        with pytest.raises(OutputError, match="input/output error"):
            add(tiny("m"), checkpoints("m2m100"))
    assert not (place / "m").exists()
    with pytest.raises(ModelError, match="holds a model of the kind"):
        add(tiny("m", "nllb"), checkpoints("m2m100"))
    with pytest.raises(UsageError, match="no language"):
        add(tiny("m"), checkpoints("nllb"), source="none")
    assert Model.find("m") == before and [path.name for path in place.iterdir()] == ["m"]


class _Killed(BaseException):
    """The end of the process."""


STEPS = {"convert": conversion, "_compare": installation, "swap_folder": installation}


@pytest.mark.parametrize("at", STEPS)
def test_killed_on_the_way_nothing_half_made_is_there_and_the_next_try_succeeds(
    checkpoints: Callable[[str], Path], place: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    def kill(*_: Any) -> None:
        raise _Killed

    with monkeypatch.context() as patched:
        patched.setattr(STEPS[at], at, kill)
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)  # nothing is cleared up by a process that is gone
        with pytest.raises(_Killed):
            add(tiny("m"), checkpoints("nllb"))
    with pytest.raises(UsageError, match="no such model"):
        Model.find("m")
    assert add(tiny("m"), checkpoints("nllb")) == Model.find("m")
    assert [path.name for path in place.iterdir()] == ["m"]


@pytest.mark.parametrize("at", ["convert", "swap_folder"])
def test_a_full_disk(checkpoints: Callable[[str], Path], place: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    before = add(tiny("m"), checkpoints("nllb"))

    def fill(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(place / "m"))

    monkeypatch.setattr(STEPS[at], at, fill)
    with pytest.raises(OutputError, match=r"cannot be written \(no space left .*\)\. Free some space, .*TARJOMAN_HOME"):
        add(tiny("m"), checkpoints("nllb"))
    assert Model.find("m") == before and [path.name for path in place.iterdir()] == ["m"]


def test_too_little_memory(checkpoints: Callable[[str], Path], place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8589934592 bytes")

    monkeypatch.setattr(conversion, "convert", fail)
    with pytest.raises(ModelError, match=r"memory ran out \(.*\)\. A network of N parameters needs 8 N bytes"):
        add(tiny("m"), checkpoints("nllb"))
    assert not list(place.iterdir())


@pytest.mark.parametrize(
    ("hypothesis", "message"),
    [
        (Hypothesis("", -1.0), "translates 'وزیر .*' with nothing. Is it a model for Persian to English"),
        (Hypothesis("وزیر خارجه", -1.0), "with 'وزیر خارجه', which is not English"),
        (Hypothesis("The minister", float("nan")), "m: gives scores that are not numbers"),
    ],
)
def test_a_model_that_does_not_translate(
    checkpoints: Callable[[str], Path],
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    hypothesis: Hypothesis,
    message: str,
) -> None:
    monkeypatch.setattr(CTranslate2Engine, "translate", lambda *_: iter([(0, [hypothesis])]))
    with pytest.raises(ModelError, match=message):
        add(tiny("m"), checkpoints("nllb"))
    assert not list(place.iterdir())


def test_a_conversion_that_changed_the_network(
    checkpoints: Callable[[str], Path], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As CTranslate2's converter does it by itself under transformers 5: T5's outputs scaled that are not to be."""
    from tarjoman.translate.models.conversion import _Converter

    monkeypatch.setattr(_Converter, "load_model", lambda self, *_, **__: self._checkpoint.network)
    with pytest.raises(ModelError, match=r"m: (changed when it was converted: |translates)"):
        add(tiny("m"), checkpoints("madlad"))
    assert not list(place.iterdir())


@pytest.mark.parametrize(
    ("entry", "options", "error", "message"),
    [
        (tiny("fa-en"), {}, UsageError, "fa-en: is part of tarjoman: there is nothing to add"),
        (tiny("../m"), {}, UsageError, "../m: is no name for a model. Use letters"),
        (tiny(".m"), {}, UsageError, "is no name for a model"),
        (tiny("m"), {"quantization": "int4"}, UsageError, "--quantization: int4 is none of int8, int8_float16"),
        (replace(tiny("m"), license=""), {}, UsageError, "--license: m does not state its licence. Give it, as MIT"),
        (Entry("m", "m", "", "Helsinki-NLP/opus-mt-mul-en"), {}, UsageError, "is useless for Persian"),
    ],
)
def test_what_cannot_be_added(
    checkpoints: Callable[[str], Path],
    place: Path,
    entry: Entry,
    options: dict[str, Any],
    error: type[Exception],
    message: str,
) -> None:
    with pytest.raises(error, match=message):
        add(entry, checkpoints("nllb"), **options)
    assert not place.exists()


def test_a_damaged_model_of_marian(checkpoints: Callable[[str], Path], place: Path, tmp_path: Path) -> None:
    shutil.copytree(checkpoints("opus"), tmp_path / "opus")
    (tmp_path / "opus" / "opus.npz").write_bytes(b"x")
    with pytest.raises(ModelError, match="opus: cannot be converted .*Get the model again"):
        add(tiny("m"), tmp_path / "opus")
    (tmp_path / "opus" / "opus.npz").unlink()
    with pytest.raises(ModelError, match="opus: cannot be converted"):
        add(tiny("m"), tmp_path / "opus")


def test_only_what_was_made_is_removed(checkpoints: Callable[[str], Path], place: Path) -> None:
    add(tiny("m"), checkpoints("nllb"))
    (place / "m" / "notes.txt").write_text("mine")
    remove("m")
    assert [path.name for path in (place / "m").iterdir()] == ["notes.txt"]
    for name, message in {"m": "m: is not installed. Installed: none", "fa-en": "fa-en: is part of tarjoman"}.items():
        with pytest.raises(UsageError, match=message):
            remove(name)


class TestHub:
    """Models of the hub, from a stand-in for it."""

    @pytest.fixture
    def repository(
        self, checkpoints: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> list[dict[str, Any]]:
        """A hub with one model, whose files come as they are asked for; what it was asked."""
        import huggingface_hub

        asked: list[dict[str, Any]] = []
        snapshot = tmp_path / "hub" / ("0123456789abcdef" * 3)[:40]

        def download(id: str, **options: Any) -> str:
            asked.append({"id": id} | options)
            snapshot.mkdir(parents=True, exist_ok=True)
            for pattern in options["allow_patterns"]:
                for path in checkpoints("nllb").glob(pattern):
                    shutil.copyfile(path, snapshot / path.name)
            return str(snapshot)

        monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
        return asked

    def test_it_is_added_at_a_commit(self, repository: list[dict[str, Any]], place: Path) -> None:
        said: list[str] = []
        model = add(entries()["nllb-600m"], say=said.append)
        first, second = repository
        assert first["id"] == "facebook/nllb-200-distilled-600M" and first["revision"] == "refs/pr/39"
        assert "*.safetensors" not in first["allow_patterns"] and "*.safetensors" in second["allow_patterns"]
        assert second["revision"] == ("0123456789abcdef" * 3)[:40]  # what the licence and the kind were read of
        assert model.origin == f"facebook/nllb-200-distilled-600M@{second['revision']}"
        assert said[0] == "Fetching facebook/nllb-200-distilled-600M, 2,460 MB …"

    def test_a_licence_that_is_not_accepted_is_told_before_what_is_large_is_fetched(
        self, repository: list[dict[str, Any]], place: Path
    ) -> None:
        def refuse(license: str) -> None:
            raise UsageError("--accept-license", license, "no")

        with pytest.raises(UsageError, match="CC-BY-NC-4.0"):
            add(entries()["nllb-600m"], accept=refuse)
        assert len(repository) == 1 and not place.exists()

    def test_a_repository_of_pickles(
        self, repository: list[dict[str, Any]], place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(hub, "_WEIGHTS", [])
        with pytest.raises(ModelError, match="has no safetensors, and pickles are not taken.*--revision refs/pr/N"):
            add(Entry("m", "m", "", "owner/m", license="MIT"))


def test_a_zip_is_fetched_converted_and_forgotten(
    checkpoints: Callable[[str], Path], place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "model"), "zip", checkpoints("opus")))
    monkeypatch.setattr(hub, "_fetch", lambda address, part: shutil.copyfile(archive, part))
    model = add(replace(entries()["opus-fas-eng"], name="m"))
    assert model.license == "CC-BY-4.0" and model.origin.startswith("https://object.pouta.csc.fi/")
    assert len(model.origin.rpartition("@")[2]) == 12
    assert [path.name for path in place.iterdir()] == ["m"]


class TestZips:
    """What is asked before a zip is fetched, and what is left of it."""

    def test_a_licence_is_accepted_first(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(license: str) -> None:
            raise UsageError("--accept-license", license, "no")

        monkeypatch.setattr(hub, "_fetch", lambda *_: pytest.fail("fetched"))
        with pytest.raises(UsageError, match="CC-BY-4.0"):
            add(entries()["opus-fas-eng"], accept=refuse)
        with pytest.raises(
            UsageError, match="--license: what https://example.org/x.zip is licensed is not known. Give"
        ):
            add(Entry("m", "m", "", "https://example.org/x.zip"))
        assert not place.exists()

    def test_one_of_another_kind_is_not_kept(
        self, checkpoints: Callable[[str], Path], place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "README.md").touch()
        archive = Path(shutil.make_archive(str(tmp_path / "model"), "zip", tmp_path / "in"))
        monkeypatch.setattr(hub, "_fetch", lambda address, part: shutil.copyfile(archive, part))
        with pytest.raises(ModelError, match=r"config.json: cannot be read"):
            add(Entry("m", "m", "", "https://example.org/x.zip", license="MIT"))
        assert not list(place.iterdir())

    def test_what_was_left_for_a_week_is_removed(self, place: Path) -> None:
        for name, age in (("old", 8 * 24 * 3600), ("new", 3600)):
            folder = place / f".fetched-{name}"
            folder.mkdir(parents=True)
            (folder / "model.zip.part").touch()
            for path in (folder / "model.zip.part", folder):
                os.utime(path, (time.time() - age,) * 2)
        hub.tidy()
        assert [path.name for path in place.iterdir()] == [".fetched-new"]
