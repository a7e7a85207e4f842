"""Measure the whole program against bare loops over the same sentences, in one run: ratios, as machines differ.

    python benchmarks/speed.py NEWS.fa.xz [--sentences 2000] [--long 20000]

Reads     NEWS.fa.xz   lines `source<TAB>sentence`; with --long, 20,000 sentences of it are translated too
Prints    a Markdown table: seconds from the start of a process to its end, sentences a second, times as fast as the
          bare loop, and the most memory that the process held. The rows:
          - bare: CTranslate2 over sentences that are already in pieces and sorted by length, its best settings;
          - tarjoman: the command, from text files to three files of each document, with an empty memory;
          - again: the same command, all of it in the memory, into the same folder and into another;
          - transformers: `generate` of the same network in float32 with the same beam, sorted batches of 32, and
            sentence by sentence; over the first --rival sentences, as they are slow;
          - --help; and from the start of a process to the first sentence of a job that has only one.

Each is a process of its own, alone on the machine, two threads each where there are two cores. The slowest part of a
start is counted in: loading models and tables. Needs the extra [hf].
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tarjoman.config import TranslateConfig, cores
from tarjoman.files import unpacked
from tarjoman.translate.model import Model
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.splitting import split, split_all

ARTICLE = 20  # sentences of a document, about

BARE = """
import json, sys
import ctranslate2
job = json.load(open(sys.argv[1], encoding="utf-8"))
translator = ctranslate2.Translator(job["folder"], compute_type="int8", inter_threads=job["threads"], intra_threads=1)
for result in translator.translate_batch(
    job["pieces"], beam_size=job["beam"], length_penalty=job["length_penalty"], max_batch_size=job["batch_tokens"],
    batch_type="tokens", max_decoding_length=job["max_length"], suppress_sequences=job["suppress"], disable_unk=True,
):
    print("".join(result.hypotheses[0]).replace("\\u2581", " "))
"""

TRANSFORMERS = """
import json, sys
import torch
from transformers import MarianMTModel, MarianTokenizer
job = json.load(open(sys.argv[1], encoding="utf-8"))
size = int(sys.argv[2])
torch.set_num_threads(job["threads"])
tokenizer = MarianTokenizer.from_pretrained(job["checkpoint"])
network = MarianMTModel.from_pretrained(job["checkpoint"], dtype=torch.float32).eval()
for start in range(0, len(job["sentences"]), size):
    batch = tokenizer(job["sentences"][start : start + size], return_tensors="pt", padding=True)
    with torch.inference_mode():
        output = network.generate(
            **batch, num_beams=job["beam"], length_penalty=job["length_penalty"], max_length=job["max_length"]
        )
    print(*tokenizer.batch_decode(output, skip_special_tokens=True), sep="\\n")
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A process that came to its end. seconds: of the clock. peak: of memory, in MB."""

    seconds: float
    peak: float


def run(*command: str, env: dict[str, str] | None = None) -> Run:
    """Run a command to its end; it must succeed."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | (env or {}))  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode(errors="replace"))
    return Run(seconds, usage.ru_maxrss / 1000)


