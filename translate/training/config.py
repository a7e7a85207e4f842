"""Settings of `tarjoman train`: table `[train]` of a TOML file, whose paths are relative to the file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tarjoman import config
from tarjoman.config import DEVICES, Settings, setting
from tarjoman.errors import UsageError
from tarjoman.files import display
from tarjoman.translate.normalization.profile import profiles

EMBEDDED = "embedded"  # what `init` calls the model that is used when none is named


@dataclass(frozen=True, slots=True)
class TrainConfig(Settings):
    """What to train on, what network, and how."""

    # what
    work: str = setting("work", "Folder for what the steps leave for each other.")
    corpora: Mapping[str, float] = setting(
        {}, "Corpora with their weights: how often a pair is drawn, beside the others.", least=0.001, most=1000
    )
    dev: tuple[str, ...] = setting((), "Test sets: kept out of the training data; the first one is watched.")
    license: str = setting("", "SPDX identifier of the weights, which follows from the corpora.")
    # cleaning
    profile: str = setting("embedded", "Normalisation profile, in training and for the model that comes out.")
    longest: int = setting(70, "Longest sentence, in words.", least=5, most=500)
    ratio: float = setting(2.6, "Greatest ratio of the two sides' words, either way.", least=1.1, most=20)
    overlap: int = setting(8, "A run of so many words that a test set has too puts a pair out.", least=3, most=50)
    # word links
    links: str = setting("", "Word links of the pairs, a file in Pharaoh's format; empty: those of our own aligner.")
    guiding: float = setting(0.3, "Weight of the word links in the loss; 0: not used.", least=0, most=10)
    copying: float = setting(0.25, "Share of sources whose names are put in as the target has them.", least=0, most=1)
    # network
    init: str = setting("", "What to train further: embedded, a model folder, a checkpoint; empty: a new network.")
    pieces: int = setting(12_000, "Vocabulary, padding included.", least=300, most=64_000)
    units: str = setting("unigram", "Kind of the pieces; char: characters, for names.", one_of=("unigram", "char"))
    width: int = setting(512, "Width of the network.", least=8, most=2048)
    inner: int = setting(1536, "Width inside its feed-forward layers.", least=8, most=8192)
    heads: int = setting(8, "Attention heads; they divide the width.", least=1, most=32)
    encoder: int = setting(6, "Encoder layers.", least=1, most=24)
    decoder: int = setting(3, "Decoder layers.", least=1, most=24)
    dropout: float = setting(0.1, "Dropout.", least=0, most=0.9)
    # training
    minutes: float = setting(
        30.0, "How long to train; the learning rate falls to nothing by then.", least=0.01, most=1e5
    )
    steps: int = setting(0, "Steps to train instead of minutes; 0: by the clock.", least=0, most=10_000_000)
    batch_tokens: int = setting(4096, "Tokens in a batch, padding included, on either side.", least=32, most=1_000_000)
    longest_pieces: int = setting(110, "Longest sentence trained on, in pieces.", least=8, most=500)
    learning_rate: float = setting(8e-4, "Highest learning rate.", least=1e-6, most=0.1)
    warmup: int = setting(400, "Steps over which the learning rate rises.", least=1, most=100_000)
    smoothing: float = setting(0.1, "Label smoothing.", least=0, most=0.5)
    average: float = setting(0.998, "Decay of the running mean of the weights, which is what is kept.", least=0, most=1)
    sampling: float = setting(0.3, "Subword sampling, 0: none; smaller is wilder.", least=0, most=10)
    noise: float = setting(0.1, "Share of sources with a lost or spaced ZWNJ, stop or space.", least=0, most=1)
    every: float = setting(5.0, "Minutes between scores on the watched test set.", least=0.01, most=1e5)
    patience: int = setting(4, "Scores without a new best one after which to stop.", least=1, most=1000)
    seed: int = setting(1, "Seed of everything that is drawn.", least=0, most=2**31)
    device: str = setting("auto", "Where to train; auto: a GPU where there is one.", one_of=DEVICES)

    def __post_init__(self) -> None:
        Settings.__post_init__(self)
        if self.width % self.heads:
            raise UsageError(
                "settings", f"{self.heads} heads do not divide a width of {self.width}", "Change one of them"
            )
        if self.profile not in profiles():
            problem = f"profile {self.profile!r} is none of {', '.join(profiles())}"
            raise UsageError("settings", problem, "Name one of them")
        if self.units == "char" and self.sampling:
            raise UsageError("settings", "characters can be cut in one way only", "Set sampling = 0.0")
        names = [Path(name).name for name in self.corpora]
        if odd := [name for name in names if not name.isprintable()]:
            problem = f"a corpus is called {display(odd[0])}"
            raise UsageError("settings", problem, "Give it a name without control characters")
        if twice := {name for name in names if names.count(name) > 1}:
            problem = f"two corpora are called {', '.join(sorted(twice))}"
            raise UsageError("settings", problem, "Give their files different names: weights go by them")

    @property
    def linked(self) -> bool:
        """Whether the training needs word links."""
        return self.guiding > 0 or self.copying > 0

    @property
    def described(self) -> dict[str, Any]:
        """What `export` is to say of the model, beside its licence."""
        return {"profile": self.profile, "max_tokens": self.longest_pieces}

    @property
    def checkpoint(self) -> Path:
        """Where the best network is, in the format of Hugging Face."""
        return Path(self.work) / "checkpoint"


def read(path: Path) -> TrainConfig:
    """The configuration in a file, its paths made absolute. Raises UsageError as `tarjoman.config.load`; no corpora."""
    settings = TrainConfig(**config.load(path, "train", TrainConfig))
    if not settings.corpora:
        raise UsageError(display(path), "no corpora", 'Name them: corpora = {"news.tsv" = 1.0}')
    here = path.resolve().parent
    return replace(
        settings,
        work=str(here / settings.work),
        links=str(here / settings.links) if settings.links else "",
        init=settings.init if settings.init in ("", EMBEDDED) else str(here / settings.init),
        corpora={str(here / name): weight for name, weight in settings.corpora.items()},
        dev=tuple(str(here / name) for name in settings.dev),
    )
