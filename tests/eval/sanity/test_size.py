import pytest

from evaluating import make_material
from tarjoman.errors import UsageError
from tarjoman.eval.metrics.choice import choose
from tarjoman.eval.sanity.size import size


@pytest.mark.parametrize(("segments", "kinds"), [(1, ["few"]), (29, ["few"]), (30, [])])
def test_few(segments: int, kinds: list[str]) -> None:
    side = ["He left."] * segments
    assert [finding.kind for finding in size(make_material(side, references=[side]))] == kinds


def test_no_ter_of_a_line_that_is_a_text() -> None:
    side = ["He left."] * 30
    material = make_material([*side[1:], "word " * 251], references=[side])
    (finding,) = size(material)
    assert (finding.kind, finding.count, finding.examples[0].place) == ("long", 1, "30") and "TER" in finding.what
    assert "ter" not in [metric.kind.key for metric in choose(material).metrics]
    with pytest.raises(UsageError, match="ter .takes too long"):
        choose(material, ["ter"])
