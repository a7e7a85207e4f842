"""Make align/sentences/weights.toml: what speaks for a block, learnt from texts whose alignment is known.

    python scripts/align-weights.py PERSIAN ENGLISH align/sentences/weights.toml [--memory FILE]

Reads     PERSIAN, ENGLISH   a sentence a line, in the order of their articles: FLORES-200 dev, which nothing of the
                             aligner is reported on
          FILE               a memory of translations, so that a second run takes a minute
Writes    the weights of each method
Prints    how many documents there were, and for each method the logarithm of the mean probability of a block.

Some lines in a row make a document. In it neighbours are joined, cut, dropped, and some are added from elsewhere, more
or less often; half of them have paragraphs. The weights make these alignments probable among all others: maximum
likelihood with a Gaussian prior, by Adam (Kingma and Ba 2014).
"""

import argparse
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tarjoman.align.sentences.blocks import NULLS, Blocks, Lengths, Rates, Texts, names
from tarjoman.align.sentences.lattice import MOVES, Lattice
from tarjoman.align.sentences.lexical import Lexical
from tarjoman.align.sentences.machine import Machine
from tarjoman.align.sentences.methods import METHODS
from tarjoman.align.sentences.search import Paths
from tarjoman.align.sentences.vectors import Array, Kernel
from tarjoman.config import DEFAULT
from tarjoman.files import write
from tarjoman.translate import Translator
from tarjoman.translate.memory import opened
from tarjoman.translate.pipeline import whole

SIZE = 33  # lines of a document
ROUNDS = 4  # documents that are made of each line
SEED = 20
STEPS, RATE, PRIOR = 150, 0.2, 0.02  # of Adam; precision of the Gaussian prior
STANDS_FOR = {"embeddings": "characters"}  # no encoder comes with the program: its cosines are taken to be like these
CUTS = {0: re.compile(r"(?<=[،؛:,])\s+"), 1: re.compile(r"(?<=[,;:])\s+")}
Block = tuple[int, int, int, int]
Side = list[str]


@dataclass
class Document:
    """Two texts, where their paragraphs open, and the blocks they are aligned in."""

    sides: tuple[Side, Side]
    opens: tuple[list[bool], list[bool]]
    blocks: list[Block]


def halves(text: str, side: int) -> list[str]:
    """A line cut at the mark nearest to its middle; the line itself where none is far from its ends."""
    marks = [m.start() for m in CUTS[side].finditer(text) if 12 < m.start() < len(text) - 12]
    if not marks:
        return [text]
    at = min(marks, key=lambda place: abs(place - len(text) / 2))
    return [text[:at].strip(), text[at:].strip()]


def disturbed(rows: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]], rng: random.Random) -> Document:
    """A document with what translators, editors and splitters do to it, as much of it as chance will have."""
    rate = rng.choice([0.3, 1.0, 1.0, 2.0])
    dropped = rng.choice([0.0, 0.0, 0.0, 0.15, 0.3]), rng.randrange(2)
    paragraphs = rng.random() < 0.5
    document = Document(([], []), ([], []), [])
    i = 0

    def put(sides: tuple[Side, Side], opening: bool) -> None:
        starts = len(document.sides[0]), len(document.sides[1])
        for own, side, opens in zip(sides, document.sides, document.opens, strict=True):
            side.extend(own)
            opens.extend(paragraphs and opening and n == 0 and rng.random() < 0.9 for n in range(len(own)))
        if sides[0] and sides[1]:
            document.blocks.append((starts[0], len(document.sides[0]), starts[1], len(document.sides[1])))
        else:
            document.blocks += [(n, n + 1, starts[1], starts[1]) for n in range(starts[0], len(document.sides[0]))]
            document.blocks += [(starts[0], starts[0], n, n + 1) for n in range(starts[1], len(document.sides[1]))]

    while i < len(rows):
        opening = i == 0 or rng.random() < 0.35
        roll, side = rng.random(), rng.randrange(2)
        if rng.random() < dropped[0]:
            put(([], [rows[i][1]]) if dropped[1] == 0 else ([rows[i][0]], []), opening)
            i += 1
        elif roll < 0.10 * rate:
            count = min(rng.choice([2, 2, 2, 2, 2, 3, 3, 4]), len(rows) - i)
            some = rows[i : i + count]
            joined = [" ".join(row[side] for row in some)]
            apart = [row[1 - side] for row in some]
            put((joined, apart) if side == 0 else (apart, joined), opening)
            i += count
        elif roll < 0.17 * rate:
            parts = [
                part
                for half in halves(rows[i][side], side)
                for part in (halves(half, side) if rng.random() < 0.15 else [half])
            ]
            put((parts, [rows[i][1]]) if side == 0 else ([rows[i][0]], parts), opening)
            i += 1
        elif roll < 0.18 * rate and i + 1 < len(rows):  # a part of a sentence goes to its neighbour
            cut = halves(rows[i + 1][side], side)
            shifted = [f"{rows[i][side]} {cut[0]}", *cut[1:]]
            apart = [rows[i][1 - side], rows[i + 1][1 - side]]
            put((shifted, apart) if side == 0 else (apart, shifted), opening)
            i += 2
        elif roll < 0.22 * rate:
            put(([rows[i][0]], []) if side == 0 else ([], [rows[i][1]]), opening)
            i += 1
        else:
            put(([rows[i][0]], [rows[i][1]]), opening)
            if rng.random() < 0.04 * rate:
                put(([rng.choice(others)[0]], []) if side == 0 else ([], [rng.choice(others)[1]]), False)
            i += 1
    return document


