"""A student edition runs up to its first unsolved exercise, and says so kindly."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from course.kernels.manager import WarmKernelManager
from course.places import Places

PLACES = Places.find(__file__)


@pytest.mark.slow
def test_it_runs_to_the_first_unsolved_exercise(unit, tmp_path):
    notebook = nbformat.read(PLACES.student(unit), as_version=4)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_manager_class=WarmKernelManager,
        resources={"metadata": {"path": tmp_path}},
    )
    with pytest.raises(CellExecutionError) as stop:
        client.execute()
    assert stop.value.ename == "NotImplementedError"
    assert stop.value.evalue == "Not solved yet. Replace this line with your code."
    first = next(cell.id for cell in notebook.cells if cell.id.endswith("-check-1"))
    ran = [cell.id for cell in notebook.cells if cell.get("execution_count")]
    assert ran[-1] == first


def test_it_holds_no_outputs_and_no_marks_of_the_builder(unit):
    notebook = nbformat.read(PLACES.student(unit), as_version=4)
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert "tags" not in cell.metadata
    assert set(notebook.metadata.neuron_to_nas) == {"unit", "language"}
    assert "colab.research.google.com" in notebook.cells[0].source
