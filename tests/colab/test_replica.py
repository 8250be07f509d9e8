"""The course on Colab as it is: the set-up cell replaces nothing, and every unit runs."""

import os
import subprocess
import sys

import nbformat
import pytest

from course.master import read_master
from course.places import Places
from course.samples import sample_answers
from course.samples.write import submission
from tests.colab.replica import KERNEL, kernel_environment

PLACES = Places.find(__file__)
# What Colab does not have. IPython 7 needs jedi, which Colab took out; pip brings it back.
NEW = {"autokeras", "keras-tuner", "kt-legacy", "jedi", "neuron-to-nas"}


def name(line):
    return line.split("==")[0].lower().replace("_", "-")


@pytest.mark.slow
def test_the_set_up_cell_replaces_nothing_that_colab_ships(replica):
    assert len(replica.before) > 120
    assert set(replica.before) <= set(replica.after)
    assert {name(line) for line in set(replica.after) - set(replica.before)} <= NEW


@pytest.mark.slow
def test_the_set_up_cell_breaks_no_package_there(replica):
    known = {"ipython 7.34.0 requires jedi, which is not installed."}
    assert set(replica.complaints_before) <= known
    assert set(replica.complaints_after) <= known | {"No broken requirements found."}


@pytest.mark.slow
def test_everything_beside_the_code_of_helpers_is_installed(replica):
    ours = {p.relative_to(PLACES.root) for p in PLACES.helpers.rglob("*") if p.is_file()}
    ours = {str(path) for path in ours if path.suffix != ".pyc"}
    there = {
        str(path.relative_to(replica.packages))
        for path in (replica.packages / "helpers").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert ours == there


@pytest.mark.slow
def test_a_solved_student_edition_gives_its_outputs(unit, replica, tmp_path):
    """Every assert holds, and what is printed is what the solution shows: nbval compares them."""
    notebook = tmp_path / f"{unit}.ipynb"
    nbformat.write(solved(unit), notebook)
    options = f"--nbval --nbval-kernel-name={KERNEL} --rootdir=. -q --color=no -p no:cacheprovider"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options.split(), "-c", os.devnull, str(notebook)],
        cwd=tmp_path,
        env=kernel_environment(tmp_path / "jupyter", replica),
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr


def solved(unit):
    """Return the student edition with the right answers, and the outputs that they should give."""
    answers = sample_answers(read_master(PLACES.master(unit)), "perfect")
    edition = submission(nbformat.read(PLACES.student(unit), as_version=4), answers)
    solution = nbformat.read(PLACES.solution(unit), as_version=4)
    executed = {cell.id: cell for cell in solution.cells if cell.cell_type == "code"}
    for cell in edition.cells:
        if cell.id in executed:
            shown = executed[cell.id]
            cell.outputs, cell.execution_count = shown.outputs, shown.execution_count
            cell.metadata.tags = shown.metadata.get("tags", [])
    return edition
