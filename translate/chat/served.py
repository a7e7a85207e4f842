"""The models that an endpoint says it has."""

import hashlib
import json
from typing import Any

from tarjoman.errors import UsageError
from tarjoman.files import display
from tarjoman.translate.chat.transport import Refusal, Transport

UNKNOWN = "unknown"


async def find(transport: Transport, name: str) -> tuple[str, str]:
    """Name and revision of a model there. name: "" for the only one that there is.

    Where the endpoint lists no models, any name will do. Raises UsageError with the names that there are, ModelError.
    """
    try:
        data = await transport.get("/models")
    except Refusal as refusal:
        if refusal.status in (401, 403):
            raise
        data = None
    listed = data.get("data") if isinstance(data, dict) else None
    entries = [e for e in listed if isinstance(e, dict) and e.get("id")] if isinstance(listed, list) else []
    known = {str(entry["id"]): entry for entry in entries}
    for wanted in (name, f"{name}:latest") if name else known if len(known) == 1 else ():  # :latest is Ollama's default
        if wanted in known:
            return wanted, revision(known[wanted])
    if name and not known:
        return name, UNKNOWN
    url, names = transport.address.url, ", ".join(map(display, sorted(known))) or "it does not list them"
    problem = f"no such model at {url}" if name else f"it is not said which model of {url}"
    raise UsageError(f"--model {display(name)}".rstrip(), problem, f"Name one with --model. There are: {names}")


def revision(entry: dict[str, Any]) -> str:
    """What identifies the weights behind a name: the first 12 hexadecimal digits of a SHA-256 of what is said of them.

    vLLM tells where they come from, llama.cpp how large they are; "unknown" where nothing is told. What changes with
    each start of a server ("created") is no part of it.
    """
    meta = entry.get("meta")
    told = {name: entry[name] for name in ("digest", "root") if entry.get(name)}
    if isinstance(meta, dict):
        told |= {name: meta[name] for name in ("n_params", "n_vocab", "size") if meta.get(name)}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12] if told else UNKNOWN
