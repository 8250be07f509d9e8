from course.places import Places
from course.syllabus import read_syllabus
from course.syllabus_page import is_page_stale, syllabus_page, write_page


def test_a_unit_is_linked_once_it_is_written(checkout):
    page = syllabus_page(checkout.syllabus, checkout.places)
    assert "| 00 | Doubling (not yet written) | 10 |" in page
    assert "10 minutes. At the end you can:\n\n- Double a number" in page
    path = checkout.places.student(checkout.unit)
    path.parent.mkdir(parents=True)
    path.touch()
    linked = syllabus_page(checkout.syllabus, checkout.places)
    assert "[Doubling](00-doubling/00-doubling.ipynb)" in linked


def test_the_page_is_written_when_it_is_stale(checkout):
    assert is_page_stale(checkout.syllabus, checkout.places)
    assert write_page(checkout.syllabus, checkout.places)
    assert not write_page(checkout.syllabus, checkout.places)
    checkout.places.syllabus_page.write_text("edited", "utf-8")
    assert is_page_stale(checkout.syllabus, checkout.places)


def test_the_courses_own_page_is_up_to_date():
    assert not is_page_stale(read_syllabus(), Places.find(__file__))
