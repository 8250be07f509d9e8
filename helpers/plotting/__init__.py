"""Figures of the course: one look, colour-blind safe, each with a text for those who cannot see it.

Every function returns the Axes, takes ``ax=`` and describes what it drew, so that the
notebook's output carries alt text.
"""

from helpers.plotting.activations import (
    activation,
    each_network,
    largest_piece,
    layer_bars,
    loss_bands,
    panels,
    success_rates,
)
from helpers.plotting.alt_text import describe
from helpers.plotting.architecture import architecture
from helpers.plotting.audits import bias_by_truth
from helpers.plotting.classes import decision_regions, line, scatter
from helpers.plotting.convolutions import number_grid, reach, sliding_kernel
from helpers.plotting.distributions import (
    distribution_and_loss,
    entropy_bars,
    fits,
    loss_curves,
    surprise,
)
from helpers.plotting.execution import costs, recorded_graph, traces
from helpers.plotting.experiments import fitted_curve, promises, ranked_bars, sweep
from helpers.plotting.folding import bumps, folded_space, pieces, region
from helpers.plotting.generalisation import certainty, learned_curve, loss_gap, remedy_errors
from helpers.plotting.graphs import computational_graph
from helpers.plotting.histories import histories
from helpers.plotting.images import confusion_matrix, image_grid
from helpers.plotting.leaderboard import leaderboard
from helpers.plotting.learning import mistakes
from helpers.plotting.model_graphs import gradient_lamps, model_graph
from helpers.plotting.neurons import neuron_diagram, step_functions
from helpers.plotting.orientation import falling_prices, nested_fields, one_feature, timeline
from helpers.plotting.races import (
    cheap_against_full,
    score_histogram,
    search_race,
    shares_by_epoch,
)
from helpers.plotting.searches import trial_curves
from helpers.plotting.style import side_by_side, use_style
from helpers.plotting.surfaces import descents, landscape, valleys

__all__ = [
    "activation",
    "architecture",
    "bias_by_truth",
    "bumps",
    "certainty",
    "cheap_against_full",
    "computational_graph",
    "confusion_matrix",
    "costs",
    "decision_regions",
    "descents",
    "describe",
    "distribution_and_loss",
    "each_network",
    "entropy_bars",
    "falling_prices",
    "fits",
    "fitted_curve",
    "folded_space",
    "gradient_lamps",
    "histories",
    "image_grid",
    "landscape",
    "largest_piece",
    "layer_bars",
    "leaderboard",
    "learned_curve",
    "line",
    "loss_bands",
    "loss_curves",
    "loss_gap",
    "mistakes",
    "model_graph",
    "nested_fields",
    "neuron_diagram",
    "number_grid",
    "one_feature",
    "panels",
    "pieces",
    "promises",
    "ranked_bars",
    "reach",
    "recorded_graph",
    "region",
    "remedy_errors",
    "scatter",
    "score_histogram",
    "search_race",
    "shares_by_epoch",
    "side_by_side",
    "sliding_kernel",
    "step_functions",
    "success_rates",
    "surprise",
    "sweep",
    "timeline",
    "traces",
    "trial_curves",
    "valleys",
]

use_style()
