"""A class that was graded, by hand too, and whose people a platform knows."""

from course.gradebook import Journal, Writer
from course.gradebook.journal import Entry
from tests.course.gradebook.classroom import CHEATS, LOSES_SIGN, Classroom

ROSTER = """\
id,name,canvas_id,sis_user_id,email
s001,"Kim, Ada",901,U-1,ada@example.org
s002,"=HYPERLINK(""http://x"")",,U-2,bo@example.org
s003,Chi,903,,chi@example.org
s004,Dora,904,,dora@example.org
s005,Unknown There,,,
s006,Never Handed In,906,,eve@example.org
"""
WORKS = {
    "s001": {},
    "s002": {"code": LOSES_SIGN},
    "s003": {"code": CHEATS},
    "s004": {},
    "s005": {},
}


def graded_class(checkout):
    """Return a class: s001 and s002 are final, s003 is flagged, the words of s004 and s005 wait.

    The unit's execution must be replaced by the caller.
    """
    classroom = Classroom(checkout)
    journal, unit = Journal(classroom.folder), classroom.unit
    with Writer(classroom.folder, classroom.places) as writer:
        writer.register(unit, classroom.solution())
        for student, answer in WORKS.items():
            classroom.hand_in(student, **answer)
            result = classroom.result(**answer)
            journal.write(student, unit, Entry("", "", True, result))
            writer.record(student, unit, result)
        for student, points in (("s001", 2.5), ("s002", 3.0)):
            writer.book.find_grade("when_equal", unit, unit, student).manual_score = points
        writer.db.commit()
    (classroom.folder.root / "roster.csv").write_text(ROSTER, "utf-8")
    return classroom
