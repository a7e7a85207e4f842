"""`tarjoman eval` as a person runs it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import make_bitext
from evaluating import BAD, DOCUMENTS, GOOD, REFERENCE, SOURCE
from tarjoman.align.formats import jsonl
from tarjoman.eval.metrics.metric import kinds

Run = Callable[..., tuple[int, str, str]]
FEW = ("--samples", 20, "--trials", 20)


def test_a_summary_with_signatures(run: Run) -> None:
    status, out, err = run("eval", GOOD, REFERENCE, "--source", SOURCE, "--system", f"bad={BAD}", *FEW)
    assert (status, err) == (0, "")
    assert "good has chrF2++ 81.3 (" in out and "good is better than bad: +" in out
    assert "BLEU: nrefs:1|bs:20|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:" in out
    assert "! system bad: HTML entities stand in the text (1 of 12)" in out and "consistency" not in out


def test_all_reports_the_same_again(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    paths = [tmp_path / f"report.{ending}" for ending in ("html", "md", "json")]
    command = ["eval", GOOD, REFERENCE, "--source", SOURCE, "--system", f"bad={BAD}", "--doc-ids", DOCUMENTS, *FEW]
    command += [word for path in paths for word in ("-o", path)]
    status, out, err = run(*command)
    assert status == 0 and out.splitlines()[-3:] == list(map(str, paths)) and "HTML entities" in err
    first = [path.read_bytes() for path in paths]
    assert run(*command)[0] == 0 and [path.read_bytes() for path in paths] == first
    told = json.loads(first[2])
    again = "tarjoman eval {} {} --source {} --system bad={} --doc-ids {} --samples 20 --trials 20"
    assert told["command"] == again.format(GOOD, REFERENCE, SOURCE, BAD, DOCUMENTS)
    assert told["created"] == "1970-01-01T00:00:00Z" and told["settings"]["samples"] == 20


@pytest.mark.parametrize("others", [[], ["--system", "other system.en"]])
def test_printed_commands_run_as_they_are(tmp_path: Path, run: Run, others: list[str]) -> None:
    for name, path in {"a b.en": GOOD, "other system.en": BAD, "it's.en": REFERENCE}.items():
        (tmp_path / name).write_bytes(Path(path).read_bytes())
    others = [f"x={tmp_path / one}" if one != "--system" else one for one in others]
    report = tmp_path / "r.json"
    options = ["--reference", REFERENCE, "--samples", 20, "--trials", 20, "--seed", 7, "-o", report]
    assert run("eval", tmp_path / "a b.en", tmp_path / "it's.en", *others, *options)[0] == 0
    told = json.loads(report.read_text(encoding="utf-8"))
    measures = [m for m in told["metrics"] if "sacrebleu" in m["command"]]
    assert [m["key"] for m in measures][:3] == ["bleu", "chrf", "ter"]
    for measure in measures[:3]:
        command = measure["command"].replace("sacrebleu", f"{sys.executable} -m sacrebleu", 1)
        ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
        assert measure["signature"] in ran.stdout
        for system in told["systems"]:
            value = next(r["value"] for r in system["results"] if r["metric"] == measure["key"])
            assert f"{value:.2f}" in ran.stdout or f"{value:.1f}" in ran.stdout


def test_a_terminal_shows_what_is_done(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("eval", GOOD, REFERENCE, "-q", *FEW)[2].startswith("tarjoman: test set: there are few")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "Intervals and tests" in run("eval", GOOD, REFERENCE, "-q", *FEW)[2]


def test_metrics_that_were_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    assert run("eval", GOOD, REFERENCE, "-m", "bleu,ter", "--metric", "numbers", "-o", path, *FEW)[0] == 0
    assert [m["key"] for m in json.loads(path.read_text())["metrics"]] == ["bleu", "chrf", "ter", "numbers"]
    _, out, _ = run("eval", "--help")
    listed = " ".join(out.split()).replace("unbabel- comet", "")
    assert all(key in listed for key in kinds())


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (["--fail-under", "chrf=45", "--fail-over", "ter=60"], 0, []),
        (["--fail-under", "chrf=99"], 1, ["tarjoman: --fail-under chrf=99: good has chrF2++ 81.3"]),
        (
            ["--fail-under", "bleu=99", "--fail-over", "ter=1", "-m", "chrf"],
            1,
            ["--fail-under bleu=99: good has BLEU 68.1", "--fail-over ter=1: good has TER 21.7"],
        ),
        (["--fail-under", "names=99", "-m", "bleu"], 2, ["names (needs --source)"]),
        (["--fail-under", "comet=0.5"], 1, ["good has no COMET, it was not measured"]),
        (["--fail-under", "chrf"], 2, ["no score behind ="]),
    ],
)
def test_limits(run: Run, options: list[str], status: int, told: list[str]) -> None:
    found, _, err = run("eval", GOOD, REFERENCE, "-q", *FEW, *options)
    assert found == status and all(text in err for text in told), err


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([GOOD], 2, "REF: there is no reference. Name one behind HYP, or with --reference"),
        ([GOOD, REFERENCE, "--system", BAD], 2, "is no NAME=FILE"),
        ([GOOD, REFERENCE, "--system", f"  ={BAD}"], 2, "is no NAME=FILE"),
        ([GOOD, REFERENCE, "--fail-under", "ter=1"], 2, "of TER lower is better"),
        ([GOOD, REFERENCE, "--system", f"x={BAD}", "--system", f"x={GOOD}"], 2, "system x: is there twice"),
        ([GOOD, REFERENCE, "-m", "meteor"], 2, "meteor: not known"),
        ([GOOD, REFERENCE, "-o", "report.pdf"], 2, "Give it one of .html, .md, .json"),
        ([GOOD, "none.en"], 1, "none.en: cannot be read"),
        ([GOOD, REFERENCE, "--comet", "x.ckpt"], 2, "has no effect without the sources"),
        ([GOOD, REFERENCE, "--names", "x.tsv"], 2, "--names: has no effect without the sources"),
        ([GOOD, REFERENCE, "--training", "none"], 1, "none: cannot be read"),
        ([GOOD, REFERENCE, "--corpus", "none"], 1, "none: cannot be read"),
        ([GOOD, REFERENCE, "--source", SOURCE, "--names", "none.tsv"], 1, "none.tsv: cannot be read"),
        ([GOOD, REFERENCE, "--seed", "0"], 2, "seed"),
    ],
)
def test_what_cannot_be_done(run: Run, arguments: list[str], status: int, message: str) -> None:
    found, _, err = run("eval", *arguments)
    assert found == status and message in err, err


def test_a_short_file_is_told_before_any_number(run: Run, tmp_path: Path) -> None:
    short = tmp_path / "short.en"
    lines = Path(GOOD).read_text(encoding="utf-8").splitlines(keepends=True)
    short.write_text("".join(lines[:6] + lines[7:]), encoding="utf-8")
    status, out, err = run("eval", short, REFERENCE)
    assert (status, out) == (1, "") and "It seems to lack what is line 7 of" in err


def test_a_run_of_translate(run: Run, tmp_path: Path, seed_path: Path) -> None:
    out = tmp_path / "out"
    assert run("translate", seed_path, "-o", out, "-q", "--no-memory")[0] == 0
    status, said, err = run("eval", out, "--reference", seed_path.parent, "-q", *FEW)
    assert status == 0 and said.startswith("out has chrF2++ ") and said.endswith("on 11 segments.\n")
    assert err == "tarjoman: test set: there are few segments: intervals and p values of so few say little (11 of 11)\n"
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    (out / "run.json").write_text(json.dumps(told | {"complete": False}), encoding="utf-8")
    for options in (("-q",), ("-o", tmp_path / "r.md")):
        _, _, err = run("eval", out, "--reference", seed_path.parent, *options, *FEW)
        assert f"tarjoman: {out}: the run did not come to its end, documents may be missing\n" in err
    assert "Nothing was found" not in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_a_bitext_and_a_column(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(jsonl.render([make_bitext(("قم\n", "Qom"), ("ری\n", "Rey"))]), encoding="utf-8")
    (tmp_path / "r.tsv").write_text("id\tperson\n1\tQom\n2\tRey\n", encoding="utf-8")
    status, out, _ = run("eval", tmp_path / "a.jsonl", f"{tmp_path}/r.tsv:person", "--name", "machine", *FEW)
    assert status == 0 and "machine has chrF2++ 100.0" in out and "names" in out


def test_texts_are_no_markup_on_a_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.en").write_text("[red]one[/] &amp; [link=x]two\n", encoding="utf-8")
    status, out, _ = run("eval", tmp_path / "a.en", tmp_path / "a.en", "--name", "[bold]x", *FEW)
    assert status == 0 and "[red]one[/] &amp; [link=x]two" in out and "[bold]x has chrF2++" in out
    (tmp_path / "a.en").write_text("\x1b]0;owned\x07 \x9b31m &amp; \x1b[31mred\n", encoding="utf-8")
    for options in ((), ("-q",)):
        _, out, err = run("eval", tmp_path / "a.en", tmp_path / "a.en", "--name", "\x1b[1mx", *FEW, *options)
        assert "\x1b" not in out + err and "\x9b" not in out + err and "\\x1b[1mx" in out
