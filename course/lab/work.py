"""A student's own copies of the units: nothing that she wrote is ever overwritten."""

import hashlib
import json

from course.atomic import write_whole
from course.errors import CourseError

KERNEL = {"display_name": "Neuron to NAS", "language": "python", "name": "neuron-to-nas"}
MEMORY = ".released.json"


def prepare_work(places, syllabus):
    """Bring the folder ``work`` up to date with the student editions.

    Parameters
    ----------
    places : course.places.Places
    syllabus : course.syllabus.Syllabus

    Returns
    -------
    list of str
        A sentence for each unit that has changed since the student began to work on it.

    Raises
    ------
    CourseError
        If there are no editions, or the disk refuses.
    """
    units = [unit.id for unit in syllabus.units if places.student(unit.id).is_file()]
    if not units or not places.syllabus_page.is_file():
        raise CourseError(f"{places.root}: no units in notebooks/. Run `course build` first.")
    try:
        return _bring_up_to_date(units, places)
    except OSError as error:
        raise CourseError(
            f"{places.work_folder}: cannot write your copies of the units ({error.strerror}). "
            "Free the disk or its permissions, or move the course to a folder of yours."
        ) from error


def _bring_up_to_date(units, places):
    memory, news = _memory(places), []
    for unit in units:
        copy, path = _copy(places.student(unit)), places.work(unit)
        released = _sources(copy)
        present = _sources(path.read_bytes()) if path.is_file() else None
        if present not in (None, released, memory.get(unit)):
            if memory.get(unit) != released:
                news.append(_news(unit, places.shown(path)))
            continue
        if present != released:
            write_whole(path, copy)
        memory[unit] = released
    write_whole(places.work_folder / places.syllabus_page.name, places.syllabus_page.read_bytes())
    write_whole(places.work_folder / MEMORY, json.dumps(memory, indent=1) + "\n")
    return news


def _news(unit, path):
    return (
        f"{unit} has changed since you began it. Yours stays as it is: rename {path} "
        "and start again to get the new one beside it."
    )


def _memory(places):
    """What each copy said when it was made; unreadable, and all of them are hers."""
    try:
        memory = json.loads((places.work_folder / MEMORY).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return memory if isinstance(memory, dict) else {}


def _copy(edition):
    """The edition names the kernel that Colab knows; here a faster one does the same."""
    notebook = json.loads(edition.read_text("utf-8"))
    notebook["metadata"]["kernelspec"] = KERNEL
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _sources(data):
    """A digest of what a person may have written: running and saving do not change it."""
    try:
        cells = json.loads(data)["cells"]
        said = json.dumps([(cell["cell_type"], "".join(cell["source"])) for cell in cells])
    except (ValueError, TypeError, KeyError):
        said = data.decode("utf-8", "replace")
    return hashlib.sha256(said.encode()).hexdigest()
