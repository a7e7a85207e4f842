import pytest

from tarjoman.errors import UsageError
from tarjoman.eval import corpus_scores


def test_perfect_and_hopeless() -> None:
    reference = ["The foreign minister arrived in Tehran on Monday."]
    assert [round(s.value) for s in corpus_scores(reference, reference)] == [100, 100]
    assert [round(s.value) for s in corpus_scores(["سلام"], reference)] == [0, 0]


def test_numbers_and_signatures_are_those_of_sacrebleu() -> None:
    """Golden: `sacrebleu ref -i hyp -m bleu chrf --chrf-word-order 2 -w 4`."""
    hypotheses = ["The minister of foreign affairs came to Tehran on Monday.", "He leaves tomorrow."]
    references = ["The foreign minister arrived in Tehran on Monday.", "He will leave tomorrow."]
    bleu, chrf = corpus_scores(hypotheses, references)
    assert (str(bleu), str(chrf)) == ("BLEU 25.37", "chrF++ 56.03")
    assert bleu.signature.startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert chrf.signature.startswith("nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:")


@pytest.mark.parametrize(("hypotheses", "references"), [([], []), (["a"], []), (["a"], ["a", "b"])])
def test_counts_must_match(hypotheses: list[str], references: list[str]) -> None:
    with pytest.raises(UsageError, match="hypotheses and .* references"):
        corpus_scores(hypotheses, references)
