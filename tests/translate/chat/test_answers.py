import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarjoman.translate.chat.answers import is_echo, numbered, whole

FORMS = [
    "[1] One.\n[2] Two.",
    "1. One.\n2. Two.",
    "1) One.\n\n2) Two.\n",
    "(1) One.\n(2) Two.",
    "1: One.\n2: Two.",
    "1 - One.\n2 \u2013 Two.",
    "[1]: One.\n[2]: Two.",
    "**1.** One.\n**2.** Two.",
    "- [1] One.\n- [2] Two.",
    "> [1] One.\n> [2] Two.",
    "  [ 1 ]   One.  \n\t[2]\tTwo.\t",
    "[۱] One.\n[۲] Two.",
    "۱. One.\n۲. Two.",
    "[1]\nOne.\n[2]\n\nTwo.",
    "[2] Two.\n[1] One.",
    "[1] One.\r\n[2] Two.\r\n",
    "Here is the translation:\n\n[1] One.\n[2] Two.\n\nLet me know if you need more.",
    "Sure!\n[1] One.\n[2] Two.",
    "```\n[1] One.\n[2] Two.\n```",
    "```text\n[1] One.\n[2] Two.\n```\nNotes: none.".replace("```\nN", "```\n\nN"),
    "<text>\n[1] One.\n[2] Two.\n</text>",
    "<think>\n[1] No.\n[2] No.\n</think>\n\n[1] One.\n[2] Two.",
    "[1] No, so\n[2] …\n</think>\n[1] One.\n[2] Two.",
    "<THINK>hm</THINK>[1] One.\n[2] Two.",
    '{"1": "One.", "2": "Two."}',
    '{"[1]": "One.", "۲": "Two."}',
    '```json\n{"1": "One.",\n "2": "Two."}\n```',
    'Here it is:\n{"translations": {"1": "One.", "2": "Two."}}',
    '["One.", "Two."]',
    '{"lines": ["One.", "Two."]}',
    '[{"number": 1, "translation": "One."}, {"number": 2, "translation": "Two."}]',
    '[{"id": "2", "source": "دو", "en": "Two."}, {"id": "1", "source": "یک", "en": "One."}]',
]


@pytest.mark.parametrize("text", FORMS)
def test_forms(text: str) -> None:
    assert numbered(text, 2) == {0: "One.", 1: "Two."}


@pytest.mark.parametrize(
    ("text", "count", "found"),
    [
        ("", 2, {}),
        ("I cannot do that.", 2, {}),
        ("One.\nTwo.", 2, {}),
        ("[1] a\n[2] b\n[4] d\n[5] e\n[6] f", 6, {0: "a", 4: "e", 5: "f"}),  # 2 or 4 may have 3 in it
        ("[1] a b\n[3] c\n[4] d", 4, {3: "d"}),
        ("[2] b\n[3] c\n[4] d", 4, {2: "c", 3: "d"}),
        ("[1] a\n[2] b\n[3] d", 4, {}),  # numbered anew: all may have moved
        ("[0] a\n[1] b\n[2] c", 3, {}),
        ("[2] a\n[3] b\n[4] c", 3, {}),
        ("[1] a\n[2] b\n[3] c\n[4] d", 3, {}),
        ("[1] a\n[2] b\n[2] c\n[3] d", 3, {0: "a", 2: "d"}),
        ("[1] a\n[2] b\n[2] b\n[3] d", 3, {0: "a", 1: "b", 2: "d"}),
        ("[1] a\n[2] b\n[1] a\n[2] b", 2, {0: "a", 1: "b"}),
        ("[1] a\nand more\n[2] b", 2, {1: "b"}),
        ("[1] a\n\nand more\n\n[2] b", 2, {1: "b"}),
        ("[1] a\n[2] b\nand more", 2, {0: "a"}),
        ("[1] [2] a b", 2, {}),
        ("[1-2] a b", 2, {}),
        ("[1] a [2] b", 2, {}),
        ("[1] a\n[2]\n[3] c\n[4] d", 4, {3: "d"}),
        ("[1] a\n[2] [3] b c\n[3] c", 3, {0: "a", 2: "c"}),
        ("1.5 million came.\n2.5 million left.", 2, {}),
        ("<think>[1] a\n[2] b", 2, {}),
        ('{"1": "a", "1": "b", "2": "c"}', 2, {}),
        ('{"1": "a", "2": "b", "3": "c"}', 2, {}),
        ('["a", "b", "c"]', 2, {}),
        ('{"1": 5, "2": "b", "3": "c"}', 3, {2: "c"}),
        ('{"1": "a", "2":', 2, {}),
        ("[" * 100_000, 2, {}),
        ('1. He said ["a", "b"] was c.\n2. d', 2, {0: 'He said ["a", "b"] was c.', 1: "d"}),
        ("[99999] a\n[1] b", 1, {0: "b"}),
    ],
)
def test_what_is_not_certain_is_not_taken(text: str, count: int, found: dict[int, str]) -> None:
    assert numbered(text, count) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[1] a\n[2] b\n[3] c, and", {0: "a", 1: "b"}),
        ("[1] a\n[3] c\n[4] d, and", {}),
        ("[1] a\n[2] b\n[3]", {0: "a", 1: "b"}),
        ("[1] a, and", {}),
        ("<think>so long", {}),
    ],
)
def test_the_last_one_of_what_breaks_off_is_not_whole(text: str, found: dict[int, str]) -> None:
    assert numbered(text, 5, cut=True) == found


