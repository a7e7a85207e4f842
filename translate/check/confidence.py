"""How good a translation is likely to be, told without a reference."""

import math
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tarjoman.translate.engine import Hypothesis

_LATIN = re.compile("[A-Za-z]")


def confidence(source: str, hypothesis: Hypothesis, *, omission: float = 0.0, wrong: int = 0) -> float | None:
    """The chrF, over 100, that a translation may be expected to have, 0 to 1; None where the engine gives no scores.

    source: normalised. omission: of its check. wrong: numbers lost and made up. The weights are a ridge regression that
    scripts/check-weights.py has fitted to held-out pairs of the embedded model; of other models the order may hold, the
    level need not.
    """
    if hypothesis.score is None:
        return None
    if not hypothesis.text:
        return 0.0
    weights, found = _weights(), features(source, hypothesis, omission, wrong)
    return max(0.0, min(1.0, weights["bias"] + sum(weights[name] * value for name, value in found.items())))


def features(source: str, hypothesis: Hypothesis, omission: float, wrong: int) -> dict[str, float]:
    """What the regression looks at, by the names of confidence.toml. The hypothesis has text, and a score."""
    text, tokens, score = hypothesis.text, hypothesis.tokens, hypothesis.score or 0.0
    words = text.split()
    ratio = math.log(len(text) / max(1, len(source)))
    return {
        "probability": score,  # of a token, as a logarithm
        "total": score * math.sqrt(tokens),
        "length": math.log(tokens),
        "pieces": tokens / len(words),  # a word: rare words are of many
        "letters": len(text) / len(words),
        "ratio": ratio,
        "capitals": sum(word[0].isupper() for word in words[1:]) / len(words),
        "latin": len(_LATIN.findall(source)) / max(1, len(source)),
        "omission": omission,
        "numbers": float(min(wrong, 3)),
    }


@cache
def _weights() -> Mapping[str, float]:
    text = (files("tarjoman.translate.check") / "confidence.toml").read_text(encoding="utf-8")
    found: dict[str, float] = tomllib.loads(text)
    return found
