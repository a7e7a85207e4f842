import re
from pathlib import Path

import pytest

from tarjoman.errors import UsageError
from tarjoman.translate.model import EMBEDDED, Model
from tarjoman.translate.models import home
from tarjoman.translate.models.architecture import architectures
from tarjoman.translate.models.registry import _read, entries, entry, near, non_commercial, refuse
from tarjoman.translate.normalization.profile import profiles


@pytest.mark.parametrize("name", list(entries()))
def test_every_model_is_described(name: str) -> None:
    found = entries()[name]
    assert home.NAME.fullmatch(name) and found.title and found.license and found.license_source
    assert name in EMBEDDED or found.architecture in architectures()
    assert name in EMBEDDED or (bool(found.id) and found.id.startswith("https://") == (found.architecture == "opus"))
    assert re.fullmatch(r"|refs/pr/\d+|[0-9a-f]{40}", found.revision)
    assert bool(found.bleu) == bool(found.test) == bool(found.score_source)
    assert found.non_commercial == name.startswith("nllb")


def test_every_architecture_is_described() -> None:
    for kind in architectures().values():
        assert kind.profile in profiles() and kind.token.count("{}") == 1 and len(kind.codes) == 2
        assert {kind.before, kind.begins} <= {"source", "target", ""}


def test_the_score_of_the_embedded_model_is_that_of_its_card() -> None:
    card = (Model.embedded_folder("fa-en") / "MODEL_CARD.md").read_text(encoding="utf-8")
    (score,) = re.findall(r"^\| flores-dev \| 997 \| ([\d.]+) ", card, re.MULTILINE)
    assert entries()["fa-en"].bleu == round(float(score), 1)


@pytest.mark.parametrize(
    ("license", "expected"),
    [
        ("CC-BY-NC-4.0", True),
        ("cc-by-nc-sa-4.0", True),
        ("CC BY NC 4.0", True),
        ("PolyForm-Noncommercial-1.0.0", True),
        ("LicenseRef-NonCommercial", True),
        ("non-commercial research only", True),
        ("NCGL-UK-2.0", True),
        ("NCSA", False),
        ("MIT", False),
        ("CC-BY-4.0", False),
        ("", False),
    ],
)
def test_licences_that_forbid_commerce(license: str, expected: bool) -> None:
    assert non_commercial(license) is expected


@pytest.mark.parametrize("name", ["nllb-600m", "NLLB-600M", "facebook/nllb-200-distilled-600M"])
def test_a_model_is_found_by_its_name_or_id(name: str) -> None:
    found = entry(name)
    assert found and found.name == "nllb-600m"


def test_an_unknown_one() -> None:
    assert entry("nllb") is None and entry("") is None
    assert near("nlb-600", list(entries()))[0] == "nllb-600m"


@pytest.mark.parametrize("id", [*_read("useless.toml"), "opus-mt-mul-en", "helsinki-nlp/opus-mt-iir-en"])
def test_useless_models_are_refused_with_the_reason_and_another(id: str) -> None:
    for ask in (refuse, entry):
        with pytest.raises(
            UsageError, match=r"useless for Persian: .*\(https://.*\)\. tarjoman models add opus-ira-eng"
        ):
            ask(id)
    assert all(known["instead"] in entries() for known in _read("useless.toml").values())


def test_models_are_kept_in_the_programs_home(place: Path) -> None:
    assert home.folder() == place and list(home.every()) == []


@pytest.mark.parametrize("name", ["", ".", "..", "../models", ".adding-x", "a/b", "/tmp"])
def test_what_is_no_name_is_not_installed(place: Path, name: str) -> None:
    from tarjoman.translate.models.home import installed

    (place / ".adding-x").mkdir(parents=True)
    (place / ".adding-x" / "model.toml").touch()
    (place / "model.toml").touch()
    assert installed(name) is None


def test_the_documentation_has_every_model_with_its_licence_and_score() -> None:
    documentation = (Path(__file__).parents[3] / "docs/models.md").read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].strip("| `"): line for line in documentation.splitlines() if line.startswith("| `")}
    for name, found in entries().items():
        assert f"| {found.license} |" in rows[name] and (found.id.startswith("https://") or found.id in rows[name])
        assert not found.bleu or f"| {found.bleu} " in rows[name]
        assert not found.chrf or f"| {found.chrf} |" in rows[name]
        assert found.score_source.removeprefix("translate/weights") in documentation
