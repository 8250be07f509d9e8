"""A built checkout with everything that a bundle is made of."""

import pytest

from course.editions import build_unit
from course.release import bundle
from course.release.contents import FILES, GUIDE


@pytest.fixture
def course(checkout, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    for name in (*FILES, GUIDE):
        path = checkout.places.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}\n", "utf-8")
    build_unit(checkout.unit, checkout.places, checkout.syllabus)
    return checkout


@pytest.fixture
def files(course):
    return bundle([course.unit], course.places, course.syllabus)
