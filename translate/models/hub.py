"""Checkpoints from where they are published: the Hugging Face hub, and the zips of OPUS-MT.

What was fetched is kept until it is whole, so that a fetch that was stopped goes on. The hub's files stay in the cache
that all programs share (`HF_HOME`), and are taken from there without a network.
"""

import contextlib
import errno
import hashlib
import http.client
import lzma
import os
import shutil
import struct
import time
import urllib.error
import urllib.request
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from tarjoman.errors import ModelError, OutputError, TarjomanError
from tarjoman.files import display, reason
from tarjoman.translate.models import home

_DESCRIPTION = [
    "README.md", "config.json", "generation_config.json", "tokenizer*.json", "special_tokens_map.json",
    "added_tokens.json", "vocab.json", "*.model", "*.spm",
]  # fmt: skip
_WEIGHTS = ["*.safetensors", "*.safetensors.index.json"]
_ZIPPED = ("decoder.yml", "source.spm", "target.spm", ".npz", ".vocab.yml", "README.md")  # ends of names
_TIMEOUT = 60.0  # seconds without an answer
_TOGETHER = 2**20  # bytes
_MOST = 8 * 2**30  # bytes of a zip, and of all that is in it: the largest models of OPUS-MT have 1 GB
_KEPT = 7 * 24 * 3600.0  # seconds that what was half fetched waits to be gone on with
_DAMAGED = (  # what reading a zip that is none, or no longer whole, may raise
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fetched:
    """A checkpoint that is here. revision: the commit, or the first 12 hexadecimal digits of the zip's SHA-256."""

    folder: Path
    revision: str


def describe(id: str, revision: str = "") -> Fetched:
    """A checkpoint's files but for its weights, which are large. Raises ModelError, OutputError."""
    return _zip(id) if id.startswith("https://") else _snapshot(id, revision, _DESCRIPTION)


def fetch(id: str, revision: str) -> Fetched:
    """All of a checkpoint whose files were described. revision: the commit. Raises ModelError, OutputError."""
    if id.startswith("https://"):
        return _zip(id)
    found = _snapshot(id, revision, _DESCRIPTION + _WEIGHTS)
    if not any(found.folder.glob("*.safetensors")):
        raise ModelError(
            f"{id}@{revision[:12]}",
            "has no safetensors, and pickles are not taken: they could run any code",
            f"--revision refs/pr/N names a conversion of the hub: see https://huggingface.co/{id}/discussions",
        )
    return found


def forget(id: str) -> None:
    """Remove what was fetched and nobody else uses: an unpacked zip. The hub's cache stays."""
    if id.startswith("https://"):
        shutil.rmtree(_downloads(id), ignore_errors=True)


def tidy() -> None:
    """Remove zips that nobody went on with for a week."""
    for folder in home.folder().glob(".fetched-*"):
        with contextlib.suppress(OSError):
            if time.time() - max(path.stat().st_mtime for path in (folder, *folder.iterdir())) > _KEPT:
                shutil.rmtree(folder, ignore_errors=True)


def _snapshot(id: str, revision: str, patterns: list[str]) -> Fetched:
    """Files of a repository of the hub, in the hub's cache."""
    from huggingface_hub import snapshot_download

    try:
        folder = Path(
            snapshot_download(id, revision=revision or None, allow_patterns=patterns, ignore_patterns=["*/*"])
        )
    except Exception as error:  # of three libraries
        raise _told(id, revision, error) from error
    return Fetched(folder, folder.name)


def _told(id: str, revision: str, error: Exception) -> TarjomanError:
    """What went wrong at the hub, with what to do."""
    from huggingface_hub import errors

    at = f" --revision {revision}" if revision else ""
    elsewhere = f"Where there is a network: hf download {id}{at} --local-dir FOLDER; here: tarjoman models add {id}"
    match error:
        case errors.GatedRepoError():
            problem, advice = "is gated", f"Accept its terms at https://huggingface.co/{id}, then `hf auth login`"
        case errors.RepositoryNotFoundError():
            problem, advice = "is not on the hub, or private", "Check the name, or `hf auth login`"
        case errors.RevisionNotFoundError():
            problem, advice = f"has no revision {revision}", f"See https://huggingface.co/{id}/commits/main"
        case errors.HFValidationError():
            problem, advice = "is no name of the hub", "`tarjoman models list` has names; of others give OWNER/NAME"
        case errors.LocalEntryNotFoundError() | errors.IncompleteSnapshotError() | errors.OfflineModeIsEnabled():
            problem, advice = "is not here, and the hub is not reached", f"{elsewhere} --from FOLDER"
        case OSError() if error.errno:
            return _written(error)
        case _:
            problem, advice = f"cannot be fetched ({error})", "Run the command again: it goes on where it was"
    return ModelError(id, problem, advice)


def _written(error: OSError) -> OutputError:
    """A place that cannot be written, or is full."""
    where = display(error.filename or home.folder())
    advice = "Free some space" if error.errno == errno.ENOSPC else "Make it writable"
    return OutputError(
        where,
        f"cannot be written ({reason(error)})",
        f"{advice}, or name other places with TARJOMAN_HOME (models) and HF_HOME (what is fetched)",
    )


def _downloads(address: str) -> Path:
    """Where a zip is fetched to and unpacked."""
    return home.folder() / f".fetched-{hashlib.sha256(address.encode()).hexdigest()[:12]}"


def _zip(address: str) -> Fetched:
    """A zip of OPUS-MT, fetched and unpacked."""
    folder = _downloads(address)
    archive = folder / "model.zip"
    try:
        with home.held(folder):
            if not archive.is_file():
                _fetch(address, folder / "model.zip.part")
                os.replace(folder / "model.zip.part", archive)
            _unpack(archive, address)
            with archive.open("rb") as stream:
                revision = hashlib.file_digest(stream, "sha256").hexdigest()[:12]
    except (urllib.error.URLError, TimeoutError, ConnectionError, http.client.HTTPException, ValueError) as error:
        with contextlib.suppress(OSError):
            folder.rmdir()  # where nothing came
        if isinstance(error, ValueError | http.client.InvalidURL):
            raise ModelError(display(address), f"is no address ({error})", "Give one as https://…/x.zip") from error
        advice = (
            "Run the command again: it goes on where it was; or fetch and unpack it yourself, and name it with --from"
        )
        raise ModelError(display(address), f"cannot be fetched ({error})", advice) from error
    except OSError as error:
        raise _written(error) from error
    return Fetched(folder, revision)


def _unpack(archive: Path, address: str) -> None:
    """Unpack what a model needs, beside its zip. Raises OSError; ModelError when damaged: all is removed."""
    folder, left = archive.parent, _MOST
    try:
        with zipfile.ZipFile(archive) as packed:
            for member in packed.infolist():
                name = PurePosixPath(member.filename).name  # never a place that the archive chooses
                if name.endswith(_ZIPPED) and not member.is_dir():
                    with packed.open(member) as source, (folder / name).open("wb") as target:
                        copied = _copy(source, target, left)
                        if copied != member.file_size:
                            raise zipfile.BadZipFile(f"{name} ends at {copied:,} of {member.file_size:,} bytes")
                        left -= copied
    except (*_DAMAGED, OSError) as error:
        if isinstance(error, OSError) and error.errno:  # of the disk; bz2 says so of damage, without a number
            raise
        shutil.rmtree(folder, ignore_errors=True)
        advice = "Run the command again, which fetches it anew; or unpack it yourself, and name the folder with --from"
        raise ModelError(display(address), f"is no zip, or damaged ({error})", advice) from error


def _copy(source: IO[bytes], target: IO[bytes], most: int) -> int:
    """Copy a stream; bytes copied. Raises ConnectionError for more than `most`."""
    copied = 0
    while piece := source.read(_TOGETHER):
        if (copied := copied + len(piece)) > most:
            raise ConnectionError(f"more than {_MOST:,} bytes")
        target.write(piece)
    return copied


class _Https(urllib.request.HTTPRedirectHandler):
    """Follows no redirect to where anybody on the way could change what comes."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if not newurl.lower().startswith("https://"):
            raise urllib.error.URLError(f"it leads to {display(newurl)}, which is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetch(address: str, part: Path) -> None:
    """Fetch what is still missing of a file. Raises OSError, HTTPException, ValueError."""
    if os.environ.get("HF_HUB_OFFLINE", "0").upper() in ("1", "ON", "YES", "TRUE"):
        raise ConnectionError("HF_HUB_OFFLINE is set")
    have = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(address, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310  https
    try:
        answer: Any = urllib.request.build_opener(_Https).open(request, timeout=_TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416:  # nothing is missing
            return
        raise
    with answer, part.open("ab" if answer.status == 206 else "wb") as file:
        came = _copy(answer, file, _MOST)
        length = answer.headers.get("Content-Length")
        if length and length.isdecimal() and came < int(length):
            raise ConnectionError("the connection was lost")
