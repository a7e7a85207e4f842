"""Behaviours that were trained into a model, measured by what it makes of sentences that put them to the test.

`Translate` stands for a whole translator: sentences in, normalisation and checks included, one pair a sentence out, in
order. It may be asked for the same sentence again and again.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from tarjoman.bitext import Flag, Pair
from tarjoman.eval.metrics import corpus_scores
from tarjoman.eval.noise import KINDS, Noise
from tarjoman.translate.check.numbers import lost, numerals
from tarjoman.translate.check.repetition import loop

Translate = Callable[[Sequence[str]], Sequence[Pair]]
TestSet = tuple[Sequence[str], Sequence[str]]  # sources and references, as many of one as of the other

DIGITS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
NOTHING = ("", " ", "\n\n", "\u200c", " \u200c \u200c", ".", "…", "؟!", "،", "«»", "( )", "- -", "***", "ـــ", "\u064b")
MOST_OF_A_NAME = 5  # sentences: common names must not decide


@dataclass(frozen=True, slots=True)
class Measurement:
    """One row. measured, aim: in words. short: what fell short of it, to be read: a line each."""

    behaviour: str
    measured: str
    aim: str
    short: tuple[str, ...] = ()


def with_names(names: Iterable[tuple[str, str]], sentences: Sequence[str]) -> list[tuple[str, str]]:
    """Sentences in which the Persian form of a name has become its English one, each with that English name.

    names: Persian and English forms. A name is looked for as a whole word, and changed in the first place where it
    stands, in at most `MOST_OF_A_NAME` sentences.
    """
    cases = []
    for persian, english in names:
        word = re.compile(rf"(?<![\w\u200c]){re.escape(persian)}(?![\w\u200c])")
        found = (m for sentence in sentences if persian in sentence and (m := word.search(sentence)))
        for m in islice(found, MOST_OF_A_NAME):
            cases.append((m.string[: m.start()] + english + m.string[m.end() :], english))
    return cases


def names_copied(translate: Translate, cases: Sequence[tuple[str, str]]) -> Measurement:
    """How many names in Latin script stand in the translation as they stand in the source. cases: of `with_names`."""
    pairs = translate([sentence for sentence, _ in cases])
    copied = Counter[int]()
    asked = Counter[int]()
    short = []
    for (_, name), pair in zip(cases, pairs, strict=True):
        words = min(len(name.split()), 2)
        asked[words] += 1
        copied[words] += has_name(pair.target, name)
        if not has_name(pair.target, name):
            short.append(f"{name}: {_line(pair)}")
    return Measurement(
        "a Latin-script name in the source comes back letter by letter",
        f"{_share(copied.total(), asked.total())}; of one word {_share(copied[1], asked[1])}, of more "
        f"{_share(copied[2], asked[2])}",
        "≥ 99 %",
        tuple(short),
    )


def digits_unified(translate: Translate, sources: Sequence[str]) -> Measurement:
    """How many sentences with digits are translated the same with digits of each of the three scripts."""
    chosen = [source for source in sources if re.search(r"\d", source)]
    answers = [
        [pair.target for pair in translate([_with_digits(source, digits) for source in chosen])] for digits in DIGITS
    ]
    same = [len(set(found)) == 1 for found in zip(*answers, strict=True)]
    return Measurement(
        "Persian, Arabic and Latin digits give one translation",
        f"{_share(sum(same), len(same))} sentences with digits",
        "100 %",
        tuple(source for source, holds in zip(chosen, same, strict=True) if not holds),
    )


def _with_digits(text: str, digits: str) -> str:
    """A text with all decimal digits in one script."""
    return re.sub(r"\d", lambda m: digits[int(m[0])], text)


def numbers_kept(translate: Translate, sets: Sequence[TestSet]) -> Measurement:
    """How many numbers of the sources the translations have, and, as what can be had at most, how many references."""
    asked = kept = most = 0
    short = []
    for sources, references in sets:
        for pair, reference in zip(translate(sources), references, strict=True):
            asked += len(numerals(pair.normalized))
            missing = _digits_lost(pair.normalized, pair.target)
            kept += len(numerals(pair.normalized)) - len(missing)
            most += len(numerals(pair.normalized)) - len(_digits_lost(pair.normalized, reference))
            if missing:
                short.append(f"{', '.join(missing)}: {_line(pair)}")
    return Measurement(
        "a number in the source comes back, in digits or words",
        f"{_share(kept, asked)}; in the references {_share(most, asked)}",
        "≥ 97 %",
        tuple(short),
    )


def _digits_lost(source: str, target: str) -> list[str]:
    return [number for number in lost(source, target) if number[0].isdecimal()]


def noise(translate: Translate, sets: Mapping[str, TestSet]) -> Iterator[Measurement]:
    """What each kind of noise costs in chrF++: on each set as a whole, and on the texts of all that it changes.

    A kind that takes two sentences at once is given neighbours of a set, the first of which ends with a full stop. The
    final full stop of a translation or a reference is left aside: a source without one is rightly given none.
    """
    for kind in KINDS:
        costs = []
        changed: list[tuple[str, str, str]] = []  # clean and noised translation, reference
        for name, (sources, references) in sets.items():
            texts, wanted = _texts(sources, references, kind)
            noised = [kind.apply(text) for text in texts]
            before, after = (_unstopped(pair.target for pair in translate(some)) for some in (texts, noised))
            wanted = _unstopped(wanted)
            costs.append(f"{name} {_cost(before, after, wanted)}")
            rows = zip(texts, noised, before, after, wanted, strict=True)
            changed += [(b, a, w) for text, other, b, a, w in rows if text != other]
        clean, noisy, wanted = map(list, zip(*changed, strict=True)) if changed else ([], [], [])
        cost = f", on the {len(changed):,} it changes {_cost(clean, noisy, wanted)}"
        yield Measurement(
            f"{kind.name}: chrF++ against clean", ", ".join(costs) + (cost if changed else ""), "less than 0.5 lost"
        )


def _unstopped(texts: Iterable[str]) -> list[str]:
    return [text.removesuffix(".") for text in texts]


def _texts(sources: Sequence[str], references: Sequence[str], kind: Noise) -> tuple[list[str], list[str]]:
    """The texts that a kind of noise is tried on, with their references."""
    if kind.sentences == 1:
        return list(sources), list(references)
    starts = [i for i in range(0, len(sources) - 1, 2) if sources[i].endswith(".")]
    return ([" ".join(side[i : i + 2]) for i in starts] for side in (sources, references))  # type: ignore[return-value]


def headlines(translate: Translate, sets: Sequence[TestSet]) -> Measurement:
    """How lines without a mark at their end fare: headlines, forms of address, signatures."""
    rows = [
        (pair, reference, pair.normalized[-1:].isalnum())
        for sources, references in sets
        for pair, reference in zip(translate(sources), references, strict=True)
    ]
    bare, others = ([row for row in rows if row[2] is wanted] for wanted in (True, False))
    stopped = [pair for pair, reference, _ in bare if pair.target.endswith(".") and not reference.endswith(".")]
    chrf = [
        f"{_chrf([pair.target for pair, _, _ in some], [r for _, r, _ in some]):.1f}" if some else "none"
        for some in (bare, others)
    ]
    return Measurement(
        f"a headline stays one ({len(bare)} lines without a final mark)",
        f"a full stop added to {len(stopped)}; chrF++ {chrf[0]}, of all other lines {chrf[1]}",
        "none added",
        tuple(map(_line, stopped)),
    )


def loops(translate: Translate, sentences: Sequence[str]) -> Measurement:
    """How many translations go round in a circle or reach the length limit."""
    pairs = [pair for pair in translate(sentences) if {Flag.LOOP, Flag.TRUNCATED} & set(pair.flags)]
    return Measurement(
        "no repetition loop, and no translation up to the length limit",
        f"{len(pairs)} in {len(sentences):,} news sentences",
        "0",
        tuple(f"{loop(pair.target) or 'length limit'}: {_line(pair)}" for pair in pairs),
    )


def nothing(text: Callable[[str], str]) -> Measurement:
    """How many texts without a letter become words. text: a translator of whole texts."""
    answers = [(source, text(source)) for source in NOTHING]
    invented = [(source, target) for source, target in answers if any(c.isalnum() for c in target)]
    return Measurement(
        "nothing is translated from nothing: spaces, ZWNJ, marks alone",
        f"{len(invented)} of {len(NOTHING)} become words",
        "0",
        tuple(f"{source!r}: {target}" for source, target in invented),
    )


def _chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    return next(score.value for score in corpus_scores(hypotheses, references) if score.name == "chrF++")


def _cost(clean: Sequence[str], noisy: Sequence[str], wanted: Sequence[str]) -> str:
    return f"{_chrf(noisy, wanted) - _chrf(clean, wanted):+.2f}" if wanted else "none"


def has_name(text: str, name: str) -> bool:
    """Whether a name stands in a text, letter by letter and as words of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} % of {whole:,}" if whole else "none"


def _line(pair: Pair) -> str:
    return f"{' '.join(pair.source.split())} → {pair.target}"
