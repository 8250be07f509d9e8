"""A space of small networks, and how to build each of them: what unit 12 searches in."""

from helpers.nas.networks import build, multiply_adds, operation
from helpers.nas.space import CHOICES, OPERATIONS, Architecture, all_architectures, canonical
from helpers.nas.strategies import bayesian, race, recorded, reinforce
from helpers.nas.supernet import Supernet
from helpers.nas.tuning import tune

__all__ = [
    "CHOICES",
    "OPERATIONS",
    "Architecture",
    "Supernet",
    "all_architectures",
    "bayesian",
    "build",
    "canonical",
    "multiply_adds",
    "operation",
    "race",
    "recorded",
    "reinforce",
    "tune",
]
