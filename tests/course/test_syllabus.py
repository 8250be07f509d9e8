import pytest

from course.errors import CourseError
from course.syllabus import read_syllabus

ONE = '[[unit]]\nid = "00-start"\ntitle = "Start"\nminutes = 5\nobjectives = ["Go"]\ntopics = ["go"]\n'
HEAD = 'title = "T"\nrepository = "https://example.org/t"\nbranch = "main"\n'


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "syllabus.toml"
        path.write_text(text, "utf-8")
        return read_syllabus(path)

    return read_text


def test_the_course_has_fifteen_units_from_orientation_to_images():
    syllabus = read_syllabus()
    assert [unit.id[:2] for unit in syllabus.units] == [f"{n:02d}" for n in range(15)]
    assert (syllabus.units[0].id, syllabus.units[-1].id) == (
        "00-orientation",
        "14-autokeras-image",
    )
    assert syllabus.repository.startswith("https://")


def test_reads_every_field(read):
    syllabus = read(HEAD + ONE)
    assert (syllabus.title, syllabus.repository, syllabus.branch) == (
        "T",
        "https://example.org/t",
        "main",
    )
    (unit,) = syllabus.units
    assert (unit.id, unit.title, unit.minutes) == ("00-start", "Start", 5)
    assert (unit.objectives, unit.topics) == (("Go",), ("go",))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "T"\n', "", "the syllabus: title is missing"),
        ('branch = "main"', "branch = 3", "the syllabus: branch is missing"),
        ("[[unit]]", "[unit]", "no units. Add a [[unit]] table"),
        (ONE, "unit = [1, 2]\n", "unit 1: not a table. Write [[unit]]"),
        ('id = "00-start"\n', "", "unit 1: id is missing"),
        ("00-start", "0-start", "unit 1 (0-start): an id is two digits and a name"),
        ("00-start", "00-Start", "an id is two digits and a name, such as 01-neurons"),
        ("00-start", "03-start", "03-start stands in place 00. Units are numbered from 00"),
        ("minutes = 5", "minutes = 0", "minutes must be a whole number above 0, not 0"),
        ("minutes = 5", "minutes = true", "minutes must be a whole number above 0, not True"),
        ("minutes = 5", 'minutes = "5"', "minutes must be a whole number above 0, not '5'"),
        ('title = "Start"', 'title = " "', "unit 1 (00-start): title is missing"),
        ('objectives = ["Go"]', 'objectives = "Go"', "objectives must be a list"),
        ('topics = ["go"]', "topics = []", "topics must be a list of at least one sentence"),
        ('topics = ["go"]', 'topics = ["go"]\nroom = 3', "unknown key room. Remove it"),
    ],
)
def test_says_what_is_wrong_and_where(read, tmp_path, old, new, message):
    with pytest.raises(CourseError) as caught:
        read((HEAD + ONE).replace(old, new, 1))
    assert message in str(caught.value)
    assert str(tmp_path / "syllabus.toml") in str(caught.value)


def test_units_must_not_skip_or_repeat_a_number(read):
    with pytest.raises(CourseError, match="00-start stands in place 01"):
        read(HEAD + ONE + ONE)
    with pytest.raises(CourseError, match="02-next stands in place 01"):
        read(HEAD + ONE + ONE.replace("00-start", "02-next"))


def test_files_that_are_not_a_syllabus(tmp_path):
    path = tmp_path / "syllabus.toml"
    with pytest.raises(CourseError, match=r"cannot read the syllabus \(No such file"):
        read_syllabus(path)
    path.write_bytes(b"title = \xff")
    with pytest.raises(CourseError, match="not valid TOML"):
        read_syllabus(path)
    path.write_text("title = ", "utf-8")
    with pytest.raises(CourseError, match="not valid TOML"):
        read_syllabus(path)


def test_an_unknown_unit_gets_the_nearest_ones():
    syllabus = read_syllabus()
    assert syllabus.unit("02-xor").title == "What one line cannot do"
    with pytest.raises(CourseError, match=r"no unit '01-neuron'\. Did you mean 01-neurons"):
        syllabus.unit("01-neuron")
    with pytest.raises(CourseError, match="Did you mean 00-orientation or 01-neurons or"):
        syllabus.unit("@@@")
