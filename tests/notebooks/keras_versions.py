"""Run the units that train on other versions of Keras: every assert of the solutions must hold.

    python -m tests.notebooks.keras_versions 3.12.4 3.15.1

Each version goes into a folder for the time, beside everything else as it is. The tests of
`helpers.training`, whose oracle is Keras itself, run there as well. It takes some minutes a version.
"""

import os
import subprocess
import sys
import tempfile

from course.master import read_master
from course.places import Places
from course.syllabus import read_syllabus
from course.verification.prepared import PreparedState
from course.verification.replay import needs_replay

PLACES = Places.find(__file__)
TRAINING = ["-m", "pytest", "-q", "tests/helpers/training"]


def main(versions):
    """Return whether everything passes with all these versions."""
    passed = [_passes(version) for version in versions]  # all of them, also after a failure
    return all(passed)


def _passes(version):
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder]
        subprocess.run([*pip, f"keras=={version}"], check=True)
        path = os.pathsep.join([folder, str(PLACES.root)])
        works = [["-m", "tests.notebooks.keras_versions", "run", unit] for unit in _units()]
        passed = [_works(work, path) for work in [*works, TRAINING]]
        return all(passed)


def _works(work, path):
    environment = os.environ | {"PYTHONPATH": path}
    return not subprocess.run([sys.executable, *work], cwd=PLACES.root, env=environment).returncode


def _units():
    """Return the units that train and do without AutoKeras, which has a test of its own."""
    written = [unit.id for unit in read_syllabus().units if PLACES.master(unit.id).is_file()]
    return [
        unit
        for unit in written
        if needs_replay(read_master(PLACES.master(unit))) and "autokeras" not in unit
    ]


def run(unit):
    """Run a unit from top to bottom; say which cells fail, and return whether none does."""
    import keras

    state, failed = PreparedState(), []
    for cell in read_master(PLACES.master(unit)).cells:
        error = state.error_of(cell.source) if cell.kind in ("code", "exercise", "check") else None
        failed += [f"  {cell.id}: {error}"] if error else []
    print(
        f"Keras {keras.__version__}, {unit}: {len(failed)} cells fail",
        *failed,
        sep="\n",
        flush=True,
    )
    return not failed


if __name__ == "__main__":
    passed = run(sys.argv[2]) if sys.argv[1] == "run" else main(sys.argv[1:])
    sys.exit(not passed)
