"""A cluster of this machine, with two actors and the real model: what comes out is what comes out here."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dying import Dying
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate.cluster import on_ray, translator
from tarjoman.translate.cluster.session import joined
from tarjoman.translate.memory import Edit, Memory
from tarjoman.translate.memory.edits import edit_key

ROOT = Path(__file__).parent.parent.parent.parent
NEWS = (
    "وزیر خارجه روسیه وارد تهران شد. او فردا به مسکو بازمی‌گردد.\n\nبه گزارش ایسنا، مهدی فرخ نژاد گفت: دریا آرام است.\n"
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Ray in this process, which the tests below then use; its actors find what this process finds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(str(ROOT / folder) for folder in ("src", "tests")))
        with joined(TranslateConfig(actors=2)):
            yield


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five documents, two of them under a table of the house, and one that cannot be read."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = tmp_path / "in"
    for number, name in enumerate(("a", "b", "c", "house/d", "house/e")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text(NEWS * (number + 1), encoding="utf-8")
    (folder / "house/names.tsv").write_text("fa\ten\nتهران\tTeheran\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff")
    (tmp_path / "c.toml").write_text("[translate]\nwindow = 5\nactors = 2\n")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_same_comes_out(
    cluster: None, run: Run, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translator, "_PORTION", 1)  # two blocks at a time, of three
    said = {}
    for place in ("here", "ray"):
        out = tmp_path / place
        settings = ("--config", tmp_path / "c.toml", "--no-memory")
        status, pages, told = run("translate", texts, "-o", out, *settings, "--on", place)
        assert status == 1 and "bad.txt: not UTF-8" in told
        said[place] = (pages.replace(str(out), ""), re.sub(r"in [\d.]+ s", "", told))
    assert said["here"] == said["ray"] and "5 documents" in said["ray"][1]
    here, ray = contents(tmp_path / "here"), contents(tmp_path / "ray")
    runs = [json.loads(files.pop("run.json")) for files in (here, ray)]
    assert [told.pop("config")["on"] for told in runs] == ["here", "ray"] and runs[0] == runs[1]
    assert here == ray and len(ray) == 16 and b"Teheran" in ray["house/d.en.txt"]


def test_actors_share_a_memory(cluster: None, run: Run, texts: Path, tmp_path: Path) -> None:
    path, source = tmp_path / "m.sqlite", "وزیر خارجه روسیه وارد تهران شد."
    with Memory(path) as memory:
        memory.edit([(edit_key(source), Edit(source, "He came."))])
    arguments = ("--config", tmp_path / "c.toml", "--memory", path, "-f", "txt", "-q")
    assert run("translate", texts / "a.txt", texts / "b.txt", "-o", tmp_path / "ray", *arguments, "--on", "ray")[0] == 0
    with Memory(path) as memory:
        stats = memory.stats()
        assert (stats.documents, stats.answers) == (2, 2)
    assert (tmp_path / "ray/a.en.txt").read_text("utf-8").startswith("He came. ")
    assert run("translate", texts / "a.txt", texts / "b.txt", "-o", tmp_path / "here", *arguments)[0] == 0
    with Memory(path) as memory:
        assert memory.stats() == stats  # nothing was new
    here, ray = contents(tmp_path / "here"), contents(tmp_path / "ray")
    assert here.pop("run.json") != ray.pop("run.json") and here == ray


def test_actors_that_die(cluster: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translator, "Worker", Dying)
    names = ["a", "once", "always", "b", "wrong", "c"]
    documents = [Document(name, (NEWS,), title=str(tmp_path / name)) for name in names]
    with on_ray(TranslateConfig(actors=2, window=1)) as abroad:
        made = list(abroad.translate(documents))
    assert ["." if isinstance(one, InputError) else one.document.id for one in made] == [
        "a",
        "once",
        ".",
        "b",
        ".",
        "c",
    ]
    always, _, wrong = made[2:5]
    assert str(always).startswith("always: cannot be translated (the process that translates it died")
    assert str(wrong).startswith("wrong: cannot be translated (ZeroDivisionError: by nothing)")


def test_a_model_is_the_same_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("fa-en", "mine"):
        (tmp_path / name).mkdir()
    found = [translator._anywhere(name) for name in ("fa-en", "mine", "none")]
    assert found == ["fa-en", str(tmp_path / "mine"), "none"]


class TestAlone:
    """As a person runs it: Ray begins and ends with the command, and is not heard."""

    def start(self, *arguments: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tarjoman", "translate", *map(str, arguments), "--on", "ray"]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment)

    def test_to_standard_output(self, run: Run, texts: Path) -> None:
        process = self.start(texts / "a.txt")
        here = run("translate", texts / "a.txt")[1]
        assert (*process.communicate(timeout=100), process.returncode) == (here, "", 0)

    def test_stopped(self, texts: Path, tmp_path: Path) -> None:
        for number in range(400):
            (texts / f"{number:03}.txt").write_text(NEWS * 3, encoding="utf-8")
        (texts / "bad.txt").unlink()
        process = self.start(texts, "-o", tmp_path / "out", "--config", tmp_path / "c.toml")
        while not list(tmp_path.glob("out/*.html")):
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)  # of which Ray would make something of its own
        out, err = process.communicate(timeout=100)
        assert (process.returncode, out, err) == (143, "", "Stopped. What was written is whole.\n")
        written = contents(tmp_path / "out")
        assert (
            not [name for name in written if name.endswith(".tmp")]
            and 0 < len(written) < 1215
            and not json.loads(written["run.json"])["complete"]
        )
