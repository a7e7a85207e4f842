import pytest

from tarjoman.translate import Translator
from tarjoman.translate.verbatim import lost, restored

URL = "https://www.irna.ir/news/85123456/economy?id=7"


@pytest.mark.parametrize(
    ("source", "target", "right"),
    [
        (f"نشانی {URL} است.", "The address is htps:/wwww.irna.news/85123456/economy?id7.", f"The address is {URL}."),
        ("به www.isna.ir بروید", "Go to wwww.isna.ir", "Go to www.isna.ir"),
        ("نامه به info@irna.ir و ceo@irna.ir", "Mail inf@irna.ir and ceo@irna.ir", "Mail info@irna.ir and ceo@irna.ir"),
        ("کانال @farsna را ببینید", "See @frasna channel", "See @farsna channel"),
        ("🇮🇷 و 🇹🇷 بازی کردند", "🇍🇗 and 🇍🇔 played", "🇮🇷 and 🇹🇷 played"),
        ("چه روزی 😀😀😀", "What a day \ufffd", "What a day 😀😀😀"),
        ("چه روزی 👩🏽\u200d🚒", "What a day", "What a day 👩🏽\u200d🚒"),
        ("سلام دنیا", "Hello world", "Hello world"),
        (f"{URL} و www.isna.ir", "Two pages", "Two pages"),  # nowhere to put them: it is flagged
        ("😀 سلام 🎉 دنیا", "Hello world", "Hello world"),
        ("@farsna", "", ""),
    ],
)
def test_what_is_garbled_is_put_right(source: str, target: str, right: str) -> None:
    assert restored(source, target) == (right, ())
    assert restored(source, right) == (right, ())


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        (f"نشانی {URL} است.", "The address.", [URL]),
        (f"نشانی {URL} است.", f"The address is {URL}.", []),
        ("😀 سلام 😀", "Hello 😀", ["😀"]),
        ("نشانی user@example.com.", "At user@example.org.", ["user@example.com"]),
        ("شهر 北京 و", "The city \ufffd\ufffd and", ["\ufffd", "\ufffd"]),
        ("بهای ۱٫۵ دلار @ ۲۰", "1.5 dollars @ 20", []),
        ("#ایران", "Iran", []),
    ],
)
def test_what_is_lost(source: str, target: str, missing: list[str]) -> None:
    assert lost(source, target) == missing


def test_links_follow() -> None:
    text, links = restored("کانال @farsna", "See @frasna now", ((0, 0), (2, 2), (2, 3)))
    assert (text, links) == ("See @farsna now", ((0, 0), (2, 1), (2, 2), (2, 3)))


def test_in_a_translation(translator: Translator) -> None:
    english = translator.text(f"متن کامل این خبر در نشانی {URL} منتشر شده است. 🇮🇷")
    assert URL in english and "🇮🇷" in english
