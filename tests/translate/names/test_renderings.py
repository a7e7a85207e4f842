import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import within
from tarjoman.translate.names.renderings import find
from tarjoman.translate.names.table import Entry


def entry(en: str, kind: str = "", *also: str) -> Entry:
    return Entry("نام", en, also=also, type=kind)


def marked(name: Entry, text: str) -> str:
    """The text with each place in brackets."""
    for start, end in reversed(find(name, text)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


TEHRAN, IRAN = entry("Tehran", "place"), entry("Iran", "place", "Iranian", "Iranians")
UN, US = entry("UN", "organisation", "United Nations"), entry("United States", "place", "US", "USA", "American")
ALIYEV, FULL = entry("Aliyev", "person"), entry("Ilham Aliyev", "person")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        # a name is a word of its own; a possessive stays outside
        (TEHRAN, "[Tehran]"),
        (TEHRAN, "[Tehran]'s mayor and [Tehran]\u2019s parks, [Tehran]'"),
        (TEHRAN, "In [Tehran], [Tehran]; ([Tehran]) “[Tehran]” '[Tehran]' [Tehran]. /[Tehran]/"),
        (TEHRAN, "a [Tehran]-based body, the pro-[Tehran] camp, [Tehran]–Baku"),
        (TEHRAN, "Tehrani, Tehran2, NewTehran, Tehran_1, tehran, TEHRAN, Téhran"),
        (entry("Athens", "place"), "[Athens]' streets and [Athens]'s"),
        (entry("United States", "place"), "the [United States]' plots, the [united states]"),
        # not inside words
        (entry("Oman", "place"), "Romania and Omani and [Oman] and a roman woman"),
        (entry("Iran", "place"), "Iranian, Iranians, Tehran, [Iran]"),
        (IRAN, "[Iranian], [Iranians], [Iran], Iranianness"),
        (entry("Mali", "place"), "Somalia, Malian, [Mali]"),
        (entry("Ali", "person"), "Alison, Mali, Ali\u0301, [Ali]"),
        # also: the longest at a place
        (UN, "the [United Nations] and the [UN]"),
        (entry("Iran", "place", "Islamic Republic of Iran"), "the [Islamic Republic of Iran] and [Iran]"),
        (
            entry("University of Tehran", "organisation", "Tehran University"),
            "[Tehran University] [University of Tehran]",
        ),
        # acronyms with and without their full stops
        (UN, "[UN], [U.N.], [U.N], the [U.N.]'s man, UNO, Un, un"),
        (US, "[US] [U.S.] [USA] [U.S.A.] [U.S.]-backed pro-[US] us U.S.S.R. USB"),
        (US, "in the [U.S.]. And"),
        (US, "made in the [US]."),
        (entry("NATO", "organisation"), "[NATO]'s, [N.A.T.O.], non-[NATO], nato, NATOs"),
        (entry("IRGC", "organisation"), "the [IRGC] ([IRGC])"),
        (entry("UNICEF", "organisation"), "[UNICEF], U.N.I.C.E.F."),  # too long to be written so
        (entry("JCPOA", "title"), "the [JCPOA], [J.C.P.O.A.]"),
        (entry("UK", "place"), "Ukraine, UKR, [UK], [U.K.]"),
        (entry("CNN", "agency"), "[CNN] said"),
        (entry("BBC Persian", "agency"), "[BBC Persian], [B.B.C. Persian], [BBC\u00a0Persian]"),
        # an acronym at the end of a sentence: its last full stop is not the name's
        (entry("NATO", "organisation"), "It left [NATO]. Then"),
        # "The" at the head
        (entry("The Hague", "place"), "[The Hague] and in [the Hague], Hague"),
        (entry("The Guardian", "agency"), "[The Guardian] said; [the Guardian]'s; a guardian"),
        (entry("The New York Times", "agency"), "in [the New York Times]"),
        (entry("Times of London", "agency", "Times", "The Times"), "the [Times of London], the [Times]"),
        # white space of any kind
        (FULL, "[Ilham  Aliyev], [Ilham\nAliyev], [Ilham\u00a0Aliyev], IlhamAliyev, Ilham, Aliyev"),
        # capitals: of one word, they are needed; of more, not all are
        (entry("Turkey", "place"), "a turkey in [Turkey]"),
        (entry("Pole", "people"), "a pole and a [Pole]"),
        (entry("Persian", "language"), "[Persian], persian"),
        (entry("Foreign Ministry", "organisation"), "the [Foreign Ministry], a [foreign ministry], FOREIGN MINISTER"),
        (entry("Qazvin Province", "place"), "[Qazvin Province], [Qazvin province]"),
        (entry("Parliament", "organisation"), "the parliament, [Parliament], parliamentary, parliaments"),
        (entry("al-Sisi", "person"), "[Al-Sisi] said to [al-Sisi], AL-SISI, sal-Sisi"),
        (entry("emir of Kuwait", "title"), "[Emir of Kuwait], the [emir of Kuwait]"),
        (entry("Nowruz", "event"), "[Nowruz], [nowruz]"),
        # letters with marks, apostrophes and hyphens in a name
        (entry("Côte d'Ivoire", "place"), "[Côte d'Ivoire], Cote dIvoire"),
        (entry("Côte d'Ivoire", "place"), "[Côte d\u2019Ivoire]"),
        (entry("Al-Aqsa", "place"), "[Al-Aqsa] Mosque, [Al-Aqsa]'s"),
        (entry("Al-Aqsa Mosque", "place"), "[al-Aqsa Mosque], the [Al-Aqsa mosque]"),
        (entry("Yedioth Ahronoth", "agency"), "[Yedioth Ahronoth], Yediot Aharonot"),
        (entry("Sana'a", "place"), "[Sana'a], [Sana\u2019a]'s, Sanaa"),
        (entry("Xi\u2019an", "place"), "[Xi'an], Xian"),
        (entry("São Paulo", "place"), "[São Paulo]; Sao Paulo"),
        (entry("Guinea-Bissau", "place"), "[Guinea-Bissau]"),
        # what is more than a letter to a regular expression
        (entry("C++ (group)", "organisation"), "the [C++ (group)] of C (group)"),
        (entry("Yahoo!", "organisation"), "[Yahoo!] and Yahoo"),
        (entry("A.B* [x]", "work"), "[A.B* [x]], AAB [x]"),
        (entry("20 + 1", "work"), "120 + 1, [20 + 1], 20 + 12"),
        (entry("3M", "organisation"), "[3M], 13M"),
        (TEHRAN, ""),
    ],
)
def test_find(name: Entry, found: str) -> None:
    text = re.sub(r"\[(?!x\])|(?<!x)\]|(?<=\[x\])\]", "", found)
    assert marked(name, text) == found


