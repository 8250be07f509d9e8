import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook
from nbformat.validator import validate

from course.errors import CourseError
from course.master import MasterError, read_master


def test_reads_every_cell_with_its_kind_owner_points_and_line(checkout):
    master = checkout.master()
    assert master.unit == checkout.unit
    assert master.exercises == ("double",)
    assert [(cell.kind, cell.id, cell.owner, cell.points) for cell in master.cells] == [
        ("prose", "doubling-1", "", 0),
        ("code", "doubling-2", "", 0),
        ("prose", "exercise-double-1", "", 0),
        ("exercise", "double", "double", 0),
        ("check", "double-check-1", "double", 1),
        ("check", "double-check-2", "double", 2),
        ("mutant", "double-mutant-1", "double", 0),
        ("mutant", "double-mutant-2", "double", 0),
        ("mutant", "double-mutant-3", "double", 0),
        ("question", "when_equal", "when_equal", 3),
        ("rubric", "when_equal-rubric-1", "when_equal", 0),
    ]
    rows = checkout.text.splitlines()
    assert all(rows[cell.line - 1].startswith("# %%") for cell in master.cells)
    assert master.cells[1].tags == ("numbers",)
    assert master.of("mutant", "double")[0].name == "squares x[i]"
    assert master.cells[0].source == "# Doubling\n\nAt the end you can double a number."


def test_ids_stay_when_the_text_of_a_paragraph_changes(checkout):
    before = [cell.id for cell in checkout.master().cells]
    checkout.changed("At the end you can double a number.", "Now you double.\n#\n# Any number.")
    assert [cell.id for cell in checkout.master().cells] == before


def test_reads_windows_line_ends_and_the_mark_that_notepad_puts_in_front(checkout):
    plain = checkout.master()
    path = checkout.places.master(checkout.unit)
    path.write_bytes(b"\xef\xbb\xbf" + checkout.text.replace("\n", "\r\n").encode())
    assert checkout.master() == plain


def test_reads_a_header_of_jupytext(checkout):
    checkout.write("# ---\n# jupyter:\n#   a: 1\n# ---\n\n" + checkout.text)
    assert checkout.master().cells[0].line == 6


PLAIN = "# %% [markdown]\n# ### Exercise"
CHECK = '# %% check="double" points=1'
UNREADABLE = {
    "points in words": (CHECK, '# %% check="double" points=two', "cannot read the options"),
    "points as text": (CHECK, '# %% check="double" points="2"', "must be a number, not '2'"),
    "points as a truth": (CHECK, '# %% check="double" points=true', "must be a number, not True"),
    "endless points": (CHECK, '# %% check="double" points=Infinity', "must be a number, not inf"),
    "points of no size": (CHECK, '# %% check="double" points=NaN', "must be a number, not nan"),
    "an unclosed name": (CHECK, '# %% check="double points=1', "cannot read the options"),
    "an unknown option": (
        CHECK,
        '# %% check="double" point=1',
        "unknown option point. Known: check, exercise, mutant, name, points, question, rubric, tags",
    ),
    "a title": (CHECK, '# %% Try it check="double" points=1', "unknown option title"),
    "two marks": (
        CHECK,
        '# %% check="double" mutant="double"',
        "a cell is one thing, not check and mutant. Split it",
    ),
    "a mark without a name": (CHECK, "# %% check=1", "check needs a name in double quotes, as in"),
    "a check in prose": (
        CHECK,
        '# %% [markdown] check="double" points=1',
        "a check must not be markdown. Start it with `# %%`",
    ),
    "a question in code": (
        '# %% [markdown] question="when_equal"',
        '# %% question="when_equal"',
        "a question must not be code. Start it with `# %% [markdown]`",
    ),
    "a raw cell": (PLAIN, PLAIN.replace("markdown", "raw"), "a cell must not be raw"),
    "a name that is a number": (
        '# %% mutant="double" name="adds two"',
        '# %% mutant="double" name=2',
        "name must be text and tags a list of texts",
    ),
    "a name that is a list": (
        '# %% mutant="double" name="adds two"',
        '# %% mutant="double" name=["adds two"]',
        "name must be text and tags a list of texts",
    ),
    "tags that are text": ('# %% tags=["numbers"]', '# %% tags="a"', "tags a list of texts"),
}


