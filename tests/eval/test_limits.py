import pytest

from evaluating import report
from tarjoman.errors import UsageError
from tarjoman.eval.limits import OVER, UNDER, Limit, broken, parse


@pytest.mark.parametrize(
    ("limit", "problems"),
    [
        (Limit(UNDER, "chrf", 45), []),
        (Limit(UNDER, "chrf", 99.5), ["--fail-under chrf=99.5: good has chrF2++ 81.3"]),
        (Limit(OVER, "ter", 60), []),
        (Limit(OVER, "ter", 20), ["--fail-over ter=20: good has TER 21.7"]),
        (Limit(UNDER, "spbleu", 1), ["--fail-under spbleu=1: good has no spBLEU, it was not measured"]),
    ],
)
def test_limits(limit: Limit, problems: list[str]) -> None:
    assert list(broken(report(), [limit])) == problems


@pytest.mark.parametrize(
    ("option", "given", "told"),
    [
        (UNDER, "ter=1", "'ter=1': of TER lower is better, so that only --fail-over makes sense"),
        (OVER, "chrf=9", "'chrf=9': of chrF2\\+\\+ higher is better, so that only --fail-under makes sense"),
    ],
)
def test_limits_that_a_good_system_breaks(option: str, given: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse(option, [given])
    assert parse(option, ["length=1"])


def test_parse() -> None:
    assert parse(UNDER, ["chrf=45", "names=90.5"]) == [Limit(UNDER, "chrf", 45), Limit(UNDER, "names", 90.5)]
    with pytest.raises(UsageError) as error:
        parse(OVER, ["chrff=4", "ter", "ter=x", "ter=nan"])
    message = str(error.value)
    assert message.startswith("--fail-over: 'chrff=4': no metric 'chrff'; 'ter': no score behind =; 'ter=x'")
    assert "'ter=nan': no score" in message and message.count("Write KEY=SCORE") == 1
