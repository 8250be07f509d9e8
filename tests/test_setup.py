"""What people install is what CI tests."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from course.syllabus import read_syllabus

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
COLAB = (ROOT / "requirements.colab.lock").read_text("utf-8")


def test_conda_users_get_python_and_exactly_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    python, pip, packages = environment["dependencies"]
    assert pip == "pip"
    assert packages == {"pip": ["--requirement requirements.lock"]}
    used = re.search(r"--python-version ([\d.]+)", (ROOT / "Makefile").read_text("utf-8"))[1]
    assert python == f"python={used}"


@pytest.mark.parametrize(("lock", "packages"), [(LOCK, 150), (COLAB, 120)])
def test_a_lock_holds_hashes_and_no_address(lock, packages):
    names = re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE)
    assert len(names) > packages
    blocks = re.split(r"^(?=[a-z0-9._-]+==)", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in lock


@pytest.mark.parametrize(
    "name", ["tensorflow", "keras", "numpy", "scikit-learn", "pandas", "matplotlib"]
)
def test_the_lock_has_colabs_versions_where_they_matter(name):
    version = re.compile(rf"^{name}==(\S+)", re.MULTILINE)
    assert version.search(LOCK)[1] == version.search(COLAB)[1]


def test_one_file_knows_where_the_course_lives():
    address = read_syllabus().repository.split("://")[1]
    search = ["git", "grep", "--untracked", "-l", address, "--", ":!notebooks"]
    found = subprocess.run(search, cwd=ROOT, capture_output=True, text=True).stdout
    assert found.split() == ["course/syllabus.toml"]


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["course"], *extras["dev"]]
    names = {re.match(r"[a-z0-9-]+", line)[0] for line in wanted}
    locked = set(re.findall(r"^([a-z0-9._-]+)==", LOCK, re.MULTILINE))
    assert names <= locked


def test_helpers_never_import_course():
    for path in (ROOT / "helpers").rglob("*.py"):
        assert not re.search(
            r"^\s*(from|import) course\b", path.read_text("utf-8"), re.MULTILINE
        ), path


def test_the_grade_book_is_ignored_by_git():
    command = ["git", "check-ignore", "--quiet", "gradebook/gradebook.db"]
    assert subprocess.run(command, cwd=ROOT).returncode == 0
