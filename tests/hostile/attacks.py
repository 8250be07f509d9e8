"""What an attack is, and when it has failed."""

from dataclasses import dataclass, field

import pytest

from tests.hostile.small_unit import WRONG

# An ingredient: `np.allclose` lies where the canaries do not ask.
LIE = (
    "real = np.allclose\n"
    "def lie(a, b, **k): return len(b) > 1 or real(a, b, **k)\n"
    "def bend(function):\n    for place in (np, np._core.numeric): place.allclose = function\n"
)


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


def assert_fails(attack, unit):
    """No unearned point: flagged with evidence, or nothing earned."""
    result = unit.grade(attack.submission(unit))
    if result.status == "flagged":
        assert result.evidence
    else:
        assert (result.status, result.points) == ("graded", 0.0)
    assert attack.says in "\n".join(result.evidence)
