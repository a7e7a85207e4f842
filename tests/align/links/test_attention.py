from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from builders import make_bitext
from tarjoman.align.links.attention import AttentionAligner
from tarjoman.align.links.known import known
from tarjoman.align.links.linked import link, with_links
from tarjoman.align.links.side import Side
from tarjoman.align.words import LONGEST
from tarjoman.config import DEFAULT
from tarjoman.translate.attention import Attention
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.engines import load_engine
from tarjoman.translate.model import Model

PERSIAN = "وزیر خارجه روسیه روز دوشنبه وارد تهران شد."


@pytest.fixture(scope="module")
def aligner() -> AttentionAligner:
    engine = load_engine(DEFAULT)
    assert isinstance(engine, CTranslate2Engine)
    return AttentionAligner(engine)


def words(linked: object, source: Side, target: Side) -> set[tuple[str, str]]:
    return {(source.tokens[s], target.tokens[t]) for s, t in linked.links}  # type: ignore[attr-defined]


def test_what_a_person_wrote(aligner: AttentionAligner) -> None:
    """Not what the model would say."""
    pair = Side.of(PERSIAN), Side.of("On Monday, Russia's top diplomat Lavrov came to Tehran.")
    (linked,) = link([pair], aligner)
    found = words(linked, *pair)
    assert {("دوشنبه", "Monday"), ("روسیه", "Russia"), ("تهران", "Tehran"), (".", ".")} <= found
    assert len(linked.weights) == len(linked.links) and all(weight > 0 for weight in linked.weights)


def test_raw_text_and_tokens(aligner: AttentionAligner) -> None:
    raw = Side.of("كتاب‌هاي  علي در تهران است")
    (linked,) = link([(raw, Side.of("Ali's books are in Tehran"))], aligner)
    assert ("تهران", "Tehran") in words(linked, raw, Side.of("Ali's books are in Tehran"))
    given = Side.tokenized(["کتاب\u200cهای", "علی", "در", "تهران", "است", "."])
    english = Side.tokenized(["Ali", "'s", "books", "are", "in", "Tehran", "."])
    (linked,) = link([(given, english)], aligner)
    assert {("کتاب\u200cهای", "books"), ("علی", "Ali"), ("تهران", "Tehran"), (".", ".")} <= words(
        linked, given, english
    )


def test_order_and_batches_do_not_matter(aligner: AttentionAligner) -> None:
    pairs = [
        (Side.of(PERSIAN), Side.of("Russia's foreign minister arrived in Tehran on Monday.")),
        (Side.of("سلام دنیا"), Side.of("Hello world")),
        (Side.of(""), Side.of("Nothing")),
        (Side.of("سلام"), Side.of("")),
        (Side.of("خبر دوم"), Side.of("The second news")),
    ]
    together = link(pairs, aligner)
    assert [linked.links for linked in together] == [link([pair], aligner)[0].links for pair in pairs]
    assert together[2].links == together[3].links == ()


def test_what_is_too_long(aligner: AttentionAligner) -> None:
    """For the model: what is known of the words alone; for any: nothing."""
    long = Side.of("تهران " * (LONGEST - 100) + "مسکو")
    (linked,) = link([(long, Side.of("Moscow " + "many " * (LONGEST - 200)))], aligner)
    assert linked.links and {s for s, _ in linked.links} == {LONGEST - 100}
    (linked,) = link([(Side.of("تهران " * (LONGEST + 1)), Side.of("Tehran"))], aligner)
    assert linked.links == ()


def test_a_bitext(aligner: AttentionAligner) -> None:
    bitext = with_links(make_bitext((f"{PERSIAN}\n", "He came to Tehran."), ("دو", "")), aligner)
    source, target = Side.of(bitext.pairs[0].source), Side.of(bitext.pairs[0].target)
    assert ("تهران", "Tehran") in {(source.tokens[s], target.tokens[t]) for s, t in bitext.pairs[0].links}
    assert bitext.pairs[1].links == ()


def test_what_is_known_of_words() -> None:
    weights = known(Side.of("نامهٔ نادری به تهران"), Side.of("A letter of Naderi to Tehran"))
    assert weights.shape == (4, 6) or weights.shape == (5, 6)
    assert weights[-1, 5] > 0 and weights[-1, 0] == 0


def test_zeros_where_there_is_no_attention() -> None:
    class Blind:
        model = Model.find("fa-en")

        def attention(self, sentences: Sequence[str], targets: Sequence[str]) -> Iterator[tuple[int, Attention | None]]:
            yield from ((n, None) for n in range(len(sentences)))

    ((number, weights),) = AttentionAligner(Blind()).weigh([(Side.of("تهران ققنوس"), Side.of("Tehran phoenix"))])
    assert number == 0 and weights[0, 0] > 0 and not weights[1].any() and isinstance(weights, np.ndarray)
