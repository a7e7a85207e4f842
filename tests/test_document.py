import pytest

from tarjoman.document import Document, Segment, Span


def test_paragraphs_join_to_the_text_and_offsets_lead_into_it() -> None:
    document = Document("a", ("یک\n\n", "دو\n", "سه"))
    assert document.text == "یک\n\nدو\nسه"
    assert [document.text[at:] for at in document.offsets] == ["یک\n\nدو\nسه", "دو\nسه", "سه"]


@pytest.mark.parametrize(("id", "paragraphs"), [("", ("a",)), ("a", ("a", "")), ("a", ("\n", "a"))])
def test_a_document_needs_an_id_and_text_in_every_paragraph(id: str, paragraphs: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="must have text"):
        Document(id, paragraphs)


@pytest.mark.parametrize(("text", "span"), [("", Span(0, 0)), ("ab", Span(0, 1))])
def test_a_segment_is_as_long_as_its_span(text: str, span: Span) -> None:
    with pytest.raises(ValueError, match="segment 0 of a"):
        Segment("a", 0, 0, text, span)