@pytest.mark.parametrize(("old", "new", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_gets_file_line_and_cure(checkout, old, new, message):
    path = checkout.changed(old, new)
    with pytest.raises(MasterError) as caught:
        checkout.master()
    assert str(caught.value).startswith(f"{path}:{checkout.line(new.splitlines()[0])}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        # Only at the next marker is it certain that one is missing.
        (CHECK, CHECK.replace("# %%", "#%%"), '# %% check="double" points=2'),
        ("start = 5", 'start = """\n# %% in a string\n"""', "# %% in a string"),
    ],
)
def test_a_marker_that_starts_no_cell(checkout, old, new, line):
    checkout.changed(old, new)
    with pytest.raises(MasterError, match="Mend this line or the cell above it") as caught:
        checkout.master()
    assert [problem.line for problem in caught.value.problems] == [checkout.line(line)]


def test_text_before_the_first_cell(checkout):
    path = checkout.write("\nimport numpy\n\n" + checkout.text)
    with pytest.raises(MasterError, match=f"{re.escape(str(path))}:2: text before the first cell"):
        checkout.master()


@pytest.mark.parametrize(("text", "said"), [("", "must be markdown"), ("\n\n", "Start it with")])
def test_an_empty_master(checkout, text, said):
    checkout.write(text)
    with pytest.raises(MasterError, match=f":1: .*{said}"):
        checkout.master()


def test_a_master_that_is_missing_or_no_text(checkout, tmp_path):
    with pytest.raises(CourseError, match=r"no/no\.py: there is no such master. CONTRIBUTING"):
        read_master(tmp_path / "no" / "no.py")
    with pytest.raises(CourseError, match=r"cannot read the master \(Is a directory\)"):
        read_master(tmp_path)
    checkout.places.master(checkout.unit).write_bytes(b"# %%\n# caf\xe9\n")
    with pytest.raises(CourseError, match=r"not UTF-8 text \(byte 10\). Save it as UTF-8"):
        checkout.master()


WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="%"), min_size=1, max_size=12
)
PROSE = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3)
CODE = st.lists(
    st.one_of(
        st.sampled_from(["x = 1", "if x:\n    y = 2", "", "def f():\n    return 3"]),
        WORDS.map(lambda word: f"text = {word!r}"),
        WORDS.map(lambda word: f"# then {word}"),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=40)
@given(
    cells=st.lists(
        st.one_of(
            st.tuples(st.just("prose"), PROSE.map("\n\n".join)),
            st.tuples(st.just("prose"), st.lists(WORDS, max_size=2).map(lambda w: f"## {w}")),
            st.tuples(st.just("code"), CODE.map(lambda rows: "\n".join(rows).strip("\n"))),
        ),
        max_size=8,
    )
)
def test_reading_keeps_every_source_and_gives_unique_valid_ids(cells, tmp_path_factory):
    path = tmp_path_factory.mktemp("unit") / "unit.py"
    cells = [("prose", "# Title"), *cells]
    path.write_text("\n\n".join(_as_percent(*cell) for cell in cells) + "\n", "utf-8")
    read = read_master(path).cells
    assert [(cell.kind, cell.source) for cell in read] == cells
    ids = [cell.id for cell in read]
    assert len(set(ids)) == len(ids)
    # The format's own rule for ids is in its schema.
    validate(new_notebook(cells=[new_code_cell(id=cell_id) for cell_id in ids]))


def _as_percent(kind, source):
    if kind == "code":
        return f"# %%\n{source}"
    return "\n".join(["# %% [markdown]", *(f"# {row}".rstrip() for row in source.split("\n"))])
