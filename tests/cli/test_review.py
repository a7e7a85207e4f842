"""`tarjoman review`: what persons corrected comes home."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from builders import in_zone, make_bitext
from tarjoman.align.formats import FORMATS, jsonl, reviews, tmx
from tarjoman.align.formats.recognition import by_name
from tarjoman.align.formats.reviews import Renamed
from tarjoman.bitext import Bitext, Origin
from tarjoman.review import Category, Error, Review, Severity, State
from tarjoman.translate.memory import Memory

Run = Callable[..., tuple[int, str, str]]
FIRST, SECOND = "وزیر امور خارجه ایران روز شنبه وارد مسکو شد.", "مهدی نادری گفت که باران خوب است."
MON, TUE = "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"
RENAMED = Renamed("مهدی نادری", "Mehdy Nadery", "Mehdi Naderi")
MARKED = (Error(Category.STYLE, Severity.MINOR),)


@pytest.fixture
def translated(run: Run, tmp_path: Path) -> Path:
    """A folder `in` with a text, and one `out` with what the embedded model made of it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"{FIRST}\n{SECOND}\n{FIRST}\n", encoding="utf-8")
    assert run("translate", tmp_path / "in", "-o", tmp_path / "out", "-q") == (0, "", "")
    return tmp_path


def said(bitext: Bitext, number: int, review: Review, target: str = "") -> Bitext:
    """The bitext when a person said something of a pair, and wrote something for it."""
    pairs = list(bitext.pairs)
    pair = pairs[number]
    if target:
        pair = replace(pair, targets=(target,), names=(), links=(), origin=Origin.REVIEWED)
    pairs[number] = replace(pair, review=replace(review, machine=bitext.pairs[number].target))
    return replace(bitext, pairs=tuple(pairs))


def sent(folder: Path, name: str, text: str, *names: Renamed, who: str = "Sara", time: str = MON) -> Path:
    """A file as a person sends it back: another text for the first sentence, the second one accepted."""
    (bitext,) = jsonl.decode(folder / "out/a.jsonl")
    bitext = said(bitext, 0, Review(State.EDITED, reviewer=who, time=time, errors=MARKED), text)
    bitext = said(bitext, 1, Review(State.ACCEPTED, comment="Is he?", reviewer=who, time=time))
    path = folder / name
    named = by_name(Path(name))
    assert named
    format, _ = named
    content = reviews.render([bitext], names).encode() if format == "review" else FORMATS[format].encode([bitext])
    path.write_bytes(content)
    return path


def targets(folder: Path) -> list[tuple[str, str]]:
    """What the document is now when it is translated again."""
    lines = (folder / "out/a.jsonl").read_text("utf-8").splitlines()
    return [(row["origin"], row["target"]) for row in map(json.loads, lines)]


HOLD_REVIEWS = [name for name, f in FORMATS.items() if f.decode and "review" not in getattr(f, "lacks", ())]


@pytest.mark.parametrize("format", HOLD_REVIEWS)
def test_an_edit_comes_home(run: Run, translated: Path, home: Path, format: str) -> None:
    """From a file of any format that can be read into the memory, and out of it into the next translation."""
    before = targets(translated)
    suffix = FORMATS[format].suffix
    file = sent(translated, f"a{suffix}", "Iran's top diplomat landed in Moscow.")
    status, out, err = run("review", "apply", file, "--against", translated / "in")
    assert (status, err) == (0, "")
    assert f"{file}: 1 edited, 1 accepted, 0 flagged, 1 untouched\n" in out
    assert f"{home / 'memory.sqlite'}: 2 new, 0 changed, 0 known\n" in out
    assert "1 flagged or commented, to be answered:" in out and "a#1: accepted, Sara" in out and "    Is he?" in out
    assert run("translate", translated / "in", "-o", translated / "out", "-q") == (0, "", "")
    edit = ("reviewed", "Iran's top diplomat landed in Moscow.")
    assert before[0][0] == "machine" and targets(translated) == [edit, ("reviewed", before[1][1]), edit]
    (kept, _) = Memory(home / "memory.sqlite").edits().values()
    assert (kept.source, kept.created) == (FIRST, MON.replace("Z", "+00:00"))
    assert "0 new, 0 changed, 2 known" in run("review", "apply", file)[1]


