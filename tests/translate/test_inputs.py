import gzip
import io
import lzma
import os
from pathlib import Path

import pytest

from builders import make_bitext
from tarjoman.align.formats import FORMATS
from tarjoman.errors import InputError, UsageError
from tarjoman.translate.inputs import find

EMPTY = io.BytesIO()
OURS = make_bitext(("سلام دنیا.\n", "Hello, world."))
OUR_PAGE, OUR_PAIRS = (FORMATS[name].encode([OURS]).decode() for name in ("html", "jsonl"))


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ["a.txt", "a.en.txt", "b.fa.txt", ".hidden.txt", "c.pdf", "sub/a.txt", "sub/.git/d.txt", "empty/x.pdf"]:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("سلام")
    return tmp_path


def ids(*arguments: str, out: str | None = "out") -> list[str]:
    found = find(arguments, Path(out) if out else None)
    assert not found.failures
    return [s.id for s in found.sources]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["in"], ["a", "b", "sub/a"]),
        (["in/"], ["a", "b", "sub/a"]),
        (["in/a.txt", "in/b.fa.txt"], ["a", "b"]),
        (["in/*.txt"], ["a", "b"]),
        (["in/**/a.txt"], ["a", "sub/a"]),
        (["in/s*"], ["sub/a"]),
        (["*/a.txt"], ["in/a"]),
        (["in/sub/a.txt", "in/a.txt"], ["sub/a.txt", "a.txt"]),
        (["in", "in/sub/a.txt", "./in/a.txt", "in", "in/sub", "in/*.txt"], ["a", "b", "sub/a"]),
        (["-", "in/a.txt", "-"], ["stdin", "a"]),
        (["in/a.txt", "-"], ["a", "stdin"]),
        (["in/c.pdf"], ["c.pdf"]),
    ],
)
def test_found(tree: Path, arguments: list[str], expected: list[str]) -> None:
    assert ids(*arguments) == expected


def test_names_that_would_be_the_same_keep_their_endings(tree: Path) -> None:
    (tree / "in/b.txt").write_text("سلام")
    (tree / "in/stdin.txt").write_text("سلام")
    assert ids("in", "-") == ["a", "b.fa.txt", "b.txt", "stdin.txt", "sub/a", "stdin"]


def test_names_that_cannot_be_told_apart(tree: Path) -> None:
    (tree / "in/stdin").write_text("سلام")
    found = find(["-", "in/stdin", "in/a.txt"], None)
    assert [s.id for s in found.sources] == ["stdin", "a"]
    assert str(found.failures[0]) == ("in/stdin: another source is called stdin. Translate it into a folder of its own")


@pytest.mark.parametrize("argument", ["in", "in/*", "in/a*"])
def test_english_sides_are_counted(tree: Path, argument: str) -> None:
    assert [p.name for p in find([argument], None).english] == ["a.en.txt"]


def test_an_english_side_that_is_named_is_taken(tree: Path) -> None:
    assert ids("in/a.en.txt") == ["a.en"]


def test_an_output_folder_inside_is_walked_like_any_other(tree: Path) -> None:
    for name, content in {"z.txt": "سلام", "a.en.txt": "Hello", "a.html": OUR_PAGE, "a.jsonl": OUR_PAIRS}.items():
        (tree / "in/out" / name).parent.mkdir(exist_ok=True)
        (tree / "in/out" / name).write_text(content)
    assert ids("in", out="in/out") == ["a", "b", "out/z", "sub/a"]


def test_endings_in_capitals(tree: Path) -> None:
    (tree / "in/D.TXT").write_text("سلام")
    assert ids("in") == ["D", "a", "b", "sub/a"]


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("none.txt", "none.txt: no such file or folder"),
        ("in/*.docx", r"in/\*.docx: matches no text"),
        ("in/*.en.txt", r"in/\*.en.txt: matches no text.*passed over"),
        ("in/empty", "in/empty: no texts in it. Texts are files ending in .txt, .md, "),
    ],
)
def test_not_found(tree: Path, argument: str, message: str) -> None:
    found = find([argument, "in/a.txt"], None)
    assert [s.id for s in found.sources] == ["a"]
    with pytest.raises(InputError, match=message):
        raise found.failures[0]


