import pytest

from course.intake.lms import platform_id


@pytest.mark.parametrize(
    ("name", "student", "file"),
    [
        ("kimminji_1234_56789_01-neurons.ipynb", "1234", "01-neurons.ipynb"),
        ("kimminji_LATE_1234_56789_01-neurons-1.ipynb", "1234", "01-neurons-1.ipynb"),
        ("김민지_1234_56789_01-neurons.ipynb", "1234", "01-neurons.ipynb"),
        ("o_neill_1234_56789_a_77_888_b.ipynb", "1234", "a_77_888_b.ipynb"),
        ("anon_aB3xZ_56789_01-neurons.ipynb", "aB3xZ", "01-neurons.ipynb"),
        ("anon_LATE_aB3xZ_56789_01-neurons.ipynb", "aB3xZ", "01-neurons.ipynb"),
    ],
)
def test_canvas_names(name, student, file):
    assert platform_id(name) == (student, file)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Kim Min-ji_88001_assignsubmission_file", ""),
        ("Kim Min-ji_88001_assignsubmission_file_", ""),
        ("Participant_88001_assignsubmission_file", ""),
        ("Kim Min-ji_88001_assignsubmission_file_01-neurons.ipynb", "01-neurons.ipynb"),
    ],
)
def test_moodle_names(name, file):
    assert platform_id(name) == ("88001", file)


@pytest.mark.parametrize(
    "name",
    ["01-neurons.ipynb", "s001", "s001_01-neurons.ipynb", "kim_2024_07_01-neurons.ipynb", ""],
)
def test_other_names_are_nobodys(name):
    assert platform_id(name) == ("", "")
