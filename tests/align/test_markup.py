"""What is read of XML is bounded, and let go of."""

import gzip
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tarjoman.align.formats import markup, properties, tmx, xliff
from tarjoman.errors import InputError

TMX = "<tmx><body>{}</body></tmx>"
XLIFF = '<xliff version="1.2"><file><body>{}</body></file></xliff>'
UNIT = '<tu><tuv xml:lang="fa"><seg>یک</seg></tuv>{}</tu>'
MIB = 1 << 20


def packed(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode(), 1))
    return path


LARGE = "has more than 10,000,000 bytes in one unit, or between two"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.tmx.gz", TMX.format('<x a="1"/>' * 2_000_000), "has no unit"),
        ("a.xlf.gz", XLIFF.format('<x a="1"/>' * 2_000_000), "has no unit"),
        ("a.xlf.gz", XLIFF.format("<!-- -->" * 1_300_000), LARGE),
        ("a.tmx.gz", TMX.format(UNIT.format('<prop type="x"/>' * 1_500_000)), LARGE),
        ("a.tmx.gz", TMX.format(UNIT.format("<?x y?>" * 1_500_000)), LARGE),
    ],
    ids=["elements", "elements of XLIFF", "comments", "one unit", "instructions in a unit"],
)
def test_memory_is_bounded(tmp_path: Path, name: str, text: str, told: str) -> None:
    """In a process of its own that may have 256 MiB."""
    path = packed(tmp_path / name, text)
    code = (
        "import sys; from pathlib import Path; from tarjoman.errors import InputError\n"
        "from tarjoman.align.formats.recognition import read\n"
        "try: list(read(Path(sys.argv[1])))\nexcept InputError as error: print(error)\n"
    )
    limit = (256 * MIB, 256 * MIB)
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        timeout=100,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, limit),
    )
    assert run.returncode == 0, run.stderr
    assert told in run.stdout


@pytest.mark.parametrize(("decode", "text"), [(tmx.decode, TMX), (xliff.decode, XLIFF)])
def test_a_file_has_a_limit(tmp_path: Path, decode: object, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(properties, "LARGEST", 1_000_000)
    path = packed(tmp_path / "a.gz", text.format("<x/>" * 300_000))
    with pytest.raises(InputError, match="has more than 1,000,000 bytes, unpacked. Divide it"):
        list(decode(path))  # type: ignore[operator]


def test_a_memory_that_is_only_passed_through_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(properties, "LARGEST", 1_000_000)
    monkeypatch.setattr(markup, "MOST_AT_ONCE", 100_000)
    path = packed(tmp_path / "a.tmx.gz", TMX.format((UNIT.format("") + "\n") * 30_000))
    assert sum(1 for _ in tmx.read_units(path)) == 30_000
    path = packed(tmp_path / "b.tmx.gz", TMX.format(UNIT.format("") * 1000 + UNIT.format("<prop/>" * 30_000)))
    with pytest.raises(InputError, match="has more than 100,000 bytes in one unit, or between two"):
        list(tmx.read_units(path))
