"""nbgrader's ``timestamp.txt``: when a submission was handed in."""

from datetime import UTC, datetime
from pathlib import Path

FILE = "timestamp.txt"
FORMAT = "%Y-%m-%d %H:%M:%S UTC"


def read_timestamp(folder):
    """Return the time in a folder's timestamp in UTC, or None if there is no readable one."""
    try:
        text = (Path(folder) / FILE).read_text(encoding="utf-8")
        return datetime.strptime(text.strip(), FORMAT).replace(tzinfo=UTC)
    except (OSError, ValueError):  # ValueError covers bytes that are not UTF-8
        return None


def timestamp(moment):
    """Return the text of a timestamp file for a time in UTC."""
    return moment.strftime(FORMAT) + "\n"