NAMES = [TEHRAN, IRAN, UN, US, FULL, entry("The Hague", "place"), entry("C++ (group)"), entry("Sana'a", "place")]
PIECES = [
    "Tehran",
    "Iran",
    "Iranian",
    "UN",
    "U.N.",
    "U.S",
    ".",
    "'s",
    "\u2019",
    "-",
    " ",
    "\u00a0",
    "Ilham",
    "Aliyev",
    "The",
]
PIECES += ["the", "Hague", "C++", "(group)", "Sana'a", "United", "nations", "States", "é", "\u0301", "1", "_", "İ"]


@given(st.sampled_from(NAMES), st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_places_are_words_in_order(name: Entry, text: str) -> None:
    at = 0
    for start, end in find(name, text):
        assert at <= start < end <= len(text)
        assert not (start and re.match(r"\w\w", text[start - 1 : start + 1]))
        assert not re.fullmatch(r"\w\w", text[end - 1 : end + 1])
        at = end


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["", "in ", "(", "“", "pro-"]),
    st.sampled_from(["", "'s", ".", ",", ")", "-"]),
)
def test_each_form_is_found(name: Entry, before: str, after: str) -> None:
    for form in name.english:
        text = before + form + after
        assert (len(before), len(before) + len(form)) in find(name, text)


@pytest.mark.parametrize("unit", ["Tehran ", "U.", " ", "The ", "Ilham\n", "C++ (", "'"])
def test_time_is_linear(unit: str) -> None:
    with within(5):  # it takes less than one
        for name in NAMES:
            find(name, unit * (100_000 // len(unit)))
