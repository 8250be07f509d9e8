"""Where things lie: the folders of a checkout."""

from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError


@dataclass(frozen=True)
class Places:
    """The files of one checkout, found from its root.

    An edition is a pair (unit, language); English carries no suffix.
    """

    root: Path

    @classmethod
    def find(cls, start="."):
        """Return the checkout that holds `start`.

        Raises
        ------
        CourseError
            If neither `start` nor a folder above it is a checkout of the course.
        """
        start = Path(start).resolve()
        for folder in (start, *start.parents):
            if (folder / "course" / "syllabus.toml").is_file():
                return cls(folder)
        raise CourseError(
            f"{start}: not inside a checkout of the course. Change into its folder and try again."
        )

    def master(self, unit):
        return self.root / "solutions" / unit / f"{unit}.py"

    def solution(self, unit, language="en"):
        return self.root / "solutions" / unit / _name(unit, language)

    def student(self, unit, language="en"):
        return self.root / "notebooks" / unit / _name(unit, language)

    def work(self, unit):
        """A student's own copy: updates of the course never meet her answers."""
        return self.work_folder / unit / f"{unit}.ipynb"

    @property
    def work_folder(self):
        return self.root / "work"

    @property
    def syllabus_page(self):
        return self.root / "notebooks" / "syllabus.md"

    @property
    def helpers(self):
        return self.root / "helpers"

    @property
    def gradebook(self):
        return self.root / "gradebook"

    def shown(self, path):
        """Return a path as people should read it: from the checkout's root if inside."""
        path = Path(path)
        return path.relative_to(self.root) if path.is_relative_to(self.root) else path


def _name(unit, language):
    return f"{unit}.ipynb" if language == "en" else f"{unit}.{language}.ipynb"
