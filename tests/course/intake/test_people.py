import pytest

from course.errors import CourseError
from course.gradebook import GradebookFolder
from course.intake.people import Person, read_people


@pytest.fixture
def folder(tmp_path):
    return GradebookFolder(tmp_path)


def test_the_class_list_and_whoever_handed_in(folder):
    (folder.root / "roster.csv").write_text(
        "ID;Name;Email;SIS_user_ID\ns002;Kim, Ada; ada@example.org ;U 2\n;nobody;;\n", "utf-8"
    )
    (folder.root / "submitted" / "s001").mkdir(parents=True)
    people = read_people(folder)
    assert list(people) == ["s001", "s002"]
    assert people["s001"] == Person("s001")
    assert people["s002"] == Person("s002", "Kim, Ada", email="ada@example.org", sis_user_id="U 2")


def test_without_a_list_those_who_handed_in(folder):
    assert read_people(folder) == {}
    (folder.root / "submitted" / "s001").mkdir(parents=True)
    assert list(read_people(folder)) == ["s001"]


def test_a_list_without_ids_is_refused(folder):
    (folder.root / "roster.csv").write_text("name\nAda\n")
    with pytest.raises(CourseError, match="no column `id`"):
        read_people(folder)
