"""Each test starts a kernel, so each looks at several things."""

import os
import signal
import threading

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.editions import execution
from course.editions.execution import execute
from course.errors import CourseError

pytestmark = pytest.mark.slow


def run(*sources):
    """Execute cells c0, c1, …, which stand in lines 10, 20, … of the master."""
    cells = [new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)]
    notebook = new_notebook(cells=[new_markdown_cell("# Title", id="title"), *cells])
    lines = {f"c{n}": 10 * (n + 1) for n in range(len(sources))}
    execute(notebook, lines, "unit.py")
    return notebook.cells[1:]


def test_keeps_outputs_figures_and_alt_text_in_an_empty_folder(monkeypatch):
    # Whoever builds on a server may have set this; figures must appear all the same.
    monkeypatch.setenv("MPLBACKEND", "agg")
    listing, number, figure, silent = run(
        "import os\nprint(os.listdir())",
        "1 + 1",
        "import matplotlib.pyplot as plt\nfrom helpers import plotting\n"
        "plotting.describe(plt.subplots()[1], 'Nothing\\n  but axes.');",
        "x = 1",
    )
    assert listing.outputs[0].text == "[]\n"
    assert number.outputs[0].data["text/plain"] == "2"
    (picture,) = figure.outputs
    assert picture.metadata["image/png"]["alt"] == "Nothing but axes."
    assert [cell.execution_count for cell in (listing, number, figure, silent)] == [1, 2, 3, 4]
    checked = [cell.metadata.get("tags", []) for cell in (listing, number, figure, silent)]
    check, ignore = ["nbval-check-output"], ["nbval-ignore-output"]
    assert checked == [check, check, ignore, []]
    assert not any("execution" in cell.metadata for cell in (listing, number))


def test_an_author_may_leave_an_output_uncompared():
    cell = new_code_cell("print('3.2 seconds')", metadata={"tags": ["nbval-ignore-output"]})
    notebook = new_notebook(cells=[cell])
    execute(notebook, {}, "unit.py")
    assert cell.outputs[0].text == "3.2 seconds\n"
    assert cell.metadata.tags == ["nbval-ignore-output"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("1 / 0", "unit.py:20: the cell fails with ZeroDivisionError: division by zero"),
        ("import os\nos._exit(1)", "unit.py:20: the kernel died in this cell."),
        ("import time\ntime.sleep(60)", "unit.py:20: the cell takes more than 2 s."),
    ],
)
def test_a_failing_cell_is_named_by_its_line(monkeypatch, source, message):
    monkeypatch.setattr(execution, "CELL_SECONDS", 2)
    with pytest.raises(CourseError) as caught:
        run("x = 1", source, "y = 2")
    assert str(caught.value) == message


def test_ctrl_c_is_ctrl_c(tmp_path):
    started = tmp_path / "started"
    ended = threading.Event()

    def press_once_started():
        while not ended.wait(0.05):
            if started.exists():
                os.kill(os.getpid(), signal.SIGINT)
                return

    keys = threading.Thread(target=press_once_started)
    keys.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            run(f"open({str(started)!r}, 'w').close()\nimport time\ntime.sleep(60)")
    finally:
        ended.set()
        keys.join()
