import math
from typing import Any

import pytest

from tarjoman.translate.chat.reply import Reply


def completion(content: Any = "One two.", **choice: Any) -> dict[str, Any]:
    return {"choices": [{"message": {"content": content}, **choice}]}


def logprobs(*tokens: tuple[Any, Any]) -> dict[str, Any]:
    return {"content": [{"token": token, "logprob": value, "bytes": None} for token, value in tokens]}


def test_a_completion() -> None:
    assert Reply.read(completion()) == Reply("One two.", False, [])
    assert Reply.read(completion(finish_reason="length")).cut
    assert not Reply.read(completion(finish_reason="stop")).cut


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"choices": []}, ""),
        (completion(None), ""),
        (completion(5), ""),
        (
            completion([{"type": "text", "text": "One "}, {"type": "text", "text": "two."}, {"type": "x"}, 3]),
            "One two.",
        ),
        ({"choices": [{"message": {"reasoning_content": "hm"}}]}, ""),
    ],
)
def test_where_the_text_is(data: Any, text: str) -> None:
    assert Reply.read(data).text == text


@pytest.mark.parametrize(
    "data", [None, [], "x", {}, {"choices": None}, {"choices": [None]}, {"choices": [{}]}, {"choices": [{"text": "x"}]}]
)
def test_no_completion(data: Any) -> None:
    with pytest.raises(ValueError, match=r"no (choices|message)"):
        Reply.read(data)


TOKENS = (("[1] ", -9.0), ("One", -1.0), (" two.", -2.0), ("\n[2] ", -9.0), ("Three", -0.5), (".", -0.25), ("", -7.0))


def test_the_score_is_that_of_the_tokens_of_what_was_said() -> None:
    reply = Reply.read(completion("[1] One two.\n[2] Three.", logprobs=logprobs(*TOKENS)))
    assert reply.score("One two.") == (-1.5, 2) and reply.score("Three.") == (-0.375, 2)
    assert reply.score("Two.") == (pytest.approx(-21.75 / 6), 6)  # it does not stand there so: of all


@pytest.mark.parametrize(
    "told",
    [
        None,
        {},
        {"content": None},
        logprobs(),
        logprobs(("One", -1.0)),
        logprobs(("One two.", None)),
        logprobs((None, -1.0)),
        logprobs(("One two.", "-1")),
        logprobs(("One two.", math.nan)),
        {"content": ["One two."]},
        {"content": {"One two.": -1}},
        "yes",
    ],
)
def test_no_score_where_the_tokens_are_not_told_in_full(told: Any) -> None:
    assert Reply.read(completion(logprobs=told)).score("One two.") == (None, 1)


def test_a_score_is_not_above_0() -> None:
    assert Reply.read(completion(logprobs=logprobs(("One two.", 0.001)))).score("One two.") == (0.0, 1)
    assert Reply.read(completion(logprobs=logprobs(("One two.", -1)))).score("") == (None, 1)
