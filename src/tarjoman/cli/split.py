"""`tarjoman split`."""

from typing import Annotated

import typer

from tarjoman.cli.reading import File, MaxFile, put, put_json, read
from tarjoman.config import DEFAULT


def split(
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="An object a line: text, start, end.")] = False,
    inside: Annotated[
        bool, typer.Option("--inside", help="Split the sentences of quotations and brackets from one another too.")
    ] = False,
    max_file: MaxFile = DEFAULT.max_file,
) -> None:
    """Print the sentences of a Persian text, one a line.

    tarjoman split article.txt prints each without outer spaces, its line ends as spaces.

    tarjoman split --json - prints {"text": …, "start": …, "end": …} for each: offsets in characters of the input (less
    a byte order mark), white space and all, so that the texts joined are the input.

    A quotation of several sentences is one with the words that introduce it, up to about 130 words.

    Exit status: 0; 1 when the file cannot be read or is no text in UTF-8; 2 when the command cannot be followed.
    """
    from tarjoman.translate.splitting import split, split_all

    text = read(file, max_file)
    for start, end in split_all(text) if inside else split(text):
        sentence = text[start:end]
        if as_json:
            put_json({"text": sentence, "start": start, "end": end})
        elif line := " ".join(sentence.split()):
            put(line)
