"""Why a file cannot be taken, as a sentence for the instructor."""


class Refusal(Exception):
    """A file is put into quarantine: the message says what is wrong and what to do next."""


def printable(text):
    """Return text that any terminal can show: control characters and half characters become ``?``."""
    return "".join(char if char.isprintable() else "?" for char in text)
