"""Splitters of Persian sentences: tarjoman's, and its rivals with the settings they come with."""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module, metadata, util
from pathlib import Path

import tarjoman
from tarjoman.errors import TarjomanError
from tarjoman.translate.splitting import split

Splitter = Callable[[str], Iterable[str]]


def _tarjoman() -> Splitter:
    return lambda text: [text[a:b] for a, b in split(text)]


def _yasbd() -> Splitter:
    detector = import_module("yasbd").BoundaryDetector("fa")
    return lambda text: detector.segment(text)


def _sentencex() -> Splitter:
    segment = import_module("sentencex").segment
    return lambda text: segment("fa", text)


def _pysbd() -> Splitter:
    segmenter = import_module("pysbd").Segmenter("fa", clean=False)
    return lambda text: segmenter.segment(text)


def _rishe() -> Splitter:
    tokenizer = import_module("rishe").SentenceTokenizer()
    return lambda text: tokenizer.tokenize(text)


def _hazm() -> Splitter:
    """Its module by itself: all of hazm would import gensim, fastText, scikit-learn and python-crfsuite."""
    package = util.find_spec("hazm")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("No module named 'hazm'")
    path = Path(package.submodule_search_locations[0], "sentence_tokenizer.py")
    spec = util.spec_from_file_location("hazm_sentence_tokenizer", path)
    if spec is None or spec.loader is None:
        raise ImportError(path.name)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    tokenizer = module.SentenceTokenizer()
    return lambda text: tokenizer.tokenize(text)


def _shekar() -> Splitter:
    tokenizer = import_module("shekar").SentenceTokenizer()
    return lambda text: tokenizer.tokenize(text)


RIVALS: dict[str, Callable[[], Splitter]] = {
    "yasbd-lib": _yasbd,
    "sentencex": _sentencex,
    "pysbd": _pysbd,
    "rishe": _rishe,
    "hazm": _hazm,
    "shekar": _shekar,
}


def splitters(without: Sequence[str]) -> dict[str, Splitter]:
    """The splitters by name and version, tarjoman first. Raises TarjomanError where rivals are not installed."""
    found = {f"tarjoman {tarjoman.__version__}": _tarjoman()}
    missing = {}
    for name, load in RIVALS.items():
        if name not in without:
            try:
                found[f"{name} {metadata.version(name)}"] = load()
            except ImportError as error:
                missing[name] = error
    if missing:
        raise TarjomanError(
            ", ".join(missing),
            f"not installed ({'; '.join(dict.fromkeys(map(str, missing.values())))})",
            f"Install as --help says, or run with {' '.join(f'--without {name}' for name in missing)}",
        )
    return found
