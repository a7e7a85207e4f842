"""The checkout and the wheel hold the same packages, under the same names."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tarjoman

ROOT = Path(__file__).parent.parent
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
PARTS = {"align", "eval", "translate"}
HOMES = {"tarjoman": ROOT / "src/tarjoman"} | {f"tarjoman.{part}": ROOT / part for part in PARTS}


def packages() -> dict[str, Path]:
    """Every package of the tree by its import name."""
    found = {}
    for name, home in HOMES.items():
        for init in home.rglob("__init__.py"):
            inner = init.parent.relative_to(home).parts
            if name == "tarjoman" and inner and inner[0] in PARTS:
                continue  # a link to a folder at the top
            found[".".join([name, *inner])] = init.parent
    return found


def test_every_package_is_listed() -> None:
    assert sorted(SETUPTOOLS["packages"]) == sorted(packages())


def test_every_package_below_the_top_is_mapped_to_its_folder() -> None:
    for name, folder in packages().items():
        mapped = SETUPTOOLS["package-dir"].get(name)
        assert mapped is None or ROOT / mapped == folder
        assert mapped is not None or name.startswith("tarjoman.cli"), f"{name} is not in package-dir"


@pytest.mark.parametrize("part", sorted(PARTS))
def test_links_lead_to_the_folders_at_the_top(part: str) -> None:
    link = ROOT / "src/tarjoman" / part
    assert link.is_symlink() and link.resolve() == ROOT / part


def test_data_files_are_listed() -> None:
    for name, folder in packages().items():
        patterns = SETUPTOOLS["package-data"].get(name, [])
        listed = {path for pattern in patterns for path in folder.glob(pattern)}
        data = {p for p in folder.iterdir() if p.is_file() and p.suffix not in (".py", ".pyc")}
        assert data <= listed, f"{name}: {sorted(p.name for p in data - listed)} would be missing from the wheel"


def test_the_weights_are_in_the_wheel() -> None:
    listed = {
        p for pattern in SETUPTOOLS["package-data"]["tarjoman.translate"] for p in (ROOT / "translate").glob(pattern)
    }
    assert {"model.bin", "model.toml", "MODEL_CARD.md", "source.spm"} <= {p.name for p in listed}


def test_no_module_imports_the_folders_at_the_top_by_their_bare_names() -> None:
    for home in [*HOMES.values(), ROOT / "tests", ROOT / "benchmarks"]:
        for path in home.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
                assert not {n.split(".")[0] for n in names} & PARTS, f"{path}: {names}"


def test_public_names() -> None:
    assert sorted(tarjoman.__all__) == [
        "Bitext",
        "Document",
        "Flag",
        "Pair",
        "Provenance",
        "Segment",
        "Span",
        "TarjomanError",
        "__version__",
    ]


def test_the_command_line_loads_no_engine_before_it_is_used() -> None:
    slow = ["torch", "transformers", "ctranslate2", "sentencepiece", "sacrebleu", "jinja2", "numpy"]
    program = f"import sys, tarjoman.cli; print([m for m in {slow!r} if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert result.stdout.strip() == "[]"
