"""Whether a test set can tell anything: how many segments, and how long they are."""

from collections.abc import Iterator

from tarjoman.eval.material import Material
from tarjoman.eval.sanity.finding import Example, Finding
from tarjoman.eval.sanity.side import settings


def size(material: Material) -> Iterator[Finding]:
    """Too few segments, and segments that are too long."""
    whole = len(material)
    if whole < settings()["few"]:
        what = "there are few segments: intervals and p values of so few say little"
        advice = f"Decide nothing by them; evaluate {settings()['few']} segments and more, better hundreds"
        yield Finding("few", "doubtful", "test set", what, whole, whole, advice)
    if some := long(material):
        what = f"segments of more than {settings()['long']} words: TER, which takes too long of them, is left out"
        examples = tuple(
            Example(material.place(n), material.references[0][n][:60] + "…") for n in some[: settings()["examples"]]
        )
        yield Finding("long", "doubtful", "test set", what, len(some), whole, "Give a sentence a line", examples)


def long(material: Material) -> list[int]:
    """The segments one of whose sides has too many words for TER."""
    sides = [*(system.outputs for system in material.systems), *material.references]
    most = settings()["long"]
    return [n for n, texts in enumerate(zip(*sides, strict=True)) if any(len(text.split()) > most for text in texts)]
