import json
import os

import nbformat
import pytest
from nbformat.v4 import new_output

from course.editions import build_unit, stale_editions
from course.editions.build import execute
from course.errors import CourseError


@pytest.fixture
def executions(monkeypatch):
    """Replace the kernel by one that answers at once, and list the notebooks that ran."""
    ran = []

    def answer(notebook, lines, where):
        ran.append((lines, str(where)))
        for count, cell in enumerate(c for c in notebook.cells if c.cell_type == "code"):
            cell.execution_count = count + 1
            cell.outputs = [new_output("stream", text="printed\n")]

    monkeypatch.setattr("course.editions.build.execute", answer)
    return ran


@pytest.fixture
def built(checkout, executions):
    build(checkout)
    executions.clear()
    return checkout


def build(checkout):
    return build_unit(checkout.unit, checkout.places, checkout.syllabus)


def stale(checkout):
    return stale_editions(checkout.unit, checkout.places, checkout.syllabus)


def editions(checkout):
    return checkout.places.solution(checkout.unit), checkout.places.student(checkout.unit)


def contents(checkout):
    return [path.read_bytes() for path in editions(checkout)]


def edit(path, change):
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def test_writes_both_editions_and_says_so(checkout, executions):
    done = build(checkout)
    assert (done.unit, done.executed, done.written) == (checkout.unit, True, editions(checkout))
    ((lines, where),) = executions
    assert where == "solutions/00-doubling/00-doubling.py"
    assert lines["double"] == checkout.line("# %% exercise")
    solution, student = (nbformat.read(path, as_version=4) for path in editions(checkout))
    nbformat.validate(solution)
    assert "twice_as_much" in str(solution.cells)
    assert "printed" in str(solution.cells)
    assert "twice_as_much" not in str(student.cells)
    assert "printed" not in str(student.cells)


def test_a_second_build_runs_and_writes_nothing(built, executions):
    before = contents(built)
    done = build(built)
    assert (done.executed, done.written, executions) == (False, (), [])
    assert contents(built) == before
    assert stale(built) == []


def test_building_from_nothing_twice_gives_the_same_bytes(built):
    before = contents(built)
    for path in editions(built):
        path.unlink()
    build(built)
    assert contents(built) == before


def test_a_lost_student_edition_is_written_without_running(built, executions):
    path = built.places.student(built.unit)
    path.unlink()
    assert stale(built) == [path]
    assert build(built).written == (path,)
    assert executions == []


def test_an_edited_master_makes_both_editions_stale(built, executions):
    built.changed("At the end you can", "Soon you can")
    assert stale(built) == [*editions(built)]
    assert build(built).written == editions(built)
    assert len(executions) == 1
    assert stale(built) == []


def test_a_new_mutant_makes_the_solution_stale_only(built):
    built.changed("return x + 2 + 0 * x", "return x + 3 + 0 * x")
    assert stale(built) == [built.places.solution(built.unit)]


def test_an_edited_helper_makes_the_solution_stale_only(built, executions):
    (built.places.helpers / "datasets.py").write_text("SEED = 1\n", "utf-8")
    assert stale(built) == [built.places.solution(built.unit)]
    assert build(built).executed
    assert stale(built) == []


def _source(notebook):
    notebook["cells"][1]["source"] = ["start = 4"]


def _points(notebook):
    notebook["cells"][4]["metadata"]["nbgrader"]["points"] = 100


def _order(notebook):
    notebook["cells"][1:3] = notebook["cells"][2:0:-1]


def _language(notebook):
    notebook["metadata"]["neuron_to_nas"]["language"] = "ko"


def _fingerprint(notebook):
    notebook["metadata"]["neuron_to_nas"] = 3


@pytest.mark.parametrize("change", [_source, _points, _order, _language, _fingerprint])
def test_a_solution_edited_by_hand_is_noticed_and_built_anew(built, executions, change):
    before, path = contents(built), built.places.solution(built.unit)
    edit(path, change)
    assert stale(built) == [path]
    build(built)
    assert contents(built) == before


def test_a_student_edition_edited_by_hand_is_noticed_and_written_anew(built):
    before, path = contents(built), built.places.student(built.unit)
    edit(path, lambda notebook: notebook["cells"][0]["source"].append("!"))
    assert stale(built) == [path]
    assert build(built).written == (path,)
    assert contents(built) == before


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff", b"[]", b"{}", b'{"nbformat":4,"cells":[3]}']
)
def test_damaged_editions_are_built_anew(built, damage):
    before = contents(built)
    for path in editions(built):
        path.write_bytes(damage)
    assert stale(built) == [*editions(built)]
    build(built)
    assert contents(built) == before


def test_a_malformed_master_changes_no_file(built):
    before = contents(built)
    built.changed("points=1", "points=0")
    for work in (build, stale):
        with pytest.raises(CourseError, match="needs points above 0"):
            work(built)
    assert contents(built) == before


def test_a_failing_cell_changes_no_file(built, monkeypatch):
    before = contents(built)
    built.changed("start = 5", "start = 1 / 0")

    def fail(notebook, lines, where):
        raise CourseError("the cell fails")

    monkeypatch.setattr("course.editions.build.execute", fail)
    with pytest.raises(CourseError, match="the cell fails"):
        build(built)
    assert contents(built) == before


def test_a_disk_that_refuses_keeps_the_old_edition_whole(built, monkeypatch):
    before, path = contents(built), built.places.student(built.unit)
    built.changed("At the end you can", "Soon you can")

    def refuse(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "replace", refuse)
    solution = built.places.solution(built.unit)
    with pytest.raises(CourseError) as caught:
        build(built)
    assert str(caught.value) == (
        f"{solution}: cannot write (Read-only file system). Free the disk or its permissions."
    )
    assert contents(built) == before
    for folder in (solution.parent, path.parent):
        assert {file.suffix for file in folder.iterdir()} <= {".py", ".ipynb"}


def test_a_folder_that_cannot_be_made(checkout, executions):
    (checkout.places.root / "notebooks").write_text("a file in the way", "utf-8")
    with pytest.raises(CourseError, match=r"00-doubling\.ipynb: cannot write \("):
        build(checkout)


@pytest.mark.slow
def test_a_real_build_runs_the_cells_and_keeps_their_outputs(checkout, executions, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", execute)
    checkout.changed("start = 5", "start = 5\nprint(start + 1)")
    build(checkout)
    before = contents(checkout)
    cells = nbformat.read(checkout.places.solution(checkout.unit), as_version=4).cells
    assert cells[1].outputs == [new_output("stream", text="6\n")]
    assert cells[1].metadata.tags == ["numbers", "nbval-check-output"]
    assert [cell.execution_count for cell in cells if cell.cell_type == "code"] == [1, 2, 3, 4]
    assert not build(checkout).executed
    assert stale(checkout) == []
    # Another run of the same cells leaves the same notebook.
    checkout.places.solution(checkout.unit).unlink()
    build(checkout)
    assert contents(checkout) == before
