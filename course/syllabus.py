"""The ordered units of the course, read from ``syllabus.toml``."""

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError

SYLLABUS_FILE = Path(__file__).with_name("syllabus.toml")
UNIT_ID = re.compile(r"\d{2}-[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Unit:
    """One unit: a notebook's worth of teaching.

    Attributes
    ----------
    id : str
        Two digits and a name, for example ``01-neurons``; also the folder's name.
    title : str
    minutes : int
        A student's time for the whole unit.
    objectives, topics : tuple of str
        What the student can do afterwards; what the slide decks require.
    """

    id: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Syllabus:
    """The course: its title, its address and its units in teaching order."""

    title: str
    repository: str
    branch: str
    units: tuple[Unit, ...]

    def unit(self, unit_id):
        """Return the unit with this id.

        Raises
        ------
        CourseError
            If there is none; the message names the nearest ids.
        """
        by_id = {unit.id: unit for unit in self.units}
        if unit_id in by_id:
            return by_id[unit_id]
        near = difflib.get_close_matches(unit_id, by_id, n=2, cutoff=0.4) or list(by_id)
        raise CourseError(f"there is no unit {unit_id!r}. Did you mean {' or '.join(near)}?")


def read_syllabus(path=SYLLABUS_FILE):
    """Read and validate a syllabus.

    Parameters
    ----------
    path : path-like
        A TOML file with ``title``, ``repository``, ``branch`` and ``[[unit]]`` tables.

    Returns
    -------
    Syllabus

    Raises
    ------
    CourseError
        If the file is missing, is not TOML, or a unit is incomplete or out of order.
    """
    path = Path(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(f"{path}: cannot read the syllabus ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: not valid TOML: {error}.") from error
    texts = [
        _text(table, key, f"{path}: the syllabus") for key in ("title", "repository", "branch")
    ]
    rows = table.get("unit")
    if not isinstance(rows, list) or not rows:
        raise CourseError(f"{path}: no units. Add a [[unit]] table for each.")
    units = tuple(_unit(row, f"{path}: unit {n}") for n, row in enumerate(rows, start=1))
    _require_order(path, [unit.id for unit in units])
    return Syllabus(*texts, units)


def _unit(row, where):
    if not isinstance(row, dict):
        raise CourseError(f"{where}: not a table. Write [[unit]] above its keys.")
    unit_id = _text(row, "id", where)
    where = f"{where} ({unit_id})"
    if not UNIT_ID.fullmatch(unit_id):
        raise CourseError(f"{where}: an id is two digits and a name, such as 01-neurons.")
    minutes = row.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes < 1:
        raise CourseError(f"{where}: minutes must be a whole number above 0, not {minutes!r}.")
    lists = {key: _texts(row, key, where) for key in ("objectives", "topics")}
    unknown = set(row) - {"id", "title", "minutes", "objectives", "topics"}
    if unknown:
        raise CourseError(f"{where}: unknown key {', '.join(sorted(unknown))}. Remove it.")
    return Unit(unit_id, _text(row, "title", where), minutes, **lists)


def _text(row, key, where):
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CourseError(f'{where}: {key} is missing. Write {key} = "…".')
    return value


def _texts(row, key, where):
    values = row.get(key)
    if not isinstance(values, list) or not values or not all(isinstance(v, str) for v in values):
        raise CourseError(f"{where}: {key} must be a list of at least one sentence.")
    return tuple(values)


def _require_order(path, ids):
    for number, unit_id in enumerate(ids):
        if int(unit_id[:2]) != number:
            raise CourseError(
                f"{path}: {unit_id} stands in place {number:02d}. "
                "Units are numbered from 00 without gaps, in teaching order."
            )
