from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tarjoman.errors import InputError
from tarjoman.translate.training import initial, record
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import prepare


def test_what_may_change(config: TrainConfig) -> None:
    prepare(config)
    record.check(replace(config, minutes=9.0, width=64, seed=3, guiding=0.0, copying=0.0))
    weights = {name: 2.0 for name in config.corpora}
    record.check(replace(config, corpora=weights))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pieces": 370}, "made with other settings .pieces.. Run `tarjoman train prepare` again"),
        ({"corpora": {"other.tsv": 1.0}}, "made with other settings .corpora."),
        ({"dev": ()}, "made with other settings .dev."),
        ({"longest_pieces": 500}, "made with other settings .longest_pieces."),
        ({"init": "embedded"}, "made with other settings .init."),
        ({"longest": 50, "units": "char"}, "made with other settings .longest, units."),
    ],
)
def test_other_settings(config: TrainConfig, change: dict[str, Any], message: str) -> None:
    prepare(config)
    with pytest.raises(InputError, match=rf"prepared\.json: {message}"):
        record.check(replace(config, **change))


@pytest.mark.parametrize("name", ["pairs.tsv", "pieces.model", "links.txt"])
def test_other_files(config: TrainConfig, name: str) -> None:
    prepare(config)
    path = Path(config.work) / name
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(InputError, match=rf"work: {name} changed since it was prepared. Run"):
        record.check(config)
    path.unlink()
    with pytest.raises(InputError, match=rf"{name} changed"):
        record.check(config)


def test_links_wanted_later(config: TrainConfig) -> None:
    prepare(replace(config, guiding=0.0, copying=0.0))
    with pytest.raises(InputError, match="work: was prepared without word links, which guiding and copying need. Run"):
        record.check(config)
    record.check(replace(config, links="mine.txt"))


def test_the_vocabulary_of_what_is_trained_further(config: TrainConfig, tmp_path: Path) -> None:
    embedded = replace(config, init="embedded")
    prepare(embedded)
    record.check(embedded)
    start = tmp_path / "start"
    start.mkdir()
    for name in initial.CHECKPOINT:
        (start / name).write_bytes(b"{}")
    with pytest.raises(InputError, match=r"was prepared for another vocabulary than that of .*start\. Run"):
        record.check(replace(config, init=str(start)))


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"settings": 1, "files": {}}'])
def test_no_record(config: TrainConfig, content: str | None) -> None:
    prepare(config)
    path = Path(config.work) / "prepared.json"
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(InputError, match=r"prepared\.json: (missing|cannot be read .*)\. Run .* first"):
        record.check(config)
