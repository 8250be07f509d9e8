"""Whose file it is and which unit, as far as folder and file names tell."""

import re
import unicodedata
from dataclasses import dataclass

from course.intake.lms import platform_id
from course.intake.students import is_student_id

# What Colab and Drive, Jupyter, browsers and people add to the name of a copy.
COPY_OF = re.compile(r"(?:(?:copy|kopie|copie|copia|cópia)[ _](?:of|von|de|di)[ _])+", re.I)
COPY_MARK = re.compile(
    r"(?:\s*\(\d+\)|[ _.-]+(?:copy|kopie|final|new|fixed|done|submission)(?:[ _]?\d+)?|의[ _]사본)+$",
    re.I,
)
VERSION = re.compile(r"v?\d{1,2}", re.I)
LANGUAGE = re.compile(r"^\.[a-z]{2}(?![A-Za-z0-9])")
LOOKS_LIKE_UNIT = re.compile(r"\d{2}-[a-z][a-z0-9-]*")
SEPARATORS = " _.-"
NOT_STUDENTS = re.compile(  # folders of the course, of nbgrader and of everybody
    "submitted|submissions|notebooks|solutions|source|release|autograded|feedback|earlier|"
    "quarantine|gradebook|downloads|inbox|untitled",
    re.I,
)


@dataclass(frozen=True)
class Clues:
    """What the names around a file say.

    Attributes
    ----------
    unit : str
        The unit that is named, empty if none or several are.
    students : tuple of str
        Possible ids, the most trustworthy first.
    hints : tuple of str
        Ids that other names may mean by accident: a stem without a unit, folders further out.
    outer : tuple of str
        The same for the names around what was handed in.
    is_sure : bool
        The first of `students` stands where a platform, or nbgrader's layout, puts the id.
    """

    unit: str
    students: tuple[str, ...]
    hints: tuple[str, ...] = ()
    outer: tuple[str, ...] = ()
    is_sure: bool = False


def clues(inside, outside, units):
    """Read the names around a file.

    Parameters
    ----------
    inside : sequence of str
        The path within what was handed in; the file's name comes last.
    outside : sequence of str
        Names of archives and folders around it, outermost first.
    units : iterable of str
        The ids of all units.

    Returns
    -------
    Clues
    """
    parts = [unicodedata.normalize("NFC", part) for part in (*outside, *inside)]
    for depth, part in enumerate(parts):  # outermost first: the platform's names, not the student's
        if platform_id(part)[0]:
            return _by_platform(parts, depth, platform_id(part), units)
    return _by_layout(parts, len(outside), units)


def _by_platform(parts, depth, found, units):
    student, file = found
    is_last = depth == len(parts) - 1
    whole = _own(parts[depth], units).students if is_last else ()
    around = tuple(name for part in reversed(parts[:depth]) for name in _ids(part, units))
    unit = _own(file if is_last and file else parts[-1], units).unit
    unit = unit or _unit_of_folders(parts[:-1], units)
    return Clues(unit, (student, *whole), outer=around, is_sure=True)


def _by_layout(parts, start, units):
    """Read ``<student>/<unit>/<file>``, ``<student>/<file>`` and ``<student>_<unit>.ipynb``."""
    *folders, file = parts
    border = max(start - 1, 0)  # what was handed in may be a student's own folder or archive
    far, near = folders[:border], folders[border:]
    own = _own(file, units)
    place = next((n for n in reversed(range(len(folders))) if folders[n] in units), None)
    if place is None:
        owner = _ids(folders[-1], units) if len(folders) > start else ()
    else:
        is_near = place > start or own.unit
        owner = _ids(folders[place - 1], units) if place and is_near else ()
    stem = own.hints if place is not None else ()  # <unit>/<student>.ipynb
    return Clues(
        unit=own.unit or _unit_of_folders(near, units),
        students=(*owner, *own.students, *stem),
        hints=own.hints + tuple(name for part in near for name in _ids(part, units)),
        outer=tuple(name for part in reversed(far) for name in _ids(part, units)),
        is_sure=place is not None and bool(owner) and not stem,
    )


def _own(name, units):
    """Clues from a file's own name, such as ``Copy of s001_01-neurons (1).ipynb``."""
    stem = stem_of(name)
    found = {unit: match for unit in units if (match := _find_unit(stem, unit))}
    if len(found) != 1:
        looks = LOOKS_LIKE_UNIT.fullmatch(stem)
        unit = stem if looks and not found else ""
        hints = (stem,) if not unit and _may_be_student(stem, units) else ()
        return Clues(unit, (), hints)
    ((unit, match),) = found.items()
    before = stem[: match.start()].strip(SEPARATORS)
    after = LANGUAGE.sub("", stem[match.end() :], count=1).strip(SEPARATORS)
    students = [before] if VERSION.fullmatch(after) else [before, after]
    return Clues(unit, tuple(name for name in students if _may_be_student(name, units)), ())


def stem_of(name):
    """Return a file's name without its ending and without the marks of a copy."""
    stem = re.sub(r"\.ipynb", "", name, count=1, flags=re.I)
    stem = re.sub(r"\.(txt|json)$", "", stem, flags=re.I)
    stem = COPY_OF.sub("", stem.strip(), count=1) if COPY_OF.match(stem.strip()) else stem.strip()
    return COPY_MARK.sub("", stem).strip()


def _find_unit(text, unit):
    pattern = rf"(?<![A-Za-z0-9]){unit.replace('-', '[ _-]')}(?![A-Za-z0-9])"
    return re.search(pattern, text, re.I)


def _unit_of_folders(folders, units):
    found = [unit for part in reversed(folders) if (unit := _own(part, units).unit) in units]
    return found[0] if found else ""


def _ids(part, units):
    own = _own(part, units)
    return own.students + own.hints


def _may_be_student(name, units):
    is_unit = any(_find_unit(name, unit) for unit in units)
    return is_student_id(name) and not is_unit and not NOT_STUDENTS.fullmatch(name)
