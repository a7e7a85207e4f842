"""The formats as a whole: what is loaded for them, and how their files end."""

import subprocess
import sys
from pathlib import Path

import pytest

from tarjoman.translate.readers import READERS, format_of

ROOT = Path(__file__).parents[3]


def test_no_parser_is_loaded_before_a_source_needs_it() -> None:
    program = (
        "import io, sys; from tarjoman.config import DEFAULT; from tarjoman.translate import inputs, readers;"
        "source = inputs.Source('stdin', None);"
        "assert [d.text for d in readers.read(source, DEFAULT, io.BytesIO('سلام'.encode()))] == ['سلام'];"
        "print({'lxml', 'markdown_it', 'zipfile', 'csv'} & set(sys.modules))"
    )
    environment = {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert result.stdout.strip() == "set()"


@pytest.mark.parametrize("format", READERS)
def test_every_format_has_a_reader_and_endings_of_its_own(format: str) -> None:
    for suffix in READERS[format].suffixes:
        assert format_of(Path(f"a{suffix}")) == format_of(Path(f"a{suffix.upper()}.gz")) == format
