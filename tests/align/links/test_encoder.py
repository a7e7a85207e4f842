import re
from pathlib import Path

import pytest

from tarjoman.align.links.encoder import EncoderAligner
from tarjoman.align.links.linked import link
from tarjoman.align.links.side import Side
from tarjoman.errors import ModelError

pytestmark = pytest.mark.hf
WORDS = ["کتاب", "خوب", "شهر", "book", "good", "city", "."]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT whose vectors are those of its embeddings: each Persian word has that of its English one."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("encoder")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )
    torch.manual_seed(1)
    network = BertModel(config)
    with torch.no_grad():
        table = network.embeddings.word_embeddings.weight
        table.normal_(0, 5)
        for persian, english in zip(WORDS[:3], WORDS[3:6], strict=True):
            table[vocabulary.index(persian)] = table[vocabulary.index(english)]
    network.save_pretrained(folder)
    return folder


def test_words_of_like_vectors_are_linked(encoder: Path) -> None:
    pairs = [
        (Side.of("کتاب خوب شهر."), Side.of("good book city.")),
        (Side.of(""), Side.of("good")),
        (Side.of("شهر " * 70), Side.of("city")),
    ]
    first, second, third = link(pairs, EncoderAligner(encoder))
    assert first.links == ((0, 1), (1, 0), (2, 2), (3, 3)) and second.links == ()
    assert len(third.links) == 1 and third.links[0][0] < 64  # what the encoder is not given has no vector


def test_what_is_no_encoder(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"^{re.escape(str(tmp_path))}: cannot be loaded as an encoder"):
        EncoderAligner(tmp_path)
