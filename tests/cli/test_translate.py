"""`tarjoman translate` as a person runs it, with the real model."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NEWS = "وزیر خارجه روسیه وارد تهران شد. او فردا به مسکو بازمی‌گردد.\n\nخبر دوم امروز منتشر شد.\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news" / "first.txt"
    path.parent.mkdir()
    path.write_text(NEWS, encoding="utf-8")
    return path


def pipe(text: bytes, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "tarjoman", "translate", *arguments],
        input=text,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )


class TestSeed:
    """The whole way through, on the article in seeds/."""

    def test_all_formats(self, run: Run, tmp_path: Path, seed: str) -> None:
        status, out, err = run("translate", ROOT / "seeds", "-o", tmp_path)
        name = "000_36c86617c8b59f6a"
        assert status == 0 and out == f"{tmp_path / name}.html\n{tmp_path / 'names-to-check.tsv'}\n"
        assert "1 document, 17 sentences" in err and "1 English side passed over" in err
        files = [f"{name}.en.txt", f"{name}.html", f"{name}.jsonl", "names-to-check.tsv", "run.json"]
        assert sorted(p.name for p in tmp_path.iterdir()) == files
        rows = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").split("\n")[:-1]]
        assert "".join(row["source"] for row in rows) == seed
        assert [row["source_spans"] for row in rows] == sorted(row["source_spans"] for row in rows)
        assert all(seed[a:b] == row["source"] for row in rows for a, b in row["source_spans"])
        english = (tmp_path / f"{name}.en.txt").read_text("utf-8")
        assert english.count("\n") == seed.count("\n")
        assert all(row["target"] in english for row in rows)

    def test_twice_is_the_same(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        outputs = []
        for folder in ("a", "b"):
            assert run("translate", ROOT / "seeds", "-o", tmp_path / folder, "-q") == (0, "", "")
            outputs.append({p.name: p.read_bytes() for p in (tmp_path / folder).iterdir()})
        assert outputs[0] == outputs[1]


class TestWhere:
    def test_the_tree_is_mirrored_and_nothing_temporary_left(self, run: Run, news: Path, tmp_path: Path) -> None:
        (news.parent / "sub").mkdir()
        (news.parent / "sub/second.txt").write_text("خبر سوم رسید.", encoding="utf-8")
        assert run("translate", news.parent, "-o", tmp_path / "out", "-f", "txt,jsonl")[0] == 0
        files = sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*") if p.is_file())
        assert files == ["first.en.txt", "first.jsonl", "run.json", "sub/second.en.txt", "sub/second.jsonl"]

    def test_without_a_folder_to_standard_output(self, run: Run, news: Path) -> None:
        status, out, err = run("translate", news)
        assert (status, err) == (0, "") and out.count("\n") == 3 and "Tehran" in out

    def test_documents_follow_each_other_on_lines_of_their_own(self, run: Run, news: Path) -> None:
        for name in ("a", "b"):
            (news.parent / f"{name}.txt").write_text("خبر رسید.", encoding="utf-8")
        out = run("translate", news.parent / "a.txt", news.parent / "b.txt", news)[1]
        assert len(out.split("\n")) == 6 and out.split("\n")[0] == out.split("\n")[1]

    def test_flags_are_told_where_only_the_text_is_seen(self, run: Run, news: Path) -> None:
        news.write_text(NEWS + "BBC\n", encoding="utf-8")
        err = run("translate", news)[2]
        assert err == "1 sentence to look at; -f jsonl, or a page written with -o, says which\n"
        assert run("translate", news, "-q")[2] == ""

    def test_on_a_terminal_nothing_runs_into_the_text(self, news: Path) -> None:
        command = f"{sys.executable} -m tarjoman translate {news}"
        result = subprocess.run(
            ["script", "-qec", command, "/dev/null"],
            capture_output=True,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        )
        assert result.returncode == 0 and b"\x1b" not in result.stdout and result.stdout.count(b"\n") == 3

    def test_a_bar_on_a_terminal(self, news: Path, tmp_path: Path) -> None:
        command = f"{sys.executable} -m tarjoman translate {news} -o {tmp_path / 'out'}"
        result = subprocess.run(
            ["script", "-qec", command, "/dev/null"],
            capture_output=True,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100"},
        )
        assert result.returncode == 0 and "3 sentences" in result.stdout.decode() and b"100%" in result.stdout

    def test_jsonl_and_html_to_standard_output(self, run: Run, news: Path) -> None:
        assert [json.loads(line)["pair"] for line in run("translate", news, "-f", "jsonl")[1].splitlines()] == [0, 1, 2]
        assert run("translate", news, "-f", "html")[1].startswith("<!doctype html>")

    def test_a_page_a_document(self, run: Run, news: Path) -> None:
        (news.parent / "second.txt").write_text(NEWS, encoding="utf-8")
        status, _, err = run("translate", news.parent, "-f", "html")
        assert status == 2 and "html of several documents cannot share standard output. Name a folder with -o" in err

    def test_never_over_a_source(self, run: Run, news: Path) -> None:
        status, _, err = run("translate", news, "-o", news.parent)
        assert status == 2 and "holds the text" in err and [news] == list(news.parent.iterdir())

    def test_quiet(self, run: Run, news: Path, tmp_path: Path) -> None:
        assert run("translate", news, "-o", tmp_path / "out", "--quiet") == (0, "", "")


class TestStandardInput:
    def test_text_in_text_out(self) -> None:
        result = pipe(NEWS.encode(), "-")
        assert result.returncode == 0 and result.stderr == b""
        lines = result.stdout.decode().split("\n")
        assert len(lines) == 4 and lines[1] == lines[3] == "" and "Tehran" in lines[0]

    @pytest.mark.parametrize("ending", ["\n", "", "\r\n", "\n\n \n"])
    def test_lines(self, ending: str) -> None:
        text = "\n\nخبر اول آمد. خبر دوم آمد.\nBBC\n \n«سه»" + ending
        result = pipe(text.encode(), "-", "--lines")
        assert result.returncode == 0
        out = result.stdout.decode()
        assert out.count("\n") == text.count("\n")
        assert [bool(line.strip()) for line in out.split("\n")] == [bool(line.strip()) for line in text.split("\n")]
        assert out.split("\n")[3] == "BBC"

    def test_into_a_folder(self, tmp_path: Path) -> None:
        assert pipe(NEWS.encode(), "-", "-o", str(tmp_path / "out")).returncode == 0
        assert sorted(p.name for p in (tmp_path / "out").iterdir())[1:] == ["stdin.en.txt", "stdin.html", "stdin.jsonl"]

    def test_nothing(self) -> None:
        result = pipe(b"", "-")
        assert (result.returncode, result.stdout) == (1, b"")
        assert b"standard input: empty. Give it a text" in result.stderr

    def test_a_reader_that_goes_away(self) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        result = subprocess.run(
            [sys.executable, "-m", "tarjoman", "translate", "-"],
            input=NEWS.encode(),
            stdout=writer,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        )
        os.close(writer)
        assert (result.returncode, result.stderr) == (1, b"")

    def test_a_full_disk(self) -> None:
        with open("/dev/full", "wb") as full:
            result = subprocess.run(
                [sys.executable, "-m", "tarjoman", "translate", "-"],
                input=NEWS.encode(),
                stdout=full,
                stderr=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
            )
        assert result.returncode == 1
        assert result.stderr == (
            b"tarjoman: standard output: cannot be written (no space left on device). "
            b"Free some space, or name a folder with -o\n"
        )


class TestFormats:
    """Sources that are no plain text, the whole way through."""

    FEED = (
        "<rss version='2.0'><channel><title>خبرگزاری</title>"
        "<item><title>خبر اول رسید</title><link>https://a.example/news/1</link><summary>او آمد.</summary></item>"
        "<item><title>English</title></item>"
        "<item><title>خبر دوم رسید</title></item></channel></rss>"
    )

    def test_a_folder_of_many_formats(self, run: Run, tmp_path: Path) -> None:
        texts = {
            "a.md": "# خبر رسید\n\nاو آمد.\n",
            "b.html": "<title>خبر رسید</title><h1>خبر رسید</h1><p>او به تهران آمد.</p>",
            "c.csv": "id,text\n7,او آمد.\n8,او رفت.\n",
            "d/e.jsonl": '{"text": "او آمد."}\n',
            "feed.xml": self.FEED,
        }
        for name, text in texts.items():
            (tmp_path / "in" / name).parent.mkdir(exist_ok=True, parents=True)
            (tmp_path / "in" / name).write_text(text, encoding="utf-8")
        for _ in range(2):
            status, _, err = run("translate", tmp_path / "in", "-o", tmp_path / "out", "-f", "txt,jsonl", "--no-names")
            assert status == 1 and "7 documents" in err and "1 failed" in err
            assert f"{tmp_path}/in/feed.xml, entry 2: no Persian letters in it" in err
        found = sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.en.txt"))
        names = ["a", "b", "c/7", "c/8", "d/e/1", "feed/3", "feed/news-1"]
        assert found == [f"{name}.en.txt" for name in names]
        rows = (tmp_path / "out/feed/news-1.jsonl").read_text("utf-8").splitlines()
        first = json.loads(rows[0])
        assert first["title"] == "خبر اول رسید" and first["document"] == "feed/news-1"
        assert first["meta"] == {"agency": "خبرگزاری", "url": "https://a.example/news/1"}

    def test_outputs_among_sources_are_no_sources(self, run: Run, news: Path) -> None:
        assert run("translate", news, "-o", news.parent / "out", "-f", "html,jsonl", "-q")[0] == 0
        status, _, err = run("translate", news.parent, "-o", news.parent / "out", "-f", "html,jsonl")
        assert status == 0 and "1 document, " in err and "2 earlier outputs passed over" in err
        status, _, err = run("translate", news.parent / "out/first.html")
        assert status == 1 and "first.html: is a page that tarjoman wrote, not a source" in err

    @pytest.mark.parametrize(
        ("format", "text", "lines"),
        [
            ("md", "# خبر رسید\n\nاو آمد.", 2),
            ("html", "<h1>خبر رسید</h1><p>او به تهران آمد.</p>", 2),
            ("jsonl", '{"title": "خبر رسید", "b": "او آمد."}', 2),
            ("csv", "b\nاو آمد.\nاو رفت.\n", 2),
            ("rss", FEED.replace("English", "خبر"), 4),
        ],
    )
    def test_standard_input(self, format: str, text: str, lines: int) -> None:
        result = pipe(text.encode(), "-", "--input-format", format, "--field", "text=b")
        assert result.returncode == 0 and b"tarjoman:" not in result.stderr and result.stdout.count(b"\n") == lines

    def test_rows_that_are_sentences(self) -> None:
        result = pipe("متن\nاو آمد.\n\nاو رفت.\n".encode(), "-", "--input-format", "csv", "--lines", "-f", "txt")
        assert result.returncode == 0 and result.stdout.count(b"\n") == 3

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--input-format", "pdf"], "'pdf' is not known. Give one of txt, md, html, docx, jsonl, csv, tsv, rss"),
            (["--field", "body"], "--field: 'body' is none. Give ROLE=NAME"),
            (["--input-format", "csv", "-f", "html"], "html of several documents cannot share standard output"),
        ],
    )
    def test_usage(self, run: Run, arguments: list[str], message: str) -> None:
        status, _, err = run("translate", "-", *arguments)
        assert status == 2 and message in err


class TestStreams:
    """Standard streams that are closed, and being stopped: a clear end, never a traceback."""

    @staticmethod
    def shell(command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["bash", "-c", command.replace("tarjoman", f"{sys.executable} -m tarjoman")],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")} | environment,
        )

    @pytest.mark.parametrize(
        ("command", "status", "message"),
        [
            ("tarjoman translate $NEWS -o $OUT <&-", 0, "1 document"),
            ("tarjoman translate - <&-", 1, "standard input: empty"),
            ("tarjoman translate $NEWS >&-", 2, "standard output: it is closed"),
            ("tarjoman translate $NEWS -o $OUT >&-", 0, "1 document"),
            ("tarjoman translate $NEWS -o $OUT 2>&-", 0, ""),
            ("tarjoman translate $NEWS -o $OUT >/dev/full", 1, ""),
            ("tarjoman --version >/dev/full", 1, ""),
        ],
    )
    def test_closed(self, news: Path, tmp_path: Path, command: str, status: int, message: str) -> None:
        result = self.shell(command, NEWS=str(news), OUT=str(tmp_path / "out"))
        assert result.returncode == status and message in result.stderr and "Traceback" not in result.stderr

    @pytest.mark.parametrize(
        ("number", "times", "status"), [(signal.SIGINT, 1, 130), (signal.SIGINT, 3, 130), (signal.SIGTERM, 1, 143)]
    )
    def test_stopped(self, tmp_path: Path, number: int, times: int, status: int) -> None:
        (tmp_path / "long.txt").write_text(NEWS * 2000, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "tarjoman", "translate", tmp_path / "long.txt", "-o", tmp_path / "out"],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        )
        while not (tmp_path / "out/run.json").exists():
            time.sleep(0.05)
        time.sleep(1)  # into the translation
        for _ in range(times):
            process.send_signal(number)
            time.sleep(0.05)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (status, "Stopped. What was written is whole.\n")
        assert [p.name for p in (tmp_path / "out").iterdir()] == ["run.json"]
        told = json.loads((tmp_path / "out/run.json").read_text())
        assert not told["complete"] and told["model"].startswith("fa-en@")

    def test_the_current_folder_is_gone(self, news: Path, tmp_path: Path) -> None:
        result = self.shell(
            f"mkdir {tmp_path}/gone; cd {tmp_path}/gone; rmdir ../gone; tarjoman translate {news} -o out"
        )
        assert result.returncode == 1 and "no such file or directory" in result.stderr
        assert "Traceback" not in result.stderr


class TestBadInput:
    """Each is named, with what to do; the good file goes through; nothing is left half-written; status 1."""

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("latin.txt", "سلام دنيا".encode("cp1256"), "not UTF-8 (byte"),
            ("empty.txt", b"", "empty. Give it a text"),
            ("blank.txt", b" \n", "nothing but white space"),
            ("binary.txt", b"\x7fELF\0\0", "not a text file in UTF-8"),
            ("english.txt", b"Hello, world.", "no Persian letters in it"),
            ("long.txt", ("خبر آمد. " * 350_000).encode(), "line 1 has 3,150,000 characters, the limit is 200,000"),
        ],
    )
    def test_a_bad_file(self, run: Run, news: Path, tmp_path: Path, name: str, content: bytes, message: str) -> None:
        (news.parent / name).write_bytes(content)
        status, out, err = run("translate", news.parent, "-o", tmp_path / "out")
        assert status == 1 and f"{news.parent / name}: {message}" in err and "1 failed" in err
        assert out == f"{tmp_path / 'out/first.html'}\n"
        assert sorted(p.name for p in (tmp_path / "out").iterdir())[:3] == ["first.en.txt", "first.html", "first.jsonl"]

    def test_an_unreadable_file(self, run: Run, news: Path, tmp_path: Path) -> None:
        os.symlink("loop.txt", news.parent / "loop.txt")  # permissions would not stop root
        status, _, err = run("translate", news.parent, "-o", tmp_path / "out")
        assert status == 1 and f"{news.parent}/loop.txt: cannot be read (too many levels of symbolic links)" in err
        assert (tmp_path / "out/first.html").is_file()

    def test_a_folder_without_texts(self, run: Run, news: Path, tmp_path: Path) -> None:
        (tmp_path / "none").mkdir()
        status, out, err = run("translate", tmp_path / "none", news)
        assert status == 1 and "none: no texts in it" in err and "Tehran" in out

    def test_two_texts_of_one_name(self, run: Run, news: Path, tmp_path: Path) -> None:
        (news.parent / "stdin").write_text(NEWS, encoding="utf-8")
        status, out, err = run("translate", news.parent / "stdin", news, "-", "-o", tmp_path / "out")
        assert status == 1 and "-: another source is called stdin. Translate it into a folder of its own" in err
        assert out.count(".html") == 2

    def test_a_folder_in_the_place_of_an_output_leaves_the_others_as_they_were(
        self, run: Run, news: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "out/first.en.txt").mkdir(parents=True)
        status, _, err = run("translate", news, "-o", tmp_path / "out")
        assert status == 1 and "first.en.txt: cannot be written (is a directory). Remove that folder" in err
        assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["first.en.txt", "run.json"]

    def test_names_are_shown_on_one_line(self, run: Run, tmp_path: Path) -> None:
        status, _, err = run("translate", tmp_path / "a\n\x1b.txt")
        assert status == 1 and "a\\n\\x1b.txt: no such file" in err

    def test_nothing_at_all(self, run: Run, tmp_path: Path) -> None:
        status, out, err = run("translate", tmp_path / "none.txt", "-o", tmp_path / "out")
        assert (status, out) == (1, "") and "none.txt: no such file or folder" in err
        assert not (tmp_path / "out").exists()

    def test_an_output_folder_that_cannot_be_written(self, run: Run, news: Path, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("")
        status, _, err = run("translate", news, "-o", tmp_path / "out")
        assert status == 1 and "out: cannot write here" in err and "Name a folder" in err

    def test_an_output_that_cannot_be_written_stops_no_other(self, run: Run, news: Path, tmp_path: Path) -> None:
        (news.parent / "second.txt").write_text(NEWS, encoding="utf-8")
        (tmp_path / "out/first.html").mkdir(parents=True)
        status, _, err = run("translate", news.parent, "-o", tmp_path / "out")
        assert status == 1 and "first.html: cannot be written" in err
        assert (tmp_path / "out/second.html").is_file()
        assert not [p for p in (tmp_path / "out").rglob("*") if p.name.endswith(".tmp")]


class TestOptions:
    def test_a_configuration_and_an_option_over_it(self, run: Run, news: Path, tmp_path: Path) -> None:
        (tmp_path / "c.toml").write_text("[translate]\nformats = ['jsonl']\nbeam = 1\nmax_line = 100\n")
        config = ["--config", tmp_path / "c.toml"]
        status, out, err = run("translate", news, *config, "-f", "html")
        assert status == 0 and "beam 1," in out and err == ""
        assert run("translate", news, *config, "-o", tmp_path / "out", "-q") == (0, "", "")
        assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["first.jsonl", "run.json"]

    def test_the_shipped_configuration_changes_nothing(self, run: Run, news: Path) -> None:
        assert run("translate", news, "--config", ROOT / "configs/news.toml") == run("translate", news)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--format", "pdf"], "formats pdf is none of html, jsonl, txt"),
            (["--format", ","], "formats is empty"),
            (["--beam", "0x"], "Invalid value"),
            (["--beam", "99"], "beam 99 is not between 0 and 64"),
            (["--device", "tpu"], "device tpu is none of"),
            (["-o", ""], "-o: an empty name"),
            (["--config", "none.toml"], "none.toml: cannot be read as TOML"),
        ],
    )
    def test_what_cannot_be_followed(self, run: Run, news: Path, arguments: list[str], message: str) -> None:
        status, out, err = run("translate", news, *arguments)
        assert (status, out) == (2, "") and message in err

    def test_a_model_that_is_not_there(self, run: Run, news: Path) -> None:
        status, _, err = run("translate", news, "--model", "nllb")
        assert status == 2 and "--model nllb: no such model" in err


class TestNames:
    """Name tables, and the list of names that no table has."""

    TEXT = "وزیر خارجه ایران با ایلهام علی اف دیدار کرد.\n"

    def texts(self, folder: Path, **texts: str) -> Path:
        for name, text in texts.items():
            (folder / f"{name}.txt").parent.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return folder

    def test_the_seed_has_every_name_as_it_should_be(self, run: Run, tmp_path: Path) -> None:
        assert run("translate", ROOT / "seeds", "-o", tmp_path, "-q", "-f", "txt")[0] == 0
        english = (tmp_path / "000_36c86617c8b59f6a.en.txt").read_text("utf-8")
        for name, least in {
            "Javier Colomina": 2, "Zakir Hasanov": 1, "Arman Tatoyan": 1, "Vladimir Putin": 1, "Ilham Aliyev": 1,
            "Nikol Pashinyan": 1, "NATO": 5, "Fars": 1, "Nakhchivan": 2, "Yeraskh": 1, "Ararat": 1, "Karabakh": 4,
            "Aghdam": 1, "Kalbajar": 1, "Lachin": 1,
        }.items():  # fmt: skip
            assert english.count(name) >= least, name

    def test_the_shipped_table_and_one_over_it(self, run: Run, tmp_path: Path) -> None:
        self.texts(tmp_path, a=self.TEXT)
        table = tmp_path / "t.tsv"
        table.write_text("fa\ten\nعلی‌اف\tAlijew\nالهام علی‌اف\tIlham Alijew\n", encoding="utf-8")
        assert "Ilham Aliyev" in run("translate", tmp_path / "a.txt")[1]
        assert "Alijew" in run("translate", tmp_path / "a.txt", "--names", table)[1]
        assert "Aliyev" not in run("translate", tmp_path / "a.txt", "--no-names")[1]

    def test_the_table_of_the_house_wins_where_it_is(self, run: Run, tmp_path: Path) -> None:
        texts = self.texts(tmp_path / "in", **{"a/x": "ناتو آمد.\n", "b/x": "ناتو آمد.\n", "c": "ناتو آمد.\n"})
        user = tmp_path / "user.tsv"
        user.write_text("fa\ten\nناتو\tNAT\n", encoding="utf-8")
        (texts / "names.tsv").write_text("fa\ten\nناتو\tOTAN\n", encoding="utf-8")
        (texts / "a" / "names.tsv").write_text("fa\ten\nناتو\tPakt\n", encoding="utf-8")
        assert run("translate", texts, "-o", tmp_path / "out", "-f", "txt", "--names", user)[0] == 0
        english = {name: (tmp_path / "out" / f"{name}.en.txt").read_text("utf-8") for name in ("a/x", "b/x", "c")}
        assert "Pakt" in english["a/x"] and "OTAN" in english["b/x"] and "OTAN" in english["c"]
        status, out, _ = run("translate", texts, "-f", "txt")
        assert status == 0 and out.count("\n") == 3

    def test_a_broken_table_of_the_house_stops_its_texts_only(self, run: Run, tmp_path: Path) -> None:
        texts = self.texts(tmp_path / "in", **{"a/x": self.TEXT, "a/y": self.TEXT, "b": self.TEXT})
        (texts / "a" / "names.tsv").write_text("fa\tde\nناتو\tPakt\n", encoding="utf-8")
        status, _, err = run("translate", texts, "-o", tmp_path / "out", "-f", "txt")
        assert status == 1 and "no column en" in err and "2 failed" in err
        assert err.count("the 2 texts that it is for are not translated") == 1
        assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["b.en.txt", "run.json"]

    def test_a_table_of_the_house_that_is_not_there_is_told(self, run: Run, tmp_path: Path) -> None:
        texts = self.texts(tmp_path / "in", a=self.TEXT)
        (texts / "names.tsv").symlink_to(tmp_path / "gone.tsv")
        status, _, err = run("translate", texts, "-o", tmp_path / "out", "-f", "txt")
        assert status == 1 and "names.tsv: cannot be read (no such file or directory); the text that it is for" in err

    def test_a_table_that_contradicts_itself_is_told(self, run: Run, tmp_path: Path) -> None:
        texts = self.texts(tmp_path / "in", a=self.TEXT)
        (texts / "names.tsv").write_text("fa\ten\nناتو\tPakt\nناتو\tOTAN\n", encoding="utf-8")
        assert "line 3: ناتو is OTAN, but Pakt in" in run("translate", texts, "-o", tmp_path / "out")[2]

    def test_names_to_check_are_listed_decided_and_added(self, run: Run, tmp_path: Path) -> None:
        texts = self.texts(
            tmp_path / "in", a="به گزارش ایسنا، مهدی فرخ نژاد گفت: دریا آرام است.\nفرخ نژاد به رشت رفت.\n"
        )
        out, check = tmp_path / "out", tmp_path / "out" / "names-to-check.tsv"
        assert run("translate", texts, "-o", out, "-f", "txt")[0] == 0
        lines = check.read_text("utf-8-sig").splitlines()
        assert lines[0].split("\t")[:4] == ["ok", "fa", "en", "type"]
        row = next(line.split("\t") for line in lines[1:] if line.split("\t")[1].startswith("مهدی"))
        assert row[0] == "" and float(row[5]) >= 0.5 and row[8] == "a"
        row[0], row[2], row[3] = "yes", "Mehdi Farrokh-Nezhad", "person"
        check.write_text("\n".join([lines[0], "\t".join(row)]) + "\n", encoding="utf-8")
        status, said, _ = run("names", "add", check, "--to", texts / "names.tsv")
        assert (status, said) == (0, f"{texts / 'names.tsv'}: 1 added, 0 changed\n")
        assert run("translate", texts, "-o", out, "-f", "txt")[0] == 0
        assert "Mehdi Farrokh-Nezhad" in (out / "a.en.txt").read_text("utf-8")
        assert check.read_text("utf-8-sig").splitlines()[1].split("\t")[:3] == row[:3]  # what was decided stays

    def test_a_file_of_that_name_that_is_no_list_stops_the_run(self, run: Run, tmp_path: Path) -> None:
        texts, out = self.texts(tmp_path / "in", a=self.TEXT), tmp_path / "out"
        out.mkdir()
        (out / "names-to-check.tsv").write_text("mine", encoding="utf-8")
        status, _, err = run("translate", texts, "-o", out, "-f", "txt")
        assert status == 1 and "names-to-check.tsv: is no list of names to check" in err
        assert (out / "names-to-check.tsv").read_text("utf-8") == "mine" and not (out / "a.en.txt").exists()

    def test_tables_are_no_texts(self, run: Run, tmp_path: Path) -> None:
        texts = self.texts(tmp_path / "in", a=self.TEXT)
        for name in ("names.tsv", "names-to-check.tsv"):
            (texts / name).write_text("fa\ten\n", encoding="utf-8")
        for named in ([texts / "*"], sorted(texts.iterdir())):
            assert run("translate", *named, "-o", tmp_path / "out", "-f", "txt", "-q")[0] == 0
            assert not [p.name for p in (tmp_path / "out").iterdir() if p.name.startswith("names.tsv")]
        status, _, err = run("translate", texts / "names.tsv", "-o", tmp_path / "out")
        assert status == 1 and "is no text, but a table of names" in err

    def test_groups_without_tables_count_once(self, run: Run, tmp_path: Path) -> None:
        text = "به گزارش ایسنا، مهدی فرخ نژاد گفت: دریا آرام است.\n"
        texts = self.texts(tmp_path / "in", **{"a/x": text, "b/x": text, "c/x": text})
        (texts / "b" / "names.tsv").write_text("fa\ten\nرشت\tRasht\n", encoding="utf-8")
        assert run("translate", *(texts / n for n in "abc"), "-o", tmp_path / "out", "-f", "txt", "-q")[0] in (0, 1)
        assert run("translate", texts, "-o", tmp_path / "out2", "-f", "txt", "-q")[0] == 0
        lines = (tmp_path / "out2" / "names-to-check.tsv").read_text("utf-8-sig").splitlines()[1:]
        assert lines and {tuple(line.split("\t")[7:9]) for line in lines} == {("3", "a/x, b/x, c/x")}

    def test_a_table_without_effect_is_refused(self, run: Run, tmp_path: Path) -> None:
        status, _, err = run("translate", "x.txt", "--no-names", "--names", tmp_path / "none.tsv")
        assert status == 2 and "--names: has no effect" in err


class TestMemory:
    """`--memory`: a run that was stopped goes on."""

    def test_a_killed_run_goes_on_and_comes_out_the_same(self, tmp_path: Path) -> None:
        texts = tmp_path / "in"
        texts.mkdir()
        for n in range(12):
            (texts / f"{n}.txt").write_text(NEWS.replace("\n", f" {n}\n") * (n + 1), encoding="utf-8")
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "SOURCE_DATE_EPOCH": "1700000000"}

        def start(out: str, *options: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "tarjoman", "translate", str(texts), "-q", "-o", str(tmp_path / out)]
            return subprocess.Popen([*command, *options], env=environment)

        assert start("whole", "--no-memory").wait() == 0
        memory = ("--memory", str(tmp_path / "m.sqlite"))
        for seconds in (0.6, 1.0, 1.4):
            process = start("killed", *memory)
            time.sleep(seconds)
            process.kill()
            process.wait()
        assert start("killed", *memory).wait() == 0
        whole, killed = (
            {p.name: p.read_bytes() for p in sorted((tmp_path / name).iterdir()) if p.name != "run.json"}
            for name in ("whole", "killed")
        )
        assert whole == killed and len(whole) >= 36

    def test_a_file_that_is_no_memory_is_refused(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
        status, _, err = run("translate", tmp_path / "a.txt", "--memory", tmp_path / "a.txt")
        assert status == 1 and "a.txt: cannot be used (file is not a database)" in err