def documents(rows: Sequence[tuple[str, str]], rounds: int) -> list[Document]:
    """All documents. rounds: how many are made of each line."""
    rng = random.Random(SEED)  # noqa: S311  (nothing secret)
    found = []
    for _ in range(rounds):
        offset = rng.randrange(SIZE)
        for start in range(offset, len(rows) - SIZE // 2, SIZE):
            found.append(disturbed(rows[start : start + SIZE], [*rows[:start], *rows[start + SIZE :]], rng))
    return found


def lengths(rows: Sequence[tuple[str, str]]) -> Lengths:
    """How long translations are: the ratio of all letters, and the variance of what is off it, a letter."""
    source, target = (Texts.of([row[side] for row in rows]).letters for side in (0, 1))
    ratio = float(target.sum() / source.sum())
    mean = (source + target / ratio) / 2
    return Lengths(round(ratio, 4), round(float(np.mean((target - ratio * source) ** 2 / mean)), 3))


@dataclass
class Example:
    """What learning needs of a document. features: of each move with both sides, (features, size)."""

    lattice: Lattice
    features: list[Array]
    nulls: tuple[Array, Array]
    true: Array  # the sum of the features of its true alignment

    @classmethod
    def of(cls, document: Document, kernels: Sequence[Kernel], lengths: Lengths) -> "Example":
        """All nodes of a document."""
        texts = [Texts.of(side, opens) for side, opens in zip(document.sides, document.opens, strict=True)]
        lattice = Lattice.full(*(len(side) for side in document.sides))
        blocks = Blocks(lattice, kernels, texts[0], texts[1], lengths)
        features = [blocks.features(a, b).astype(np.float64) for a, b in MOVES[1:]]
        alone = sum(j == last for _, _, j, last in document.blocks), sum(i == k for i, k, _, _ in document.blocks)
        nulls = blocks.nulls(Rates.of(alone, (lattice.sources, lattice.targets)))
        true = np.zeros(len(features[0]) + 2 * len(NULLS))
        for i, k, j, last in document.blocks:
            if i == k:
                true[-len(NULLS) :] += nulls[1][:, j]
            elif j == last:
                true[-2 * len(NULLS) : -len(NULLS)] += nulls[0][:, i]
            else:
                true[: -2 * len(NULLS)] += features[MOVES.index((k - i, last - j)) - 1][:, lattice.node(k, last)]
        return cls(lattice, features, nulls, true)

    def gradient(self, theta: Array) -> tuple[float, Array]:
        """The logarithm of the probability of the true alignment, and in which way it grows."""
        count = len(NULLS)
        own, source, target = theta[: -2 * count], theta[-2 * count : -count], theta[-count:]
        lattice = self.lattice
        moves = np.empty((len(MOVES), lattice.size))
        moves[0] = np.concatenate([[0.0], source @ self.nulls[0]])[lattice.rows]
        for number, features in enumerate(self.features, 1):
            moves[number] = own @ features
        paths = Paths(lattice, moves, target @ self.nulls[1])
        shares, inserted = paths.expected()
        deleted = np.bincount(lattice.rows, shares[0], minlength=lattice.sources + 1)[1:]
        expected = [sum(features @ share for features, share in zip(self.features, shares[1:], strict=True))]
        expected += [self.nulls[0] @ deleted, self.nulls[1] @ inserted]
        return float(theta @ self.true - paths.whole), self.true - np.concatenate(expected)


def learn(examples: Sequence[Example], blocks: int, steps: int) -> tuple[Array, float]:
    """The weights, and the logarithm of the mean probability of a block."""
    theta = np.zeros(len(examples[0].true))
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    likelihood = 0.0
    for step in range(1, steps + 1):
        found = [example.gradient(theta) for example in examples]
        likelihood = sum(one for one, _ in found)
        slope = (sum(one for _, one in found) - PRIOR * theta) / len(examples)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = RATE * min(1.0, 2 * (1 - step / steps) + 0.02)
        theta = theta + rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return theta, likelihood / blocks


def main() -> None:
    """Make documents, translate, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("persian", type=Path)
    parser.add_argument("english", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--memory", default="off")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    sides = [path.read_text(encoding="utf-8").splitlines() for path in (arguments.persian, arguments.english)]
    rows = list(zip(*sides, strict=True))
    made = documents(rows, arguments.rounds)
    translator = Translator.load(replace(DEFAULT, retry=False), splitter=whole, memory=opened(arguments.memory, print))
    machine, lexical = Machine(translator), Lexical()
    kernels = [
        {kernel.name: kernel for s in (machine, lexical) for kernel in s.kernels(*document.sides)} for document in made
    ]
    blocks = sum(len(document.blocks) for document in made)
    print(f"{len(made)} documents, {blocks:,} blocks", flush=True)
    fitted = lengths(rows)
    text = [
        "# Made by scripts/align-weights.py: what each feature of a block counts for; of what, blocks.py says.",
        "[lengths]",
        f"ratio = {fitted.ratio}",
        f"variance = {fitted.variance}",
    ]
    for method, wanted in METHODS.items():
        examples = [
            Example.of(document, [own[STANDS_FOR.get(name, name)] for name in wanted], fitted)
            for document, own in zip(made, kernels, strict=True)
        ]
        theta, likelihood = learn(examples, blocks, arguments.steps)
        print(f"{method}: {likelihood:.4f}", flush=True)
        keys = [*names(wanted), *(f"source.{name}" for name in NULLS), *(f"target.{name}" for name in NULLS)]
        text += ["", f"[{method}]"] + [f'"{key}" = {value:.4g}' for key, value in zip(keys, theta, strict=True)]
    write({arguments.out: ("\n".join(text) + "\n").encode()})


if __name__ == "__main__":
    main()