def test_a_folder_that_cannot_be_listed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir  # permissions would not stop root

    def refuse(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find(["in"], None)
    assert [s.id for s in found.sources] == ["a", "b"]
    assert "in/sub: cannot be listed (permission denied)" in str(found.failures[0])


def test_an_empty_argument_is_not_the_current_folder(tree: Path) -> None:
    with pytest.raises(UsageError, match="INPUT: an empty name"):
        find([""], None)


@pytest.mark.parametrize(
    ("argument", "out"),
    [
        ("in", "in"),
        ("in/a.txt", "in"),
        ("in", "in/sub/../."),
        ("in/sub", "in"),
        ("in/b.fa.txt", "in"),
    ],
)
def test_outputs_never_stand_beside_a_source(tree: Path, argument: str, out: str) -> None:
    with pytest.raises(UsageError, match="holds the text"):
        find([argument], Path(out))


@pytest.mark.parametrize("name", ["A.TXT", "A.FA.txt", "A.fa", "A"])
def test_outputs_never_stand_beside_a_source_however_it_is_spelled(tree: Path, name: str) -> None:
    (tree / "n").mkdir()
    (tree / "n" / name).write_text("سلام")
    with pytest.raises(UsageError, match=f"n: holds the text n/{name}"):
        find([f"n/{name}"], Path("n"))


def test_outputs_never_replace_a_source_elsewhere(tree: Path) -> None:
    (tree / "par/x").mkdir(parents=True)
    (tree / "par/x/a.en.txt").write_text("سلام")
    with pytest.raises(UsageError, match="par/x: holds the text par/x/a.en.txt"):
        find(["in/**", "par/x/a.en.txt", "in/sub/a.txt"], Path("par/x"))


def test_links_that_lead_nowhere_are_reported_when_read(tree: Path) -> None:
    os.symlink("nowhere", tree / "in/broken.txt")
    os.symlink("loop.txt", tree / "in/loop.txt")
    os.symlink("..", tree / "in/up")
    sources = {s.id: s for s in find(["in"], None).sources}
    assert set(sources) == {"a", "b", "sub/a", "broken", "loop"}
    for id in ("broken", "loop"):
        with pytest.raises(InputError, match=rf"in/{id}.txt: cannot be read"):
            sources[id].read(EMPTY, 1000)


def test_pipes_in_a_folder_are_left_alone(tree: Path) -> None:
    os.mkfifo(tree / "in/pipe.txt")
    assert ids("in") == ["a", "b", "sub/a"]


@pytest.mark.parametrize("argument", ["in/a.txt", "-"])
def test_a_limit_on_size(tree: Path, argument: str) -> None:
    (source,) = find([argument], None).sources
    assert source.read(io.BytesIO("سلام".encode()), 8) == "سلام".encode()
    with pytest.raises(InputError, match="more than 7 bytes.*--max-file"):
        source.read(io.BytesIO("سلام".encode()), 7)


def test_standard_input_is_not_read_beyond_the_limit(tree: Path) -> None:
    (source,) = find(["-"], None).sources
    with open("/dev/zero", "rb") as endless, pytest.raises(InputError, match="more than 5,000,000 bytes"):
        source.read(endless, 5_000_000)


def test_a_name_that_is_not_utf8(tree: Path) -> None:
    (tree / "in" / os.fsdecode(b"\xff.txt")).write_text("سلام")
    assert ids("in") == ["a", "b", "%FF", "sub/a"]


def put(tree: Path, **files: str) -> None:
    """Files in `in/mix`; "__" in a name stands for "/", "_" for "."."""
    for name, content in files.items():
        path = tree / "in/mix" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def test_every_format_is_found_in_folders(tree: Path) -> None:
    names = "a_txt b_md c_html d_htm e_docx f_jsonl g_csv h_tsv i_xml j_rss k_atom l_html_gz m_fa_TXT_xz n_pdf o"
    put(tree, **dict.fromkeys(names.split(), "سلام"))
    found = find(["in/mix"], Path("out"))
    formats = ["txt", "md", "html", "html", "docx", "jsonl", "csv", "tsv", "rss", "rss", "rss", "html", "txt"]
    assert [(s.id, s.format) for s in found.sources] == list(zip("abcdefghijklm", formats, strict=True))


def test_what_is_no_source_is_passed_over_in_folders_and_patterns(tree: Path) -> None:
    put(tree, a_html=OUR_PAGE, a_jsonl=OUR_PAIRS, a_en_txt="Hello", names_tsv="fa", b_html="<p>سلام")
    (tree / "in/mix/names-to-check.tsv").write_text("fa")
    put(tree, b_files__ad_html="<p>سلام", c_files__d_txt="سلام")
    (tree / "in/mix/b.files").rename(tree / "in/mix/b_files")  # what a browser keeps beside a page
    for argument in ("in/mix", "in/mix/*.*"):
        found = find([argument], Path("out"))
        assert [s.id for s in found.sources][:1] == ["b"] and not found.failures
        assert {p.name for p in found.outputs} == {"a.html", "a.jsonl"} and len(found.english) == 1
    assert [s.id for s in find(["in/mix"], None).sources] == ["b", "c.files/d"]
    assert ids("in/mix/a.html") == ["a"]  # its reader says what it is


def test_a_format_that_is_named_is_that_of_files_that_are_named(tree: Path) -> None:
    put(tree, a_txt="سلام", b_html="<p>سلام")
    found = find(["-", "in/mix/a.txt", "in/mix/*.html", "in/sub"], None, "csv")
    assert [(s.id, s.format) for s in found.sources] == [
        ("stdin", "csv"),
        ("mix/a.txt", "csv"),
        ("b", "csv"),
        ("sub/a.txt", "txt"),
    ]


def test_outputs_of_many_documents_have_a_folder_of_their_own(tree: Path) -> None:
    put(tree, a_csv="text", a__b_txt="سلام", c_jsonl="{}", c_txt="سلام", d_rss="<rss/>")
    assert ids("in/mix") == ["a.csv", "c.jsonl", "c.txt", "d", "a/b"]


@pytest.mark.parametrize("text", ["a.html", "a.csv", "a.jsonl", "a/b.txt", "a/b.html"])
def test_outputs_never_stand_beside_sources_of_other_formats(tree: Path, text: str) -> None:
    put(tree, a_rss="<rss/>")
    (tree / "out/a").mkdir(parents=True)
    (tree / "out" / text).write_text("سلام")
    with pytest.raises(UsageError, match=f"out: holds the text out/{text}"):
        find(["in/mix"], Path("out"))
    with pytest.raises(UsageError, match="holds the text"):
        find(["out"], Path("out"))


def test_outputs_of_an_earlier_run_may_be_replaced(tree: Path) -> None:
    put(tree, a_rss="<rss/>", b_txt="سلام")
    (tree / "out/a").mkdir(parents=True)
    for name in ("a/x", "b"):
        (tree / f"out/{name}.html").write_text(OUR_PAGE)
        (tree / f"out/{name}.jsonl").write_text(OUR_PAIRS)
        (tree / f"out/{name}.en.txt").write_text("Hello")
    assert ids("in/mix") == ["a", "b"]
    assert [s.id for s in find(["in/mix", "out"], Path("out")).sources] == ["a", "b"]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.xz"])
def test_packed_files(tree: Path, name: str) -> None:
    pack = {"gz": gzip.compress, "xz": lzma.compress}[name[-2:]]
    (tree / "in" / name).write_bytes(pack("سلام".encode()))
    (source,) = find([f"in/{name}"], None).sources
    assert source.id == "a" and source.read(EMPTY, 8) == "سلام".encode()
    (tree / "in" / name).write_bytes(pack(b" " * 50_000_000))
    with pytest.raises(InputError, match="more than 1,000 bytes"):
        source.read(EMPTY, 1000)
    for broken in (b"x", pack(b"x" * 1000)[:20]):
        (tree / "in" / name).write_bytes(broken)
        with pytest.raises(InputError, match=f"in/{name}: cannot be read"):
            source.read(EMPTY, 1000)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ("a_txt a__b_txt", ["a", "a/b"]),
        ("a_txt a_html_csv", ["a.html.csv", "a.txt"]),
        ("a_txt a_html__b_txt", ["a.html/b", "a.txt"]),
        ("a_txt A_EN_TXT_csv", ["A.EN.TXT.csv", "a.txt"]),
        ("run_json_csv names-to-check_tsv_jsonl", ["names-to-check.tsv.jsonl", "run.json.csv"]),
        ("RUN_JSON_csv run_json_txt", ["RUN.JSON.csv", "run.json.txt"]),
        ("a_csv A__b_txt", ["A/b", "a.csv"]),
        ("a_txt A_md", ["A.md", "a.txt"]),
    ],
)
def test_no_output_takes_the_place_of_another_one_or_of_a_folder(tree: Path, files: str, expected: list[str]) -> None:
    put(tree, **dict.fromkeys(files.split(), "سلام"))
    assert sorted(ids("in/mix")) == sorted(expected)


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ("A_txt a_txt", "another source is called A.txt but for capitals, which not every disk tells apart"),
        ("run_json__a_txt", "its outputs need a folder called run.json, and something else of the run has that name"),
        ("names-to-check_tsv__a_txt", "its outputs need a folder called names-to-check.tsv, and"),
        ("é_txt e\u0301_txt", "another source is called"),
    ],
)
def test_what_could_not_be_written_is_told(tree: Path, files: str, problem: str) -> None:
    put(tree, **dict.fromkeys(files.split(), "سلام"))
    (failure,) = find(["in/mix"], Path("out")).failures
    assert problem in str(failure) and "Translate it into a folder of its own" in str(failure)


