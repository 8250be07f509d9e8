"""What a master is made of."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["prose", "code", "exercise", "check", "question", "rubric", "mutant"]

BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


@dataclass(frozen=True)
class Cell:
    """One cell of a master.

    Attributes
    ----------
    kind : str
        ``prose``, ``code``, ``exercise``, ``check``, ``question``, ``rubric`` or ``mutant``.
    id : str
        Stable: the same in every edition and language.
    source : str
    line : int
        Line of the ``# %%`` marker in the master, from 1.
    owner : str
        The exercise or question that the cell belongs to; empty for prose and code.
    points : float
        What a check or a question is worth.
    name : str
        A mutant's misconception, in words.
    tags : tuple of str
        Jupyter cell tags.
    """

    kind: Kind
    id: str
    source: str
    line: int
    owner: str = ""
    points: float = 0.0
    name: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Master:
    """A unit as its author wrote it: an ordered tuple of cells."""

    path: Path
    cells: tuple[Cell, ...]

    @property
    def unit(self):
        """Id of the unit, which is the name of the master's folder."""
        return self.path.parent.name

    @property
    def exercises(self):
        """Ids of the exercises, in order."""
        return tuple(cell.id for cell in self.cells if cell.kind == "exercise")

    def of(self, kind, owner):
        """Return the cells of one kind that belong to one exercise or question."""
        return tuple(cell for cell in self.cells if cell.kind == kind and cell.owner == owner)
