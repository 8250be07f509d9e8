import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.editions.source import source_notebook
from course.editions.student import CODE_STUB, blank, student_edition
from course.master import read_master

PATH = "notebooks/00-doubling/00-doubling.ipynb"


@pytest.fixture
def edition(checkout):
    notebook = source_notebook(checkout.master())
    notebook.metadata.neuron_to_nas.fingerprint = "0123"
    notebook.cells[1].execution_count = 1
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="printed")]
    return student_edition(notebook, checkout.syllabus, PATH)


def cell_of(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def test_is_a_valid_notebook_without_outputs_tags_and_fingerprint(edition):
    nbformat.validate(edition)
    for cell in edition.cells:
        assert "tags" not in cell.metadata
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
    assert edition.metadata.neuron_to_nas == {"unit": "00-doubling", "language": "en"}


def test_says_where_the_answer_goes(edition):
    stub = f'def double(x):\n    """Return twice x."""\n    {CODE_STUB}'
    assert cell_of(edition, "double").source == stub
    assert cell_of(edition, "when_equal").source == "YOUR ANSWER HERE"


def test_keeps_visible_tests_and_cuts_hidden_ones(edition):
    check = cell_of(edition, "double-check-2").source
    assert check == 'assert double(start) == 2 * start, "wrong for the start"'


def test_checks_are_locked_and_answers_are_not(edition):
    assert cell_of(edition, "double-check-1").metadata["editable"] is False
    assert cell_of(edition, "double-check-1").metadata["deletable"] is False
    assert cell_of(edition, "double").metadata.get("editable", True)
    assert cell_of(edition, "double").metadata["deletable"] is False


def test_graded_cells_carry_nbgraders_checksum(edition):
    assert cell_of(edition, "double-check-1").metadata.nbgrader["checksum"]


def test_has_a_badge_and_a_set_up_cell_for_colab(edition):
    title, setup = edition.cells[:2]
    assert title.source.startswith("# Doubling\n")
    assert (
        "https://colab.research.google.com/github/someone/a-course/blob/main/" + PATH
    ) in title.source
    assert "%pip install -q git+https://github.com/someone/a-course@main" in setup.source


def test_the_rubric_is_for_graders_only(edition):
    assert not any("rubric" in cell.id for cell in edition.cells)


def test_leaves_the_source_notebook_alone(checkout):
    source = source_notebook(checkout.master())
    before = nbformat.writes(source)
    student_edition(source, checkout.syllabus, PATH)
    assert nbformat.writes(source) == before


def test_blank_keeps_the_indentation_of_the_answer():
    source = "def f(x):\n    if x:\n        ### BEGIN SOLUTION\n        y = 1\n        ### END SOLUTION\n"
    assert blank(source) == f"def f(x):\n    if x:\n        {CODE_STUB}\n"


SECRET = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), min_size=1, max_size=3
)


@settings(deadline=None, max_examples=40)
@given(
    solutions=st.lists(SECRET, min_size=1, max_size=3),
    hidden=SECRET,
    answer=SECRET,
    indent=st.sampled_from(["", "    ", "        "]),
)
def test_no_secret_line_is_in_the_student_edition(
    solutions, hidden, answer, indent, tmp_path_factory, syllabus
):
    secrets = [f"secret_{word}" for part in (*solutions, hidden, answer) for word in part]
    path = tmp_path_factory.mktemp("unit") / "unit.py"
    path.write_text(_master_with(solutions, hidden, answer, indent), "utf-8")
    edition = nbformat.writes(
        student_edition(source_notebook(read_master(path)), syllabus, "notebooks/unit.ipynb")
    )
    assert "secret_" not in edition, [word for word in secrets if word in edition]
    assert edition.count("visible_line") == len(solutions) + 2


def _lines(words, form, indent=""):
    return "\n".join(indent + form.format(f"secret_{word}") for word in words)


def _master_with(solutions, hidden, answer, indent):
    regions = "\n".join(
        f"{indent}visible_line = {n}\n{indent}### BEGIN SOLUTION\n"
        f"{_lines(words, '{} = 1', indent)}\n{indent}### END SOLUTION"
        for n, words in enumerate(solutions)
    )
    head = {0: "", 4: "if 1:\n", 8: "if 1:\n    if 2:\n"}[len(indent)]
    levels = "\n".join(f"# - **{points}** secret_level" for points in (3, 2, 1, 0))
    mutants = "".join(
        f'\n# %% mutant="task" name="slip {n}"\nsecret_mutant = {n}\n' for n in range(3)
    )
    return (
        "# %% [markdown]\n# # Title\n\n"
        f'# %% exercise="task"\n{head}{regions}\n\n'
        '# %% check="task" points=1\nvisible_line\n### BEGIN HIDDEN TESTS\n'
        f"{_lines(hidden, 'assert {}')}\n### END HIDDEN TESTS\n{mutants}\n"
        '# %% [markdown] question="why" points=3\n# visible_line\n# ### BEGIN SOLUTION\n'
        f"{_lines(answer, '# {}')}\n# ### END SOLUTION\n\n"
        f'# %% [markdown] rubric="why"\n{levels}\n'
    )
