"""Compare splitters of Persian sentences: tarjoman, yasbd-lib, sentencex, pySBD, rishe, hazm and shekar.

    python -m venv RIVALS
    RIVALS/bin/python -m pip install -c constraints.txt -e . -r benchmarks/rivals.txt
    RIVALS/bin/python -m pip install --no-deps hazm==0.10.0
    RIVALS/bin/python benchmarks/split.py SENTENCES.txt [--golden CASES.txt] [--without NAME] [--json FILE]

Reads     SENTENCES.txt  sentences of running text, one a line, in their order
          CASES.txt      golden cases, one a line: | where a sentence begins; \\n, \\t and \\uXXXX stand for characters;
                         "## " before a category, "# " before a remark. Default: tests/translate/splitting/sentences.txt
Prints    Markdown tables: the golden cases; the sentences in paragraphs of eight, joined with single spaces; these
          without the space after . ! ? and ؟; these without ZWNJ; the speed on one core, the best of five runs
          or more.
With      --json FILE, writes these figures and every boundary that was missed or found where there is none.
Where a rival is not installed it says which and ends with status 1; --without NAME leaves one out.

How they are compared: benchmarks/boundaries.py.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from boundaries import Score, Text, compare
from splitters import RIVALS, Splitter, splitters
from tarjoman.errors import InputError, TarjomanError
from tarjoman.files import display, write

GOLDEN = Path(__file__).parents[1] / "tests/translate/splitting/sentences.txt"
PARAGRAPH = 8  # sentences
REPEATS = 5  # at least
SECONDS = 1.0  # of processor time, at least: the fastest take a thousandth of it
_STOP_AND_SPACE = re.compile(r"(?<=[.!?؟]) ")
_ESCAPE = re.compile(r"\\(?:([nt])|u([0-9A-Fa-f]{4}))")


def golden(path: Path) -> list[Text]:
    """The cases of a file. Raises InputError."""
    texts = []
    for line in _lines(path, skip=("# ", "## ")):
        parts = [_ESCAPE.sub(_character, part) for part in line.split("|")]
        texts.append(Text.of("".join(parts), parts))
    return texts


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[2], 16)) if escape[2] else {"n": "\n", "t": "\t"}[escape[1]]


def running(path: Path) -> dict[str, list[Text]]:
    """The three conditions of running text, by title. Raises InputError."""
    lines = [line.strip() for line in _lines(path)]
    groups = [lines[i : i + PARAGRAPH] for i in range(0, len(lines), PARAGRAPH)]
    plain = [Text.of(" ".join(group), group) for group in groups]
    closed = [Text(_STOP_AND_SPACE.sub("", text.raw), text.sentences) for text in plain]
    without = [Text.of(t.raw.replace("\u200c", ""), (s.replace("\u200c", "") for s in t.sentences)) for t in plain]
    return {"Paragraphs": plain, "No space after a stop": closed, "No ZWNJ": without}


def _lines(path: Path, skip: tuple[str, ...] = ()) -> list[str]:
    """The lines that are neither blank nor begin with one of `skip`. Raises InputError where there is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(display(path), f"no sentences ({error})", "See what this benchmark reads: --help") from error
    lines = [line for line in lines if line.strip() and not line.startswith(skip)]
    if not lines:
        raise InputError(display(path), "no sentences (no line holds one)", "See what this benchmark reads: --help")
    return lines


def rate(splitter: Splitter, texts: Sequence[str]) -> float:
    """Characters a second on one core: processor time of all threads, the best of the runs."""
    runs: list[float] = []
    while len(runs) < REPEATS or sum(runs) < SECONDS:
        begin = time.process_time()
        for text in texts:
            list(splitter(text))
        runs.append(time.process_time() - begin)
    return sum(map(len, texts)) / min(runs)


def score_table(scores: Mapping[str, Score]) -> str:
    """Markdown: a row a splitter."""
    rows = [
        "| splitter | precision | recall | F1 | sentences right | texts right | characters lost |",
        "| --- |" + " --- |" * 6,
    ]
    for name, s in scores.items():
        rates = " | ".join(f"{value:.1%}" for value in s.rates.values())
        rows.append(f"| {name} | {rates} | {s.whole / s.sentences:.1%} | {s.exact} of {s.texts} | {s.lost} |")
    return "\n".join(rows)


def speed_table(rates: Mapping[str, Mapping[str, float]]) -> str:
    """Markdown: a row a splitter, a pair of columns a form of the text."""
    own = next(iter(rates.values()))
    rows = [
        "| splitter |" + "".join(f" characters a second, {form} | of tarjoman's |" for form in own),
        "| --- |" + " --- |" * 2 * len(own),
    ]
    for name, forms in rates.items():
        cells = "".join(f" {value:,.0f} | {value / own[form]:.2f} |" for form, value in forms.items())
        rows.append(f"| {name} |{cells}")
    return "\n".join(rows)


def measure(some: Mapping[str, Splitter], conditions: Mapping[str, Sequence[Text]]) -> Iterator[tuple[str, Any]]:
    """Each condition's title with what is to be written of it; prints the tables."""
    for title, texts in conditions.items():
        scores, errors = {}, {}
        for name, splitter in some.items():
            compared = [compare(text, splitter(text.raw)) for text in texts]
            scores[name] = sum((score for score, _ in compared), Score())
            errors[name] = [asdict(error) for _, found in compared for error in found]
        print(f"{title}: {len(texts)} texts, {sum(len(t.sentences) for t in texts)} sentences\n")
        print(score_table(scores) + "\n", flush=True)
        yield title, {name: {**asdict(s), **s.rates, "errors": errors[name]} for name, s in scores.items()}


def speed(some: Mapping[str, Splitter], texts: Sequence[Text]) -> dict[str, dict[str, float]]:
    """Characters a second of each splitter, the texts one by one and as one line."""
    forms = {"paragraphs": [t.raw for t in texts], "one line": [" ".join(t.raw for t in texts)]}
    return {name: {form: rate(splitter, raw) for form, raw in forms.items()} for name, splitter in some.items()}


def main() -> None:
    """Measure, print, and write the figures if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--golden", type=Path, default=GOLDEN)
    parser.add_argument("--without", action="append", choices=list(RIVALS), default=[])
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    try:
        some = splitters(arguments.without)
        conditions = {"Golden cases": golden(arguments.golden), **running(arguments.sentences)}
        results = dict(measure(some, conditions))
        rates = speed(some, conditions["Paragraphs"])
        print(f"Speed\n\n{speed_table(rates)}")
        if arguments.json:
            text = json.dumps({"conditions": results, "characters a second": rates}, ensure_ascii=False, indent=1)
            write({arguments.json: (text + "\n").encode()})
    except TarjomanError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
