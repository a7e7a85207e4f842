from pathlib import Path

import pytest

from tarjoman import config
from tarjoman.errors import UsageError
from tarjoman.translate.model import Model
from tarjoman.translate.names.transliteration.transliterator import WEIGHTS
from tarjoman.translate.training.config import TrainConfig, read

ROOT = Path(__file__).parents[3]


def test_the_commented_file_has_every_setting_and_the_defaults() -> None:
    settings = config.load(ROOT / "configs/train.toml", "train", TrainConfig)
    assert sorted(settings) == sorted(TrainConfig.__dataclass_fields__)
    own = ("work", "corpora", "dev", "license")
    assert {k: v for k, v in settings.items() if k not in own} == {
        name: getattr(TrainConfig(), name) for name in settings if name not in own
    }


def test_the_file_for_names_can_be_followed() -> None:
    settings = read(ROOT / "configs/names.toml")
    assert settings.units == "char" and settings.longest_pieces == Model.embedded(WEIGHTS).max_tokens


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "c.toml"
    path.parent.mkdir()
    path.write_text('[train]\nwork = "w"\ncorpora = {"a.tsv" = 1, "/b.tsv" = 0.5}\ndev = ["../dev"]\ninit = "i"\n')
    settings = read(path)
    assert settings.corpora == {str(tmp_path / "sub/a.tsv"): 1, "/b.tsv": 0.5}
    assert settings.init == str(tmp_path / "sub/i")
    assert settings.checkpoint == tmp_path / "sub/w/checkpoint"
    assert (tmp_path / "dev").resolve() == Path(settings.dev[0]).resolve()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[train]\nwidth = 64", "no corpora. Name them"),
        ('[train]\ncorpora = {"a" = 0}', "corpora 0 is not between 0.001 and 1000"),
        ('[train]\ncorpora = {"a" = "x"}', "corpora must be a table of numbers"),
        ('[train]\ncorpora = {"a" = 1}\nwidth = 100\nheads = 8', "8 heads do not divide a width of 100"),
        ('[train]\ncorpora = {"a/x.tsv" = 1, "b/x.tsv" = 2}', "two corpora are called x.tsv"),
        ('[train]\ncorpora = {"a" = 1}\ndropout = 2', "dropout 2 is not between 0 and 0.9"),
        ('[train]\ncorpora = {"a" = 1}\nwdith = 2', "unknown setting 'wdith'"),
        ('[train]\ncorpora = {"a" = 1}\nprofile = "x"', "profile 'x' is none of chat, display, embedded"),
        ('[train]\ncorpora = {"a" = 1}\nunits = "char"', "characters can be cut in one way only"),
        ('[train]\ncorpora = {"a\\tb" = 1}', "a corpus is called"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "c.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        read(tmp_path / "c.toml")


def test_the_settings_for_training_further() -> None:
    settings = read(ROOT / "configs/finetune.toml")
    assert settings.init == "embedded" and settings.minutes <= 10
    assert [Path(name).name for name in settings.corpora] == ["house.tmx"]
