"""The files of a student bundle: all that a student needs, and no master."""

import hashlib
from dataclasses import replace

from course.editions import stale_editions
from course.errors import CourseError
from course.syllabus_page import syllabus_page

PACKAGES = ("course", "helpers")
FILES = (".gitignore", "Makefile", "environment.yml", "pyproject.toml", "requirements.lock")
GUIDE = "docs/student-guide.md"  # becomes the bundle's README.md
MANIFEST = "released.sha256"


def bundle(units, places, syllabus):
    """Return the files of a student bundle.

    Parameters
    ----------
    units : list of str
        The units to release.
    places : course.places.Places
    syllabus : course.syllabus.Syllabus

    Returns
    -------
    dict of str to bytes
        By path, in order; the last is a list of checksums, as ``sha256sum --check`` reads it.

    Raises
    ------
    CourseError
        If a student edition is stale, or a file is missing.
    """
    stale = [path for unit in units for path in stale_editions(unit, places, syllabus)]
    released = [path for path in stale if path in {places.student(unit) for unit in units}]
    if released:
        names = ", ".join(str(places.shown(path)) for path in released)
        raise CourseError(f"stale: {names}. Run `course build`, then release.")
    files = {name: _read(places.root / name, places) for name in FILES}
    files["README.md"] = _read(places.root / GUIDE, places)
    for package in PACKAGES:
        files |= _package(places.root / package, places)
    for unit in units:
        path = places.student(unit)
        files[path.relative_to(places.root).as_posix()] = _read(path, places)
    of_these = replace(syllabus, units=tuple(u for u in syllabus.units if u.id in units))
    page = places.syllabus_page.relative_to(places.root).as_posix()
    files[page] = syllabus_page(of_these, places).encode()
    files = dict(sorted(files.items()))
    return files | {MANIFEST: _manifest(files)}


def _package(folder, places):
    """Every file of a package, but not what Python and editors leave behind."""
    files = {}
    for path in folder.rglob("*"):
        parts = path.relative_to(places.root).parts
        is_left_behind = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and not is_left_behind:
            files["/".join(parts)] = _read(path, places)
    return files


def _read(path, places):
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"{places.shown(path)}: cannot be read ({error.strerror}). A bundle needs it."
        ) from error


def _manifest(files):
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    return "".join(lines).encode()
