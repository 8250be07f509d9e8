"""What grading one submission yields, as plain data that travels as JSON."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Status = Literal["graded", "flagged", "quarantined"]


@dataclass(frozen=True)
class CheckScore:
    """The outcome of one check or question.

    Attributes
    ----------
    id : str
        The grade id.
    exercise : str
        The exercise or question that it belongs to.
    points : float or None
        None while a person has to decide.
    max_points : float
    reason : str
        Why points are missing; empty for full points.
    """

    id: str
    exercise: str
    points: float | None
    max_points: float
    reason: str = ""


@dataclass(frozen=True)
class Result:
    """A graded, flagged or quarantined submission.

    Attributes
    ----------
    status : str
        ``graded``; ``flagged``: graded, but points are withheld until a person has looked;
        ``quarantined``: could not be graded, `reason` says why.
    scores : tuple of CheckScore
    repairs : tuple of str
        What was mended before grading, in sentences for the student.
    evidence : tuple of str
        What speaks for tampering, in sentences for the instructor.
    notebook : dict or None
        The executed notebook, with hidden tests: for graders only.
    reason : str
    seconds : float
        Wall time of the run.
    """

    status: Status
    scores: tuple[CheckScore, ...] = ()
    repairs: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    notebook: dict[str, Any] | None = None
    reason: str = ""
    seconds: float = 0.0

    @property
    def points(self):
        """Points so far; a question that waits for a person counts as nothing."""
        return sum(score.points or 0.0 for score in self.scores)

    @property
    def max_points(self):
        return sum(score.max_points for score in self.scores)

    def to_json(self):
        """Return plain data for :func:`json.dumps`."""
        # `asdict` would copy the notebook, every figure of it.
        return vars(self) | {"scores": [asdict(score) for score in self.scores]}

    @classmethod
    def from_json(cls, data):
        """Return the result that `to_json` wrote."""
        scores = tuple(CheckScore(**score) for score in data["scores"])
        texts = {name: tuple(data[name]) for name in ("repairs", "evidence")}
        return cls(**{**data, **texts, "scores": scores})
