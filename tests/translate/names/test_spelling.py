from collections.abc import Sequence

import pytest

from tarjoman.translate.names.spelling import Speller
from tarjoman.translate.names.table import Entry, NameTable, parse
from tarjoman.translate.names.transliteration import Candidate, Transliterator

ROWS = "fa\ten\ttype\nمهدی\tMehdi\tperson\nنیوزیلند\tNew Zealand\tplace\n"
TABLE = NameTable([parse(ROWS.encode(), "t")])


class Made(Transliterator):
    """A transliterator that knows what it is told, and nothing of other names."""

    def __init__(self, **names: Sequence[tuple[str, float]]) -> None:
        self.names = names
        self.asked: list[str] = []

    def problem(self, name: str) -> str:
        return "" if name in self.names else "unknown"

    def batch(self, names: Sequence[str], number: int = 5, *, beam: int = 0) -> list[list[Candidate]]:
        self.asked += names
        return [[Candidate(*found) for found in self.names[name][:number]] for name in names]


def speller(*, across: bool = False, **names: Sequence[tuple[str, float]]) -> Speller:
    return Speller(Made(**names), TABLE, across=across)


def decided(made: Speller, known: list[Entry], seen: dict[str, list[str]]) -> dict[str, str]:
    return made.decide(known, seen, made.candidates(seen))


NADERI = [("Naderi", 0.5), ("Nadiri", 0.1), ("Nodari", 0.02)]


@pytest.mark.parametrize(
    ("seen", "spelt"),
    [
        ([], "Naderi"),
        (["Nadiri"], "Nadiri"),  # likely enough
        (["Nodari"], "Naderi"),  # too unlikely
        (["Smith", "Nadiri", "Naderi", "Nadiri"], "Nadiri"),  # the most frequent of those that are likely
        (["Naderi", "Nadiri"], "Naderi"),  # the first of equals
    ],
)
def test_what_translations_made_of_a_name_counts_where_it_is_likely(seen: list[str], spelt: str) -> None:
    assert decided(speller(**{"نادری": NADERI}), [], {"نادری": seen}) == {"نادری": spelt}


def test_an_english_form_of_the_table_counts_for_another_spelling_of_its_name() -> None:
    made = speller(**{"نیوزلند": [("Newsland", 0.3)]})
    assert decided(made, [], {"نیوزلند": ["New Zealand"]}) == {"نیوزلند": "New Zealand"}
    assert decided(made, [], {"نیوزلند": ["Mehdi"]}) == {"نیوزلند": "Newsland"}


def test_a_word_is_spelt_as_in_the_longer_name() -> None:
    names = {"نادری": NADERI, "مهدی نادری": [("Mahdi Nadiri", 0.4)], "مهدی": [("Mahdi", 0.9)]}
    found = decided(speller(**names), [], {"نادری": ["Naderi"], "مهدی نادری": []})
    assert found == {"مهدی نادری": "Mehdi Nadiri", "نادری": "Nadiri"}  # Mehdi as the table has it


def test_a_word_is_spelt_as_in_a_name_of_the_table() -> None:
    known = [Entry("رضا نادری", "Reza Nadery", type="person")]
    assert decided(speller(**{"نادری": NADERI}), known, {"نادری": []}) == {"نادری": "Nadery"}


@pytest.mark.parametrize(("across", "second"), [(False, "Naderi"), (True, "Nadiri")])
def test_decisions_hold_for_a_document_or_for_all(across: bool, second: str) -> None:
    made = speller(across=across, **{"نادری": NADERI})
    assert decided(made, [], {"نادری": ["Nadiri"]}) == {"نادری": "Nadiri"}
    assert decided(made, [], {"نادری": ["Naderi"]}) == {"نادری": second}


def test_a_spelling_that_leaves_out_a_part_is_none() -> None:
    names = {"محمدرضا رضایی": [("Reza Rezaei", 0.9)], "محمدرضا": [("Mohammad Reza", 0.9)], "رضایی": [("Rezaei", 0.9)]}
    assert decided(speller(**names), [], {"محمدرضا رضایی": []}) == {"محمدرضا رضایی": "Mohammad Reza Rezaei"}


def test_what_cannot_be_spelt_is_left_out() -> None:
    made = Speller(Made(**{"نادری": NADERI}), TABLE)
    assert list(made.candidates(["نادری", "???"])) == ["نادری"] == list(made.candidates(["نادری", "نادری"]))


def test_what_was_spelt_before_does_not_count() -> None:
    """Else a run that goes on, or that has many machines, would have other spellings."""
    transliterator = Made(**{"نادری": NADERI})
    made = Speller(transliterator, TABLE)
    made.candidates(["نادری"])
    made.candidates(["نادری"])
    assert transliterator.asked == ["نادری", "نادری"]
