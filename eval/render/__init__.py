"""Reports as text: a page, Markdown, JSON, and lines for a terminal."""

from collections.abc import Callable
from pathlib import Path

from tarjoman.errors import UsageError
from tarjoman.eval.render import machine, markdown, page
from tarjoman.eval.report import Report

_RENDERERS: dict[str, Callable[[Report], str]] = {
    ".html": page.render,
    ".md": markdown.render,
    ".json": machine.render,
}


def renderer(path: Path) -> Callable[[Report], str]:
    """What prints a report into a file of this name. Raises UsageError for other endings."""
    if found := _RENDERERS.get(path.suffix.lower()):
        return found
    problem = f"its name ends with {path.suffix}" if path.suffix else "its name has no ending"
    raise UsageError(f"-o {path}", problem, f"Give it one of {', '.join(_RENDERERS)}")
