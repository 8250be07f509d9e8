import pytest

from course.errors import CourseError
from course.intake.names import Clues
from course.intake.refusal import Refusal
from course.intake.students import choose_student, is_student_id, read_roster

ROSTER = {name: name for name in ("s001", "s002", "kim")}


@pytest.mark.parametrize("name", ["s001", "kim.2024-07", "123456", "a_b", "S1", "x"])
def test_ids(name):
    assert is_student_id(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../s001", "a/b", "a\\b", ".s001", "s001.", "-s001", "a b", "김", "con", "NUL.x",
     "s001\n", "a" * 65],
)  # fmt: skip
def test_no_ids(name):
    assert not is_student_id(name)


class TestWithAClassList:
    def test_the_known_one_of_several_names(self):
        clues = Clues("01-x", ("week1", "s001"))
        assert choose_student(clues, ROSTER) == "s001"

    def test_letter_case_does_not_matter(self):
        assert choose_student(Clues("", ("S001",)), ROSTER) == "s001"

    def test_an_id_of_a_platform_is_filed_under_the_students_own(self):
        assert choose_student(Clues("", ("88001",)), {**ROSTER, "88001": "s002"}) == "s002"

    def test_what_was_handed_in_may_be_named_for_the_student(self):
        assert choose_student(Clues("", (), outer=("kim", "s001")), ROSTER) == "kim"

    def test_a_stranger_is_refused_with_the_nearest_ids(self):
        with pytest.raises(Refusal, match=r"no student s0001\. Nearest: s001"):
            choose_student(Clues("", ("s0001",)), ROSTER)

    def test_two_students_are_refused(self):
        with pytest.raises(Refusal, match="names s001 and s002"):
            choose_student(Clues("", ("s001",), hints=("s002",)), ROSTER)

    def test_nobody_is_refused(self):
        with pytest.raises(Refusal, match="No student is named"):
            choose_student(Clues("01-x", ()), ROSTER)


class TestWithoutAClassList:
    def test_any_single_name_is_taken(self):
        assert choose_student(Clues("", ("kim",))) == "kim"

    def test_of_two_names_the_one_with_a_number(self):
        assert choose_student(Clues("", ("s001", "draft"))) == "s001"

    def test_two_likely_names_are_refused(self):
        with pytest.raises(Refusal, match=r"from week1 or s001.*roster\.csv"):
            choose_student(Clues("", ("week1", "s001")))

    def test_the_place_of_an_id_beats_other_names(self):
        assert choose_student(Clues("", ("kim", "s001"), is_sure=True)) == "kim"

    def test_a_hint_counts_only_with_a_number(self):
        assert choose_student(Clues("", (), hints=("mine",), outer=("s001",))) == "s001"
        with pytest.raises(Refusal, match="No student is named"):
            choose_student(Clues("", (), hints=("mine",)))


class TestReadRoster:
    def read(self, tmp_path, text, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode(encoding))
        return read_roster(path)

    def test_no_file_is_no_class_list(self, tmp_path):
        assert read_roster(tmp_path / "roster.csv") is None

    @pytest.mark.parametrize("text", ["id\ns001\ns002\n", "group,ID\nx,s001\n,s002\n,\n"])
    def test_ids(self, tmp_path, text):
        assert self.read(tmp_path, text) == {"s001": "s001", "s002": "s002"}

    def test_other_ids_of_the_same_student(self, tmp_path):
        roster = self.read(tmp_path, "\ufeffid;also\r\ns001;88001 88107\r\n")
        assert roster == {"s001": "s001", "88001": "s001", "88107": "s001"}

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "no column `id`"),
            ("name\nx\n", "no column `id`"),
            ("id\n../s001\n", "line 2: '../s001' is no student id"),
            ("id\ns001\ns001\n", "line 3: the id s001 is there already"),
            ("id\n" + "x" * 200_000, "not a table"),
        ],
    )
    def test_a_bad_list_says_where(self, tmp_path, text, message):
        with pytest.raises(CourseError, match=message):
            self.read(tmp_path, text)

    def test_another_encoding(self, tmp_path):
        with pytest.raises(CourseError, match="not UTF-8"):
            self.read(tmp_path, "id\nmüller\n", "latin-1")
