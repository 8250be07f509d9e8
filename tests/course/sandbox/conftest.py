"""Short notebooks, run in the real sandbox."""

import nbformat
import pytest

from course.sandbox.runner import run


@pytest.fixture(scope="session")
def run_cells():
    """Give a function that runs sources as the cells of a notebook and returns the cells."""

    def run_sources(*sources, **options):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        return run(nbformat.v4.new_notebook(cells=cells), **options).cells

    return run_sources


@pytest.fixture(scope="session")
def text():
    """Give a function that returns what a cell printed."""
    return lambda cell: "".join(o.text for o in cell.outputs if o.output_type == "stream")


@pytest.fixture(scope="session")
def error():
    """Give a function that returns the last error of a cell, as "name: sentence"."""

    def last(cell):
        errors = [o for o in cell.outputs if o.output_type == "error"]
        return f"{errors[-1].ename}: {errors[-1].evalue}" if errors else ""

    return last
