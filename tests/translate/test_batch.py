"""Files in, files out, with what translates them somewhere else."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tarjoman.bitext import Bitext, Pair
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import InputError, TarjomanError
from tarjoman.translate import Translator
from tarjoman.translate.batch import translate_files
from tarjoman.translate.inputs import find


class Abroad:
    """A translator that cannot translate a document called `b`."""

    def __init__(self, translator: Translator) -> None:
        self._translator, self.names, self.provenance = translator, translator.names, translator.provenance

    def beside(self, tables: Sequence[Path]) -> "Abroad":
        return self

    def translate(
        self, documents: Iterable[Document], on_pair: Callable[[Pair], None] = lambda _: None
    ) -> Iterator[Bitext | InputError]:
        for document in documents:
            if document.id == "b":
                yield InputError(document.id, "cannot be translated (its process died)", "See why")
            else:
                yield from self._translator.translate([document], on_pair)


class Silent:
    """A watcher that keeps what failed."""

    def __init__(self) -> None:
        self.failures: list[str] = []

    def pair(self, pair: Pair) -> None:
        pass

    def warn(self, text: str) -> None:
        pass

    def failed(self, error: TarjomanError, size: int) -> None:
        self.failures.append(str(error))


def test_a_document_that_cannot_be_translated_stops_no_other(tmp_path: Path, translator: Translator) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("خبر رسید.\n", encoding="utf-8")
    watcher, out = Silent(), io.BytesIO()
    sources, config = find([str(tmp_path)], None).sources, TranslateConfig(formats=("txt",))
    report = translate_files(sources, Abroad(translator), config, watcher, out=None, stdin=io.BytesIO(), stdout=out)
    assert watcher.failures == ["b: cannot be translated (its process died). See why"]
    assert (report.documents, len(report.failures), out.getvalue().count(b"\n")) == (2, 1, 2)


def test_what_one_format_cannot_hold_another_has(tmp_path: Path, translator: Translator) -> None:
    (tmp_path / "a.txt").write_text("خب\x01ر رسید.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("خبر رسید.\n", encoding="utf-8")
    watcher, out = Silent(), tmp_path / "out"
    config = TranslateConfig(formats=("tmx", "tsv", "moses"), enforce=False)  # no list of names that others found
    sources = find([str(tmp_path)], out).sources
    report = translate_files(sources, translator, config, watcher, out=out, stdin=io.BytesIO(), stdout=io.BytesIO())
    (failure,) = watcher.failures
    assert failure.startswith("a#0: its source has U+0001 in it, which XML cannot hold")
    assert len(report.failures) == 1
    assert sorted(path.name for path in out.iterdir() if path.suffix != ".json") == [
        *(f"a.fa-en.{end}" for end in ("en", "fa", "tsv")),
        *(f"b.fa-en.{end}" for end in ("en", "fa", "tsv")),
        "b.tmx",
    ]
    watcher, stdout = Silent(), io.BytesIO()
    config = TranslateConfig(formats=("tmx",))
    translate_files(sources[:1], translator, config, watcher, out=None, stdin=io.BytesIO(), stdout=stdout)
    assert watcher.failures == [failure] and not stdout.getvalue()
