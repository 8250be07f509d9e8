import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.intake.names import clues, stem_of
from course.intake.students import is_student_id

UNITS = ("01-neurons", "04-outputs-and-losses")


def read(path, outside=()):
    return clues(path.split("/"), outside, UNITS)


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("s001/01-neurons/01-neurons.ipynb", "s001"),
        ("submitted/s001/01-neurons/01-neurons.ipynb", "s001"),
        ("s001/01-neurons.ipynb", "s001"),
        ("kim.2024-07/01-neurons.ipynb", "kim.2024-07"),
        ("01-neurons_s001.ipynb", "s001"),
        ("s001-01-neurons.ipynb", "s001"),
        ("01-neurons_kim.2024-07.ipynb", "kim.2024-07"),
        ("s001 01 neurons.ipynb", "s001"),
        ("s001_01-neurons-1.ipynb", "s001"),
        ("01-neurons.ko_s001.ipynb", "s001"),
        ("Copy_of_s001_01-neurons.ipynb", "s001"),
        ("01-neurons/s001.ipynb", "s001"),
    ],
)
def test_student_and_unit_from_a_path(path, student):
    found = read(path)
    assert found.students[0] == student
    assert found.unit == "01-neurons"


@pytest.mark.parametrize(
    "name",
    [
        "01-neurons (1).ipynb",
        "01-neurons-Copy1.ipynb",
        "01-neurons - Copy.ipynb",
        "01-neurons copy 2.ipynb",
        "Kopie von 01-neurons.ipynb",
        "Copy_of_01-neurons.ipynb",
        "Copy of Copy of 01-neurons.ipynb",
        "01-neurons.ipynb의 사본",
        "01-neurons.ipynb.txt",
        "01-neurons_final.ipynb",
        "01-neurons-2.ipynb",
        "01-neurons.ko.ipynb",
        "01_NEURONS.ipynb",
    ],
)
def test_marks_of_a_copy_are_no_student(name):
    found = read(f"s001/{name}")
    assert found.students == ("s001",)
    assert found.unit == "01-neurons"


def test_a_platform_says_whose_a_file_is_and_the_student_does_not():
    found = read("kim_12_345_work.zip/s002/01-neurons/01-neurons.ipynb")
    assert found.students == ("12",)
    assert found.unit == "01-neurons"


def test_a_unit_is_a_whole_word():
    assert read("s001/101-neurons.ipynb").unit not in UNITS
    assert read("s001/01-neuronss.ipynb").unit not in UNITS
    assert read("s001/04_outputs_and_losses.ipynb").unit == "04-outputs-and-losses"


def test_two_units_in_a_name_are_none():
    assert read("s001/01-neurons_04-outputs-and-losses.ipynb").unit == ""


def test_the_folder_of_what_was_handed_in_is_only_a_hint():
    found = read("01-neurons.ipynb", outside=("home", "s001"))
    assert found.students == ()
    assert found.hints == ("s001",)
    assert found.outer == ("home",)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_every_candidate_is_well_formed(parts):
    found = clues(parts, ("a", "b"), UNITS)
    assert all(is_student_id(name) for name in (*found.students, *found.hints, *found.outer))


@given(st.from_regex(r"s[0-9]{3}", fullmatch=True), st.integers(1, 99))
def test_a_copy_has_the_stem_of_its_original(student, copy):
    name = f"{student}_01-neurons"
    assert stem_of(f"{name} ({copy}).ipynb") == name
    assert stem_of(f"Copy of {name}.ipynb") == name
