"""Editions: what the builder makes of a master.

``source``       the notebook with solutions, hidden tests and nbgrader metadata
``student``      the same without anything that answers
``execution``    runs a notebook and keeps its outputs
``fingerprint``  tells whether an edition is older than what it is made from
``build``        puts them together, for one unit or all
"""

from course.editions.build import Build, build_unit, stale_editions

__all__ = ["Build", "build_unit", "stale_editions"]
