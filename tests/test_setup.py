"""What people install is what CI tests."""

import re
import subprocess
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def test_conda_users_get_python_and_exactly_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    python, pip, packages = environment["dependencies"]
    assert pip == "pip"
    assert packages == {"pip": ["--requirement requirements.lock"]}
    used = re.search(r"--python-version ([\d.]+)", (ROOT / "Makefile").read_text("utf-8"))[1]
    assert python == f"python={used}"


def test_the_lock_holds_hashes_and_no_address():
    names = re.findall(r"^([a-z0-9._-]+)==", LOCK, re.MULTILINE)
    assert len(names) > 150
    blocks = re.split(r"^(?=[a-z0-9._-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in LOCK


def test_the_lock_has_colabs_versions_where_they_matter():
    for pin in (ROOT / "requirements.colab.txt").read_text("utf-8").split():
        assert re.search(rf"^{re.escape(pin)} ", LOCK, re.MULTILINE), pin


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
