import errno
import gzip
import lzma
import os
import platform
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tarjoman.errors import InputError, OutputError
from tarjoman.files import content, display, prepare_folder, printable, swap_folder, write


def test_writes_whole_files_with_ordinary_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    write({path: "سلام\n".encode()})
    assert path.read_bytes() == "سلام\n".encode()
    mask = os.umask(0o022)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OutputError, match=r"\.txt: cannot be written \(no space left on device\)\. Free some space"):
        write({path: b"new", tmp_path / "b.txt": b"new"})
    monkeypatch.undo()
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match=r"out: cannot write here .* Name a folder"):
        prepare_folder(tmp_path / "out")


def test_names_that_are_not_utf8_can_be_shown() -> None:
    assert display(os.fsdecode(b"a\xff\n.txt")) == "a%FF\\n.txt"
    assert printable(os.fsdecode(b"a\xff\n.txt")) == "a%FF\n.txt"


@pytest.mark.parametrize("failures", [0, 1, 2])
def test_a_folder_that_is_swapped_is_never_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: int) -> None:
    new, folder, old = (tmp_path / name for name in ("new", "folder", "old"))
    for path in (new, folder):
        path.mkdir()
        (path / path.name).touch()
    rename, left = Path.rename, [failures]

    def fails(self: Path, target: Path) -> Path:
        if target == folder and left[0]:
            left[0] -= 1
            raise OSError(errno.EIO, f"of {self.name}")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    if failures:
        with pytest.raises(OSError, match="of new"):
            swap_folder(new, folder, old)
    else:
        swap_folder(new, folder, old)
    there = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    assert (
        there
        == [
            {"folder/new", "old/folder"},
            {"new/new", "folder/folder"},
            {"new/new", "old/folder"},
        ][failures]
    )


def test_what_a_killed_process_left_is_swept_up(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    host = re.sub(r"\W", "", platform.node())[:40] or "here"
    left = tmp_path / f".tarjoman-{host}-{process.pid}-abc_12.tmp"
    others = [f".tarjoman-{host}-{os.getpid()}-x.tmp", f".tarjoman-elsewhere-{process.pid}-x.tmp", ".tarjoman-old.tmp"]
    for name in (left.name, *others):
        (tmp_path / name).touch()
    write({tmp_path / "a.txt": b"a"})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*others, "a.txt"])


@pytest.mark.parametrize(("name", "pack"), [("a", bytes), ("a.gz", gzip.compress), ("A.XZ", lzma.compress)])
def test_the_content_of_a_file_has_a_limit(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(pack(b"x" * 100))
    assert content(path, 100, "Divide it") == b"x" * 100
    with pytest.raises(InputError, match=f"{name}: has more than 99 bytes. Divide it"):
        content(path, 99, "Divide it")


def test_content_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"no gzip")
    for name in ("a.gz", "none", "."):
        with pytest.raises(InputError, match=r"cannot be read \(.*\). Check the path, and that the file is whole"):
            content(tmp_path / name, 9, "Divide it")
