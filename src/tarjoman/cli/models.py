"""`tarjoman models`: which models there are, and installing them."""

import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tarjoman.cli.reading import put, put_json
from tarjoman.errors import ModelError, UsageError
from tarjoman.files import display

if TYPE_CHECKING:
    from tarjoman.translate.models.registry import Entry

app = typer.Typer(help="Models: list, info, add, remove.", no_args_is_help=True, rich_markup_mode=None)

Json = Annotated[bool, typer.Option("--json", help="An object a line.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """List the models that are part of tarjoman, installed, or known: what they are and how well they translate.

    tarjoman models list prints name, size, what is to be fetched, licence, BLEU of Persian to English as published, and
    whether it is here. Any of them can be named with tarjoman translate --model once it is.

    tarjoman models list --json prints all that `info` says of each.
    """
    rows = [_facts(entry) for entry in _known()]
    if as_json:
        for row in rows:
            put_json(row)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("name", "model", "parameters", "to fetch", "licence", "BLEU", "here", box=None, pad_edge=False)
    for row in rows:
        table.add_row(
            display(row["name"]),
            display(row["title"]),
            f"{row['parameters']:,} M" if row["parameters"] else "",
            f"{row['download']:,} MB" if row["download"] else "",
            display(row["license"]),
            f"{row['bleu']:.1f}" if row["bleu"] else "",
            row["here"],
        )
    width = None if sys.stdout is not None and sys.stdout.isatty() else 160
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
    put("\n".join(line.rstrip() for line in captured.get().splitlines()))


@app.command()
def info(name: Annotated[str, typer.Argument(help="A model of `list`.")], as_json: Json = False) -> None:
    """Say what is known of a model: where it comes from, its licence, its scores with their sources, its languages.

    Exit status: 0; 2 when there is no such model, or it is useless for Persian.
    """
    facts = _facts(_entry(name))
    if as_json:
        put_json(facts)
        return
    for key, value in facts.items():
        if value not in ("", 0, 0.0, None):
            shown = ", ".join(value) if isinstance(value, list | tuple) else value
            put(f"{key.replace('_', ' ')}: {display(str(shown))}")


@app.command()
def add(
    model: Annotated[
        str, typer.Argument(metavar="MODEL", help="A model of `list`, OWNER/NAME on the Hugging Face hub, or any name.")
    ],
    folder: Annotated[
        Path | None, typer.Option("--from", metavar="FOLDER", help="Take the checkpoint from here; nothing is fetched.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="What to call it.", show_default="as listed")] = None,
    revision: Annotated[
        str | None, typer.Option(help="Commit, branch or refs/pr/N of the hub.", show_default="as listed")
    ] = None,
    license: Annotated[
        str | None, typer.Option(help="SPDX identifier.", show_default="as listed, or as its model card says")
    ] = None,
    accept_license: Annotated[
        bool, typer.Option("--accept-license", help="Accept a licence that forbids commercial use.")
    ] = False,
    quantization: Annotated[
        str | None,
        typer.Option(help="int8, int8_float16, int8_bfloat16, float16, bfloat16, float32.", show_default="int8"),
    ] = None,
    source_language: Annotated[
        str | None, typer.Option(help="Its code for the source, if not Persian.", show_default="Persian")
    ] = None,
    target_language: Annotated[
        str | None, typer.Option(help="Its code for the target, if not English.", show_default="English")
    ] = None,
) -> None:
    """Install a model, so that tarjoman translate --model knows it by name. Needs the extra "hf", but for opus models.

    tarjoman models add nllb-600m fetches it from the Hugging Face hub, converts it for CTranslate2, compares the two,
    and puts it into the person's data folder, or where TARJOMAN_HOME says. Stopped, it goes on where it was.

    tarjoman models add nllb-600m --from FOLDER takes a checkpoint that is there already: no network is needed.

    What is fetched stays in the hub's cache (HF_HOME), where `hf cache` shows and removes it. HF_HUB_OFFLINE=1 takes
    it from there.

    Exit status: 0; 1 when it cannot be fetched or does not work; 2 when the command cannot be followed.
    """
    from tarjoman.translate.models import home, installation, registry

    registry.refuse(model)
    entry = registry.entry(model)
    if entry is None:
        parts = [] if model.startswith("https://") else model.split("/")
        if not folder and "/" not in model:
            near = registry.near(model, list(registry.entries()))
            advice = f"Like it are {', '.join(near)}" if near else "`tarjoman models list` has names"
            raise UsageError(
                display(model) or repr(model), "no such model", f"{advice}; of the hub give OWNER/NAME, or use --from"
            )
        if len(parts) > 2 or not all(map(home.NAME.fullmatch, parts)):
            advice = "Use letters, digits, -, _ and ., or give OWNER/NAME of the hub"
            raise UsageError(display(model) or repr(model), "is no name for a model", advice)
        at = "" if folder and "/" not in model else model
        entry = registry.Entry(name or model.rpartition("/")[2].lower(), model, "", at)
    entry = replace(
        entry,
        name=name or entry.name,
        revision=revision or entry.revision,
        license=license or entry.license,
    )
    if folder and revision:
        raise UsageError("--revision", "has no effect with --from", "Leave one of them out")
    if revision and entry.id.startswith("https://"):
        raise UsageError("--revision", f"{entry.name} is a zip, which has none", "Leave it out")
    if folder and not folder.is_dir():
        raise UsageError(display(folder), "is no folder", "Name the folder of a checkpoint")
    done = installation.add(
        entry,
        folder,
        source=source_language or "",
        target=target_language or "",
        quantization=quantization or installation.QUANTIZATIONS[0],
        accept=lambda stated: _accept(entry, stated, accepted=accept_license),
        say=lambda text: print(text, file=sys.stderr),
    )
    put(f"{display(done.folder or '')}: {done.id} ({display(done.license)}); tarjoman translate --model {done.name} …")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="An installed model.")], yes: Yes = False) -> None:
    """Remove a model that `add` installed.

    Exit status: 0; 1 when it cannot be removed, or is not to be; 2 when there is no such model.
    """
    from tarjoman.translate.models import installation

    place = installation.find(name)
    if not yes and not _asked(f"Remove {display(place)}?", "--yes"):
        raise typer.Exit(1)
    put(f"{display(place)}: removed, {installation.remove(name) / 1e6:,.0f} MB")


def _accept(entry: "Entry", license: str, *, accepted: bool) -> None:
    """Raise UsageError unless a licence may be used, or is accepted."""
    from tarjoman.translate.models.registry import non_commercial

    if not non_commercial(license) or accepted:
        return
    stated = f"{entry.name} is licensed {display(license)}: its output may not be used commercially"
    print(f"{stated}.", file=sys.stderr)
    if not _asked("Do you accept that?", "--accept-license"):
        raise UsageError(
            "--accept-license", f"{stated}, and that was not accepted", "Give the option, or another model"
        )


def _asked(question: str, option: str) -> bool:
    """The answer of the person at the terminal. Raises UsageError where there is none."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(option, f"{question} There is nobody to ask", f"Give {option}")
    return typer.confirm(question, err=True)


def _known() -> "list[Entry]":
    """Every model of the registry, then what is installed beside."""
    from tarjoman.translate.models import home, registry

    beside = [path.name for path in home.every() if path.name not in registry.entries()]
    return [*registry.entries().values(), *(registry.Entry(name, name, "", "") for name in beside)]


def _entry(name: str) -> "Entry":
    """A model of `list`. Raises UsageError."""
    from tarjoman.translate.models import registry

    found = registry.entry(name) or next((entry for entry in _known() if entry.name == name), None)
    if found is None:
        near = ", ".join(registry.near(name, [entry.name for entry in _known()]))
        advice = f"Like it are {near}" if near else "`tarjoman models list` has names"
        raise UsageError(display(name) or repr(name), "no such model", advice)
    return found


def _facts(entry: "Entry") -> dict[str, Any]:
    """All that is known of a model, of its installation too."""
    from tarjoman.translate.model import EMBEDDED, Model
    from tarjoman.translate.models import home
    from tarjoman.translate.models.architecture import architectures
    from tarjoman.translate.models.registry import non_commercial

    facts = asdict(entry) | {"non_commercial": entry.non_commercial, "here": ""}
    if kind := architectures().get(entry.architecture):
        facts |= {"languages": list(kind.codes), "profile": kind.profile, "max_tokens": kind.max_tokens}
    folder = Model.embedded_folder(entry.name) if entry.name in EMBEDDED else home.installed(entry.name)
    if folder:
        try:
            model = Model.read(folder, check=False)
        except ModelError as error:
            return facts | {"here": "damaged", "problem": error.problem, "folder": display(folder)}
        facts |= {
            "here": "embedded" if entry.name in EMBEDDED else "installed",
            "license": model.license,
            "non_commercial": non_commercial(model.license),
            "installed": model.id,
            "origin": model.origin,
            "languages": [model.source, model.target],
            "profile": model.profile,
            "max_tokens": model.max_tokens,
            "folder": display(folder),
            "megabytes": round(sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6),
        }
    return facts