def test_an_edit_of_an_edit_comes_home_too(run: Run, translated: Path) -> None:
    """Whoever saw what the memory has, and changed it, meant to."""
    run("review", "apply", sent(translated, "a.review.json", "One."))
    run("translate", translated / "in", "-o", translated / "out", "-q")
    status, out, _ = run("review", "apply", sent(translated, "b.review.json", "Two.", who="Reza"))
    assert status == 0 and "0 new, 1 changed, 1 known" in out


def test_two_persons_and_the_memory(run: Run, translated: Path, home: Path) -> None:
    one = sent(translated, "a.review.json", "One.")
    two = sent(translated, "b.review.json", "Two.", who="Reza", time=TUE)
    status, out, _ = run("review", "apply", one, two)
    assert status == 1 and ": 1 new, 0 changed, 0 known\n" in out  # the one that both accepted
    assert f"conflict: edited differently in several files\n  {FIRST}\n  - Sara, {MON}, {one} a#0: One.\n" in out
    status, out, _ = run("review", "apply", one, two, "--newest")
    assert status == 0 and ": 1 new, 0 changed, 1 known\n" in out
    status, out, _ = run("review", "apply", one)
    assert status == 1 and f"conflict: the memory has another text\n  {FIRST}\n  - memory, Reza, 2026-01-06" in out
    assert run("review", "apply", one, "--newest")[0] == 1
    status, out, _ = run("review", "apply", one, "--overwrite")
    assert status == 0 and "0 new, 1 changed, 1 known" in out
    assert [edit.target for edit in Memory(home / "memory.sqlite").edits().values()][-1] == "One."


def test_a_dry_run_writes_nothing(run: Run, translated: Path, tmp_path: Path) -> None:
    file = sent(translated, "a.review.json", "One.", RENAMED)
    options = ("--memory", tmp_path / "m.sqlite", "--names", tmp_path / "names.tsv", "--dry-run")
    status, out, _ = run("review", "apply", file, *options)
    assert status == 0 and "2 new, 0 changed, 0 known (nothing written)" in out
    assert "names: 1 to write, 0 known (nothing written)\n  مهدی نادری\tMehdy Nadery\n" in out
    assert not (tmp_path / "m.sqlite").exists() and not (tmp_path / "names.tsv").exists()
    assert run("review", "apply", file, *options[:2])[0] == 0
    status, out, _ = run("review", "apply", sent(translated, "b.review.json", "Two."), *options)
    assert status == 1 and "0 new, 0 changed, 1 known (nothing written)" in out
    assert next(iter(Memory(tmp_path / "m.sqlite").edits().values())).target == "One."


def test_what_was_accepted_can_be_left_out(run: Run, translated: Path) -> None:
    file = sent(translated, "a.review.json", "One.")
    assert ": 1 new, 0 changed, 0 known" in run("review", "apply", file, "--no-accepted")[1]


