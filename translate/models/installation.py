"""Adding models of others to those that `--model` knows by name, and removing them.

tarjoman models add NAME
    hub or folder ──recognise──▶ architecture ──load──▶ torch ──translate──▶ what is expected
                                                 └─convert──▶ .adding-NAME/ ──translate──▶ the same? ──▶ NAME/
"""

import contextlib
import errno
import json
import math
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tarjoman.config import TranslateConfig
from tarjoman.errors import ModelError, OutputError, UsageError
from tarjoman.files import display, reason, swap_folder
from tarjoman.translate.batches import out_of_memory
from tarjoman.translate.engine import Engine
from tarjoman.translate.model import EMBEDDED, Model
from tarjoman.translate.models import home, hub
from tarjoman.translate.models.architecture import Architecture, recognise
from tarjoman.translate.models.checkpoint import described, extra, load, stated_license
from tarjoman.translate.models.registry import Entry, entries, refuse
from tarjoman.translate.normalization.profile import normalizer

QUANTIZATIONS = ("int8", "int8_float16", "int8_bfloat16", "float16", "bfloat16", "float32")
TRIAL = "وزیر خارجه روسیه وارد تهران شد."  # "The Russian foreign minister arrived in Tehran."
_APART = 0.5  # mean log-probabilities of the network before and after it was converted; int8 changes some hundredths
_OPUS_PLACES = 512  # positions of OPUS-MT's transformers: its max-length
_UNVERIFIED = "{} (from a folder, not verified)"
_HEAD = "What this folder holds. Written by `tarjoman models add`."
_FILES = (  # of a model folder
    "model.bin",
    "config.json",
    "model.toml",
    "source.spm",
    "target.spm",
    "shared_vocabulary.json",
    "source_vocabulary.json",
    "target_vocabulary.json",
)


def add(
    entry: Entry,
    folder: Path | None = None,
    *,
    source: str = "",
    target: str = "",
    quantization: str = QUANTIZATIONS[0],
    accept: Callable[[str], None] = lambda _: None,
    say: Callable[[str], None] = lambda _: None,
) -> Model:
    """Install a model under its entry's name, in the place of one of that name; the new model.

    folder: its checkpoint, which is fetched without. source, target: languages other than Persian and English.
    accept: is told the licence before what is large is fetched, and may raise: of a zip, which is fetched at once, it
    has to be known. say: hears of each step.

    Nothing is there of it until it has been converted, has translated a sentence as torch does, and is whole. Raises
    UsageError: a name, language or quantisation that cannot be, no licence; ModelError: no such checkpoint, of no known
    architecture, damaged, or it does not translate; OutputError.
    """
    refuse(entry.id)
    _check(entry.name, quantization)
    _check_license(entry)
    zipped = not folder and entry.id.startswith("https://")
    if zipped and not entry.license:
        raise UsageError("--license", f"what {display(entry.id)} is licensed is not known", "Give it, as CC-BY-4.0")
    if not folder and not zipped:
        extra("models add")
    with _written():
        hub.tidy()
        if zipped:
            accept(entry.license)
            say(f"Fetching {display(entry.id)} …")
        found = hub.Fetched(folder, "") if folder else hub.describe(entry.id, entry.revision)
        license = entry.license or stated_license(found.folder)
        if not license:
            raise UsageError("--license", f"{entry.name} does not state its licence", "Give it, as MIT or CC-BY-4.0")
        try:
            architecture = recognise(found.folder)
            if entry.architecture not in ("", architecture.name):
                problem = f"holds a model of the kind {architecture.name}, not {entry.architecture}"
                raise ModelError(display(found.folder), problem, "Name another folder or model")
        except ModelError:
            if zipped:
                hub.forget(entry.id)  # it will not do another time either
            raise
        if architecture.model_type:
            extra("models add")
        if not zipped:
            accept(license)
        if not (folder or zipped):
            say(f"Fetching {entry.id}" + (f", {entry.download:,} MB" if entry.download else "") + " …")
            found = hub.fetch(entry.id, found.revision)
        place = home.folder() / entry.name
        origin = _UNVERIFIED.format(entry.id).strip() if folder else f"{entry.id}@{found.revision}"
        known = {"name": entry.name, "license": license, "origin": origin}
        with _work(place) as (new, old):
            say("Converting …")
            model, expected = _converted(architecture, found.folder, new, quantization, source, target, known)
            model = model.write(new, _HEAD)
            say("Trying it out …")
            _compare(model, expected)
            swap_folder(new, place, old)
        if not folder:
            hub.forget(entry.id)
    return replace(model, folder=place)


def remove(name: str) -> int:
    """Remove an installed model: the files that `add` made; bytes freed. What else is in its folder stays.

    Of a link to a folder elsewhere only the link is removed: what it leads to is not `add`'s.

    Raises UsageError: no such model; OutputError.
    """
    place = find(name)
    freed = 0
    with _written():
        if place.is_symlink():
            place.unlink()
            return 0
        for file in (place / made for made in _FILES):
            if file.is_file():
                freed += file.stat().st_size
                file.unlink()
        if not any(place.iterdir()):
            place.rmdir()
    return freed


