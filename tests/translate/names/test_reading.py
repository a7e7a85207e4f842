"""Documents with the embedded transliterator."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tarjoman.translate.names import Transliterator
from tarjoman.translate.names.reading import LEAST, NameReader
from tarjoman.translate.names.table import NameTable, parse

ROWS = "fa\ten\ttype\nتهران\tTehran\tplace\nشیراز\tShiraz\tplace\n"
TEXT = ["به گزارش ایسنا، مهدی فرخ نژاد در تهران گفت: دریا آرام است.", "فرخ نژاد به شیراز رفت."]


@pytest.fixture(scope="module")
def table() -> NameTable:
    return NameTable([parse(ROWS.encode(), "t")])


@pytest.fixture
def reader(table: NameTable) -> NameReader:
    return NameReader(table, Transliterator.load())


def test_names_of_the_table_and_others_in_their_order(reader: NameReader) -> None:
    first, second = reader.read("a", TEXT)
    assert [TEXT[0][slice(*m.span)] for m in first if m.confidence == 1] == ["تهران"]
    others = [(TEXT[0][slice(*m.span)], m.confidence) for m in first if m.confidence < 1]
    assert any("فرخ" in form and confidence >= LEAST for form, confidence in others)
    for mentions in (first, second):
        assert [m.span for m in mentions] == sorted(m.span for m in mentions)
        assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


def test_without_a_transliterator_only_the_table_counts(table: NameTable) -> None:
    reader = NameReader(table)
    first, second = reader.read("a", TEXT)
    assert (
        [m.entry.en for m in (*first, *second)] == ["Tehran", "Shiraz"]
        and reader.told("a") == []
        and reader.suggestions == {}
    )
    assert reader.settle("a", [first, second], {}) == [first, second]


def test_settled_names_are_spelt_once_and_suggested_so(reader: NameReader) -> None:
    mentions = reader.read("a", TEXT)
    forms = {m.entry.fa for found in mentions for m in found if m.confidence < 1}
    settled = reader.settle("a", mentions, {form: [] for form in forms})
    spelt = {m.entry.fa: m.entry.en for found in settled for m in found if m.confidence < 1}
    reader.told("a")
    assert spelt.keys() == forms == reader.suggestions.keys()
    assert all(reader.suggestions[form].english == english for form, english in spelt.items())


def test_suggestions_count_over_documents(reader: NameReader) -> None:
    reader.read("a", TEXT)
    reader.read("b", TEXT)
    assert reader.suggestions == {}
    once = reader.told("a")
    assert reader.told("a") == [] and reader.told("b") == [replace(s, documents=["b"]) for s in once] != []
    for suggestion in reader.suggestions.values():
        assert suggestion.count % 2 == 0 and suggestion.documents == ["a", "b"] and suggestion.example in TEXT
    reader.found("c", once)
    assert all(suggestion.documents == ["a", "b", "c"] for suggestion in reader.suggestions.values())
    assert all(suggestion.documents == ["a"] for suggestion in once)


def test_tables_over_tables(reader: NameReader, tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("fa\ten\nتهران\tTeheran\n", encoding="utf-8")
    over = reader.under([tmp_path / "t.tsv"])
    first, second = over.read("a", TEXT)
    assert [m.entry.en for m in (*first, *second) if m.confidence == 1] == ["Teheran", "Shiraz"]
    assert over.told("a") and over.suggestions is reader.suggestions and reader.suggestions
    assert reader.table.get("تهران").en == "Tehran"  # type: ignore[union-attr]
    assert over.settings["names"] != reader.settings["names"]


@pytest.mark.parametrize(
    ("sentence", "spelt"),
    [
        ("شرکت «زوکس» (Zoox) آمد", {"زوکس": "Zoox"}),
        ("استان شیراز (Shirauz) بود", {"شیراز": "Shiraz"}),  # another spelling: the table's counts
        ("شیراز (Zurich) بود", {"شیراز": "Zurich"}),  # another place
        ("تهران (IRNA) خبر داد", {"تهران": "Tehran"}),
    ],
)
def test_what_a_source_says_in_brackets_counts(reader: NameReader, sentence: str, spelt: dict[str, str]) -> None:
    mentions = reader.read("a", [sentence])
    settled = reader.settle("a", mentions, {m.entry.fa: [] for m in mentions[0] if m.confidence < 1})
    assert {m.entry.fa: m.entry.en for m in settled[0]} | spelt == {m.entry.fa: m.entry.en for m in settled[0]}
