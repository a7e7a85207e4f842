from tarjoman.translate.check.lexicon import Lexicon, stems


def test_parse() -> None:
    lexicon = Lexicon("گربه\t0502\tcat cats kitt\n")
    row = lexicon.get("گربه")
    assert row and row.stems == {"cat", "cats", "kitt"}
    assert row.missing > 2.5 and row.present < -3.5  # ln(0.98 / 0.05), ln(0.02 / 0.95)
    assert lexicon.get("سگ") is None and len(lexicon) == 1


def test_stems() -> None:
    assert stems("The minister's 2 Cats.") == {"the", "mini", "s", "cats"}


def test_the_one_that_comes_with_the_package() -> None:
    assert len(Lexicon.load()) > 10_000
    row = Lexicon.load().get("وزیر")
    assert row and "mini" in row.stems and row.missing > 1 > 0 > row.present
