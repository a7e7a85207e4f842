"""The forms of Persian that models were trained on. Each is a profile: the rules it follows, `profiles/NAME.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from tarjoman.translate.normalization import composition, joining, markup, numbers, spacing, zwnj
from tarjoman.translate.normalization.addresses import Rule, outside
from tarjoman.translate.normalization.characters import Characters, tables
from tarjoman.translate.normalization.edits import Normalized, applied


@cache
def rules() -> dict[str, list[Rule]]:
    """Every rule by name: its passes, each over what the one before left."""
    found: dict[str, list[Rule]] = {name: [Characters(table)] for name, table in tables().items()}
    found |= {
        "compose": [composition.compose],
        "decimals": [outside(numbers.decimals)],
        "entities": [markup.entities],
        "presentation": [composition.presentation],
        "spacing": [*map(outside, spacing.SPACING)],
        "tags": [markup.tags],
        "tatweel": [joining.tatweel],
        "white-space": [spacing.white_space],
        "zero-width": [joining.zero_width],
        "zwnj": [outside(zwnj.repair)],
        "zwnj-spaces": [outside(zwnj.close)],
    }
    return found


def profiles() -> list[str]:
    """The names of the profiles that there are."""
    folder = files("tarjoman.translate.normalization") / "profiles"
    return sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml"))


def rules_of(profile: str) -> list[str]:
    """The names of a profile's rules, in their order; those of another that it is like. Raises LookupError."""
    if profile not in profiles():
        raise LookupError(f"no normalisation profile {profile!r}; there are: {', '.join(profiles())}")
    path = files("tarjoman.translate.normalization") / "profiles" / f"{profile}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return rules_of(data["like"]) if "like" in data else list(data["rules"])


class Normalizer:
    """Brings a text to the form of a profile. Idempotent.

    profile: a file's name in `profiles`, without its ending. Raises LookupError for any other.
    """

    def __init__(self, profile: str) -> None:
        self.passes = [(name, rule) for name in rules_of(profile) for rule in rules()[name]]

    def __call__(self, text: str) -> str:
        """The normalised text."""
        for _, rule in self.passes:
            text = applied(text, rule(text))
        return text

    def log(self, text: str) -> Normalized:
        """The normalised text with every change that made it."""
        so_far = Normalized(text)
        for name, rule in self.passes:
            so_far = so_far.then(rule(so_far.text), name)
        return so_far


@cache
def normalizer(profile: str) -> Normalizer:
    """The normalizer of a profile, made once. Raises LookupError where there is no such profile."""
    return Normalizer(profile)
