"""Members of a zip that are safe to read. Nothing is ever extracted to disk by its name."""

import itertools
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from course.intake.notebooks import MOST_BYTES
from course.intake.refusal import Refusal, printable

MOST_MEMBERS = 10_000
MOST_UNPACKED = 4_000_000_000  # bytes, archives inside counted too
MOST_RATIO = 200  # notebooks reach 50; deflate at most 1032
RATIO_MATTERS = 1_000_000  # bytes
CHUNK = 1 << 20
HEADER = 30  # bytes before the name of each member
ENCRYPTED = 0x1 | 0x40
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)
NOT_OPENED = "Only zip archives are opened: unpack it and collect the folder."
ASK_AGAIN = "Ask for the file again."


@dataclass(frozen=True)
class Member:
    """One file of an archive.

    Attributes
    ----------
    name : str
        As it stands in the archive: for people, never for the disk.
    parts : tuple of str
        Its path, split; none of them leads out of the archive.
    modified : datetime.datetime
        As the archive says, taken as UTC: zips do not record a time zone.
    data : bytes
        Empty if it was refused unread.
    problem : str
        Why it is refused, or empty.
    """

    name: str
    parts: tuple[str, ...]
    modified: datetime
    data: bytes = b""
    problem: str = ""


class Budget:
    """How much one archive may still unpack, with the archives inside it."""

    def __init__(self, members=MOST_MEMBERS, size=MOST_UNPACKED):
        self.most, self.members = members, members
        self.size = size

    def admit(self, count):
        if count > self.members:
            raise Refusal(f"More than {self.most} files, in archives inside too. {ASK_AGAIN}")
        self.members -= count

    def spend(self, count):
        self.size -= count
        if self.size < 0:
            raise Refusal(f"The archive unpacks to more than is allowed: a zip bomb? {ASK_AGAIN}")


def members(file, budget):
    """Read an archive, one member after the other, in the order of their names.

    Parameters
    ----------
    file : path-like or binary file
    budget : Budget

    Yields
    ------
    Member
        Folders are left out.

    Raises
    ------
    Refusal
        If the archive as a whole is damaged, or too large; members before that stand.
    """
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGED as error:
        raise Refusal(f"The archive is damaged ({_why(error)}). {ASK_AGAIN}") from error
    with archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith(("/", "\\"))]
        budget.admit(len(infos))
        _require_separate(infos)
        seen = set()
        for info in sorted(infos, key=lambda info: by_number(info.filename)):
            yield _member(archive, info, budget, seen)


def _require_separate(infos):
    """Members that share their bytes are how a small archive unpacks to terabytes."""
    infos = sorted(infos, key=lambda info: info.header_offset)
    for info, following in itertools.pairwise(infos):
        if info.header_offset + HEADER + info.compress_size > following.header_offset:
            raise Refusal(f"The files in the archive overlap: a zip bomb? {ASK_AGAIN}")


def by_number(name):
    """Return a key that sorts names as people do: ``x-2`` before ``x-10``."""
    pieces = re.split(r"([0-9]{1,18})", name)
    return [(int(piece), "") if n % 2 else (-1, piece) for n, piece in enumerate(pieces)]


def _member(archive, info, budget, seen):
    parts = tuple(part for part in re.split(r"[/\\]", info.filename) if part not in ("", "."))
    parts = tuple("_" if part == ".." else part for part in parts) or ("unnamed",)
    member = Member(info.filename, parts, _time(info))
    problem = _unsafe(info)
    if problem:
        return replace(member, problem=problem)
    try:
        data = _read(archive, info, budget)
    except DAMAGED as error:
        problem = f"Damaged inside the archive ({_why(error)}). {ASK_AGAIN}"
        return replace(member, problem=problem)
    problem = _misplaced(info.filename)
    if not problem and parts in seen:
        problem = "The archive has another file of this name; which one counts? Rename one."
    seen.add(parts)
    return replace(member, data=data, problem=problem)


def _unsafe(info):
    """Why a member must not even be read."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if stat.S_ISLNK(kind):
        return "It is a link to another file. Ask for the file itself."
    if kind not in (0, stat.S_IFREG):
        return "It is a device, not a file. Ask for the file itself."
    if info.flag_bits & ENCRYPTED:
        return "It is encrypted. Ask for it without a password."
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "It is packed in a rare way. Ask for an ordinary zip."
    if info.file_size > MOST_BYTES:
        return f"It unpacks to more than {MOST_BYTES // 1_000_000} MB. {ASK_AGAIN}"
    if info.file_size > max(RATIO_MATTERS, MOST_RATIO * info.compress_size):
        return f"It unpacks to more than {MOST_RATIO} times its size: a zip bomb? {ASK_AGAIN}"
    return ""


def _misplaced(name):
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return "Its name is an absolute path. Pack the archive again, with the file in a folder."
    if ".." in re.split(r"[/\\]", name):
        return (
            "Its name leads out of the archive. Pack the archive again, with the file in a folder."
        )
    return ""


def _read(archive, info, budget):
    """Read a member in pieces: what an archive declares may be false."""
    data = bytearray()
    with archive.open(info) as stream:
        while chunk := stream.read(CHUNK):
            budget.spend(len(chunk))
            data += chunk
            if len(data) > MOST_BYTES:
                raise zipfile.BadZipFile("larger than it declares")
    return bytes(data)


def _time(info):
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)


def _why(error):
    return printable(str(error)[:100] or type(error).__name__)
