import pytest
import sentencepiece

from tarjoman.translate.model import Model
from tarjoman.translate.training.guide import Guide


@pytest.fixture(scope="module")
def pieces() -> sentencepiece.SentencePieceProcessor:
    return sentencepiece.SentencePieceProcessor(model_file=str(Model.find("fa-en").folder / "source.spm"))


SOURCE, TARGET = "نخجوان در «باکو» 12 است.", 'Nakhchivan is in "Baku" 12.'
LINKS = ((0, 0), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 1), (7, 7))


@pytest.mark.parametrize("sampled", [False, True])
def test_pieces_of_linked_words(pieces: sentencepiece.SentencePieceProcessor, sampled: bool) -> None:
    """Put together, the pieces that a word's pieces are linked with spell the word that it is linked with."""
    for _ in range(20):
        cut = (
            pieces.encode(t, out_type=int, enable_sampling=sampled, alpha=0.3, nbest_size=-1) for t in (SOURCE, TARGET)
        )
        source, target = ([*ids, pieces.eos_id()] for ids in cut)
        links = Guide(pieces).links(SOURCE, TARGET, (source, target), LINKS)
        assert (len(target) - 1, len(source) - 1) in links
        spelt = {}
        for t in range(len(target) - 1):
            spelt[t] = "".join(pieces.id_to_piece(source[s]) for at, s in links if at == t).replace("\u2581", "")
        by_word = list(dict.fromkeys(word for word in spelt.values() if word))
        assert by_word == ["نخجوان", "است", "در", "«", "باکو", "»", "12", "."]


@pytest.mark.parametrize(
    ("source", "links"),
    [
        (SOURCE, ()),
        ("\u2608 " + SOURCE, LINKS),  # spelt in bytes
    ],
)
def test_none(pieces: sentencepiece.SentencePieceProcessor, source: str, links: tuple[tuple[int, int], ...]) -> None:
    sides = [*pieces.encode(source), 0], [*pieces.encode(TARGET), 0]
    assert Guide(pieces).links(source, TARGET, sides, links) == []
