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
        for init in sorted(home.rglob("__init__.py")):
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
    listed = {
        path
        for name, folder in packages().items()
        for pattern in SETUPTOOLS["package-data"].get(name, [])
        for path in folder.glob(pattern)
    }
    data = {
        path
        for home in HOMES.values()
        for path in home.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and not path.parent.name.endswith(".egg-info")
    }
    assert data and not data - listed, "these would be missing from the wheel"


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
        "Origin",
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
