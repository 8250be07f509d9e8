"""Who grades: any `concurrent.futures.Executor`, and how much to give it at once."""

from concurrent.futures import Executor
from dataclasses import dataclass


@dataclass(frozen=True)
class Crew:
    """An executor and its size.

    Attributes
    ----------
    executor : concurrent.futures.Executor
    size : int
        How many submissions it grades at once.
    deaths : tuple of type
        What its futures raise when the process that graded one submission died, again and again.
    """

    executor: Executor
    size: int
    deaths: tuple = ()

    @property
    def ahead(self):
        """How many submissions to give out: nobody waits, and a large class needs no more memory."""
        return 2 * self.size
