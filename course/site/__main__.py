"""Build the site: ``python -m course.site [FOLDER]``; the pages lie in FOLDER/html."""

import sys
import time
from pathlib import Path

from sphinx.cmd.build import build_main

from course.errors import CourseError
from course.places import Places
from course.site import assemble, require_no_answers_on_pages
from course.syllabus import read_syllabus


def main(arguments):
    start = time.monotonic()
    try:
        places = Places.find()
        folder = Path(arguments[0]) if arguments else places.root / "docs" / "_build"
        pages = _build(places, folder)
    except CourseError as error:
        print(f"make docs: {error}", file=sys.stderr)
        return 2
    index = places.shown((folder / "html" / "index.html").absolute())
    print(f"{pages} pages, free of answers, in {time.monotonic() - start:.0f} s: {index}")
    return 0


def _build(places, folder):
    units = assemble(places, read_syllabus(), folder / "source")
    options = ["-q", "-E", "-W", "--keep-going", "-c", str(places.root / "docs")]
    options += ["-d", str(folder / "doctrees")]
    if build_main([*options, str(folder / "source"), str(folder / "html")]):
        raise CourseError("Sphinx warned; see above. Mend the page that it names.")
    return require_no_answers_on_pages(folder / "html", units, places)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
