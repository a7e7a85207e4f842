"""Fetching: from a hub of our own, and what goes wrong at the real one."""

import errno
import hashlib
import json
import threading
import urllib.parse
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tarjoman.errors import ModelError, OutputError
from tarjoman.translate.models import home, hub

COMMIT = "c0ffee" * 6 + "c0ff"
FILES = {
    "README.md": b"---\nlicense: mit\n---\n",
    "config.json": b"{}",
    "spiece.model": b"pieces",
    "model.safetensors": b"weights" * 1000,
    "pytorch_model.bin": b"pickle",
    "flax_model.msgpack": b"flax",
    "onnx/model.safetensors": b"another",
}
OPUS = {"decoder.yml": b"models: [a.npz]", "a.npz": b"weights", "a.vocab.yml": b"</s>: 0", "../../source.spm": b"x"}


class _Hub(BaseHTTPRequestHandler):
    """As much of the hub's interface as is asked for, for OWNER/NAME; and a file, in ranges. Keeps what was asked."""

    asked: list[str]
    archive: bytes = b""
    breaks: bool = False
    ranges: bool = True
    leads_to: str = ""

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        self.asked.append(f"{self.command} {path}")
        headers: dict[str, str] = {}
        status, body = 200, b""
        if path == "/model.zip":
            body = self.archive
            if self.leads_to:
                status, body, headers = 302, b"", {"Location": self.leads_to}
            elif not self.ranges:
                pass
            elif span := self.headers.get("Range"):
                first = int(span.removeprefix("bytes=").rstrip("-"))
                status, body = (206, body[first:]) if first < len(body) else (416, b"")
        elif path in ("/api/models/owner/name/revision/main", "/api/models/owner/name/revision/refs/pr/1"):
            body = json.dumps({"id": "owner/name", "sha": COMMIT, "siblings": []}).encode()
        elif path == f"/api/models/owner/name/tree/{COMMIT}":
            rows = [
                {"type": "file", "path": n, "size": len(c), "oid": hashlib.sha1(c).hexdigest()}
                for n, c in FILES.items()
            ]
            body = json.dumps(rows).encode()
        elif (name := path.removeprefix(f"/owner/name/resolve/{COMMIT}/")) in FILES:
            body = FILES[name]
            headers = {"ETag": f'"{hashlib.sha1(body).hexdigest()}"', "X-Repo-Commit": COMMIT}
        else:
            code = "RevisionNotFound" if path.startswith("/api/models/owner/name") else "RepoNotFound"
            status, headers = 404, {"X-Error-Code": code}
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body[: len(body) // 2] if self.breaks else body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, type[_Hub]]]:
    """The address of a hub, and what it does."""
    handler = type("Handler", (_Hub,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}", handler
        http.shutdown()


@pytest.fixture
def hugging_face(
    server: tuple[str, type[_Hub]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[type[_Hub], Callable[..., Any]]:
    """The hub in the place of the real one, with a cache of its own."""
    huggingface_hub = pytest.importorskip("huggingface_hub")
    fetch = partial(huggingface_hub.snapshot_download, endpoint=server[0], cache_dir=tmp_path / "cache", token=False)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    huggingface_hub.utils.disable_progress_bars()
    return server[1], fetch


@pytest.mark.hf
class TestHuggingFace:
    def test_only_what_is_needed_is_fetched_and_once(self, hugging_face: tuple[type[_Hub], Any]) -> None:
        handler, _ = hugging_face
        described = hub.describe("owner/name", "refs/pr/1")
        assert described.revision == COMMIT
        assert {p.name for p in described.folder.iterdir()} == {"README.md", "config.json", "spiece.model"}
        fetched = hub.fetch("owner/name", described.revision)
        assert fetched.folder == described.folder
        assert (fetched.folder / "model.safetensors").read_bytes() == FILES["model.safetensors"]
        assert not {"pytorch_model.bin", "flax_model.msgpack", "onnx"} & {p.name for p in fetched.folder.iterdir()}
        handler.asked.clear()
        hub.fetch("owner/name", COMMIT)
        assert not any("resolve" in line for line in handler.asked)

    def test_what_was_fetched_is_there_without_a_network(
        self, hugging_face: tuple[type[_Hub], Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import huggingface_hub

        _, fetch = hugging_face
        hub.fetch("owner/name", hub.describe("owner/name").revision)
        monkeypatch.setattr(huggingface_hub, "snapshot_download", partial(fetch, local_files_only=True))
        assert hub.fetch("owner/name", hub.describe("owner/name").revision).revision == COMMIT
        with pytest.raises(ModelError, match=r"owner/other: is not here, and the hub is not reached\. Where"):
            hub.describe("owner/other")

    def test_a_fetch_that_was_cut_short_goes_on(
        self, hugging_face: tuple[type[_Hub], Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        described = hub.describe("owner/name")
        monkeypatch.setitem(FILES, "model.safetensors", FILES["model.safetensors"])
        handler, _ = hugging_face
        handler.breaks = True
        with pytest.raises(ModelError, match="owner/name"):
            hub.fetch("owner/name", described.revision)
        handler.breaks = False
        assert hub.fetch("owner/name", described.revision).revision == COMMIT

    @pytest.mark.parametrize(
        ("id", "revision", "message"),
        [
            ("owner/none", "", "owner/none: is not on the hub, or private. Check the name, or `hf auth login`"),
            ("owner/name", "v9", "owner/name: has no revision v9. See https://huggingface.co/owner/name/commits/main"),
            ("no name", "", "no name: is no name of the hub. `tarjoman models list` has names"),
        ],
    )
    def test_what_is_not_there(
        self, hugging_face: tuple[type[_Hub], Any], id: str, revision: str, message: str
    ) -> None:
        with pytest.raises(ModelError, match=message):
            hub.describe(id, revision)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            (
                "GatedRepoError",
                r"is gated. Accept its terms at https://huggingface.co/owner/name, then `hf auth login`",
            ),
            (
                "OfflineModeIsEnabled",
                r"hf download owner/name --revision v1 --local-dir .*models add",
            ),
            ("IncompleteSnapshotError", r"is not here, and the hub is not reached"),
        ],
    )
    def test_what_the_hub_says(self, name: str, message: str) -> None:
        from huggingface_hub import errors

        kind = getattr(errors, name)
        with pytest.raises(ModelError, match=message):
            raise hub._told("owner/name", "v1", kind.__new__(kind))

    def test_what_else_goes_wrong(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import huggingface_hub

        for error, kind, message in [
            (RuntimeError("odd"), ModelError, r"cannot be fetched \(odd\). Run the command again"),
            (
                OSError(errno.ENOSPC, "No space left on device", "/full"),
                OutputError,
                "/full: .*Free some.*HF_HOME",
            ),
            (PermissionError(errno.EACCES, "Permission denied", "/mine"), OutputError, "/mine: .*Make it writable"),
        ]:
            monkeypatch.setattr(huggingface_hub, "snapshot_download", _raise(error))
            with pytest.raises(kind, match=message):
                hub.describe("owner/name")


def _raise(error: Exception) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    return fail


@pytest.fixture
def zipped(server: tuple[str, type[_Hub]], tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> type[_Hub]:
    """A zip of OPUS-MT at the address that is asked for."""
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as archive:
        for name, content in OPUS.items():
            archive.writestr(name, content)
    server[1].archive = (tmp_path / "model.zip").read_bytes()
    request = hub.urllib.request.Request
    monkeypatch.setattr(
        hub.urllib.request, "Request", lambda address, **given: request(f"{server[0]}/model.zip", **given)
    )
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    return server[1]


ADDRESS = "https://example.org/model.zip"


class TestZips:
    def test_it_is_unpacked_and_nothing_gets_out(self, zipped: type[_Hub], place: Path) -> None:
        found = hub.describe(ADDRESS)
        assert found.revision == hashlib.sha256(zipped.archive).hexdigest()[:12]
        assert sorted(p.name for p in found.folder.iterdir()) == [
            "a.npz",
            "a.vocab.yml",
            "decoder.yml",
            "model.zip",
            "source.spm",
        ]
        assert sorted(p.relative_to(place.parent) for p in place.parent.rglob("*.spm")) == [
            (found.folder / "source.spm").relative_to(place.parent)
        ]
        assert (place.parent / "models" / found.folder.name / "../../source.spm").resolve().exists() is False
        assert hub.fetch(ADDRESS, found.revision) == found and len(zipped.asked) == 1
        hub.forget(ADDRESS)
        assert not list(place.iterdir())

    def test_a_fetch_that_was_cut_short_goes_on(self, zipped: type[_Hub]) -> None:
        zipped.breaks = True
        with pytest.raises(ModelError, match=r"cannot be fetched \(.*\)\. Run the command again: it goes on"):
            hub.describe(ADDRESS)
        (part,) = hub._downloads(ADDRESS).iterdir()
        assert 0 < part.stat().st_size < len(zipped.archive)
        zipped.breaks = False
        assert hub.describe(ADDRESS).revision == hashlib.sha256(zipped.archive).hexdigest()[:12]

    def test_a_server_without_ranges_sends_all_of_it_again(self, zipped: type[_Hub]) -> None:
        folder = hub._downloads(ADDRESS)
        folder.mkdir(parents=True)
        (folder / "model.zip.part").write_bytes(b"another beginning")
        zipped.ranges = False
        assert hub.describe(ADDRESS).revision == hashlib.sha256(zipped.archive).hexdigest()[:12]

    @pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_a_damaged_zip_is_told_and_fetched_anew(self, zipped: type[_Hub], tmp_path: Path, kind: int) -> None:
        whole = zipped.archive
        with zipfile.ZipFile(tmp_path / "kind.zip", "w", kind) as archive:
            archive.writestr("a.npz", bytes(range(256)) * 200)
        damaged = bytearray((tmp_path / "kind.zip").read_bytes())
        damaged[60:140] = (byte ^ 0xFF for byte in damaged[60:140])
        zipped.archive = bytes(damaged)
        with pytest.raises(ModelError, match="is no zip, or damaged .* Run the command again, which fetches it anew"):
            hub.describe(ADDRESS)
        assert not hub._downloads(ADDRESS).exists()
        zipped.archive = whole
        assert hub.describe(ADDRESS).revision == hashlib.sha256(whole).hexdigest()[:12]

    def test_an_encrypted_zip(self, zipped: type[_Hub]) -> None:
        at = zipped.archive.index(b"PK\x01\x02") + 8
        zipped.archive = zipped.archive[:at] + b"\x01" + zipped.archive[at + 1 :]
        local = zipped.archive.index(b"PK\x03\x04") + 6
        zipped.archive = zipped.archive[:local] + b"\x01" + zipped.archive[local + 1 :]
        with pytest.raises(ModelError, match="encrypted"):
            hub.describe(ADDRESS)

    def test_what_unpacks_to_too_much(self, zipped: type[_Hub], monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(hub, "_MOST", len(zipped.archive) - 1)
            with pytest.raises(ModelError, match=r"cannot be fetched \(more than .* bytes\)"):
                hub.describe(ADDRESS)
        hub.describe(ADDRESS)
        monkeypatch.setattr(hub, "_MOST", 10)
        with pytest.raises(ModelError, match=r"damaged \(more than 10 bytes\)"):
            hub.describe(ADDRESS)

    def test_a_redirect_to_plain_http_is_refused(self, zipped: type[_Hub]) -> None:
        zipped.leads_to = "http://example.org/model.zip"
        with pytest.raises(ModelError, match=r"it leads to http://example.org/model.zip, which is not https"):
            hub.describe(ADDRESS)

    @pytest.mark.parametrize("address", ["https://[x/a.zip", "https://example.org:port/a.zip", "https://é x/a.zip"])
    def test_what_is_no_address(self, place: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
        monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
        with pytest.raises(ModelError, match=r"is no address .*Give one as https://"):
            hub.describe(address)
        assert not list(place.iterdir())

    def test_a_server_that_speaks_no_http(self, zipped: type[_Hub], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hub, "_fetch", _raise(hub.http.client.BadStatusLine("x")))
        with pytest.raises(ModelError, match="cannot be fetched"):
            hub.describe(ADDRESS)

    def test_two_do_not_fetch_at_once(self, zipped: type[_Hub]) -> None:
        with home.held(hub._downloads(ADDRESS)), pytest.raises(ModelError, match="another process works there"):
            hub.describe(ADDRESS)

    def test_all_of_it_was_there_already(self, zipped: type[_Hub]) -> None:
        folder = hub._downloads(ADDRESS)
        folder.mkdir(parents=True)
        (folder / "model.zip.part").write_bytes(zipped.archive)
        assert hub.describe(ADDRESS).folder == folder

    def test_what_is_no_zip(self, zipped: type[_Hub]) -> None:
        zipped.archive = b"<html>"
        with pytest.raises(ModelError, match="is no zip"):
            hub.describe(ADDRESS)
        assert not hub._downloads(ADDRESS).exists()

    def test_without_a_network(self, zipped: type[_Hub], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
        with pytest.raises(ModelError, match=r"\(HF_HUB_OFFLINE is set\).*name it with --from"):
            hub.describe(ADDRESS)
        assert not zipped.asked

    def test_a_place_that_cannot_be_written(self, zipped: type[_Hub], place: Path) -> None:
        place.write_text("a file")
        with pytest.raises(OutputError, match="cannot be written .*TARJOMAN_HOME"):
            hub.describe(ADDRESS)