@given(st.lists(st.sampled_from(["keep", "drop", "join"]), min_size=2, max_size=12), st.booleans())
def test_what_is_taken_is_in_its_own_place(fates: list[str], renumbered: bool) -> None:
    """Whatever lines are left out or joined with the one before, and whether they are numbered anew or not."""
    lines: list[tuple[int, str]] = []
    for number, fate in enumerate(fates, 1):
        if fate == "join" and lines:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} s{number}.")
        elif fate != "drop":
            lines.append((number, f"s{number}."))
    shown = enumerate((text for _, text in lines), 1) if renumbered else lines
    found = numbered("\n".join(f"[{number}] {text}" for number, text in shown), len(fates))
    assert all(text == f"s{place + 1}." for place, text in found.items())
    if "drop" not in fates and "join" not in fates[1:]:
        assert len(found) == len(fates)


@given(st.text(), st.integers(1, 5), st.booleans())
def test_nothing_said_is_too_odd(text: str, count: int, cut: bool) -> None:
    found = numbered(text, count, cut=cut)
    assert all(0 <= place < count and said.strip() == said != "" for place, said in found.items())
    assert "\n" not in whole(text, text)


@pytest.mark.parametrize(
    "form", ["[1] a{}b", "1{}a", "{}1", "```{}a b", "[1]{}", "<text>{}a", "1. a{}\n[2] b", "**{}a:"]
)
@pytest.mark.parametrize("filler", [" ", "\t", "*", ": ", "_ ", "[", "1"])
def test_time_grows_with_length_alone(form: str, filler: str) -> None:
    text = form.format(filler * 100_000)
    begin = time.process_time()
    numbered(text, 2)
    whole(text, "وزیر آمد.")
    assert time.process_time() - begin < 2


@settings(max_examples=50)
@given(st.recursive(st.none() | st.integers() | st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)))
def test_any_json(data: object) -> None:
    numbered(json.dumps(data), 2)
    whole(json.dumps(data), "وزیر")


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("The minister came.", "The minister came."),
        ("  The minister\n came. ", "The minister came."),
        ("Here is the translation:\n\nThe minister came.\n\nNote: he did.", "The minister came."),
        ("Sure! Here's the English translation:\nThe minister came.", "The minister came."),
        ("**Translation:**\n\nThe minister came.", "The minister came."),
        ("Translation: The minister came.", "The minister came."),
        ("[1] The minister came.", "The minister came."),
        ("1. The minister came.", "The minister came."),
        ('"The minister came."', "The minister came."),
        ("\u201cThe minister came.\u201d", "The minister came."),
        ("**The minister came.**", "The minister came."),
        ('"Yes", he said, "and no"', '"Yes", he said, "and no"'),
        ("```\nThe minister came.\n```", "The minister came."),
        ("<text>The minister came.</text>", "The minister came."),
        ("<think>So, well</think>\nThe minister came.", "The minister came."),
        ("<think>So, well", ""),
        ('{"translation": "The minister came."}', "The minister came."),
        ('{"fa": "وزیر آمد.", "en": "The minister came."}', "The minister came."),
        ("Here are the winners:", "Here are the winners:"),
        ("2. Bundesliga: two games", "2. Bundesliga: two games"),
        ("1.5 million came.", "1.5 million came."),
        ("The minister came.\n\nExplanation: came is a verb.", "The minister came."),
        ("1 - 0 in favour of Iran, who won.", "1 - 0 in favour of Iran, who won."),
        ("[1]\nThe minister came.", "The minister came."),
        ("**[1]** The minister came.", "The minister came."),
        ("Here it is:\n1) The minister came.", "The minister came."),
        ("1. The minister came.\n2. He left.", "1. The minister came. 2. He left."),
        (
            "The Oil Ministry announced two things:\n1. Oil.\n2. Gas.",
            "The Oil Ministry announced two things: 1. Oil. 2. Gas.",
        ),
        ("The Oil Ministry announced:\n[1] Oil.", "The Oil Ministry announced: [1] Oil."),
        ("The following were named:\nAli and Reza.", "The following were named: Ali and Reza."),
        ("Here are the winners:\nAli and Reza.", "Here are the winners: Ali and Reza."),
        ("Yes, said the minister:\nHe came.", "Yes, said the minister: He came."),
        ("Sure!\nThe minister came.", "The minister came."),
        ("Certainly.\nThe minister came.", "Certainly. The minister came."),
        ("Here's the English version:\nThe minister came.", "The minister came."),
        ('He said ["a"] was b.', 'He said ["a"] was b.'),
        ('He said {"a": "b"}', 'He said {"a": "b"}'),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_a_lone_sentence(text: str, translation: str) -> None:
    assert whole(text, "وزیر آمد.") == translation


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("۱. وزیر آمد.", "1. The minister came."),
        ("1- وزیر آمد.", "1. The minister came."),
        ("[۱] وزیر آمد.", "[1] The minister came."),
        ("(۱) وزیر آمد.", "(1) The minister came."),
        ("یکم: وزیر آمد.", "1. The minister came."),
        ("بوندسلیگای ۱ آغاز شد.", "1. Bundesliga began."),
        ('["وزیر"]', '["The minister"]'),
        ("ترجمه: وزیر آمد.", "Translation: The minister came."),
    ],
)
def test_what_the_source_begins_with_stays(source: str, text: str) -> None:
    assert whole(text, source) == text


def test_a_number_in_a_source_is_no_number_before_it() -> None:
    assert whole("1. 21 ministers came.", "وزیران، ۲۱ نفر، آمدند.") == "21 ministers came."


def test_quotation_marks_of_the_source_stay() -> None:
    assert whole('"The minister came."', "«وزیر آمد.»") == '"The minister came."'


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("وزیر آمد.", True),
        ("The minister", False),
        ("The وزیر came", False),
        ("Mr وزیر خارجه آمد", True),
        ("12", False),
    ],
)
def test_an_echo(text: str, echo: bool) -> None:
    assert is_echo(text) is echo
