"""`tarjoman align words`: which words of a pair answer each other."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tarjoman.cli.reading import put
from tarjoman.config import TranslateConfig
from tarjoman.errors import InputError, UsageError
from tarjoman.files import UNREADABLE, display, unpacked, write

if TYPE_CHECKING:
    from tarjoman.align.links.linked import Aligner, Linked
    from tarjoman.align.links.side import Side

_FORMATS = ("pharaoh", "json")


def words(
    file: Annotated[
        Path, typer.Argument(metavar="BITEXT", help="Pairs in a format that is read, such as .jsonl, .tmx or .tsv.")
    ],
    format: Annotated[str, typer.Option("-f", "--format", help=f"{' or '.join(_FORMATS)}.")] = "pharaoh",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write; else standard output.")
    ] = None,
    tokenized: Annotated[
        bool, typer.Option("--tokenized", help="The file has lines of Persian, a tab and English, in words already.")
    ] = False,
    way: Annotated[
        str, typer.Option("--way", help="How links are chosen: agreed, intersection or grow-diag-final.")
    ] = "agreed",
    model: Annotated[str, typer.Option("--model", help=TranslateConfig.help("model"))] = "fa-en",
    encoder: Annotated[
        Path | None,
        typer.Option("--encoder", metavar="FOLDER", help="A multilingual encoder in the place of the model."),
    ] = None,
) -> None:
    """Say which words of each pair answer each other.

    By default a line a pair, in its order, of links `0-0 1-2`: number of a Persian word and of an English one, from 0
    (Pharaoh's format). With -f json an object a line, with the links' words, their places in the texts and weights.

    A word is a run of letters and digits, or one mark; half-spaces part words. With --tokenized words are what spaces
    part. A pair with an empty side has an empty line, and so has an empty line of --tokenized.

    Example: tarjoman align words out/article.jsonl -f json
    """
    from tarjoman.align.links.linked import link
    from tarjoman.align.links.symmetry import WAYS

    if format not in _FORMATS:
        raise UsageError("--format", f"{format} is neither {' nor '.join(_FORMATS)}", "Choose one of them")
    if way not in WAYS:
        raise UsageError("--way", f"{way} is none of {', '.join(WAYS)}", "Choose one of them")
    pairs = list(_tokenized(file) if tokenized else _read(file))
    linked = link(pairs, aligner(model, encoder), way)
    text = "".join((_pharaoh(one) if format == "pharaoh" else _json(one)) + "\n" for one in linked)
    if output:
        write({output: text.encode()})
    else:
        put(text, end="")


def aligner(model: str, encoder: Path | None) -> "Aligner":
    """What weighs words: a model's attention, or an encoder. Raises UsageError, ModelError."""
    from tarjoman.align.links.attention import AttentionAligner
    from tarjoman.align.links.encoder import EncoderAligner
    from tarjoman.translate.ctranslate import CTranslate2Engine
    from tarjoman.translate.engines import load_engine

    if encoder:
        return EncoderAligner(encoder)
    engine = load_engine(TranslateConfig(model=model))
    if not isinstance(engine, CTranslate2Engine):
        raise UsageError("--model", f"{model} does not show its attention", "Use fa-en, or a model that was added")
    return AttentionAligner(engine)


def _read(file: Path) -> "Iterator[tuple[Side, Side]]":
    """The pairs of a bitext."""
    from tarjoman.align.formats.recognition import read
    from tarjoman.align.links.side import Side

    for bitext in read(file):
        yield from ((Side.of(pair.source), Side.of(pair.target)) for pair in bitext.pairs)


def _tokenized(file: Path) -> "Iterator[tuple[Side, Side]]":
    """The pairs of a table of two columns, in words already."""
    from tarjoman.align.links.side import Side

    try:
        with unpacked(file) as stream:
            for number, line in enumerate(stream, 1):
                text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                cells = text.split("\t") if text else ["", ""]
                if len(cells) != 2:
                    problem = f"line {number} has {len(cells)} columns"
                    raise InputError(display(file), problem, "Write Persian, a tab and English on each line")
                yield Side.tokenized(cells[0].split()), Side.tokenized(cells[1].split())
    except (*UNREADABLE, UnicodeDecodeError) as error:
        raise InputError(display(file), f"cannot be read ({error})", "Check the path, and that it is UTF-8") from error


def _pharaoh(linked: "Linked") -> str:
    return " ".join(f"{s}-{t}" for s, t in linked.links)


def _json(linked: "Linked") -> str:
    links = [
        {
            "words": [s, t],
            "source": list(linked.source.places[s]),
            "target": list(linked.target.places[t]),
            "weight": round(weight, 3),
        }
        for (s, t), weight in zip(linked.links, linked.weights, strict=True)
    ]
    return json.dumps({"source": linked.source.text, "target": linked.target.text, "links": links}, ensure_ascii=False)