def find(name: str) -> Path:
    """The folder of an installed model. Raises UsageError."""
    if name in EMBEDDED:
        raise UsageError(name, "is part of tarjoman", "Name one that `tarjoman models add` installed")
    if found := home.installed(name):
        return found
    there = ", ".join(path.name for path in home.every()) or "none"
    raise UsageError(display(name) or repr(name), "is not installed", f"Installed: {there}")


@contextmanager
def _work(place: Path) -> Iterator[tuple[Path, Path]]:
    """Where the new model and the old one are while it is added, for one process at a time; removed at the end.

    The old one is put back when one that was killed left it there, and stays while there is no other.
    """
    work = place.with_name(f".adding-{place.name}")
    new, old = work / "new", work / "old"
    with home.held(work):
        if os.path.lexists(old) and not os.path.lexists(place):
            old.rename(place)
        for left in (new, old):
            _clear(left)
        try:
            yield new, old
        finally:
            if os.path.lexists(place):
                _clear(old)
            _clear(new)
            with contextlib.suppress(OSError):
                work.rmdir()


def _clear(path: Path) -> None:
    """Remove a folder, or a link to one."""
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def _check_license(entry: Entry) -> None:
    """Raise UsageError for a licence other than the one that is listed, or that cannot be written down."""
    listed = next((e for e in entries().values() if entry.id and e.id == entry.id), None)
    if listed and listed.license != entry.license:
        problem = f"{listed.name} is listed as {listed.license}, which cannot be overridden"
        raise UsageError("--license", problem, "Leave it out")
    if not entry.license.isprintable():
        raise UsageError("--license", f"{entry.license!r} is no licence", "Give an SPDX identifier, as MIT")


def _check(name: str, quantization: str) -> None:
    if name in EMBEDDED:
        raise UsageError(name, "is part of tarjoman: there is nothing to add", "Translate with it")
    if not home.NAME.fullmatch(name):
        raise UsageError(display(name) or repr(name), "is no name for a model", "Use letters, digits, -, _ and .")
    if quantization not in QUANTIZATIONS:
        raise UsageError("--quantization", f"{quantization} is none of {', '.join(QUANTIZATIONS)}", "Name one of them")


@contextmanager
def _written() -> Iterator[None]:
    """Failures of the disk and of memory, as errors that say what to do."""
    try:
        yield
    except OSError as error:
        where = display(error.filename or home.folder())
        advice = "Free some space" if error.errno == errno.ENOSPC else "Make it writable"
        problem = f"cannot be written ({reason(error)})"
        raise OutputError(where, problem, f"{advice}, or name another place with TARJOMAN_HOME") from error
    except (RuntimeError, MemoryError) as error:
        if not out_of_memory(error):
            raise
        raise ModelError(
            "models add", f"memory ran out ({error})", "A network of N parameters needs 8 N bytes while it is converted"
        ) from error


def _converted(
    architecture: Architecture,
    checkpoint: Path,
    new: Path,
    quantization: str,
    source: str,
    target: str,
    known: dict[str, str],
) -> tuple[Model, tuple[str, float] | None]:
    """Convert a checkpoint; what is known of it, and what torch makes of the trial, where torch can run it.

    torch's network is gone when this returns: two of a large one would not fit.
    """
    from tarjoman.translate.models import conversion

    if not architecture.model_type:
        conversion.convert_opus(checkpoint, new, quantization)
        model = described(architecture, checkpoint, _vocabulary(new), _OPUS_PLACES, source, target, **known)
        return model, None
    loaded = load(checkpoint)
    model = loaded.model(source, target, **known)
    from tarjoman.translate.transformers_engine import TransformersEngine

    expected = _trial(TransformersEngine(model, loaded, TranslateConfig(device="cpu")))
    conversion.convert(loaded, new, quantization)
    return model, expected


def _vocabulary(folder: Path) -> set[str]:
    """The tokens that a converted model reads."""
    for name in ("shared_vocabulary.json", "source_vocabulary.json"):
        if os.path.isfile(folder / name):
            return set(json.loads((folder / name).read_text(encoding="utf-8")))
    return set()


def _trial(engine: Engine) -> tuple[str, float]:
    """What an engine makes of the trial, and its score. Raises ModelError when that is no translation into English."""
    sentence = normalizer(engine.model.profile)(TRIAL)
    _, (found, *_) = next(iter(engine.translate([sentence])))
    letters = [c for c in found.text if c.isalpha()]
    if found.score is None or not math.isfinite(found.score):
        problem = "gives scores that are not numbers"
    elif not letters:
        problem = f"translates {TRIAL!r} with nothing"
    elif sum(c.isascii() for c in letters) <= len(letters) / 2:
        problem = f"translates {TRIAL!r} with {found.text!r}, which is not English"
    else:
        return found.text, found.score
    raise ModelError(engine.model.name, problem, "Is it a model for Persian to English? Is the checkpoint whole?")


def _compare(model: Model, expected: tuple[str, float] | None) -> None:
    """Raise ModelError when a converted model does not translate, or is not as sure of it as torch's."""
    from tarjoman.translate.ctranslate import CTranslate2Engine

    text, score = _trial(CTranslate2Engine(model, TranslateConfig(device="cpu", threads=1)))
    if expected and abs(score - expected[1]) > _APART:
        raise ModelError(
            model.name,
            f"changed when it was converted: {text!r} ({score:.2f} a token), where torch has"
            f" {expected[0]!r} ({expected[1]:.2f})",
            "Try --quantization float32, and report this",
        )
