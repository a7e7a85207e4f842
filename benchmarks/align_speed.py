"""Measure what aligning long texts takes, when their translations are in a memory.

    python benchmarks/align_speed.py PAIRS.tsv.xz [--sizes 1000 10000]

Reads     PAIRS.tsv.xz  lines `Persian<TAB>English`
Prints    a Markdown table: sentences of both texts, seconds of the processor (one core) from texts to a bitext, the
          memory looked into, milliseconds a pair, seconds by the clock, and the most memory that the process held.

A text is the first lines of the file, of which each side lacks one in twenty, and of the English every twentieth is
joined to the next. What stands for the machine's translations is the English without every seventh word: how they came
to be does not matter to the time. Each size is a process of its own, the first run of which fills the memory.
"""

import argparse
import json
import multiprocessing
import random
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tarjoman.align.sentences.aligner import Aligner
from tarjoman.align.sentences.documents import Documents
from tarjoman.align.sentences.lexical import Lexical
from tarjoman.align.sentences.machine import Machine
from tarjoman.config import DEFAULT
from tarjoman.document import Document
from tarjoman.files import unpacked
from tarjoman.translate import Translator
from tarjoman.translate.engine import Hint, Hypothesis
from tarjoman.translate.engines import load_engine
from tarjoman.translate.memory import Memory, RememberingEngine
from tarjoman.translate.model import Decoding
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.pipeline import whole


class Known:
    """An engine that knows what it says."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        engine, normalize = load_engine(DEFAULT), normalizer("embedded")
        self.model, self.settings, self.heeds, self.exact = engine.model, engine.settings, False, True
        self.size = engine.size
        self._known = {normalize(persian): without_seventh(english) for persian, english in pairs}

    def translate(
        self,
        sentences: Sequence[str],
        number: int = 1,
        *,
        decoding: Decoding | None = None,
        hints: Sequence[Hint] = (),
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """What it knows, or that it knows nothing."""
        for index, sentence in enumerate(sentences):
            text = self._known.get(sentence, "unknown")
            yield index, [Hypothesis(text, -0.5, len(text.split()) + 1)]


def without_seventh(text: str) -> str:
    """A text without every seventh word."""
    return " ".join(word for number, word in enumerate(text.split(), 1) if number % 7)


def texts(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Both sides of what is aligned."""
    chance = random.Random(1)  # noqa: S311
    source = [persian for persian, _ in pairs if chance.random() >= 0.05]
    target: list[str] = []
    for _, english in pairs:
        if target and chance.random() < 0.05:
            target[-1] += f" {english}"
        elif chance.random() >= 0.05:
            target.append(english)
    return source, target


def measure(path: Path, size: int, memory: Path, say: str) -> None:
    """Align `size` pairs twice; write what the second time took into the file `say`."""
    with unpacked(path) as stream:
        lines = (line.decode().rstrip("\n").split("\t") for line in islice(stream, size))
        pairs = [(line[0], line[1]) for line in lines]
    persian, english = texts(pairs)
    documents = [Document(name, tuple(f"{t}\n" for t in some)) for name, some in (("fa", persian), ("en", english))]
    config = replace(DEFAULT, threads=1, retry=False)
    for _ in range(2):
        with Memory(memory) as kept:
            engine = RememberingEngine(Known(pairs), kept)
            machine = Machine(Translator(engine, config, splitter=whole, memory=kept))
            aligner = Documents(Aligner("mt", [machine, Lexical()]), lines=True)
            clock, processor = time.monotonic(), time.process_time()
            bitext, _ = aligner.align(*documents)
            took = time.process_time() - processor, time.monotonic() - clock
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(say).write_text(json.dumps([len(persian), len(english), len(bitext.pairs), *took, megabytes]))


def main() -> None:
    """Measure each size, print a row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    arguments = parser.parse_args()
    print("| sentences | seconds of the processor | ms a pair | seconds | MB |\n| --- | --- | --- | --- | --- |")
    for size in arguments.sizes:
        with TemporaryDirectory() as folder:
            said = Path(folder) / "said"
            job = (arguments.pairs, size, Path(folder) / "memory", str(said))
            process = multiprocessing.get_context("spawn").Process(target=measure, args=job)
            process.start()
            process.join()
            m, n, pairs, processor, clock, memory = json.loads(said.read_text())
        print(
            f"| {m:,} × {n:,} | {processor:.1f} | {1000 * processor / pairs:.2f} | {clock:.1f} | {memory:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
