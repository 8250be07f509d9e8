from course.exports.identifiers import identifiers
from course.intake.people import Person


def test_only_what_tells_students_apart():
    people = {
        "s1": Person("s1", email="ada@example.org"),
        "s2": Person("s2", email="both@example.org"),
        "s3": Person("s3", email="Both@example.org"),
        "s4": Person("s4"),
        "s5": Person("s5", email="=1+1@example.org"),
    }
    assert identifiers(people, "email") == {"s1": "ada@example.org"}
    assert identifiers(people, "idnumber") == {}
