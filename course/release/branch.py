"""Commit a bundle to a branch of its own; neither the checkout nor its index is touched."""

import subprocess
import time

from course.errors import CourseError
from course.release.contents import MANIFEST

SUBJECT = "Release for students"
NOBODY = "course release <course@localhost>"  # where git knows no author


def to_branch(files, branch, root):
    """Commit a bundle, on top of earlier releases or as the first commit of an orphan branch.

    Parameters
    ----------
    files : dict of str to bytes
    branch : str
    root : pathlib.Path
        A checkout of git.

    Returns
    -------
    bool
        Whether there was anything new to commit.

    Raises
    ------
    CourseError
        If git refuses, the branch is checked out, or it holds anything but releases: their
        history would reach students with it.
    """
    _git(root, "check-ref-format", "--branch", branch)
    reference = f"refs/heads/{branch}"
    if f"branch {reference}" in _git(root, "worktree", "list", "--porcelain").splitlines():
        raise CourseError(f"{branch}: this branch is checked out. Name one for students only.")
    tip = _git(root, "for-each-ref", "--format=%(objectname)", reference).strip()
    if tip:
        subjects = set(_git(root, "log", "--format=%s", tip).splitlines())
        if subjects != {SUBJECT}:
            raise CourseError(
                f"{branch}: this branch holds other commits, which students would receive as well. "
                "Name a new one, or one that `course release` made."
            )
        if _git(root, "show", f"{tip}:{MANIFEST}").encode() == files[MANIFEST]:
            return False
    _git(root, "fast-import", "--quiet", stdin=_stream(files, reference, tip, _author(root)))
    return True


def _stream(files, reference, tip, author):
    """What git fast-import reads: one commit with these files and no others."""
    parts = [f"commit {reference}\ncommitter {author}\n".encode(), _data(SUBJECT.encode())]
    parts += [f"from {tip}\n".encode()] if tip else []
    parts.append(b"deleteall\n")
    for name, data in files.items():
        parts += [f"M 100644 inline {name}\n".encode(), _data(data)]
    return b"".join(parts)


def _data(content):
    return f"data {len(content)}\n".encode() + content + b"\n"


def _author(root):
    try:
        return _git(root, "var", "GIT_COMMITTER_IDENT").strip()
    except CourseError:  # a machine on which nobody has told git who she is
        return f"{NOBODY} {int(time.time())} +0000"


def _git(root, *arguments, stdin=b""):
    try:
        done = subprocess.run(["git", *arguments], cwd=root, input=stdin, capture_output=True)
    except FileNotFoundError as error:
        raise CourseError("git is not installed: release a folder or a zip instead.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [
            "it does not say why"
        ]
        raise CourseError(f"git {arguments[0]} refuses: {said[0]}")
    return done.stdout.decode("utf-8", "replace")
