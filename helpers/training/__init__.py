"""Training of small Keras models without the minutes that `keras.Model.fit` spends on them."""

from helpers.training.fit import fit

__all__ = ["fit"]
