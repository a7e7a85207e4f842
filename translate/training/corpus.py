"""Parallel corpora in, clean pairs and a vocabulary out: the first step, `tarjoman train prepare`."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from tarjoman.align.aligner import align
from tarjoman.align.formats import pharaoh, tmx
from tarjoman.align.words import Links
from tarjoman.errors import InputError, UsageError
from tarjoman.eval import testset
from tarjoman.files import UNREADABLE, display, kind, prepare_folder, unpacked, write
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.script import has_persian
from tarjoman.translate.training import initial, record
from tarjoman.translate.training.config import TrainConfig

_MARKUP = re.compile(r"<[^>]{1,80}>|&\w{1,10};|https?:|www\.|[{}|=\[\]\\`]|%[sd(]|\$\w|::|__")
_WORD = re.compile(r"\w+")
_KEY = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Example:
    """A training pair. source: raw but for white space, since noise is put into it; target: normalised.

    links: between the `words` of the source, normalised, and of the target.
    """

    corpus: str
    source: str
    target: str
    links: Links = ()


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs of a TMX file, or of one of two columns, source and target. Each may be packed: .gz, .xz.

    Raises InputError.
    """
    if kind(path) == ".tmx":
        yield from tmx.read_pairs(path)
        return
    try:
        with io.TextIOWrapper(unpacked(path), encoding="utf-8-sig", newline="\n") as stream:
            for number, line in enumerate(stream, 1):
                columns = line.rstrip("\r\n").split("\t")
                if columns == [""]:
                    continue
                if len(columns) < 2:
                    problem = f"line {number} has no second column"
                    raise InputError(display(path), problem, "Give it SOURCE<TAB>TARGET on every line")
                yield columns[0], columns[1]
    except (*UNREADABLE, UnicodeDecodeError) as error:
        raise InputError(display(path), f"cannot be read ({error})", "Check the path, and that it is UTF-8") from error


class Cleaner:
    """Tells good pairs from bad ones, and remembers those it has seen and those it must not let through."""

    def __init__(self, config: TrainConfig) -> None:
        self._config = config
        self._normalize = normalizer(config.profile)
        self._seen: set[tuple[str, str]] = set()
        self._test_runs: set[int] = set()
        self._test_lines: set[str] = set()
        for name in config.dev:
            for side in testset.read(Path(name)):
                for line in side:
                    normal = self._normalize(line)
                    self._test_lines.add(_key(normal))
                    self._test_runs |= self._runs(normal)

    def _runs(self, normal: str) -> set[int]:
        """Hashes of the runs of `overlap` words of a normalised text."""
        words, n = _WORD.findall(normal.lower()), self._config.overlap
        return {hash(tuple(words[i : i + n])) for i in range(len(words) - n + 1)}

    def reason(self, source: str, target: str) -> str:
        """Why a pair is left out; "" when it is kept, and remembered."""
        normal, english = self._normalize(source), self._normalize(target)
        a, b = len(normal.split()), len(english.split())
        if not a or not b:
            return "empty"
        if (
            not has_persian(normal)
            or has_persian(english)
            or sum(c.isascii() and c.isalpha() for c in normal) > len(normal) / 4
        ):
            return "script"
        if _MARKUP.search(source) or _MARKUP.search(target):
            return "markup"
        if max(a, b) > self._config.longest or (max(a, b) > 4 and max(a / b, b / a) > self._config.ratio):
            return "length"
        key = (_key(normal), _key(english))
        if not self._test_lines.isdisjoint(key):
            return "test sentence"
        if not self._test_runs.isdisjoint(self._runs(normal) | self._runs(english)):
            return "test overlap"
        if key in self._seen:
            return "duplicate"
        self._seen.add(key)
        return ""


def _key(text: str) -> str:
    """What is left of a text without punctuation, spaces and case."""
    return _KEY.sub("", text).lower()


