"""Many small networks of one shape, trained side by side: axis 0 is always the network.

Every hidden layer carries one unit more than it was asked for, a constant 1. The last row of a
layer's matrix then holds its biases, so that one matrix product does weights and biases at once,
forwards and backwards. `weights` and `biases` give the two parts their usual names.
"""

from itertools import pairwise

import numpy as np

from helpers.playground.activations import ACTIVATIONS
from helpers.playground.initialisation import INITIALISERS
from helpers.playground.losses import LOSSES

# A network that blows up shows it in its loss; NumPy's warnings would only repeat it.
_quiet = np.errstate(over="ignore", invalid="ignore")


class Networks:
    """Networks of one shape, one per seed.

    A network depends on its own seed alone: trained with others or by itself, it comes out the
    same to the last bit, because each draws from its own generator and each matrix product
    works network by network.

    Parameters
    ----------
    settings : Settings
        Shape and way of learning.
    seeds : sequence of int
        One network each.
    """

    def __init__(self, settings, seeds):
        self.settings = settings
        self._activation = ACTIVATIONS[settings.activation]
        self._output = ACTIVATIONS[settings.output]
        self._loss = LOSSES[settings.output]
        self._generators = [np.random.default_rng(seed) for seed in seeds]
        sizes = settings.sizes
        self._matrices = [
            self._draw(fan_in, fan_out, constant=layer < len(sizes) - 2)
            for layer, (fan_in, fan_out) in enumerate(pairwise(sizes))
        ]
        self._workspaces = {}

    @property
    def weights(self):
        """One array of shape (networks, inputs, units) per layer, the output layer last."""
        pairs = zip(self._matrices, self.settings.sizes[1:], strict=True)
        return [matrix[:, :-1, :units] for matrix, units in pairs]

    @property
    def biases(self):
        """One array of shape (networks, units) per layer, the output layer last."""
        pairs = zip(self._matrices, self.settings.sizes[1:], strict=True)
        return [matrix[:, -1, :units] for matrix, units in pairs]

    @_quiet
    def layers(self, inputs):
        """Return every layer's activations, shape (networks, n, units), the output last.

        Parameters
        ----------
        inputs : ndarray of shape (n, features)
        """
        activations = []
        values = _with_constant(inputs)
        for matrix, units in zip(self._matrices, self.settings.sizes[1:], strict=True):
            values = values @ matrix
            self._activate(values, last=matrix is self._matrices[-1])
            activations.append(values[..., :units])
        return activations

    @_quiet
    def epoch(self, inputs, labels):
        """Go once through the data in a new random order, one update per batch.

        Parameters
        ----------
        inputs : ndarray of shape (n, features)
        labels : ndarray of shape (n,), bool

        Returns
        -------
        ndarray of shape (networks,)
            Mean loss over the examples, each as it was when its batch came by; penalties are not
            part of it. Not finite where a network has blown up.
        """
        n = len(inputs)
        order = np.stack([generator.permutation(n) for generator in self._generators])
        shuffled = _with_constant(inputs)[order]
        targets = self._targets(labels)[order]
        outputs = np.empty_like(targets)
        step = min(self.settings.batch_size, n)
        for start in range(0, n, step):
            batch = slice(start, start + step)
            outputs[:, batch] = self._update(shuffled[:, batch], targets[:, batch])
        return self._loss.value(outputs, targets).mean(axis=1)

    def accuracy(self, inputs, labels):
        """Return the share of examples on their right side, shape (networks,), 0 to 1."""
        middle = sum(self._loss.targets) / 2
        return np.mean((self.layers(inputs)[-1][..., 0] > middle) == labels, axis=1)

    @_quiet
    def loss(self, inputs, labels):
        """Return the mean loss as the networks stand, shape (networks,), without penalties."""
        return self._loss.value(self.layers(inputs)[-1][..., 0], self._targets(labels)).mean(axis=1)

    def gradients(self, inputs, labels):
        """Return the gradient of the mean loss, one array like `weights` per layer."""
        shape = (len(self._generators), *inputs.shape)
        batch = _with_constant(np.broadcast_to(inputs, shape))
        space = self._workspace(len(inputs))
        self._forward(batch, space)
        self._backward(batch, np.broadcast_to(self._targets(labels), shape[:2]), space)
        pairs = zip(space.gradients, self.settings.sizes[1:], strict=True)
        return [gradient[:, :-1, :units].copy() for gradient, units in pairs]

    def _draw(self, fan_in, fan_out, constant):
        draw = INITIALISERS[self.settings.initialisation]
        matrices = np.zeros((len(self._generators), fan_in + 1, fan_out + constant))
        for matrix, generator in zip(matrices, self._generators, strict=True):
            matrix[:-1, :fan_out], matrix[-1, :fan_out] = draw(generator, fan_in, fan_out)
        return matrices

    def _targets(self, labels):
        return np.where(labels, self._loss.targets[1], self._loss.targets[0])

    def _workspace(self, batch_size):
        if batch_size not in self._workspaces:
            self._workspaces[batch_size] = _Workspace(self._matrices, batch_size)
        return self._workspaces[batch_size]

    def _activate(self, values, last):
        (self._output if last else self._activation).apply(values, values)
        if not last:
            values[..., -1] = 1.0

    def _forward(self, inputs, space):
        values = inputs
        for matrix, out in zip(self._matrices, space.values, strict=True):
            np.matmul(values, matrix, out=out)
            self._activate(out, last=out is space.values[-1])
            values = out

    def _backward(self, inputs, targets, space):
        delta = space.deltas[-1]
        self._loss.delta(space.values[-1], targets[..., None], delta)
        delta /= inputs.shape[1]
        for layer in reversed(range(len(self._matrices))):
            below = space.values[layer - 1] if layer else inputs
            np.matmul(below.transpose(0, 2, 1), delta, out=space.gradients[layer])
            if layer:
                # BLAS is slow on a transposed right factor of this size: a copy costs less.
                np.copyto(space.transposed[layer], self._matrices[layer].transpose(0, 2, 1))
                above, delta = delta, space.deltas[layer - 1]
                np.matmul(above, space.transposed[layer], out=delta)
                self._activation.slope(below, space.slopes[layer - 1])
                delta *= space.slopes[layer - 1]
                delta[..., -1] = 0.0  # the constant unit never learns

    def _update(self, inputs, targets):
        settings, space = self.settings, self._workspace(inputs.shape[1])
        self._forward(inputs, space)
        self._backward(inputs, targets, space)
        if settings.l1 or settings.l2:
            self._penalise(space)
        for matrix, gradient in zip(self._matrices, space.gradients, strict=True):
            gradient *= settings.learning_rate
            matrix -= gradient
        return space.values[-1][..., 0]

    def _penalise(self, space):
        """Add the slopes of l1·|w| and l2·w²/2; biases go free, as is usual."""
        for weights, gradient in zip(self.weights, space.gradients, strict=True):
            penalty = self.settings.l2 * weights + self.settings.l1 * np.sign(weights)
            gradient[:, :-1, : weights.shape[2]] += penalty


class _Workspace:
    """The arrays that one batch size needs, made once and filled at every step."""

    def __init__(self, matrices, batch_size):
        count = len(matrices[0])
        self.values = [np.empty((count, batch_size, m.shape[2])) for m in matrices]
        self.deltas = [np.empty_like(values) for values in self.values]
        self.slopes = [np.empty_like(values) for values in self.values[:-1]]
        self.gradients = [np.empty_like(matrix) for matrix in matrices]
        self.transposed = [np.empty((count, m.shape[2], m.shape[1])) for m in matrices]


def _with_constant(inputs):
    return np.concatenate([inputs, np.ones((*inputs.shape[:-1], 1))], axis=-1)
