from tarjoman.translate.check.lexicon import Lexicon, stems


def test_parse() -> None:
    row = Lexicon.parse("گربه\t0502\tcat cats kitt\n").rows["گربه"]
    assert row.stems == {"cat", "cats", "kitt"}
    assert row.missing > 2.5 and row.present < -3.5  # ln(0.98 / 0.05), ln(0.02 / 0.95)


def test_stems() -> None:
    assert stems("The minister's 2 Cats.") == {"the", "mini", "s", "cats"}


def test_the_one_that_comes_with_the_package() -> None:
    rows = Lexicon.load().rows
    assert len(rows) > 10_000
    assert "mini" in rows["وزیر"].stems and rows["وزیر"].missing > 1 > 0 > rows["وزیر"].present
