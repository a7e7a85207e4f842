"""What an endpoint answers to a request, as the chat completions of OpenAI have it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # C0 and C1, without those that part words or lines


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model says.

    text:    as it is but for control characters, "" for nothing. cut: whether it stopped at the limit of its length.
    tokens:  with their log-probabilities (natural logarithm), as far as the endpoint tells them; joined, the text.
    """

    text: str = ""
    cut: bool = False
    tokens: Sequence[tuple[str, float]] = ()

    @classmethod
    def read(cls, data: Any) -> "Reply":
        """The first choice. Without any choice nothing was said. Raises ValueError for what is no chat completion."""
        if not isinstance(data, dict) or not isinstance(data.get("choices"), list):
            raise ValueError("no choices")
        if not data["choices"]:
            return cls()
        choice = data["choices"][0]
        message = choice.get("message") if isinstance(choice, dict) else None
        if isinstance(choice, dict) and message is None and choice.get("finish_reason") == "content_filter":
            return cls()
        if not isinstance(message, dict):
            raise ValueError("no message")
        return cls(_text(message.get("content")), choice.get("finish_reason") == "length", _tokens(choice))

    def score(self, said: str) -> tuple[float | None, int]:
        """The mean log-probability of what was said within the text, ≤ 0, and its tokens, ≥ 1; (None, 1) if unknown.

        said: without what was said around it; where it does not stand in the text so, the mean is that of the text.
        """
        if not said or "".join(token for token, _ in self.tokens) != self.text:
            return None, 1
        start = max(self.text.find(said), 0)
        end = start + len(said) if said in self.text else len(self.text)
        found: list[float] = []
        at = 0
        for token, probability in self.tokens:
            if token and at < end and at + len(token) > start:
                found.append(probability)
            at += len(token)
        return min(sum(found) / len(found), 0.0), len(found)


def clean(text: str) -> str:
    """What an endpoint says as text that any file can hold: no half characters, of control characters white space."""
    return _CONTROLS.sub("", text.encode("utf-8", "replace").decode())


def _text(content: Any) -> str:
    """The text of a message: a string, or the texts of its parts."""
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if isinstance(part, dict))
    return clean(content) if isinstance(content, str) else ""


def _tokens(choice: dict[str, Any]) -> list[tuple[str, float]]:
    """The tokens of a choice; none where one of them is not told in full."""
    told = choice.get("logprobs")
    listed = told.get("content") if isinstance(told, dict) else None
    found: list[tuple[str, float]] = []
    for item in listed if isinstance(listed, list) else ():
        token, score = (item.get("token"), item.get("logprob")) if isinstance(item, dict) else (None, None)
        if not isinstance(token, str) or not isinstance(score, int | float) or not math.isfinite(score):
            return []
        found.append((clean(token), float(score)))
    return found
