"""Train many small networks at once: the experiments behind the playground.

One network says little, since its fate hangs on its random start; twenty trained side by side say
how often a shape succeeds. NumPy only, float64, and deterministic: same seed, same network.
"""

from dataclasses import dataclass

import numpy as np

from helpers.playground import features as inputs_of
from helpers.playground.networks import Networks
from helpers.playground.points import check_points, points_of
from helpers.playground.settings import Settings, whole


@dataclass(frozen=True, eq=False)
class Runs:
    """What `train` hands back: trained networks, one per seed, and how they got there.

    Attributes
    ----------
    settings : Settings
        How they were made.
    seeds : tuple of int
        One per network, in the order of every other first axis.
    losses : ndarray of shape (seeds, epochs)
        Mean training loss in each epoch, as met batch by batch, without penalties.
    accuracy : ndarray of shape (seeds,)
        Share of the training points on their right side after the last epoch, 0 to 1.
    gradient_norms : ndarray of shape (seeds, layers)
        Mean absolute gradient of a layer's weights on the whole data before training, the output
        layer last. ``[:, 0]`` over ``[:, -1]`` tells how much of the signal reaches the first
        layer; ``train(..., epochs=0)`` computes these and nothing else.
    """

    settings: Settings
    seeds: tuple[int, ...]
    losses: np.ndarray
    accuracy: np.ndarray
    gradient_norms: np.ndarray
    _networks: Networks

    @property
    def weights(self):
        """One array of shape (seeds, inputs, units) per layer, the output layer last."""
        return [weights.copy() for weights in self._networks.weights]

    @property
    def biases(self):
        """One array of shape (seeds, units) per layer, the output layer last."""
        return [biases.copy() for biases in self._networks.biases]

    def solved(self, threshold=0.95):
        """Count the networks whose `accuracy` is at least `threshold`."""
        return int(np.sum(self.accuracy >= threshold))

    def predict(self, x):
        """Return every network's output for the points `x` of shape (n, 2), shape (seeds, n).

        The output is above the middle of its range (0 for tanh, 0.5 for sigmoid) where the
        network says class 1.
        """
        inputs = inputs_of.compute(check_points(x), self.settings.features)
        return self._networks.layers(inputs)[-1][..., 0]

    def score(self, dataset):
        """Return each network's accuracy on other points, shape (seeds,), 0 to 1."""
        x, labels = points_of(dataset)
        inputs = inputs_of.compute(x, self.settings.features)
        return self._networks.accuracy(inputs, labels)


def train(
    dataset,
    hidden=(4, 2),
    activation="tanh",
    seeds=range(20),
    epochs=500,
    batch_size=10,
    learning_rate=0.03,
    l1=0.0,
    l2=0.0,
    features=("x1", "x2"),
    output="tanh",
    initialisation="glorot",
):
    """Train one network per seed on the same data by plain mini-batch gradient descent.

    Parameters
    ----------
    dataset : object with x and y, or pair of arrays
        Points x of shape (n, 2) and classes y of shape (n,), each 0 or 1.
    hidden : sequence of int, default (4, 2)
        Units in each hidden layer; ``()`` for none.
    activation : {"tanh", "relu", "sigmoid", "linear", "leaky_relu"}, default "tanh"
        Of the hidden layers. The leak is 0.1.
    seeds : int or sequence of int, default range(20)
        One network each; a seed fixes both the first weights and the order of the data.
    epochs : int, default 500
        Passes through the data; 0 leaves the networks as drawn.
    batch_size : int, default 10
        Examples per update. The last batch of an epoch may be smaller; a size beyond the data is
        one batch.
    learning_rate : float, default 0.03
        Step along the negative mean gradient of a batch.
    l1, l2 : float, default 0
        Weight of the penalties sum |w| and sum w²/2, on weights and not on biases.
    features : sequence of str, default ("x1", "x2")
        Inputs, from x1, x2, x1², x2², x1·x2, sin x1, sin x2.
    output : {"tanh", "sigmoid"}, default "tanh"
        Output unit with its loss: tanh with half the squared error to -1 or 1, sigmoid with
        cross-entropy.
    initialisation : {"glorot", "he", "uniform"}, default "glorot"
        Glorot: uniform in ±sqrt(6 / (in + out)), as in Keras. He: normal with variance 2 / in.
        Both with biases 0. Uniform: weights in [-0.5, 0.5], biases 0.1, as in the browser.

    Returns
    -------
    Runs

    Raises
    ------
    ValueError
        If an argument cannot be used; the message names it and shows what it got.

    References
    ----------
    Shape, rate, batch and loss follow the TensorFlow Playground (playground.tensorflow.org;
    Smilkov et al., "Direct-Manipulation Visualization of Deep Networks", 2017).

    Examples
    --------
    >>> runs = train(load("circle"), hidden=(3,), seeds=range(20))  # doctest: +SKIP
    >>> runs.solved(0.95)  # networks of 20 with at least 95 % of the points right
    16
    """
    settings = Settings(
        hidden, activation, output, features, batch_size, learning_rate, l1, l2, initialisation
    )
    x, labels = points_of(dataset)
    seeds = _seeds(seeds)
    networks = Networks(settings, seeds)
    inputs = inputs_of.compute(x, settings.features)
    norms = _norms(networks, inputs, labels)
    losses = np.empty((len(seeds), whole("epochs", epochs, at_least=0)))
    for epoch in range(epochs):
        losses[:, epoch] = networks.epoch(inputs, labels)
    accuracy = networks.accuracy(inputs, labels)
    return Runs(settings, seeds, losses, accuracy, norms, networks)


def _seeds(seeds):
    seeds = (seeds,) if np.ndim(seeds) == 0 else tuple(seeds)
    if not seeds:
        raise ValueError("seeds must name at least one network; got none")
    return tuple(whole("each of seeds", seed, at_least=0) for seed in seeds)


def _norms(networks, inputs, labels):
    gradients = networks.gradients(inputs, labels)
    return np.stack([np.abs(gradient).mean(axis=(1, 2)) for gradient in gradients], axis=1)
