"""A replica of Colab in ``.venv/colab``: its Python, its packages, and our set-up cell run there."""

import contextlib
import fcntl
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns

import nbformat

from course.places import Places
from course.syllabus import read_syllabus

PLACES = Places.find(__file__)
LOCK = PLACES.root / "requirements.colab.lock"
PRESS = Path(__file__).with_name("press.py")
PYTHON = "3.13"
INSTALLED = ("helpers", "course")
DESCRIBING = ("pyproject.toml", "README.md")
KERNEL = "colab"


@dataclass(frozen=True)
class Replica:
    """What the set-up cell did there.

    Attributes
    ----------
    folder : pathlib.Path
    before, after : tuple of str
        ``name==version`` of every package.
    complaints_before, complaints_after : tuple of str
        The lines of ``pip check``.
    """

    folder: Path
    before: tuple[str, ...]
    after: tuple[str, ...]
    complaints_before: tuple[str, ...]
    complaints_after: tuple[str, ...]

    @property
    def packages(self):
        return next(self.folder.glob("lib/python*/site-packages"))


def setup_cell():
    """Return the source of the set-up cell, which is the same in every unit."""
    editions = sorted(PLACES.root.glob("notebooks/*/*.ipynb"))
    (source,) = {
        cell.source
        for edition in editions
        for cell in nbformat.read(edition, as_version=4).cells
        if cell.get("id") == "colab-setup"
    }
    return source


def make_replica():
    """Return the replica; build it unless it is there and nothing that goes into it has changed."""
    folder = PLACES.root / ".venv" / "colab"
    record = folder / "replica.json"
    with _only_one(folder.with_suffix(".busy")):
        digest = _digest()
        built = json.loads(record.read_text("utf-8")) if record.is_file() else {}
        if built.pop("digest", None) != digest:
            built = _build(folder)
            record.write_text(json.dumps({"digest": digest, **built}), "utf-8")
    return Replica(folder, **{name: tuple(lines) for name, lines in built.items()})


def kernel_environment(folder, replica):
    """Return the environment in which Jupyter knows the replica's kernel, noted in `folder`."""
    spec = folder / "kernels" / KERNEL / "kernel.json"
    spec.parent.mkdir(parents=True)
    command = [f"{replica.folder}/bin/python", "-m", "ipykernel_launcher", "-f"]
    spec.write_text(
        json.dumps({"argv": [*command, "{connection_file}"], "display_name": "Colab"}), "utf-8"
    )
    return os.environ | {"JUPYTER_PATH": str(folder)}


def _build(folder):
    uv = [sys.executable, "-m", "uv", "--quiet"]
    venv = [*uv, "venv", "--clear", "--python", _python(), folder]
    _run(venv, hint=f"Install Python {PYTHON}, with pyenv or uv, and try again.")
    target = ["--python", folder / "bin" / "python", "--require-hashes", "--compile-bytecode"]
    _run([*uv, "pip", "sync", *target, LOCK])
    before, complaints_before = _packages(folder), _complaints(folder)
    with tempfile.TemporaryDirectory() as scratch:
        _press(folder, _published(Path(scratch)))
    return {
        "before": before,
        "after": _packages(folder),
        "complaints_before": complaints_before,
        "complaints_after": _complaints(folder),
    }


def _python():
    """Return pyenv's Python, which uv does not look for, or a version that uv finds or fetches."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = sorted(root.glob(f"versions/{PYTHON}.*/bin/python"))
    return found[-1] if found else PYTHON


def _published(scratch):
    """Return a Git repository that holds what the course's own would, as it is here and now."""
    repository = scratch / "published"
    for name in INSTALLED:
        copytree(PLACES.root / name, repository / name, ignore=ignore_patterns("__pycache__"))
    for name in DESCRIBING:
        (repository / name).write_bytes((PLACES.root / name).read_bytes())
    git = ["git", "-C", repository, "-c", "user.name=test", "-c", "user.email=test@localhost"]
    _run([*git, "init", "--quiet", f"--initial-branch={read_syllabus().branch}"])
    _run([*git, "add", "."])
    _run([*git, "commit", "--quiet", "--message", "as it is here"])
    return repository


def _press(folder, repository):
    """Run the set-up cell; Git takes the local repository for the one that the cell names."""
    instead = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{repository.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": read_syllabus().repository,
    }
    _run([folder / "bin" / "python", PRESS], input=setup_cell(), env=os.environ | instead)


def _packages(folder):
    return _lines([folder / "bin" / "python", "-m", "pip", "list", "--format", "freeze"])


def _complaints(folder):
    return _lines([folder / "bin" / "python", "-m", "pip", "check"], check=False)


def _lines(command, check=True):
    return _run(command, check=check).splitlines()


def _run(command, check=True, hint="", **options):
    ran = subprocess.run(map(str, command), capture_output=True, text=True, **options)
    if check and ran.returncode:
        said = f"{ran.stdout}\n{ran.stderr}".strip()
        failed = " ".join(map(str, command))
        raise RuntimeError(f"no replica of Colab: {failed} failed.\n{said}\n{hint}")
    return ran.stdout


def _digest():
    """Return a digest of everything that goes into the replica."""
    files = [PLACES.root / name for name in DESCRIBING]
    for name in INSTALLED:
        files += (f for f in (PLACES.root / name).rglob("*") if f.is_file() and f.suffix != ".pyc")
    digest = hashlib.sha256(setup_cell().encode())
    for file in (LOCK, *Path(__file__).parent.glob("*.py"), *sorted(files)):
        digest.update(f"{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def _only_one(path):
    """Several test processes share the replica; one of them builds it."""
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
