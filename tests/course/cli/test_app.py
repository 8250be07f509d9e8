import pytest

from course.cli import app, main
from course.errors import CourseError


@pytest.fixture
def run(capsys):
    """Run the command line; return its exit status, what it printed and what it complained of."""

    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main(list(arguments))
        return end.value.code, *capsys.readouterr()

    return run


@pytest.fixture
def failing(monkeypatch):
    """Make `course build` end in an error."""

    def fail_with(error):
        def fail(*_):
            raise error

        monkeypatch.setattr("course.cli.authoring.Places.find", fail)

    return fail_with


def test_help_names_the_commands(run):
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    assert "build" in out
    assert "verify" in out


def test_a_mistake_is_one_message_and_status_2(run, failing):
    failing(CourseError("a.py:3: no [bold]points[/bold]. Write points=2."))
    status, out, err = run("build")
    assert (status, out) == (2, "")
    assert err == "course: a.py:3: no [bold]points[/bold]. Write points=2.\n"


def test_a_long_message_is_not_broken_into_lines(run, failing):
    failing(CourseError("word " * 100))
    assert run("build")[2].count("\n") == 1


def test_ctrl_c_is_status_130(run, failing):
    failing(KeyboardInterrupt())
    status, _, err = run("build")
    assert status == 130
    assert err == "course: stopped by Ctrl-C. What was done so far is kept.\n"


@pytest.mark.parametrize(
    ("arguments", "said"), [(["bild"], "bild"), (["build", "--chekc"], "--chekc")]
)
def test_a_wrong_command_or_option_is_named(run, arguments, said):
    status, _, err = run(*arguments)
    assert status == 2
    assert said in err


def test_a_defect_is_not_hidden(failing):
    failing(ZeroDivisionError("a defect"))
    with pytest.raises(ZeroDivisionError):
        main(["build"])


def test_python_m_course_is_the_same_command_line(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["course", "--help"])
    with pytest.raises(SystemExit) as end:
        __import__("runpy").run_module("course", run_name="__main__")
    assert end.value.code == 0
    assert app.app.info.help in capsys.readouterr().out