def first_line(*command: str, text: str) -> float:
    """Seconds until a command that is given a text has said a line."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        if process.stdin is None or process.stdout is None:
            raise SystemExit("no pipes")
        process.stdin.write(text.encode())
        process.stdin.close()
        process.stdout.readline()
        seconds = time.perf_counter() - begin
    return seconds


def articles(news: Path, number: int, folder: Path) -> list[str]:
    """Write documents of so many sentences in all; their sentences as the engine is given them, each once."""
    normalize = normalizer(Model.find(TranslateConfig().model).profile)
    folder.mkdir()
    sentences: list[str] = []
    lines: list[str] = []
    count = inside = written = 0
    with unpacked(news) as stream:
        for line in stream:
            text = line.decode().rstrip("\n").split("\t", 1)[-1]
            spans = split(text)
            lines.append(text)
            sentences += [
                normalize(text[s.start + a : s.start + b]) for s in spans for a, b in split_all(text[s.start : s.end])
            ]
            count, inside = count + len(spans), inside + len(spans)
            if inside >= ARTICLE or count >= number:
                (folder / f"{written:05}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
                written, inside, lines = written + 1, 0, []
            if count >= number:
                break
    return list(dict.fromkeys(s for s in sentences if s))


def row(name: str, sentences: int, done: Run, rate: float) -> None:
    """Print a row. rate: sentences a second of the bare loop."""
    own = sentences / done.seconds
    print(f"| {name} | {done.seconds:.2f} | {own:.1f} | {own / rate:.2f} | {done.peak:.0f} |", flush=True)


def job(path: Path, sentences: Sequence[str], **more: object) -> None:
    """Write down what the bare loops do."""
    import sentencepiece

    model = Model.find(TranslateConfig().model)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model.embedded_folder(model.name) / "source.spm"))
    order = sorted(sentences, key=lambda s: -len(pieces.encode(s)))
    told = {
        "folder": str(model.folder),
        "pieces": [[*pieces.encode(s, out_type=str), "</s>"] for s in order],
        "sentences": order,
        "beam": model.decoding.beam,
        "length_penalty": model.decoding.length_penalty,
        "max_length": model.decoding.max_length,
        "suppress": [[piece] for piece in model.decoding.suppress],
        "batch_tokens": TranslateConfig().batch_tokens,
        "threads": cores(),
    }
    path.write_text(json.dumps(told | more), encoding="utf-8")


def checkpoint(folder: Path) -> Path:
    """The embedded network as transformers reads it."""
    from tarjoman.translate.training.config import TrainConfig
    from tarjoman.translate.training.network import save
    from tarjoman.translate.training.recover import recover

    model = Model.embedded_folder(TranslateConfig().model)
    save(recover(model / "model.bin", TrainConfig()), model / "source.spm", folder)
    return folder


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--sentences", type=int, default=2000, metavar="N")
    parser.add_argument("--rival", type=int, default=200, metavar="N", help="sentences of the slow rivals; 0: without")
    parser.add_argument("--long", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    tarjoman = [sys.executable, "-m", "tarjoman"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sentences = articles(arguments.news, arguments.sentences, folder / "news")
        job(folder / "job.json", sentences)
        print("| what | seconds | sentences a second | of bare | MB |\n| --- | --- | --- | --- | --- |")
        bare = run(sys.executable, "-c", BARE, str(folder / "job.json"))
        rate = len(sentences) / bare.seconds
        row("bare CTranslate2", len(sentences), bare, rate)
        memory = str(folder / "memory.sqlite")
        command = [*tarjoman, "translate", str(folder / "news"), "--memory", memory, "-q", "-o"]
        first = run(*command, str(folder / "out"))
        row("tarjoman", len(sentences), first, rate)
        for what, out in (("again", "out"), ("again, another folder", "other")):
            again = run(*command, str(folder / out))
            row(f"{what} ({first.seconds / again.seconds:.0f} times as fast)", len(sentences), again, rate)
        if arguments.long:
            more = articles(arguments.news, arguments.long, folder / "long")
            command[3], command[5] = str(folder / "long"), str(folder / "long.sqlite")
            row(f"tarjoman, {arguments.long:,} sentences", len(more), run(*command, str(folder / "longer")), rate)
        if arguments.rival:
            some = sentences[: arguments.rival]
            job(folder / "rival.json", some, checkpoint=str(checkpoint(folder / "checkpoint")))
            rival = str(folder / "rival.json")
            row("transformers, batches of 32", len(some), run(sys.executable, "-c", TRANSFORMERS, rival, "32"), rate)
            row("transformers, one by one", len(some), run(sys.executable, "-c", TRANSFORMERS, rival, "1"), rate)
        helped = min(run(*tarjoman, "--help").seconds for _ in range(3))
        one = min(
            first_line(*tarjoman, "translate", "-", "-q", "--no-memory", text=sentences[0] + "\n") for _ in range(3)
        )
    print(f"\n`tarjoman --help`: {helped:.2f} s. First sentence of a job of one: {one:.2f} s.")


if __name__ == "__main__":
    main()
