"""Gather what the site is built from: guides and units, as Markdown in one folder."""

import shutil

import nbformat

from course.atomic import write_whole
from course.errors import CourseError
from course.site.links import relinked
from course.site.timetables import timetables
from course.site.unit_page import unit_page

# docs/calibration.md is left out: it quotes hidden checks.
GUIDES = {
    "docs/student-guide.md": "student-guide.md",
    "docs/instructor-guide.md": "instructor-guide.md",
    "CONTRIBUTING.md": "contributing.md",
    "docs/grading.md": "grading.md",
    "docs/grading-limits.md": "grading-limits.md",
    "docs/report.md": "report.md",
    "docs/coverage.md": "coverage.md",
    "docs/errata.md": "errata.md",
    "docs/gpu.md": "gpu.md",
    "docs/distributed-search.md": "distributed-search.md",
}
INDEX = """\
# {title}

A notebook course on neural networks, from one artificial neuron to automated architecture search, with an autograder.

- **Students** begin with the [student guide](student-guide.md) and the [syllabus](syllabus.md).
- **Instructors** begin with the [instructor guide](instructor-guide.md).
- **Authors** begin with [Contributing](contributing.md).

The pages of the units show every figure and output as they come when all exercises are solved. The answers are not
shown. To work on a unit, open its notebook.

```{{toctree}}
:caption: The units
:maxdepth: 1

syllabus
{units}
```

```{{toctree}}
:caption: Guides
:maxdepth: 1

student-guide
instructor-guide
contributing
gpu
distributed-search
```

```{{toctree}}
:caption: Promises and evidence
:maxdepth: 1

grading
grading-limits
report
coverage
errata
```
"""


def assemble(places, syllabus, folder):
    """Write the sources of the site; nothing is executed.

    Parameters
    ----------
    places : course.places.Places
    syllabus : course.syllabus.Syllabus
    folder : pathlib.Path
        Emptied first.

    Returns
    -------
    list of str
        The units that have a page.

    Raises
    ------
    CourseError
        If a guide or a notebook cannot be read.
    """
    shutil.rmtree(folder, ignore_errors=True)
    written = [unit.id for unit in syllabus.units if places.student(unit.id).is_file()]
    pages = GUIDES | {f"notebooks/{unit}/{unit}.ipynb": f"units/{unit}.md" for unit in written}
    try:
        for origin, page in GUIDES.items():
            text = (places.root / origin).read_text("utf-8")
            write_whole(folder / page, relinked(text, origin, pages, syllabus))
        for unit in written:
            _write_unit(unit, places, pages, syllabus, folder / "units")
    except (OSError, ValueError, KeyError) as error:
        raise CourseError(
            f"the site cannot be gathered: {error!r}. Run `course build`, then try again."
        ) from error
    write_whole(folder / "syllabus.md", timetables(syllabus))
    units = "\n".join(f"units/{unit}" for unit in written)
    write_whole(folder / "index.md", INDEX.format(title=syllabus.title, units=units))
    return written


def _write_unit(unit, places, pages, syllabus, folder):
    student = nbformat.read(places.student(unit), as_version=4)
    text, figures = unit_page(student, nbformat.read(places.solution(unit), as_version=4))
    origin = f"notebooks/{unit}/{unit}.ipynb"
    drawn = {f"notebooks/{unit}/figures/{name}": f"units/figures/{name}" for name in figures}
    pages = pages | drawn
    write_whole(folder / f"{unit}.md", relinked(text, origin, pages, syllabus))
    for name, picture in figures.items():
        write_whole(folder / "figures" / name, picture)
