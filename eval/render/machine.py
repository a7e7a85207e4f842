"""A report as JSON, for machines: report.schema.json beside this module and docs/evaluation.md describe it."""

import json
from dataclasses import asdict
from typing import Any

from tarjoman.eval.report import VERSION, Report

_DIGITS = 6  # behind the point: what is left of adding in another order is behind them


def render(report: Report) -> str:
    """The report; a score that there is not is null."""
    told = asdict(report)
    for measure in told["metrics"]:
        measure |= measure.pop("kind")
    return json.dumps({"version": VERSION} | _rounded(told), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS) + 0.0  # no minus at zero
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(one) for one in value]
    return value
