from pathlib import Path

import pytest

from tarjoman import config
from tarjoman.config import Checks, TranslateConfig
from tarjoman.errors import UsageError

ROOT = Path(__file__).parent.parent


def test_the_commented_file_has_every_setting_at_its_default() -> None:
    settings = config.load(ROOT / "configs/news.toml", "translate", TranslateConfig)
    assert list(settings) == list(TranslateConfig.__dataclass_fields__)
    assert TranslateConfig(**settings) == TranslateConfig()


@pytest.mark.parametrize("cls", [TranslateConfig, Checks])
def test_every_setting_has_help(cls: type[TranslateConfig | Checks]) -> None:
    assert all(cls.help(name).endswith(".") for name in cls.__dataclass_fields__)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"beam": -1}, "beam -1 is not between 0 and 64"),
        ({"device": "tpu"}, "device tpu is none of auto, cpu, cuda"),
        ({"formats": ()}, "formats is empty"),
        ({"formats": ("html", "pdf")}, "formats pdf is none of html, jsonl, txt"),
        ({"max_line": 0, "threads": -2}, "threads -2 is not between 0 and 1024; max_line 0 is not between"),
    ],
)
def test_values_out_of_range_are_refused_together(settings: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        TranslateConfig(**settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[translate]\nbeem = 3\nbeam = '4'", "unknown setting 'beem'; beam must be int, not '4'"),
        ("[translate]\nbeam = true", "beam must be int, not True"),
        ("[translate]\nformats = 'html'", "formats must be a list of strings, not 'html'"),
        ("[train]\nx = 1", "unknown table or key 'train'"),
        ("translate = 1", "translate must be a table"),
        ("beam = ", "cannot be read as TOML"),
        ("\udcff", "cannot be read as TOML"),
        ("x = " + "[" * 3000, "cannot be read as TOML"),
        ("x = " + "9" * 5000, "cannot be read as TOML"),
        ("[translate]\nthreads = 0x" + "F" * 5000, "a number is too long"),
        ("[translate]\nbeam = 99", "beam 99 is not between 0 and 64"),
        ("[translate]\nchecks = 1", "checks must be a table, not 1"),
        (
            "[translate.checks]\nomision = 1\nnumbers = 'x'",
            "unknown setting 'checks.omision'; checks.numbers must be int",
        ),
        ("[translate.checks]\nomission = 2", "omission 2 is not between 0 and 1"),
        ("[translate.checks]\nnumbers = 0x" + "F" * 5000, "a number is too long"),
    ],
)
def test_files_with_mistakes(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "c.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError, match=message) as caught:
        config.load(path, "translate", TranslateConfig)
    assert str(path) in str(caught.value) and "[translate], with any of: model, engine, formats, names," in str(
        caught.value
    )


def test_a_table_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[translate.checks]\nomission = 1\n")
    assert config.load(tmp_path / "c.toml", "translate", TranslateConfig) == {"checks": Checks(omission=1)}


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_bytes(b"\xef\xbb\xbf[translate]\nbeam = 3\n")
    assert config.load(tmp_path / "c.toml", "translate", TranslateConfig) == {"beam": 3}


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        config.load(tmp_path / "none.toml", "translate", TranslateConfig)
