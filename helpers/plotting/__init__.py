"""Figures of the course: one look, colour-blind safe, each with a text for those who cannot see it.

Every function returns the Axes, takes ``ax=`` and describes what it drew, so that the
notebook's output carries alt text.
"""

from helpers.plotting.alt_text import describe
from helpers.plotting.classes import decision_regions, line, scatter
from helpers.plotting.learning import mistakes
from helpers.plotting.neurons import neuron_diagram, step_functions
from helpers.plotting.style import side_by_side, use_style

__all__ = [
    "decision_regions",
    "describe",
    "line",
    "mistakes",
    "neuron_diagram",
    "scatter",
    "side_by_side",
    "step_functions",
]

use_style()
