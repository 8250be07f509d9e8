import subprocess

import pytest

from course.errors import CourseError
from course.release import to_branch
from course.release.contents import MANIFEST


def git(root, *arguments):
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path):
    """A repository with one commit, something staged, something changed."""
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    for key, value in (("user.name", "Someone"), ("user.email", "someone@localhost")):
        git(root, "config", key, value)
    (root / "secret.py").write_text("an answer\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "First")
    (root / "staged.py").write_text("staged\n")
    git(root, "add", "staged.py")
    (root / "secret.py").write_text("changed\n")
    return root


def state(root):
    return git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")


def test_the_branch_is_an_orphan_and_the_checkout_is_not_disturbed(files, repository):
    before = state(repository)
    assert to_branch(files, "students", repository)
    assert state(repository) == before
    names = git(repository, "ls-tree", "-r", "--name-only", "students").splitlines()
    assert sorted(names) == sorted(files)
    assert git(repository, "log", "--format=%s", "students") == "Release for students\n"
    for name, data in files.items():
        assert git(repository, "show", f"students:{name}").encode() == data


def test_a_second_release_follows_the_first_and_drops_what_is_gone(files, repository):
    to_branch(files | {"old.md": b"old\n"} | {MANIFEST: b"other\n"}, "students", repository)
    assert to_branch(files, "students", repository)
    assert not to_branch(files, "students", repository)
    assert git(repository, "rev-list", "--count", "students") == "2\n"
    assert "old.md" not in git(repository, "ls-tree", "-r", "--name-only", "students")


@pytest.mark.parametrize(
    ("branch", "message"),
    [
        ("main", "checked out"),
        ("work", "holds other commits"),
        ("no such..name", "refuses"),
    ],
)
def test_a_branch_that_is_not_for_students(files, repository, branch, message):
    git(repository, "branch", "work")
    before = git(repository, "for-each-ref")
    with pytest.raises(CourseError, match=message):
        to_branch(files, branch, repository)
    assert git(repository, "for-each-ref") == before


def test_outside_of_a_repository(files, tmp_path):
    with pytest.raises(CourseError, match=r"git .* refuses: .*not a git repository"):
        to_branch(files, "students", tmp_path)


def test_where_git_knows_no_author(files, repository, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for key in ("user.name", "user.email"):
        git(repository, "config", "--unset", key)
    git(repository, "config", "user.useConfigOnly", "true")
    assert to_branch(files, "students", repository)
    assert "course release" in git(repository, "log", "--format=%cn", "students")
