"""Every file in what was handed in: folders, single files, zips, and zips in zips."""

import io
import os
import stat
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from course.errors import CourseError
from course.intake.archives import NOT_OPENED, Budget, by_number, members
from course.intake.notebooks import MOST_BYTES
from course.intake.refusal import Refusal, printable
from course.intake.timestamps import read_timestamp

ZONES = timedelta(hours=14)  # a zip records local time
NESTING = 1  # a platform's export holds the archives that students handed in
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
JUNK = frozenset(["__MACOSX", "timestamp.txt", "Thumbs.db", "desktop.ini"])


@dataclass(frozen=True)
class Arrival:
    """One file that was handed in.

    Attributes
    ----------
    inside : tuple of str
        Its path within what was handed in; an archive inside counts as a folder.
    outside : tuple of str
        The name of the folder or archive that was handed in, if any.
    where : str
        Where it comes from, for people.
    modified : datetime.datetime
        In UTC.
    data : bytes
        Empty if it could not be read.
    problem : str
        Why it cannot be taken, or empty.
    """

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    where: str
    modified: datetime
    data: bytes = b""
    problem: str = ""

    @property
    def name(self):
        return self.inside[-1]


def arrivals(sources, gradebook):
    """Read everything that was handed in, one file at a time.

    Parameters
    ----------
    sources : iterable of path-like
        Folders, notebooks and zips.
    gradebook : pathlib.Path
        Its folder is passed over when it lies inside a source.

    Yields
    ------
    Arrival
        Without hidden files and those that systems and nbgrader leave behind.

    Raises
    ------
    CourseError
        Before the first file, if a source is missing or is a part of the grade book.
    """
    sources = [Path(source) for source in sources]
    for source in sources:
        _require_source(source, gradebook)
    for source in sources:
        if source.is_dir():
            yield from _folder(source, gradebook)
        else:
            outer = _outer(source.absolute().parent)
            yield from _file(source.resolve(), (source.name,), outer)


def _outer(path):
    """The names next to what was handed in: they may tell whose it is."""
    return Path(os.path.abspath(path)).parts[1:][-2:]


def _require_source(source, gradebook):
    shown = printable(str(source))
    if not os.path.exists(source):
        raise CourseError(f"{shown}: no such file or folder, or it cannot be opened. Check it.")
    submitted = gradebook.resolve() / "submitted"
    if source.resolve().is_relative_to(submitted):
        raise CourseError(f"{shown}: collected already. Give the files that students handed in.")


def _folder(source, gradebook):
    outer, closed = _outer(source), []
    for folder, folders, files in os.walk(source, onerror=closed.append):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(
            name
            for name in set(folders).difference(links)
            if not _is_junk(name) and (here / name).resolve() != gradebook.resolve()
        )
        for name in sorted(files + links, key=by_number):
            path = here / name
            if not _is_junk(name):
                yield from _file(path, path.relative_to(source).parts, outer)
    for error in closed:
        problem = f"The folder cannot be read ({error.strerror}). Check its permissions."
        inside = (Path(error.filename).name,)
        yield Arrival(inside, outer, printable(error.filename), _utc(0), problem=problem)


def _file(path, inside, outside):
    """One file on disk: itself, or the members of a zip."""
    arrival = Arrival(inside, outside, printable(str(path)), _utc(0))
    try:
        status = path.lstat()
        arrival = replace(arrival, modified=_handed_in(path, status))
        problem = _not_a_file(status.st_mode) or _too_large(path.name, status.st_size)
        if not problem and _is_zip(path.name):
            yield from _zip(path, arrival, Budget(), NESTING)
            return
        data = b"" if problem else path.read_bytes()
    except OSError as error:
        data, problem = b"", f"It cannot be read ({error.strerror}). Check its permissions."
    yield replace(arrival, data=data, problem=problem or _other_archive(path.name))


def _handed_in(path, status):
    """nbgrader writes the time of a submission beside it; a copy's own time is younger."""
    told = read_timestamp(path.parent) or _utc(status.st_mtime)
    return min(told, datetime.now(UTC))  # a time to come would count before all others for ever


def _zip(file, arrival, budget, nesting):
    """The members of an archive, whose own name counts as a folder around them."""
    *folders, name = arrival.inside
    stem = name[: -len(".zip")]
    handed_in = not folders and nesting == NESTING
    outside = (*arrival.outside, stem)[-2:] if handed_in else arrival.outside
    inside = () if handed_in else (*folders, stem)
    latest = arrival.modified + ZONES  # no file is younger than its archive, whatever it claims
    try:
        for member in members(file, budget):
            if any(_is_junk(part) for part in member.parts):
                continue
            where = printable(f"{arrival.where}/{member.name}")
            found = Arrival(
                (*inside, *member.parts),
                outside,
                where,
                min(member.modified, latest),
                member.data,
                member.problem,
            )
            yield from _unpacked(found, budget, nesting)
    except Refusal as refusal:
        yield replace(arrival, data=arrival.data or _kept(file), problem=str(refusal))


def _unpacked(arrival, budget, nesting):
    if arrival.problem or not _is_zip(arrival.name):
        yield replace(arrival, problem=arrival.problem or _other_archive(arrival.name))
    elif nesting:
        yield from _zip(io.BytesIO(arrival.data), arrival, budget, nesting - 1)
    else:
        problem = "An archive in an archive in an archive. Unpack it and collect the folder."
        yield replace(arrival, problem=problem)


def _kept(file):
    """The bytes of a refused archive on disk, unless they are too many to copy."""
    if not isinstance(file, Path):
        return b""
    try:
        return file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return b""


def _too_large(name, size):
    if size <= MOST_BYTES or _is_zip(name):
        return ""
    return f"Larger than {MOST_BYTES // 1_000_000} MB, so it was left where it is."


def _not_a_file(mode):
    if stat.S_ISLNK(mode):
        return "It is a link to another file. Ask for the file itself."
    return "" if stat.S_ISREG(mode) else "It is a device, not a file. Ask for the file itself."


def _other_archive(name):
    return NOT_OPENED if name.casefold().endswith(OTHER_ARCHIVES) else ""


def _is_zip(name):
    return name.casefold().endswith(".zip")


def _is_junk(name):
    return name.startswith(".") or name in JUNK


def _utc(seconds):
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError):  # a clock that was never set
        return datetime.fromtimestamp(0, UTC)
