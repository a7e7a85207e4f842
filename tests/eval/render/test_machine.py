import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from evaluating import report
from tarjoman.eval.metrics.metric import kinds
from tarjoman.eval.render import machine
from tarjoman.eval.report import VERSION

SCHEMA: dict[str, Any] = json.loads((files("tarjoman.eval.render") / "report.schema.json").read_text(encoding="utf-8"))
DOCS = Path(__file__).parents[3] / "docs" / "evaluation.md"


def closed(schema: Any) -> Any:
    """A schema that knows all fields that there may be."""
    if isinstance(schema, dict):
        more = {"additionalProperties": False} if "properties" in schema and "type" in schema else {}
        return {name: closed(one) for name, one in schema.items()} | more
    return [closed(one) for one in schema] if isinstance(schema, list) else schema


def test_the_schema_describes_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    found = json.loads(machine.render(report()))
    jsonschema.Draft202012Validator(closed(SCHEMA)).validate(found)
    assert found["version"] == VERSION == SCHEMA["properties"]["version"]["const"]
    assert list(found) == list(SCHEMA["properties"]) == SCHEMA["required"]


def test_the_schema_refuses() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    found = json.loads(machine.render(report()))
    for broken in ({"version": 2}, {"systems": [{}]}, {"segments": -1}, {"metrics": None}):
        assert not validator.is_valid(found | broken)


def test_the_documentation_names_every_field_and_every_metric() -> None:
    metrics, fields = DOCS.read_text(encoding="utf-8").split("## The JSON")
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*)", fields, re.MULTILINE)
    assert [name for row in rows for name in re.findall(r"\w+", row)] == list(SCHEMA["properties"])
    told = metrics.partition("## What each number means")[2]
    assert re.findall(r"^\| `([\w-]+)` \| (.+?) \|", told, re.MULTILINE) == [(k.key, k.name) for k in kinds().values()]


def test_numbers_are_rounded_and_none_is_null() -> None:
    assert machine._rounded({"a": [1.00000049, -0.0, None, 3]}) == {"a": [1.0, 0.0, None, 3]}
    assert machine.render(report()) == machine.render(report())


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_never_written(value: float) -> None:
    systems = (replace(report().systems[0], results=(replace(report().systems[0].results[0], value=value),)),)
    with pytest.raises(ValueError, match="JSON compliant"):
        machine.render(replace(report(), systems=systems))
