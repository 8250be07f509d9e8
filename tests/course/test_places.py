import pytest

from course.errors import CourseError
from course.places import Places


def test_finds_the_checkout_from_any_folder_inside(checkout):
    root = checkout.places.root
    inside = root / "solutions" / checkout.unit
    assert Places.find(root) == Places.find(inside) == Places(root)


def test_finds_the_checkout_of_the_working_folder(checkout, monkeypatch):
    monkeypatch.chdir(checkout.places.helpers)
    assert Places.find() == checkout.places


def test_outside_a_checkout_it_says_what_to_do(tmp_path):
    with pytest.raises(CourseError, match="not inside a checkout of the course"):
        Places.find(tmp_path)


def test_an_edition_in_another_language_carries_it_in_its_name(checkout):
    places = checkout.places
    assert places.student("01-neurons").name == "01-neurons.ipynb"
    assert places.student("01-neurons", "ko").name == "01-neurons.ko.ipynb"
    assert places.solution("01-neurons", "ko").name == "01-neurons.ko.ipynb"
    assert places.student("01-neurons").parent != places.solution("01-neurons").parent


def test_paths_are_shown_from_the_root(checkout, tmp_path_factory):
    places = checkout.places
    assert str(places.shown(places.master("01-neurons"))) == "solutions/01-neurons/01-neurons.py"
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "a.ipynb"
    assert places.shown(elsewhere) == elsewhere
