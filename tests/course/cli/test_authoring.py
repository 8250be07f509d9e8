import pytest
from rich.console import Console

from course.cli import authoring
from course.errors import CourseError
from course.syllabus import read_syllabus


@pytest.fixture
def built(checkout, monkeypatch):
    """Work inside the checkout, with its syllabus and a kernel that answers at once."""
    monkeypatch.chdir(checkout.places.root)
    monkeypatch.setenv("MPLBACKEND", "agg")  # put back afterwards: verifying sets it
    monkeypatch.setattr(authoring, "read_syllabus", lambda: checkout.syllabus)
    monkeypatch.setattr(authoring, "console", Console(width=200))
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    authoring.build()
    return checkout


def test_build_says_what_it_wrote_and_what_was_up_to_date(built, capsys):
    capsys.readouterr()
    built.changed("At the end you can", "Soon you can")
    authoring.build([built.unit])
    authoring.build([built.unit])
    first, second = capsys.readouterr().out.splitlines()
    assert first == (
        "00-doubling: executed; wrote solutions/00-doubling/00-doubling.ipynb, "
        "notebooks/00-doubling/00-doubling.ipynb"
    )
    assert second == "00-doubling: not executed again; up to date"


def test_check_is_content_with_fresh_editions(built, capsys):
    capsys.readouterr()
    authoring.build(check=True)
    assert "up to date" in capsys.readouterr().out


def test_check_names_stale_editions_and_writes_nothing(built):
    built.changed("At the end you can", "Soon you can")
    before = built.places.student(built.unit).read_bytes()
    with pytest.raises(CourseError) as caught:
        authoring.build(check=True)
    assert str(caught.value) == (
        "these editions do not match their masters:\n"
        "  solutions/00-doubling/00-doubling.ipynb\n"
        "  notebooks/00-doubling/00-doubling.ipynb\n"
        "Run `course build`."
    )
    assert built.places.student(built.unit).read_bytes() == before


def test_an_unknown_unit_is_named_before_anything_runs(built):
    for command in (authoring.build, authoring.verify):
        with pytest.raises(CourseError, match="Did you mean 00-doubling"):
            command([built.unit, "00-dubling"])


def test_a_unit_without_a_master_says_how_to_start_one(built, monkeypatch):
    monkeypatch.setattr(authoring, "read_syllabus", read_syllabus)
    with pytest.raises(CourseError, match=r"there is no such master\. CONTRIBUTING"):
        authoring.build(["01-neurons"])


def test_outside_a_checkout(built, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    for command in (authoring.build, authoring.verify):
        with pytest.raises(CourseError, match="not inside a checkout of the course"):
            command()


def test_verify_shows_which_checks_each_answer_fails(built, capsys):
    capsys.readouterr()
    authoring.verify()
    out = capsys.readouterr().out
    rows = [[part.strip() for part in row.split("│")[1:-1]] for row in out.splitlines()]
    rows = [row for row in rows if row]
    assert ["double", "reference", "nothing"] in rows
    assert ["double", "blank", "check-1, check-2"] in rows
    assert ["double", "squares x[i]", "check-1, check-2"] in rows
    assert ["double", "loses the sign", "check-2"] in rows
    assert out.endswith("every mutant fails; nothing leaks.\n")


def test_verify_lists_unproven_answers_and_leaks_together(built):
    built.changed("return 2 * abs(x) + 0 * x", "return 2 * x + 0")
    helper = built.places.helpers / "leaky.py"
    helper.write_text("twice_as_much = x + x\n", "utf-8")
    with pytest.raises(CourseError) as caught:
        authoring.verify()
    unproven, leak = str(caught.value).splitlines()
    assert "'loses the sign' passes every check. Strengthen them." in unproven
    assert leak.startswith("helpers/leaky.py holds a line of exercise 'double'")


@pytest.mark.parametrize("content", [None, b"{", b"\xff"])
def test_verify_asks_for_a_student_edition_first(built, content):
    path = built.places.student(built.unit)
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(CourseError) as caught:
        authoring.verify()
    assert str(caught.value) == (
        "notebooks/00-doubling/00-doubling.ipynb: no student edition to search. "
        "Run `course build 00-doubling` first."
    )