def test_no_output_in_any_format_is_a_source(tree: Path) -> None:
    """Nor what a person has put into its place: its ending says that it has two languages."""
    for suffix, content in ((s, c) for f in FORMATS.values() for s, c in f.files([OURS]).items()):
        (tree / "in/mix").mkdir(exist_ok=True)
        (tree / f"in/mix/a{suffix}").write_bytes(content)
    (tree / "in/mix/b.fa-en.tsv").write_text("text\nسلام", encoding="utf-8")
    (tree / "in/mix/b.fa-en.md").write_text("سلام", encoding="utf-8")
    (tree / "in/mix/c.txt").write_text("سلام", encoding="utf-8")
    for argument in ("in/mix", "in/mix/*"):
        found = find([argument], Path("out"))
        assert [s.id for s in found.sources] == ["c"] and not found.failures
    assert {path.name for path in found.outputs + found.english} == {
        *(f"a{suffix}" for f in FORMATS.values() for suffix in f.suffixes),
        "b.fa-en.tsv",
        "b.fa-en.md",
    }


@pytest.mark.parametrize("suffix", [s for f in FORMATS.values() for s in f.suffixes])
def test_no_output_takes_the_place_of_a_text(tree: Path, suffix: str) -> None:
    (tree / "out").mkdir()
    (tree / f"out/a{suffix}").write_text("سلام", encoding="utf-8")
    with pytest.raises(UsageError, match=f"out: holds the text out/a{suffix}"):
        find(["in/a.txt", f"out/a{suffix}"], Path("out"))


@pytest.mark.parametrize("name", ["م" * 125 + ".txt", "a" * 251 + ".txt", "م" * 125 + ".csv", "م" * 120 + ".txt"])
def test_names_of_outputs_are_short_enough_for_disks(tree: Path, name: str) -> None:
    """In bytes: a letter of Persian has two."""
    (tree / "in/mix").mkdir()
    (tree / "in/mix" / name).write_text("سلام")
    (id,) = ids("in/mix")
    for suffix in (f.suffix for f in FORMATS.values()):
        (tree / f"{id}{suffix}").write_text("Hello")
    assert (id == name[:-4]) == (len(name.encode()) < 251)
