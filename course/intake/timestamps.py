"""nbgrader's ``timestamp.txt``: when a submission was handed in."""

from datetime import UTC, datetime
from pathlib import Path

FILE = "timestamp.txt"
FORMAT = "%Y-%m-%d %H:%M:%S UTC"


def read_timestamp(folder):
    """Return the time in a folder's timestamp in UTC, or None if there is no readable one."""
    path = Path(folder) / FILE
    if not path.is_file():  # a pipe of this name would block
        return None
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(100)
        return datetime.strptime(text.strip(), FORMAT).replace(tzinfo=UTC)
    except (OSError, ValueError):  # ValueError covers bytes that are not UTF-8
        return None


def timestamp(moment):
    """Return the text of a timestamp file for a time in UTC."""
    return moment.strftime(FORMAT) + "\n"
