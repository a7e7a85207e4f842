"""Options that override settings: their help and their defaults are those of the settings."""

from typing import Any

import typer

from tarjoman.config import Settings
from tarjoman.errors import UsageError


def option(defaults: Settings, name: str, *flags: str) -> Any:
    """An option for the setting of that name. defaults: of the job."""
    default = getattr(defaults, name)
    told = f" Default: {default:,}." if isinstance(default, int) else f" Default: {default}."
    return typer.Option(*flags, help=type(defaults).help(name) + (told if default else ""), show_default=False)


def memory(named: str | None, *, off: bool) -> str | None:
    """The setting `memory` of --memory and --no-memory; None where neither is given. Raises UsageError."""
    if named == "":
        raise UsageError("--memory", "an empty name", "Name a file; is a variable empty?")
    if named and off:
        raise UsageError("--memory", "has no effect with --no-memory", "Leave one of them out")
    return "off" if off else named
