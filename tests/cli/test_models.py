import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from tarjoman.cli import models
from tarjoman.translate.model import Model

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def place(home: Path) -> Path:
    """Where models are added: a copy of the embedded one, of another licence."""
    folder = home / "models" / "mine"
    shutil.copytree(Model.embedded_folder("fa-en"), folder)
    text = (folder / "model.toml").read_text()
    text = text.replace('"Apache-2.0"', '"CC-BY-NC-4.0"').replace('name = "fa-en"', 'name = "mine"')
    (folder / "model.toml").write_text(text)
    return folder.parent


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is to be added, instead of adding it."""
    from tarjoman.translate.models import installation

    found: list[tuple[Any, ...]] = []

    def add(entry: Any, folder: Path | None, *, accept: Callable[[str], None], say: Any, **options: str) -> Model:
        accept(entry.license or "CC-BY-NC-4.0")
        found.append((entry, folder, options))
        return Model.find("fa-en")

    monkeypatch.setattr(installation, "add", add)
    return found


def test_list(run: Run, place: Path) -> None:
    status, out, _ = run("models", "list")
    lines = out.splitlines()
    assert status == 0 and lines[0].split() == ["name", "model", "parameters", "to", "fetch", "licence", "BLEU", "here"]
    assert "615 M" in lines[2] and "2,460 MB" in lines[2] and "CC-BY-NC-4.0" in lines[2] and "33.3" in lines[2]
    assert lines[1].startswith("fa-en ") and lines[1].endswith("embedded")
    assert lines[-1].startswith("mine ") and lines[-1].endswith("installed")


def test_a_damaged_model_is_told_in_its_row(run: Run, place: Path) -> None:
    shutil.copytree(place / "mine", place / "broken")
    (place / "broken" / "source.spm").unlink()
    status, out, _ = run("models", "list")
    ends = {line.split()[0]: line.split()[-1] for line in out.splitlines()}
    assert status == 0 and (ends["broken"], ends["mine"], ends["fa-en"]) == ("damaged", "installed", "embedded")
    assert "problem: source.spm missing" in run("models", "info", "broken")[1].splitlines()


def test_what_a_model_says_does_not_reach_the_terminal(run: Run, place: Path, tmp_path: Path) -> None:
    path = place / "mine" / "model.toml"
    path.write_text(path.read_text().replace("CC-BY-NC-4.0", "NC\\u001b[2J[red]:x:").replace('"mine"', '"m\\u001b[2J"'))
    (tmp_path / "a.txt").write_text("سلام")
    for arguments in (["list"], ["info", "mine"]):
        status, out, err = run("models", *arguments)
        assert status == 0 and "NC\\x1b[2J[red]:x:" in out and "\x1b" not in out + err
    _, out, err = run("translate", tmp_path / "a.txt", "--model", "mine", "-o", tmp_path / "out")
    assert "is licensed NC\\x1b[2J[red]" in err and "\x1b" not in out + err


def test_list_as_json(run: Run, place: Path) -> None:
    status, out, _ = run("models", "list", "--json")
    rows = {row["name"]: row for row in map(json.loads, out.splitlines())}
    assert status == 0 and rows["nllb-3.3b"]["languages"] == ["pes_Arab", "eng_Latn"]
    assert rows["nllb-3.3b"]["non_commercial"] and rows["nllb-3.3b"]["here"] == ""
    assert rows["mine"]["license"] == "CC-BY-NC-4.0" and rows["mine"]["installed"].startswith("mine@")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("nllb-600m", ["id: facebook/nllb-200-distilled-600M", "languages: pes_Arab, eng_Latn", "bleu: 33.3"]),
        ("google/madlad400-3b-mt", ["name: madlad400-3b", "license: Apache-2.0"]),
        ("fa-en", ["here: embedded", "profile: embedded"]),
        ("mine", ["here: installed", "license: CC-BY-NC-4.0", "megabytes: 35"]),
    ],
)
def test_info(run: Run, place: Path, name: str, lines: list[str]) -> None:
    status, out, _ = run("models", "info", name)
    assert status == 0 and set(lines) <= set(out.splitlines())


def test_info_as_json(run: Run, place: Path) -> None:
    assert json.loads(run("models", "info", "fa-en", "--json")[1])["here"] == "embedded"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["info", "nlb-600m"], "nlb-600m: no such model. Like it are nllb-600m"),
        (["info", "???"], "???: no such model. `tarjoman models list` has names"),
        (["info", "opus-mt-mul-en"], "is useless for Persian: "),
        (["add", "Helsinki-NLP/opus-mt-tc-bible-big-iir-en"], "from 30,146 pairs of Persian sentences"),
        (["add", "nlb"], "nlb: no such model. Like it are nllb-"),
        (["add", "???"], "`tarjoman models list` has names; of the hub give OWNER/NAME, or use --from"),
        (["add", "x", "--from", "none"], "none: is no folder. Name the folder of a checkpoint"),
        (["add", "x", "--from", ".", "--revision", "v1"], "--revision: has no effect with --from"),
        (["add", "opus-fas-eng", "--revision", "v1"], "--revision: opus-fas-eng is a zip, which has none"),
        (["add", "../../x", "--from", "."], "../../x: is no name for a model. Use letters, digits, -, _ and ."),
        (["add", "a/b/c", "--from", "."], "a/b/c: is no name for a model"),
        (["add", "/etc/x"], "/etc/x: is no name for a model"),
        (["remove", "none"], "none: is not installed. Installed: mine"),
        (["remove", "fa-en"], "fa-en: is part of tarjoman"),
    ],
)
def test_what_cannot_be_done(run: Run, place: Path, arguments: list[str], message: str) -> None:
    status, _, err = run("models", *arguments)
    assert status == 2 and message in err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["m2m100-418m"], ("m2m100-418m", "facebook/m2m100_418M", "17ef199e3a3479ca5d572350066761c5e926ac03", "MIT")),
        (["facebook/m2m100_418M", "--revision", "main"], ("m2m100-418m", "facebook/m2m100_418M", "main", "MIT")),
        (["m2m100-418m", "--name", "m2m"], ("m2m", "facebook/m2m100_418M", None, "MIT")),
        (["Owner/Model-X", "--license", "MIT"], ("model-x", "Owner/Model-X", "", "MIT")),
        (["x", "--from", ".", "--license", "MIT"], ("x", "", "", "MIT")),
        (["Owner/Model-X", "--from", ".", "--license", "MIT"], ("model-x", "Owner/Model-X", "", "MIT")),
    ],
)
def test_add(run: Run, place: Path, added: list[Any], arguments: list[str], expected: tuple[Any, ...]) -> None:
    status, out, err = run("models", "add", *arguments)
    assert status == 0, err
    ((entry, folder, options),) = added
    found = (entry.name, entry.id, entry.revision, entry.license)
    assert all(e in (None, f) for e, f in zip(expected, found, strict=True))
    assert options == {"source": "", "target": "", "quantization": "int8"}
    assert (folder is not None) == ("--from" in arguments)
    assert "tarjoman translate --model fa-en" in out


def test_languages_and_quantisation_are_passed_on(run: Run, place: Path, added: list[Any]) -> None:
    given = ["--source-language", "prs_Arab", "--target-language", "fra_Latn", "--quantization", "float32"]
    assert run("models", "add", "m2m100-418m", *given)[0] == 0
    assert added[0][2] == {"source": "prs_Arab", "target": "fra_Latn", "quantization": "float32"}


def test_a_licence_that_forbids_commerce_has_to_be_accepted(
    run: Run, place: Path, added: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, _, err = run("models", "add", "nllb-600m")
    assert status == 2 and not added
    assert "nllb-600m is licensed CC-BY-NC-4.0: its output may not be used commercially." in err
    assert "There is nobody to ask. Give --accept-license" in err
    assert run("models", "add", "nllb-600m", "--accept-license")[0] == 0
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: False)
    status, _, err = run("models", "add", "nllb-600m")
    assert status == 2 and "that was not accepted. Give the option, or another model" in err
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: True)
    assert run("models", "add", "owner/x")[0] == 0  # whose card says so
    assert len(added) == 2


def test_remove(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, _, err = run("models", "remove", "mine")
    assert status == 2 and "mine? There is nobody to ask. Give --yes" in err
    monkeypatch.setattr(models, "_asked", lambda *_: False)
    assert run("models", "remove", "mine")[0] == 1 and (place / "mine" / "model.bin").is_file()
    status, out, _ = run("models", "remove", "mine", "--yes")
    assert status == 0 and "removed, 35 MB" in out
    assert [path.name for path in (place / "mine").iterdir()] == ["MODEL_CARD.md"]


def test_an_installed_model_translates_and_its_licence_is_told(run: Run, place: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("سلام دنیا")
    status, _, err = run("translate", tmp_path / "a.txt", "--model", "mine", "-o", tmp_path / "out")
    assert status == 0 and "is licensed CC-BY-NC-4.0: not for commercial use." in err
    assert "(CC-BY-NC-4.0)" in (tmp_path / "out" / "a.html").read_text(encoding="utf-8")
    assert '"license": "CC-BY-NC-4.0"' in (tmp_path / "out" / "a.jsonl").read_text(encoding="utf-8")


def test_a_model_that_is_not_installed(run: Run, place: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("سلام")
    status, _, err = run("translate", tmp_path / "a.txt", "--model", "nllb-600m")
    assert status == 2 and "--model nllb-600m: not installed. tarjoman models add nllb-600m" in err
    status, _, err = run("translate", tmp_path / "a.txt", "--engine", "transformers")
    assert status == 2 and "--engine transformers: fa-en is not the folder of a checkpoint" in err
