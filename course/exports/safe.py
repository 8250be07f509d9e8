"""Texts that a spreadsheet shows and does not compute."""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def shown(text):
    """Return a text for people with an apostrophe before what would start a formula.

    Source: OWASP, *CSV Injection*.
    """
    return f"'{text}" if text.lstrip(" ").startswith(STARTS) else text


def is_formula(text):
    """Tell whether a spreadsheet would compute a text: an apostrophe would spoil an id."""
    return shown(text) != text
