"""Networks trained side by side come out as a plain loop over single networks makes them."""

import numpy as np
import pytest

from helpers.datasets import load
from helpers.playground import train

RING = ([[0.0, 0.5], [2.0, 1.0], [-1.0, 3.0], [0.5, 0.0], [-0.5, 0.25]], [1, 0, 0, 1, 1])
ACTIVATION = {
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "relu": (lambda z: np.where(z > 0, z, 0), lambda z: np.where(z > 0, 1.0, 0)),
    "leaky_relu": (lambda z: np.where(z > 0, z, z / 10), lambda z: np.where(z > 0, 1.0, 0.1)),
    "linear": (lambda z: z, np.ones_like),
    "sigmoid": (
        lambda z: 1 / (1 + np.exp(-z)),
        lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    ),
}


def _train_one(inputs, y, seed, epochs, hidden, activation, output, batch_size, l1, l2):
    """Return weights, biases, loss per epoch and final outputs of one network."""
    rng = np.random.default_rng(seed)
    sizes = (inputs.shape[1], *hidden, 1)
    weights, biases = [], []
    for fan_in, fan_out in zip(sizes, sizes[1:], strict=False):  # noqa: RUF007 (plain on purpose)
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append(rng.uniform(-limit, limit, (fan_in, fan_out)))
        biases.append(np.zeros(fan_out))
    kinds = [ACTIVATION[activation]] * len(hidden) + [ACTIVATION[output]]
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(inputs))
        total = 0.0
        for start in range(0, len(inputs), batch_size):
            rows = order[start : start + batch_size]
            total += _step(inputs[rows], y[rows], weights, biases, kinds, output, l1, l2)
        losses.append(total / len(inputs))
    return weights, biases, losses, _forward(inputs, weights, biases, kinds)[1][-1][:, 0]


def _forward(values, weights, biases, kinds):
    sums, outputs = [], [values]
    for w, b, (function, _) in zip(weights, biases, kinds, strict=True):
        sums.append(outputs[-1] @ w + b)
        outputs.append(function(sums[-1]))
    return sums, outputs


def _step(x, y, weights, biases, kinds, output, l1, l2):
    sums, outputs = _forward(x, weights, biases, kinds)
    out = outputs[-1][:, 0]
    if output == "tanh":
        target = 2.0 * y - 1
        loss, upstream = (out - target) ** 2 / 2, out - target
    else:
        loss = -(y * np.log(out) + (1 - y) * np.log(1 - out))
        upstream = (out - y) / (out * (1 - out))
    delta = upstream[:, None] * kinds[-1][1](sums[-1]) / len(x)
    updates = []
    for layer in reversed(range(len(weights))):
        penalty = l1 * np.sign(weights[layer]) + l2 * weights[layer]
        updates.append((layer, outputs[layer].T @ delta + penalty, delta.sum(axis=0)))
        if layer:
            delta = delta @ weights[layer].T * kinds[layer - 1][1](sums[layer - 1])
    for layer, weight_gradient, bias_gradient in updates:
        weights[layer] -= 0.03 * weight_gradient
        biases[layer] -= 0.03 * bias_gradient
    return loss.sum()


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "linear", "leaky_relu"])
@pytest.mark.parametrize("output", ["tanh", "sigmoid"])
def test_matches_a_plain_loop(activation, output):
    options = {"hidden": (3, 2), "activation": activation, "output": output, "batch_size": 2}
    options |= {"l1": 0.01, "l2": 0.02}
    runs = train(RING, seeds=(5, 7), epochs=20, features=("x1", "x2", "x1·x2"), **options)
    x = np.array(RING[0])
    inputs = np.column_stack([x, x[:, 0] * x[:, 1]])
    for row, seed in enumerate(runs.seeds):
        weights, biases, losses, outputs = _train_one(
            inputs, np.array(RING[1]), seed, 20, **options
        )
        np.testing.assert_allclose(runs.losses[row], losses, rtol=1e-9)
        np.testing.assert_allclose(runs.predict(x)[row], outputs, rtol=1e-9)
        for layer in range(3):
            np.testing.assert_allclose(runs.weights[layer][row], weights[layer], atol=1e-11)
            np.testing.assert_allclose(runs.biases[layer][row], biases[layer], atol=1e-11)


@pytest.mark.parametrize("hidden", [(4, 2), (8, 8, 8, 8), ()])
def test_a_network_does_not_depend_on_its_companions(hidden):
    circle = load("circle", n=50)
    together = train(circle, hidden, seeds=range(6), epochs=30)
    alone = train(circle, hidden, seeds=4, epochs=30)
    np.testing.assert_array_equal(alone.losses[0], together.losses[4])
    for one, many in zip(alone.weights, together.weights, strict=True):
        np.testing.assert_array_equal(one[0], many[4])