def prepare(config: TrainConfig) -> str:
    """Clean the corpora, make the vocabulary and link words; the report: what was kept, and what was not, and why.

    Leaves in the work folder `pairs.tsv` (corpus, source, target), `pieces.model`, `report.md`; for an aligner of the
    user's choice `words.txt`, else `links.txt`, where the training needs word links; `prepared.json`, the record.

    Raises InputError: a corpus or test set that cannot be read, or nothing left of all.
    """
    work = Path(config.work)
    prepare_folder(work, "Set work to a folder that can be written")
    pieces = (initial.folder(config) / "source.spm").read_bytes() if config.init else b""
    cleaner, normalize = Cleaner(config), normalizer(config.profile)
    counts: dict[str, Counter[str]] = {}
    found: list[Example] = []
    for name in config.corpora:
        count = counts[Path(name).name] = Counter()
        for source, target in read_pairs(Path(name)):
            why = cleaner.reason(source, target)
            count[why or "kept"] += 1
            if not why:
                found.append(Example(Path(name).name, " ".join(source.split()), normalize(target)))
    if not found:
        raise InputError(", ".join(counts), "no pair is left after cleaning", "Check that the first column is Persian")
    record.remove(config)
    report = _report(counts)
    rows = "".join(f"{e.corpus}\t{e.source}\t{e.target}\n" for e in found)
    write({work / "pairs.tsv": rows.encode(), work / "report.md": report.encode()})
    sources, targets = _sides(config, found)
    write({work / "pieces.model": pieces or make_pieces(config, sources, targets)})
    write({work / "words.txt": pharaoh.sentences(sources, targets)})
    if config.linked and not config.links:
        write({work / "links.txt": pharaoh.encode(align(sources, targets))})
    record.make(config)
    return report


def _sides(config: TrainConfig, examples: list[Example]) -> tuple[list[str], list[str]]:
    """The sentences between which words are linked: normalised, on both sides."""
    normalize = normalizer(config.profile)
    return [normalize(e.source) for e in examples], [e.target for e in examples]


def _report(counts: dict[str, Counter[str]]) -> str:
    """A Markdown table: a row a corpus, a column a reason."""
    reasons = ["kept", *sorted({r for c in counts.values() for r in c} - {"kept"})]
    lines = [f"| corpus | {' | '.join(reasons)} |", "| --- |" + " --- |" * len(reasons)]
    lines += [f"| {name} | {' | '.join(str(count[r]) for r in reasons)} |" for name, count in counts.items()]
    return "\n".join([*lines, ""])


def examples(config: TrainConfig) -> list[Example]:
    """What `prepare` kept; with word links where the training needs them.

    Raises InputError when it has not run, not with these settings, or the links are not those of the pairs.
    """
    record.check(config)
    found = _read(Path(config.work) / "pairs.tsv")
    if not config.linked:
        return found
    links = Path(config.links or Path(config.work) / "links.txt")
    return [replace(e, links=pair) for e, pair in zip(found, pharaoh.read(links, *_sides(config, found)), strict=True)]


def _read(path: Path) -> list[Example]:
    """The pairs that `prepare` wrote."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")[:-1])
    return [Example(corpus, source, target) for corpus, source, target in rows]


def make_pieces(config: TrainConfig, sources: list[str], targets: list[str]) -> bytes:
    """One SentencePiece vocabulary for both languages: unigrams or characters, byte fallback, digits one by one.

    Its pieces are one fewer than the network's vocabulary, whose last one is padding. Kudo and Richardson (2018),
    https://aclanthology.org/D18-2012. Raises UsageError: too few pieces for the bytes and characters there are.
    """
    import sentencepiece

    model = io.BytesIO()  # neither its input nor its place shall be named in it
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=chain.from_iterable(zip(sources, targets, strict=True)),
            model_writer=model,
            model_type=config.units,
            vocab_size=config.pieces - 1,
            hard_vocab_limit=False,
            character_coverage=0.9995,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_name="identity",
            input_sentence_size=400_000,
            shuffle_input_sentence=True,
            bos_id=-1,
            pad_id=-1,
            eos_id=0,
            unk_id=1,
            minloglevel=2,
        )
    except RuntimeError as error:  # a sentence of SentencePiece's, with the number that would do at its end
        problem = f"{config.pieces} do not make a vocabulary ({str(error).rpartition(') ')[2]})"
        raise UsageError("pieces", problem, "Set it higher; 256 of them are bytes") from error
    return model.getvalue()