def test_names_come_home(run: Run, translated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    file = sent(translated, "a.review.json", "One.", RENAMED)
    status, out, _ = run("review", "apply", file, "--no-accepted")
    assert status == 0 and "names: 1 to write, 0 known (not written; name a table with --names)" in out
    table = translated / "in" / "names.tsv"
    status, out, _ = run("review", "apply", file, "--names", table, "--no-accepted")
    assert status == 0 and f"{table}: 1 added, 0 changed, 0 known\n  مهدی نادری\tMehdy Nadery\n" in out
    assert table.read_text("utf-8").splitlines()[1] == "مهدی نادری\t\tMehdy Nadery\t\t\t\t\treview\t1970-01-01"
    run("translate", translated / "in", "-o", translated / "out", "-q")
    assert "Mehdy Nadery" in targets(translated)[1][1]
    assert f"{table}: 0 added, 0 changed, 1 known" in run("review", "apply", file, "--names", table)[1]
    other = sent(translated, "b.review.json", "One.", replace(RENAMED, en="Mahdi"))
    status, out, _ = run("review", "apply", other, "--names", table)
    assert status == 1 and "conflict: the name table has another spelling" in out and "- Mehdy" not in out
    assert "Mehdy Nadery" in table.read_text("utf-8")
    assert run("review", "apply", other, "--names", table, "--overwrite")[0] == 0
    assert "\tMahdi\t" in table.read_text("utf-8")


@pytest.mark.parametrize(("answer", "written"), [("names.tsv", True), ("", False)])
def test_a_person_at_a_terminal_is_asked(
    run: Run, translated: Path, monkeypatch: pytest.MonkeyPatch, answer: str, written: bool
) -> None:
    monkeypatch.setattr("tarjoman.cli.review._is_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda question, **_: answer and str(translated / answer))
    status, out, _ = run("review", "apply", sent(translated, "a.review.json", "One.", RENAMED))
    assert status == 0 and (translated / "names.tsv").exists() is written
    assert ("1 added" if written else "not written") in out


def test_the_source_changed_since(run: Run, translated: Path, home: Path) -> None:
    file = sent(translated, "a.review.json", "One.")
    (translated / "in/a.txt").write_text(f"{FIRST.replace('شنبه', 'جمعه')}\n{SECOND}\n", encoding="utf-8")
    status, out, _ = run("review", "apply", file, "--against", translated / "in")
    assert status == 1 and f"conflict: the source changed since\n  {FIRST}\n  - Sara" in out
    assert ": 1 new, 0 changed, 0 known" in out
    (translated / "in/a.txt").rename(translated / "in/b.txt")
    status, _, err = run("review", "apply", file, "--against", translated / "in")
    assert status == 0 and f"{translated / 'in'} does not have a; taken as they are" in err


def test_what_cannot_be_kept_fails(run: Run, translated: Path) -> None:
    status, out, _ = run("review", "apply", sent(translated, "a.review.json", "وزیر."))
    assert status == 1 and "a#0: Persian letters in the target" in out and ": 1 new" in out


def test_several_files_become_one(run: Run, translated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = sent(translated, "one.review.json", "One.", RENAMED)
    two = sent(translated, "two.jsonl", "Two.", who="Reza", time=TUE)
    both = translated / "both.review.json"
    status, out, err = run("review", "merge", one, two, "-o", both)
    assert status == 1 and err == "" and f"{both}: 0 edited, 1 accepted, 1 flagged, 1 untouched\n" in out
    assert f"conflict: a#0: edited differently\n  {FIRST}\n  - Reza, {two}: Two.\n  - Sara, {one}: One.\n" in out
    (bitext,) = reviews.decode(both)
    assert bitext.pairs[0].review and bitext.pairs[0].review.comment == "Reza wants: Two.\nSara wants: One."
    assert reviews.names(both) == [RENAMED]
    status, out, err = run("review", "merge", one, two, "-o", translated / "both.en.txt", "--prefer", "Reza")
    assert status == 0 and (translated / "both.en.txt").read_text("utf-8").startswith("Two.\n")
    assert "1 names that were spelt anew are not in" in err


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "txt"])
def test_a_merged_file_of_each_format(run: Run, translated: Path, format: str) -> None:
    out = translated / f"both{FORMATS[format].suffix}"
    assert run("review", "merge", sent(translated, "a.review.json", "One."), "-o", out)[0] == 0
    assert out.read_bytes()


def test_stats(run: Run, translated: Path) -> None:
    one = sent(translated, "one.review.json", "One.")
    status, out, err = run("review", "stats", one)
    assert (status, err) == (0, "")
    assert out.startswith(
        "3 sentences, 2 reviewed, 1 not\n1 untouched (33%), 1 accepted (33%), 1 edited (33%), 0 flagged (0%)"
    )
    rows = {line.split("  ")[0]: line.split() for line in out.splitlines() if line and not line.startswith(" ")}
    assert rows["all *"][2:6] == ["2", "1", "1", "0"] and "fewer than 30 accepted or edited" in out
    assert "TER: nrefs:1|case:lc" in out and "chrF: nrefs:1|case:mixed" in out and "by Sara\n" in out
    assert "1 penalty points for 16 source words, 6.2 for 100\n" in out and "style" in out
    told = json.loads(run("review", "stats", one, "--json")[1])
    assert (told["sentences"], told["not_reviewed"], told["penalty"], told["source_words"]) == (3, 1, 1, 16)
    assert told["errors"] == [{"category": "style", "severity": "minor", "count": 1}]
    assert told["by"]["document"]["a"] == told["reviewed"] and told["reviewed"]["ter"] > 0


def test_many_documents_are_not_all_shown(run: Run, tmp_path: Path) -> None:
    lines = []
    for n in range(25):
        text = jsonl.render([said(make_bitext(("باران", "Rain.")), 0, Review(State.ACCEPTED))])
        lines.append(text.replace('"doc"', f'"{"d" * 60}{n:02}"'))
    (tmp_path / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    out = run("review", "stats", tmp_path / "a.jsonl")[1]
    assert "and 5 more: --json" in out and "ddd19 *" in out and "ddd20" not in out and "no error marked" in out


@pytest.mark.parametrize("command", ["apply", "stats", "merge"])
def test_files_that_cannot_be_used(run: Run, translated: Path, command: str) -> None:
    options = ("-o", translated / "x.jsonl") if command == "merge" else ()
    (translated / "empty.review.json").touch()
    (translated / "in/a.pdf").write_text("%PDF")
    good = sent(translated, "good.review.json", "One.")
    for name, message in (
        ("none.review.json", "none.review.json: cannot be read"),
        ("none.odd", "none.odd: cannot be read"),
        ("empty.review.json", "empty.review.json: is no JSON"),
        ("in/a.pdf", "in/a.pdf: is no bitext that is known. What can be read is "),
        ("out/a.en.txt", "out/a.en.txt: txt cannot be read back: too little is in it"),
        ("out/a.jsonl", "out/a.jsonl: nobody reviewed anything in it"),
        ("out", "out: cannot be read"),
    ):
        status, out, err = run("review", command, translated / name, good, *options)
        assert status == 1 and message in err
        assert (translated / "x.jsonl").exists() is False if command == "merge" else out
    status, _, err = run("review", command, good, good, *options)
    assert (status, err) == (0, f"tarjoman: {good}: named twice; it counts once\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["apply"], "Missing argument"),
        (["stats"], "Missing argument"),
        (["merge", "a.jsonl"], "Missing option"),
        (["merge", "a.jsonl", "-o", "x.odd"], "x.odd: its ending says no format. Add --to"),
        (["merge", "a.jsonl", "-o", "a.jsonl"], "a.jsonl: is one of the files to merge"),
        (["apply", "a.jsonl", "--memory", "off"], "--memory: 'off' is no file"),
    ],
)
def test_what_cannot_be_followed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = jsonl.render([said(make_bitext(("باران", "Rain.")), 0, Review(State.ACCEPTED))])
    (tmp_path / "a.jsonl").write_text(text + text.replace('"doc"', '"other"'), encoding="utf-8")
    status, _, err = run("review", *arguments)
    assert status == 2 and message in err


def test_a_terminal_is_not_played_tricks_on(run: Run, tmp_path: Path) -> None:
    bitext = said(
        make_bitext(("باران", "Rain.")), 0, Review(State.FLAGGED, comment="\x1b[2J\u202ea\n\nb", reviewer="\x07S")
    )
    (tmp_path / "a.review.json").write_text(reviews.render([bitext]), encoding="utf-8")
    out = run("review", "apply", tmp_path / "a.review.json")[1]
    assert "    [2J a b\n" in out and not {"\x1b", "\u202e", "\x07"} & set(out)


def test_a_time_without_a_zone_is_the_same_everywhere(run: Run, translated: Path) -> None:
    file = sent(translated, "a.review.json", "One.", time="2026-01-05T00:00:00")
    found = []
    for zone in ("UTC", "Asia/Tehran"):
        with in_zone(zone):
            assert run("review", "merge", file, "-o", translated / "out.jsonl")[0] == 0
        found.append((translated / "out.jsonl").read_bytes())
    assert found[0] == found[1] and MON.encode() in found[0]


def test_a_time_still_to_come_is_told(run: Run, translated: Path, home: Path) -> None:
    file = sent(translated, "a.review.json", "One.", time="9999-01-01T00:00:00Z")
    status, _, err = run("review", "apply", file)
    told = "2 times are none, or still to come (9999-01-01T00:00:00Z); they count as not known"
    assert status == 0 and err == f"tarjoman: {file}: {told}\n"
    assert all(edit.created.startswith("20") for edit in Memory(home / "memory.sqlite").edits().values())


def test_who_sends_again_is_no_other(run: Run, translated: Path, home: Path) -> None:
    """From the same page, on the next day; what they sent before is no news any more."""
    names = ("--names", translated / "names.tsv")
    first = sent(translated, "a.review.json", "One.", RENAMED)
    second = sent(translated, "b.review.json", "Two.", replace(RENAMED, en="Mahdi"), time=TUE)
    assert run("review", "apply", first, *names)[0] == 0
    status, out, _ = run("review", "apply", second, *names)
    assert status == 1 and "0 new, 1 changed, 1 known" in out and "the memory has" not in out
    status, out, _ = run("review", "apply", second, *names, "--overwrite-names")
    assert status == 0 and "0 added, 1 changed, 0 known" in out
    status, out, _ = run("review", "apply", first)
    assert status == 0 and "0 new, 0 changed, 1 known" in out
    assert "passed over: 1 that the same person changed later" in out
    other = sent(translated, "c.review.json", "Three.", who="Reza", time="2026-01-07T00:00:00Z")
    assert run("review", "apply", other, *names, "--overwrite-names")[0] == 1  # names alone
    assert {edit.reviewer for edit in Memory(home / "memory.sqlite").edits().values()} == {"Sara"}


def test_what_is_of_several_sentences_is_told(run: Run, tmp_path: Path) -> None:
    bitext = said(make_bitext(("باران بارید. برف بارید.", "It rained.")), 0, Review(State.EDITED), "It fell.")
    (tmp_path / "a.jsonl").write_text(jsonl.render([bitext]), encoding="utf-8")
    out = run("review", "apply", tmp_path / "a.jsonl")[1]
    assert ": 1 new, 0 changed, 0 known\n  1 of several sentences: kept and exported, but" in out


def test_what_has_no_reviews_is_imported(run: Run, tmp_path: Path) -> None:
    """What programs of translators write: there is nothing to apply, and there is a way."""
    (tmp_path / "a.tmx").write_bytes(tmx.render([("باران", "Rain.", "", MON)]))
    status, _, err = run("review", "apply", tmp_path / "a.tmx")
    assert status == 1 and "nobody reviewed anything in it. What persons" in err and "tarjoman memory import" in err
    assert run("memory", "import", tmp_path / "a.tmx")[0] == 0


def test_a_text_that_somebody_deleted_is_told(run: Run, translated: Path) -> None:
    one = sent(translated, "one.review.json", "One.")
    (bitext,) = jsonl.decode(translated / "out/a.jsonl")
    pair = replace(bitext.pairs[0], targets=(), names=(), links=(), origin=Origin.REVIEWED)
    pair = replace(pair, review=Review(State.EDITED, bitext.pairs[0].target))
    two = translated / "two.review.json"
    two.write_text(reviews.render([replace(bitext, pairs=(pair, *bitext.pairs[1:]))]), encoding="utf-8")
    out = run("review", "merge", one, two, "-o", translated / "both.review.json")[1]
    assert f"  - {two}: (nothing)\n  - Sara, {one}: One.\n" in out


def test_somebody_unknown_cannot_be_preferred(run: Run, translated: Path) -> None:
    files = [sent(translated, "a.review.json", "One."), sent(translated, "b.review.json", "Two.", who="Reza")]
    status, _, err = run("review", "merge", *files, "-o", translated / "x.jsonl", "--prefer", "Omid")
    assert status == 2 and "'Omid' reviewed nothing in these files. Name one of newest, first, Reza, Sara" in err
    assert not (translated / "x.jsonl").exists()
    assert run("review", "merge", *files, "-o", translated / "x.jsonl", "--prefer", "reza")[0] == 0
