"""A space of small networks, and how to build each of them: what unit 12 searches in."""

from helpers.nas.networks import build, multiply_adds, operation
from helpers.nas.space import CHOICES, OPERATIONS, Architecture, all_architectures, canonical
from helpers.nas.supernet import Supernet
from helpers.nas.tuning import QuickHyperModel, quiet_search

__all__ = [
    "CHOICES",
    "OPERATIONS",
    "Architecture",
    "QuickHyperModel",
    "Supernet",
    "all_architectures",
    "build",
    "canonical",
    "multiply_adds",
    "operation",
    "quiet_search",
]
