import shutil

import pytest

from course.editions.fingerprint import fingerprint
from course.places import Places


@pytest.fixture
def print_of(checkout):
    return lambda: fingerprint(checkout.master(), checkout.places.helpers)


def test_is_the_same_until_the_master_changes(checkout, print_of):
    before = print_of()
    assert print_of() == before
    checkout.changed("start = 5", "start = 6")
    assert print_of() != before


def test_is_the_same_wherever_the_checkout_lies(checkout, print_of, tmp_path_factory):
    places = Places(tmp_path_factory.mktemp("another") / "checkout")
    shutil.copytree(checkout.places.root, places.root)
    before = print_of()
    checkout.places = places
    assert print_of() == before


def test_changes_with_a_helper_that_the_master_imports(checkout, print_of):
    before = print_of()
    (checkout.places.helpers / "datasets.py").write_text("SEED = 1\n", "utf-8")
    assert print_of() != before


def test_does_not_change_with_other_helpers_and_compiled_files(checkout, print_of):
    before = print_of()
    (checkout.places.helpers / "playground.py").write_text("SEED = 1\n", "utf-8")
    cache = checkout.places.helpers / "datasets" / "__pycache__"
    cache.mkdir(parents=True)
    (cache / "a.pyc").write_bytes(b"compiled")
    assert print_of() == before


@pytest.mark.parametrize(
    "statement",
    [
        "import helpers.playground",
        "import numpy, helpers.playground as play",
        "from helpers import datasets, playground",
        "from helpers.playground import engine",
        "from helpers.playground.engine import train",
        "%matplotlib inline\nfrom helpers import playground",
        "if True:\n    from helpers import playground",
    ],
)
@pytest.mark.parametrize("name", ["playground/engine.py", "playground/front/main.js"])
def test_finds_every_way_to_import_a_helper(checkout, print_of, statement, name):
    code = statement.replace("%", "# %")
    checkout.changed("from helpers import datasets", code)
    file = checkout.places.helpers / name
    file.parent.mkdir(parents=True)
    file.write_text("1\n", "utf-8")
    before = print_of()
    file.write_text("2\n", "utf-8")
    assert print_of() != before


def test_changes_with_a_helper_that_an_imported_helper_needs(checkout, print_of):
    helpers = checkout.places.helpers
    (helpers / "datasets.py").write_text("from helpers import shapes\n", "utf-8")
    (helpers / "shapes.py").write_text("import helpers.datasets\nSIDES = 3\n", "utf-8")
    before = print_of()
    (helpers / "shapes.py").write_text("import helpers.datasets\nSIDES = 4\n", "utf-8")
    assert print_of() != before


def test_changes_with_the_builder(checkout, print_of, monkeypatch, tmp_path):
    for folder in ("master", "editions"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").write_text("1\n", "utf-8")
    monkeypatch.setattr("course.editions.fingerprint.COURSE", tmp_path)
    before = print_of()
    (tmp_path / "editions" / "a.py").write_text("2\n", "utf-8")
    assert print_of() != before
