import pytest

from evaluating import make_material
from tarjoman.errors import UsageError
from tarjoman.eval.metrics import strings
from tarjoman.eval.metrics.choice import choose
from tarjoman.eval.metrics.metric import kinds

PLAIN = ["bleu", "chrf", "ter", "length", "name-words", "numbers", "untranslated"]


@pytest.fixture(autouse=True)
def no_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    from sacrebleu import utils

    monkeypatch.setattr(utils, "SACREBLEU_DIR", "/nowhere")


@pytest.mark.parametrize(
    ("sources", "documents", "keys"),
    [
        (None, None, PLAIN),
        (["قم"], None, [*PLAIN[:4], "names", *PLAIN[4:6], "omissions", "untranslated"]),
        (["قم"], ["a"], [*PLAIN[:4], "names", "name-words", "consistency", "numbers", "omissions", "untranslated"]),
    ],
)
def test_all_that_can_be_computed(sources: list[str] | None, documents: list[str] | None, keys: list[str]) -> None:
    material = make_material(["Qom"], references=[["Qom"]], sources=sources, documents=documents)
    assert [metric.kind.key for metric in choose(material).metrics] == keys


def test_those_asked_for_in_the_order_of_a_report_and_chrf() -> None:
    material = make_material(["Qom"], references=[["Qom"]])
    assert [metric.kind.key for metric in choose(material, ["ter", "bleu"]).metrics] == ["bleu", "chrf", "ter"]


def test_all_problems_are_told_at_once() -> None:
    material = make_material(["Qom"], references=[["Qom"]])
    with pytest.raises(UsageError, match="meteor: not known. There are: bleu, chrf, ter"):
        choose(material, ["bleu", "meteor"])
    with pytest.raises(UsageError) as error:
        choose(material, ["names", "spbleu", "consistency", "comet"])
    for part in (
        "names (needs --source)",
        f"spbleu (needs {strings.spbleu_model()}",
        "--doc-ids",
        "--comet CHECKPOINT",
    ):
        assert part in str(error.value)


def test_every_kind_is_whole() -> None:
    assert list(kinds()) == [kind.key for kind in kinds().values()]
    assert all(kind.better in ("higher", "lower", "near") and kind.meaning[-1] == "." for kind in kinds().values())
