"""Where what was handed in is kept, written whole or not at all."""

import hashlib
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from course.atomic import write_whole
from course.errors import CourseError
from course.intake.timestamps import FILE, read_timestamp, timestamp

NEW, REPLACED, UNCHANGED, OLDER = "new", "replaced", "unchanged", "older"
REASON = "reason.txt"


@dataclass(frozen=True)
class Store:
    """The folders ``submitted`` and ``quarantine`` of a grade book."""

    root: Path

    def submitted(self, student, unit):
        return self.root / "submitted" / student / unit / f"{unit}.ipynb"

    def keep(self, student, unit, data, modified):
        """Keep a submission; if there is another one, the later of the two counts.

        Parameters
        ----------
        student, unit : str
        data : bytes
            Stored as they are.
        modified : datetime.datetime
            When it was handed in, in UTC. At the same second the one collected last counts.

        Returns
        -------
        str
            ``new``; ``replaced``: the earlier one now lies in the folder ``earlier``;
            ``unchanged``: these bytes count already; ``older``: they lie there themselves.

        Raises
        ------
        CourseError
            If the disk refuses.
        """
        path = self.submitted(student, unit)
        with _explained(path, "the submission"):
            if not path.exists():
                _write_counting(path, data, modified)
                return NEW
            present = path.read_bytes()
            if present == data:
                return UNCHANGED
            since = read_timestamp(path.parent) or _file_time(path)
            modified = modified.replace(microsecond=0)
            if modified < since or (modified == since and _is_earlier(path, data)):
                _write_earlier(path, data, modified)
                return OLDER
            _write_earlier(path, present, since)
            _write_counting(path, data, modified)
            return REPLACED

    def quarantine(self, where, name, data, reason):
        """Keep a file that cannot be taken, with the reason beside it as text.

        Parameters
        ----------
        where, name : str
            Where it comes from; what it was called.
        data : bytes
            Only the reason is written if they are empty.
        reason : str

        Returns
        -------
        pathlib.Path
            The file, or the reason if there is no file.
        """
        folder = self._quarantined(where, data)
        kept = folder / _safe(name)
        with _explained(folder, "to the quarantine"):
            if data:
                write_whole(kept, data)
            write_whole(folder / REASON, f"{where}\n{reason}\n".encode("utf-8", "replace"))
        return kept if data else folder / REASON

    def release(self, where, data):
        """Forget that a file was in quarantine: it could be taken now."""
        folder = self._quarantined(where, data)
        with _explained(folder, "to the quarantine"):
            if folder.is_dir():
                shutil.rmtree(folder)

    def _quarantined(self, where, data):
        key = hashlib.sha256(where.encode("utf-8", "replace") + b"\0" + data)
        return self.root / "quarantine" / key.hexdigest()[:16]


def _write_counting(path, data, modified):
    """The time first: if the machine stops between the two, collecting again mends it."""
    write_whole(path.with_name(FILE), timestamp(modified).encode())
    write_whole(path, data)


def _write_earlier(path, data, modified):
    """Keep bytes that do not count, once."""
    if not _is_earlier(path, data):
        name = f"{modified:%Y%m%dT%H%M%SZ}-{_digest(data)}.ipynb"
        write_whole(path.parent / "earlier" / name, data)


def _is_earlier(path, data):
    return any(path.parent.glob(f"earlier/*-{_digest(data)}.ipynb"))


def _digest(data):
    return hashlib.sha256(data).hexdigest()[:12]


def _file_time(path):
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def _safe(name):
    """A file name that means the same on every system and cannot be the reason's."""
    plain = re.sub(r"[^A-Za-z0-9_.()-]+", "_", name)[-100:].lstrip(".")
    return f"file-{plain}" if plain.casefold() in ("", REASON) else plain


@contextmanager
def _explained(path, what):
    """Turn what the disk says into a sentence."""
    try:
        yield
    except OSError as error:
        raise CourseError(
            f"{path}: cannot write {what} ({error.strerror}). "
            "Free the disk or its permissions and collect again: what was collected is kept."
        ) from error
