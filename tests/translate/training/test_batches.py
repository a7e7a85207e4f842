import pickle
import random
from dataclasses import replace

import numpy as np
import pytest
import sentencepiece

from tarjoman.translate.training.batches import Stream
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import Example, examples, prepare


def make_stream(config: TrainConfig) -> Stream:
    prepare(config)
    pieces = sentencepiece.SentencePieceProcessor(model_file=f"{config.work}/pieces.model")
    return Stream(config, examples(config), pieces)


def test_batches_keep_the_budget_and_end_in_end_marker_and_padding(config: TrainConfig) -> None:
    stream = make_stream(config)
    for batch in stream.chunk(0):
        assert batch.source.shape[0] == batch.target.shape[0]
        for side in (batch.source, batch.target):
            assert side.shape[1] % 8 == 0 and side.size <= config.batch_tokens
            for row in side:
                (end,) = np.flatnonzero(row == 0)
                assert (row[end + 1 :] == stream.padding).all() and (row[:end] != stream.padding).all()


def test_a_chunk_depends_on_seed_and_number_alone(config: TrainConfig) -> None:
    stream = make_stream(config)
    first, again = stream.chunk(3), make_stream(config).chunk(3)
    assert all((a.source == b.source).all() and (a.target == b.target).all() for a, b in zip(first, again, strict=True))
    elsewhere = pickle.loads(pickle.dumps(stream)).chunk(3)  # as processes that make batches get it
    assert all((a.source == b.source).all() for a, b in zip(first, elsewhere, strict=True))
    other = make_stream(replace(config, seed=2)).chunk(3)
    assert [b.source.tolist() for b in other] != [b.source.tolist() for b in first]


def test_weights_decide_how_often_a_pair_is_drawn(config: TrainConfig) -> None:
    stream = make_stream(config)
    corpora = {"a": 3.0, "b": 1.0}
    pairs = [Example("a", "وزیر", "one"), Example("b", "سفیر", "two")]
    stream = Stream(replace(config, corpora=corpora), pairs, stream._pieces)
    one = tuple(stream._encode("one"))
    drawn = [tuple(row[: len(one)]) == one for batch in stream.chunk(0) for row in batch.target]
    assert 0.70 < sum(drawn) / len(drawn) < 0.80


def test_long_sentences_are_left_out(config: TrainConfig) -> None:
    def lengths(stream: Stream) -> list[int]:
        return [
            int((row != stream.padding).sum()) - 1
            for b in stream.chunk(0)
            for side in (b.source, b.target)
            for row in side
        ]

    longest = max(lengths(make_stream(config)))
    assert max(lengths(make_stream(replace(config, longest_pieces=longest - 1)))) < longest


@pytest.mark.parametrize("noise", [0.0, 1.0])
def test_noise(config: TrainConfig, noise: float) -> None:
    stream = make_stream(replace(config, noise=noise))
    draw = random.Random(1)
    source = "می\u200cرود. آمد."
    made = {stream.noised(source, draw) for _ in range(100)}
    assert made == ({"می رود. آمد.", "می\u200cرود. آمد", "می\u200cرود.آمد."} if noise else {source})


def test_links_lead_from_target_pieces_to_source_pieces(config: TrainConfig) -> None:
    stream = make_stream(replace(config, noise=0.0, copying=0.0))
    words = {"وزیر": "minister", "سفیر": "ambassador", "تهران": "Tehran", "باکو": "Baku"}
    ids = {stream._encode(a)[0]: stream._encode(b)[-2] for a, b in words.items()}  # first and last piece
    found = 0
    for batch in stream.chunk(0):
        assert batch.links.shape[1] == 3
        for pair, to, of in batch.links:
            assert batch.source[pair, of] != stream.padding != batch.target[pair, to]
            found += ids.get(int(batch.source[pair, of])) == batch.target[pair, to]
    assert found > 1000


def test_noised_sources_have_no_links(config: TrainConfig) -> None:
    stream = make_stream(replace(config, noise=1.0, copying=0.0))
    draw = random.Random(1)
    varied = [(stream._normalize(e.source), *stream.varied(e, draw)) for e in stream._examples]
    noised = [(text, links) for source, text, links in varied if text != source]
    assert len(noised) > len(varied) / 4 and not any(links for _, links in noised)
    assert all(links for source, text, links in varied if text == source)


def test_names_are_copied(config: TrainConfig) -> None:
    stream = make_stream(replace(config, copying=1.0, noise=0.0))
    draw = random.Random(1)
    copied = [text for e in stream._examples for text, links in [stream.varied(e, draw)] if not links]
    assert len(copied) > 20 and any("Moscow" in text for text in copied)


def test_without_guiding_there_are_no_links(config: TrainConfig) -> None:
    assert not any(len(batch.links) for batch in make_stream(replace(config, guiding=0.0)).chunk(0))
