"""Kill translations at random moments, run them again, and compare what comes out with an undisturbed run's.

    python benchmarks/killed.py NEWS.fa.xz [--kills 50] [--sentences 400] [--seed 1]

Reads     NEWS.fa.xz   lines `source<TAB>sentence`
Prints    how often the process was killed, how many runs came to their end by themselves meanwhile, and whether every
          file is the same byte for byte. Ends with status 1 where one is not.

A run is killed (SIGKILL) at a moment drawn from the time that an undisturbed one takes; its memory goes on with the
next. When a run came to its end, or every tenth time, the memory and the outputs are thrown away.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from speed import articles

from tarjoman.translate.manifest import NAME

AFRESH = 10


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder; not the record of the run, which says where the memory is."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != NAME}


def main() -> None:
    """Kill, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--kills", type=int, default=50, metavar="N")
    parser.add_argument("--sentences", type=int, default=400, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles(arguments.news, arguments.sentences, folder / "news")
        command = [sys.executable, "-m", "tarjoman", "translate", str(folder / "news"), "-q", "-o"]
        environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
        begin = time.perf_counter()
        undisturbed = [*command, str(folder / "whole"), "--memory", str(folder / "whole.sqlite")]
        subprocess.run(undisturbed, check=True, env=environment)  # noqa: S603
        seconds = time.perf_counter() - begin
        whole = contents(folder / "whole")
        again = [*command, str(folder / "out"), "--memory", str(folder / "memory.sqlite")]

        def same() -> bool:
            subprocess.run(again, check=True, env=environment)  # noqa: S603
            return contents(folder / "out") == whole

        killed = ended = wrong = 0
        while killed < arguments.kills:
            process = subprocess.Popen(again, env=environment)  # noqa: S603
            try:
                process.wait(chance.uniform(0.1, seconds))
                ended += 1
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
                if killed % AFRESH:
                    continue
            wrong += not same()
            shutil.rmtree(folder / "out")
            for path in folder.glob("memory.sqlite*"):
                path.unlink()
        wrong += not same()
    print(f"{len(whole)} files; killed {killed} times, {ended} runs came to their end; {wrong} comparisons differ")
    raise SystemExit(wrong > 0)


if __name__ == "__main__":
    main()
