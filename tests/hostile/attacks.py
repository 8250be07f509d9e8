"""What an attack is, and when it has failed."""

from dataclasses import dataclass, field

import pytest

from tests.hostile.small_unit import WRONG


@dataclass(frozen=True)
class Attack:
    """A dishonest submission in a few lines.

    Attributes
    ----------
    name : str
    code : str
        A cell of the student's own, above the first exercise.
    answers : dict of str to str
        Answers other than the worthless ones.
    says : str
        Part of the evidence; empty where an attack simply earns nothing.
    late : bool
        The cell stands just above the first check instead.
    """

    name: str
    code: str = ""
    answers: dict = field(default_factory=dict)
    says: str = ""
    late: bool = False

    def submission(self, unit):
        place = "before_checks" if self.late else "first"
        return unit.submission(WRONG | self.answers, **{place: self.code})


def each(attacks):
    """Parametrize a test with attacks."""
    return pytest.mark.parametrize("attack", attacks, ids=lambda attack: attack.name)


def assert_failed(attack, result):
    """No unearned point: flagged with evidence, or nothing earned."""
    if result.status == "flagged":
        assert result.evidence
    else:
        assert (result.status, result.points) == ("graded", 0.0)
    assert attack.says in "\n".join(result.evidence)
