"""What web pages are written with, as far as it is found in text that was copied from one."""

# Elements that stand on lines of their own, and those that stand within one (HTML Living Standard), as alternatives of
# a regular expression. Those that are no residue of text (script, form …) are none of them.
BLOCK = (
    "article|blockquote|br|div|figcaption|figure|footer|h[1-6]|header|hr|li|ol|p|section|table|tbody|td|tfoot|th|thead"
    "|tr|ul"
)
INLINE = "a|abbr|b|center|cite|del|em|font|i|img|ins|label|mark|q|s|small|span|strike|strong|sub|sup|time|u"
# What stands in a tag behind its name: attributes, with or without a value
ATTRIBUTES = r"""(?:\s+[A-Za-z][\w:-]*(?:\s*=\s*(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\s<>"']{1,500}))?){0,30}\s*/?"""
