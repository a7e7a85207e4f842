"""The letters of Persian and of the languages that share its script."""

import re

# Letters of the Unicode blocks Arabic, Arabic Supplement, Arabic Extended-A and the presentation forms, Unicode 15;
# tatweel (U+0640), marks, digits and punctuation are none.
LETTER = (
    "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f"
    "\u08a0-\u08c7\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfd\ufe70-\ufefc"
)
# Marks on letters, between them and after them: vowel signs, hamza and madda above, superscript alef.
MARK = "\u064b-\u065f\u0670"
_LETTER = re.compile(f"[{LETTER}]")


def has_persian(text: str) -> bool:
    """Whether a text holds a letter of the Arabic script, and so something to translate."""
    return _LETTER.search(text) is not None
