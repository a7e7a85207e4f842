"""The models that an endpoint says it has."""

import hashlib
import json
from typing import Any

from tarjoman.errors import UsageError
from tarjoman.files import display
from tarjoman.translate.chat.transport import Refusal, Transport

UNKNOWN = "unknown"
_LONGEST = 200  # characters of a name
_LISTED = 50  # names in a message


async def find(transport: Transport, name: str) -> tuple[str, str]:
    """Name and revision of a model there, the name as the endpoint has it. name: "" for the only one that there is.

    Where the endpoint lists no models, any name will do. Raises UsageError with the names that there are, ModelError.
    """
    try:
        data = await transport.get("/models")
    except Refusal as refusal:
        if refusal.status in (401, 403, 500):
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
    url, names = transport.address.url, ", ".join(map(shown, sorted(known)[:_LISTED])) or "it does not list them"
    names += ", …" if len(known) > _LISTED else ""
    problem = f"no such model at {url}" if name else f"it is not said which model of {url}"
    raise UsageError(f"--model {display(name)}".rstrip(), problem, f"Name one with --model. There are: {names}")


def shown(name: str) -> str:
    """A name that an endpoint gave as files and terminals can have it; of a long one its begin and a hash."""
    known = name.encode("utf-8", "replace")
    text = display(known.decode())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…{hashlib.sha256(known).hexdigest()[:12]}"


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
