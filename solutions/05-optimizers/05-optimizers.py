# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Optimizers
#
# A loss is a landscape, and training is walking downhill in fog: you feel the slope under your
# feet, and nothing else. In this unit you build the walkers and race them. At the end you can
#
# - read a loss surface, and compute the largest learning rate that it bears,
# - write momentum, RMSprop and Adam in NumPy, and say what each one remembers,
# - cut the data into mini-batches, and say what the noise costs and what it buys,
# - standardise the inputs, and see a ravine become a bowl,
# - explain why deep learning does without Newton's method.

# %%
from collections import defaultdict
from functools import partial

import numpy as np
from scipy import optimize

from helpers import datasets, plotting

# %% [markdown]
# ## Downhill
#
# Lay a ball on the loss surface, and it rolls where the loss falls. The **gradient** $\nabla L$
# points uphill, one slope for each weight. So go the other way:
#
# $$w \leftarrow w - \eta \, \nabla L(w)$$
#
# Three factors, as a slide has it: the sign takes us down, the learning rate $\eta$ is the length
# of a stride, the gradient is the slope here. That is all of *gradient descent*, GD. In this unit
# an optimiser is a function that returns its whole **path**, one row for each position.
#
# Our first landscape is a valley with a flat floor: along $w_1$ it curves with strength 1, along
# $w_2$ with strength 10. The matrix of these curvatures is called the *Hessian*.
#
# **Predict.** The walker starts at (-8, 3), and the lowest point is (0, 0). Will it walk straight
# towards it?

# %%
def gradient_descent(gradient, w, learning_rate, steps=100):
    """Return the path, (steps + 1, weights): the start, then w after each step."""
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)


def quadratic(curvature):
    """Return the loss w·(curvature w)/2 and its gradient."""
    loss = lambda w: np.einsum("...i,ij,...j", w, curvature, w) / 2
    return loss, lambda w: curvature @ w


loss, gradient = quadratic(np.diag([1.0, 10.0]))
path = gradient_descent(gradient, np.array([-8.0, 3.0]), learning_rate=0.17, steps=30)
plotting.landscape(loss, path, extent=((-9, 3), (-4, 4)));

# %% [markdown]
# It zigzags. The gradient is steepest across the valley, so most of each stride goes to the other
# wall, and little of it along the floor. The dots lie close where the slope is small: strides
# shrink by themselves near the bottom. On the map, dense lines mean steep ground.
#
# ## The length of a stride
#
# One weight is enough to see what the learning rate does. Take the loss $w^2$, whose curvature is
# 2, and start at 2. Each step multiplies the weight by $1 - 2\eta$.
#
# **Predict.** Ten steps with the rates 0.02, 0.3, 0.95 and 1.05. Which of the four ends furthest
# from the bottom?

# %%
parabola, slope = (lambda w: w**2), (lambda w: 2 * w)
rates = {"0.02, too small": 0.02, "0.3, right": 0.3, "0.95, large": 0.95, "1.05, too large": 1.05}
paths = {name: gradient_descent(slope, 2.0, rate, steps=10) for name, rate in rates.items()}
ends = [path[-1] for path in paths.values()]
assert np.allclose(ends, [1.33, 0.0002, 0.70, 5.19], atol=5e-3)
plotting.descents({name: (parabola, path) for name, path in paths.items()}, extent=(-5.5, 5.5));

# %% [markdown]
# At 0.02 ten steps lead to 1.33: safe, and far from done. At 0.3 we have arrived. At 0.95 each step
# jumps over the valley to the other side, and still a little lower. At 1.05 the factor is -1.1.
# Every jump lands **higher**, and the walk ends at 5.19, further away than it began. That is what
# a loss of `nan` in your training log means: it ran away until the numbers overflowed.
#
# The border is where the factor $1 - \eta\lambda$ reaches -1: at $\eta = 2/\lambda$ for curvature
# $\lambda$. With many weights each direction has a curvature of its own, and one rate must suit all
# of them. The curvatures of a matrix are its *eigenvalues*.
#
# ### Exercise: the limit of the learning rate
#
# Write `learning_rate_limit` for a symmetric Hessian, (weights, weights), whose eigenvalues are all
# positive. The likely mistake is to read the curvatures off the diagonal. That is right only for a
# valley that lies along the axes.

# %% exercise="learning_rate_limit"
def learning_rate_limit(curvature):
    """Return the rate above which gradient descent runs away, a number."""
    ### BEGIN SOLUTION
    return 2 / np.linalg.eigvalsh(curvature).max()
    ### END SOLUTION

# %% check="learning_rate_limit" points=2
got = learning_rate_limit(np.diag([1.0, 10.0]))
assert np.isclose(got, 0.2), f"curvatures 1 and 10: expected 0.2, got {got}. Which one decides?"
### BEGIN HIDDEN TESTS
for turned in ([[2.0, 1.0], [1.0, 2.0]], [[5.0, -2.0, 0.0], [-2.0, 5.0, 1.0], [0.0, 1.0, 3.0]]):
    hessian = np.array(turned)
    limit = learning_rate_limit(hessian)
    ends = []
    for rate in (0.97 * limit, 1.03 * limit):
        w = np.arange(1.0, len(hessian) + 1)
        for _ in range(600):
            w = w - rate * hessian @ w
        ends.append(np.abs(w).max())
    assert ends[0] < 1e-3, f"a rate 3 % below your limit {limit:.4f} still runs away."
    assert ends[1] > 1e3, f"a rate 3 % above your limit {limit:.4f} does not run away."
### END HIDDEN TESTS

# %% mutant="learning_rate_limit" name="the flattest direction decides"
def learning_rate_limit(curvature):
    return 2 / np.linalg.eigvalsh(curvature).min()

# %% mutant="learning_rate_limit" name="stops at the bottom of the steepest direction"
def learning_rate_limit(curvature):
    return 1 / np.linalg.eigvalsh(curvature).max()

# %% mutant="learning_rate_limit" name="reads the curvatures off the diagonal"
def learning_rate_limit(curvature):
    return 2 / np.diag(curvature).max()

# %% mutant="learning_rate_limit" name="adds the curvatures"
def learning_rate_limit(curvature):
    return 2 / np.trace(curvature)

# %% mutant="learning_rate_limit" name="the average curvature"
def learning_rate_limit(curvature):
    return 2 / np.mean(np.linalg.eigvalsh(curvature))

# %% [markdown]
# The steepest direction limits the rate, and the flattest one has to live with it. The larger the
# ratio of the two curvatures, the *condition number*, the longer the walk. One can fight it in two
# ways: with a better walker, or with a better valley. We do both.
#
# ## Momentum
#
# Give the ball mass. It has a **velocity** $v$, which each slope only changes:
#
# $$v \leftarrow \beta v - \eta \, \nabla L(w) \qquad w \leftarrow w + v$$
#
# Across the valley the slopes take turns in sign, and their sum stays small. Along the floor they
# agree and add up, to $1/(1-\beta)$ times a plain step in the end.
#
# ### Exercise: momentum
#
# Write `momentum`. The slope is taken where the walker stands, the velocity is updated, and then
# the walker moves by it. A common slip is to let the velocity start anew in each step.

# %% exercise="momentum"
def momentum(gradient, w, learning_rate, beta=0.9, steps=100):
    """Return the path, (steps + 1, weights). The velocity starts at 0."""
    ### BEGIN SOLUTION
    path, velocity = [w], np.zeros_like(w)
    for _ in range(steps):
        velocity = beta * velocity - learning_rate * gradient(path[-1])
        path.append(path[-1] + velocity)
    return np.array(path)
    ### END SOLUTION

# %% check="momentum" points=1
got = momentum(lambda w: np.ones(1), np.zeros(1), learning_rate=0.1, beta=0.5, steps=3).ravel()
assert np.allclose(got, [0, -0.1, -0.25, -0.425]), f"slope 1: got {got}. Does it gain speed?"
### BEGIN HIDDEN TESTS
got = momentum(lambda w: np.array([2.0]), np.array([5.0]), 0.01, beta=0.8, steps=200)
assert np.isclose(got[-2, 0] - got[-1, 0], 0.1), (
    "on a constant slope the step must grow to 1 / (1 - beta) times a plain one; yours is "
    f"{got[-2, 0] - got[-1, 0]}."
)
### END HIDDEN TESTS

# %% check="momentum" points=2
start = np.array([1.0, -2.0])
got = momentum(lambda w: np.array([1.0, 20.0]) * w, start, learning_rate=0.02, steps=7)
assert got.shape == (8, 2) and np.array_equal(got[0], start), "8 rows: the start and 7 steps."
assert np.allclose(got[1], [0.98, -1.2]), f"the first step is plain descent; got {got[1]}."
### BEGIN HIDDEN TESTS
assert np.array_equal(start, [1, -2]), "momentum changed the start that it was given."
uphill = lambda w: np.array([1.0, 9.0, 3.0]) * np.sin(w) + w
path = momentum(uphill, np.array([1.0, -2.0, 0.5]), 0.05, beta=0.7, steps=12)
moves, slopes = np.diff(path, axis=0), np.array([uphill(w) for w in path[:-1]])
fade = np.array([[0.7 ** (t - i) if i <= t else 0.0 for i in range(12)] for t in range(12)])
assert np.allclose(moves, -0.05 * fade @ slopes), (
    "three weights, beta 0.7: each move must sum all slopes so far, those of i steps ago weighted "
    "with beta**i. Are the slopes taken where the walker stands?"
)
### END HIDDEN TESTS

# %% mutant="momentum" name="the velocity starts anew in each step"
def momentum(gradient, w, learning_rate, beta=0.9, steps=100):
    path = [w]
    for _ in range(steps):
        velocity = np.zeros_like(w)
        velocity = beta * velocity - learning_rate * gradient(path[-1])
        path.append(path[-1] + velocity)
    return np.array(path)

# %% mutant="momentum" name="averages the slopes"
def momentum(gradient, w, learning_rate, beta=0.9, steps=100):
    path, velocity = [w], np.zeros_like(w)
    for _ in range(steps):
        velocity = beta * velocity - (1 - beta) * learning_rate * gradient(path[-1])
        path.append(path[-1] + velocity)
    return np.array(path)

# %% mutant="momentum" name="moves before it looks"
def momentum(gradient, w, learning_rate, beta=0.9, steps=100):
    path, velocity = [w], np.zeros_like(w)
    for _ in range(steps):
        slope = gradient(path[-1])
        path.append(path[-1] + velocity)
        velocity = beta * velocity - learning_rate * slope
    return np.array(path)

# %% mutant="momentum" name="looks ahead like Nesterov"
def momentum(gradient, w, learning_rate, beta=0.9, steps=100):
    path, velocity = [w], np.zeros_like(w)
    for _ in range(steps):
        ahead = path[-1] + beta * velocity
        velocity = beta * velocity - learning_rate * gradient(ahead)
        path.append(path[-1] + velocity)
    return np.array(path)

# %% mutant="momentum" name="remembers the last step only"
def momentum(gradient, w, learning_rate, beta=0.9, steps=100):
    path, before = [w], np.zeros_like(w)
    for _ in range(steps):
        now = -learning_rate * gradient(path[-1])
        path.append(path[-1] + now + beta * before)
        before = now
    return np.array(path)

# %% [markdown]
# Descent ends in whatever valley it meets first, a *local minimum*. Slides say that momentum
# carries the ball out of a shallow one. It may also help on a *plateau*, where there is hardly any
# slope to follow.
#
# **Predict.** Six walks. Which of them end at the lowest point?

# %%
hills, uphill = (lambda w: (w**2 - 1) ** 2 + 0.3 * w), (lambda w: 4 * w * (w**2 - 1) + 0.3)
plain, rim = (lambda w: 1 - np.exp(-4 * w**2)), (lambda w: 8 * w * np.exp(-4 * w**2))
walk = lambda runner, start, rate: (hills, runner(uphill, np.array([start]), rate, steps=60))
cross = lambda runner: (plain, runner(rim, np.array([1.25]), 0.025, steps=60))
walks = {"GD": walk(gradient_descent, 1.8, 0.01), "momentum": walk(momentum, 1.8, 0.01)}
walks["momentum, lower start"] = walk(momentum, 1.3, 0.01)
walks["momentum, higher rate"] = walk(momentum, 2.0, 0.03)
walks |= {"GD, plateau": cross(gradient_descent), "momentum, plateau": cross(momentum)}
ends = [path[-1, 0] for _, path in walks.values()]
assert np.allclose(ends, [0.96, -1.06, 0.94, 1.01, 1.22, 0.02], atol=0.006)
plotting.descents(walks, extent=(-1.9, 2.05), columns=3);

# %% [markdown]
# Two of six: momentum from 1.8, and momentum on the plateau. From a lower start it has too little
# swing and stays in the wrong valley. With a higher rate it visits the right one, and swings
# **back**. So momentum can carry you out of a shallow valley, but it does not know which is deeper.
# On the plateau plain descent has hardly moved, to 1.22, while momentum has gathered speed.
#
# Are local minima the great danger, then? In large networks they seem not to be. Most are nearly as
# good as the best, a slide reports from studies of their landscapes. Plateaus and saddles hold you
# up for longer.
#
# ## Mini-batches
#
# The exact gradient needs every example for one step: *batch* gradient descent. A slide tells in
# minutes what that costs: six perfect steps of an hour each, $6 \cdot 60 = 360$, against eleven
# hasty ones of five minutes, $11 \cdot 5 = 55$. *Stochastic* gradient descent, SGD, takes one
# example a step. A **mini-batch** takes a few, say 32. Its gradient is noisy, and right on
# average.
#
# ### Exercise: mini-batches
#
# Write `minibatches`. Every example comes exactly once in an epoch, in an order drawn from `rng`, a
# `np.random.Generator`. Only the last batch may be smaller. The likely mistake is to draw with
# replacement: then some examples come twice and others never.

# %% exercise="minibatches"
def minibatches(n, batch_size, rng):
    """Return the batches of one epoch: a list of arrays of row numbers below n."""
    ### BEGIN SOLUTION
    shuffled = rng.permutation(n)
    return [shuffled[first : first + batch_size] for first in range(0, n, batch_size)]
    ### END SOLUTION

# %% check="minibatches" points=1
got = minibatches(10, 4, np.random.default_rng(0))
assert [len(rows) for rows in got] == [4, 4, 2], f"sizes {[len(rows) for rows in got]}: 4, 4, 2?"
### BEGIN HIDDEN TESTS
for n, size, want in [(9, 3, [3, 3, 3]), (7, 10, [7]), (31, 6, [6] * 5 + [1]), (4, 1, [1] * 4)]:
    got = minibatches(n, size, np.random.default_rng(n))
    assert [len(rows) for rows in got] == want, (
        f"{n} examples in batches of {size}: got sizes {[len(rows) for rows in got]}."
    )
    assert sorted(np.concatenate(got).tolist()) == list(range(n)), (
        f"{n} examples in batches of {size}: not every row comes exactly once."
    )
### END HIDDEN TESTS

# %% check="minibatches" points=1
rng = np.random.default_rng(1)
first, second = (np.concatenate(minibatches(50, 8, rng)) for _ in range(2))
assert not np.array_equal(first, second), "two epochs came in the same order. Draw it from rng."
### BEGIN HIDDEN TESTS
again = np.concatenate(minibatches(50, 8, np.random.default_rng(1)))
assert np.array_equal(first, again), "the same rng gave another order. Draw from rng only."
neighbours = np.mean(np.abs(np.diff(first)) == 1)
assert neighbours < 0.3, (
    f"{neighbours:.0%} of the rows are followed by their neighbour: are the examples shuffled, or "
    "only the batches?"
)
assert sorted(first.tolist()) == list(range(50)), "not every row comes exactly once."
### END HIDDEN TESTS

# %% mutant="minibatches" name="never shuffles"
def minibatches(n, batch_size, rng):
    rows = np.arange(n)
    return [rows[first : first + batch_size] for first in range(0, n, batch_size)]

# %% mutant="minibatches" name="drops the last small batch"
def minibatches(n, batch_size, rng):
    shuffled = rng.permutation(n)
    return list(shuffled[: n - n % batch_size].reshape(-1, batch_size))

# %% mutant="minibatches" name="draws with replacement"
def minibatches(n, batch_size, rng):
    draws = rng.integers(n, size=n)
    return [draws[first : first + batch_size] for first in range(0, n, batch_size)]

# %% mutant="minibatches" name="the same order in every epoch"
def minibatches(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[first : first + batch_size] for first in range(0, n, batch_size)]

# %% mutant="minibatches" name="evens the batches out"
def minibatches(n, batch_size, rng):
    return np.array_split(rng.permutation(n), -(-n // batch_size))

# %% mutant="minibatches" name="shuffles the batches, not the examples"
def minibatches(n, batch_size, rng):
    rows = np.arange(n)
    batches = [rows[first : first + batch_size] for first in range(0, n, batch_size)]
    return [batches[i] for i in rng.permutation(len(batches))]

# %% [markdown]
# Back to the two irises of unit 01 that no line separates. The output is a sigmoid and the loss is
# cross-entropy, as in unit 04. Its slope is prediction minus label, times the input. All three
# walkers see the 100 flowers ten times.
#
# **Predict.** Batches of 100, 10 and 1: whose path is longest, whose is straightest, and whose ends
# lowest?

# %%
iris = datasets.load("iris").select("petal length", "petal width")
late = iris.y > 0
x, y = iris.x[late] - iris.x[late].mean(axis=0), (iris.y[late] == 2).astype(int)
surprise = lambda w: np.mean(np.logaddexp(0, w @ x.T) - y * (w @ x.T), axis=-1)
smooth = lambda w, rows: (1 / (1 + np.exp(-x[rows] @ w)) - y[rows]) @ x[rows] / len(rows)


def train(slope, batch_size, epochs=10):
    path, rng = [np.array([-1.0, -1.0])], np.random.default_rng(0)
    for rows in [rows for _ in range(epochs) for rows in minibatches(100, batch_size, rng)]:
        path.append(path[-1] - 0.5 * slope(path[-1], rows))
    return np.array(path)


paths = {f"batches of {size}": train(smooth, size) for size in (100, 10, 1)}
ends = [surprise(path[-1]) for path in paths.values()]
assert np.allclose(ends, [0.489, 0.176, 0.114], atol=1e-3) and (6 * 60, 11 * 5) == (360, 55)
maps = {name: (surprise, path) for name, path in paths.items()}
plotting.valleys(maps, extent=((-2, 9), (-2, 12)), aspect="auto");

# %% [markdown]
# The same flowers, seen equally often: 10 careful steps end at loss 0.489, 100 middling ones at
# 0.176, 1000 hasty ones at 0.114. The single-flower path staggers, and it gets further. It also
# never comes to rest, for each flower pulls its own way. In practice a batch of some tens is the
# compromise: a GPU with its thousands of cores computes it about as fast as one example, and the
# noise is bearable.
#
# ### The perceptron, cured
#
# Slides say that the apples were sorted by gradient descent. On which loss? Not on the number of
# mistakes: that is a staircase, and its slope is zero. The perceptron rule goes downhill on another
# loss, the score of the **wrong** examples only, one example at a time. Right answers pull at
# nothing, so nothing holds the line in place.
#
# **Predict.** Train for 200 epochs with the perceptron's slope and with the smooth one. If you stop
# at any moment of the second hundred, how many of the 100 flowers may be wrong?

# %%
stepped = lambda w, rows: ((x[rows] @ w >= 0) - y[rows]) @ x[rows] / len(rows)
for name, slope in [("perceptron", stepped), ("smooth", smooth)]:
    second_half = train(slope, batch_size=1, epochs=200)[10000:]
    wrong = np.sum((second_half @ x.T >= 0) != y, axis=1)
    assert wrong.min() < 8 and (wrong.max() > 80 if name == "perceptron" else wrong.max() < 8)
    print(f"{name:10} {wrong.min()} to {wrong.max()} wrong")

# %% [markdown]
# At its best moments the perceptron has fewer than 8 wrong, and at its worst **more than 80**: a
# single flower can swing the line across nearly all the others. The smooth loss has fewer than 8
# wrong at every moment. There the right answers pull as well, the unsure ones most, and together
# they hold the line. This is the cure that unit 01 promised.
#
# ## A rate for each weight
#
# One weight may need long strides, and its neighbour short ones. **Adagrad** divides each weight's
# step by the root of all its squared slopes so far: unknown ground is crossed quickly, well-known
# ground with care. But the sum only grows, and in the end Adagrad stands still. **RMSprop**
# forgets. It keeps a fading average $s$ of the squared slopes:
#
# $$s \leftarrow \rho s + (1-\rho)\, g^2 \qquad
# w \leftarrow w - \eta \, \frac{g}{\sqrt{s} + \varepsilon}$$
#
# Here $g$ is the gradient, and all operations act on each weight by itself. The tiny
# $\varepsilon$ only guards against division by zero.
#
# ### Exercise: RMSprop
#
# Write `rmsprop`. Update the average first, then step.

# %% exercise="rmsprop"
def rmsprop(gradient, w, learning_rate, rho=0.9, steps=100, epsilon=1e-8):
    """Return the path, (steps + 1, weights). The average of the squares starts at 0."""
    ### BEGIN SOLUTION
    path, average = [w], np.zeros_like(w)
    for _ in range(steps):
        slope = gradient(path[-1])
        average = rho * average + (1 - rho) * slope**2
        path.append(path[-1] - learning_rate * slope / (np.sqrt(average) + epsilon))
    return np.array(path)
    ### END SOLUTION

# %% check="rmsprop" points=1
got = rmsprop(lambda w: np.array([400.0, -0.04]), np.zeros(2), learning_rate=0.01, steps=1)[1]
assert np.allclose(got, [-0.0316, 0.0316], atol=5e-5), f"steep or flat, 0.0316 each; got {got}."
### BEGIN HIDDEN TESTS
got = rmsprop(lambda w: np.array([3.0]), np.array([1.0]), 0.02, rho=0.5, steps=60)
assert np.isclose(got[-2, 0] - got[-1, 0], 0.02, atol=1e-4), (
    "on a constant slope the steps must approach the learning rate 0.02; the last is "
    f"{got[-2, 0] - got[-1, 0]:.4f}. Does the average forget?"
)
### END HIDDEN TESTS

# %% check="rmsprop" points=2
start = np.array([1.0, -2.0, 3.0])
got = rmsprop(lambda w: 5 * w, start, learning_rate=0.1, rho=0.75, steps=4)
assert got.shape == (5, 3), f"4 steps with 3 weights: expected shape (5, 3), got {got.shape}."
assert np.allclose(got[1], [0.8, -1.8, 2.8]), f"the first step is 0.2 here; got {got[1]}."
### BEGIN HIDDEN TESTS
assert np.array_equal(start, [1, -2, 3]), "rmsprop changed the start that it was given."
uphill = lambda w: np.array([1.0, 9.0, 3.0]) * np.sin(w) + w
path = rmsprop(uphill, np.array([1.0, -2.0, 0.5]), 0.05, rho=0.8, steps=12)
moves, slopes = np.diff(path, axis=0), np.array([uphill(w) for w in path[:-1]])
fade = np.array([[0.2 * 0.8 ** (t - i) if i <= t else 0.0 for i in range(12)] for t in range(12)])
assert np.allclose(moves, -0.05 * slopes / np.sqrt(fade @ slopes**2), atol=1e-6), (
    "three weights, rho 0.8: some steps are wrong. Each is the rate times the slope over the root "
    "of the fading average of its squares, that slope included."
)
### END HIDDEN TESTS

# %% mutant="rmsprop" name="never forgets, like Adagrad"
def rmsprop(gradient, w, learning_rate, rho=0.9, steps=100, epsilon=1e-8):
    path, total = [w], np.zeros_like(w)
    for _ in range(steps):
        slope = gradient(path[-1])
        total = total + (1 - rho) * slope**2
        path.append(path[-1] - learning_rate * slope / (np.sqrt(total) + epsilon))
    return np.array(path)

# %% mutant="rmsprop" name="forgets the root"
def rmsprop(gradient, w, learning_rate, rho=0.9, steps=100, epsilon=1e-8):
    path, average = [w], np.zeros_like(w)
    for _ in range(steps):
        slope = gradient(path[-1])
        average = rho * average + (1 - rho) * slope**2
        path.append(path[-1] - learning_rate * slope / (average + epsilon))
    return np.array(path)

# %% mutant="rmsprop" name="one average for all weights"
def rmsprop(gradient, w, learning_rate, rho=0.9, steps=100, epsilon=1e-8):
    path, average = [w], 0.0
    for _ in range(steps):
        slope = gradient(path[-1])
        average = rho * average + (1 - rho) * np.mean(slope**2)
        path.append(path[-1] - learning_rate * slope / (np.sqrt(average) + epsilon))
    return np.array(path)

# %% mutant="rmsprop" name="the shares of old and new are swapped"
def rmsprop(gradient, w, learning_rate, rho=0.9, steps=100, epsilon=1e-8):
    path, average = [w], np.zeros_like(w)
    for _ in range(steps):
        slope = gradient(path[-1])
        average = (1 - rho) * average + rho * slope**2
        path.append(path[-1] - learning_rate * slope / (np.sqrt(average) + epsilon))
    return np.array(path)

# %% mutant="rmsprop" name="averages the slopes, not their squares"
def rmsprop(gradient, w, learning_rate, rho=0.9, steps=100, epsilon=1e-8):
    path, average = [w], np.zeros_like(w)
    for _ in range(steps):
        slope = gradient(path[-1])
        average = rho * average + (1 - rho) * slope
        path.append(path[-1] - learning_rate * slope / (np.abs(average) + epsilon))
    return np.array(path)

# %% [markdown]
# Only the **sign** of a slope and its history count now, not its size. That is the point: 400 and
# 0.04 led to equally long steps.
#
# ## Adam: momentum and RMSprop together
#
# **Adam** keeps two fading averages, $m$ of the slopes for the direction and $s$ of their squares
# for the stride. Both start at zero and are too small at first. After $t$ steps they hold only the
# share $1 - \beta^t$, so Adam divides by it:
#
# $$m \leftarrow \beta_1 m + (1-\beta_1)\, g \qquad s \leftarrow \beta_2 s + (1-\beta_2)\, g^2$$
#
# $$w \leftarrow w - \eta \, \frac{m / (1-\beta_1^t)}{\sqrt{s / (1-\beta_2^t)} + \varepsilon}$$
#
# ### Exercise: Adam
#
# Write `adam`. The likely mistake is to count steps from 0. The first is $t = 1$.

# %% exercise="adam"
def adam(gradient, w, learning_rate, beta1=0.9, beta2=0.999, steps=100, epsilon=1e-8):
    """Return the path, (steps + 1, weights), of Adam. Both averages start at 0."""
    ### BEGIN SOLUTION
    path, mean, square = [w], np.zeros_like(w), np.zeros_like(w)
    for t in range(1, steps + 1):
        slope = gradient(path[-1])
        mean = beta1 * mean + (1 - beta1) * slope
        square = beta2 * square + (1 - beta2) * slope**2
        direction, stride = mean / (1 - beta1**t), np.sqrt(square / (1 - beta2**t)) + epsilon
        path.append(path[-1] - learning_rate * direction / stride)
    return np.array(path)
    ### END SOLUTION

# %% check="adam" points=1
got = adam(lambda w: np.array([400.0, -0.04]), np.zeros(2), learning_rate=0.01, steps=3)
want = [[0, 0], [-0.01, 0.01], [-0.02, 0.02], [-0.03, 0.03]]
assert np.allclose(got, want), f"on constant slopes every step is the rate; got {got.tolist()}."
### BEGIN HIDDEN TESTS
got = adam(lambda w: np.array([-7.0]), np.array([2.0]), 0.5, beta1=0.6, beta2=0.8, steps=5)
assert np.allclose(np.diff(got[:, 0]), 0.5), (
    f"on another constant slope, with other betas, the steps are {np.diff(got[:, 0])}."
)
### END HIDDEN TESTS

# %% check="adam" points=3
start = np.array([3.0, -1.0])
got = adam(lambda w: np.array([1.0, 10.0]) * w, start, learning_rate=0.5, steps=200)
assert np.all(np.abs(got[-1]) < 0.01), f"200 steps in a valley should arrive at 0; got {got[-1]}."
### BEGIN HIDDEN TESTS
assert np.array_equal(start, [3, -1]), "adam changed the start that it was given."
uphill = lambda w: np.array([1.0, 9.0, 3.0]) * np.sin(w) + w
path = adam(uphill, np.array([1.0, -2.0, 0.5]), 0.3, beta1=0.7, beta2=0.9, steps=15)
assert np.shape(path) == (16, 3), f"15 steps with 3 weights: got shape {np.shape(path)}."
moves, slopes = np.diff(path, axis=0), np.array([uphill(w) for w in path[:-1]])
averages = []
for beta, values in ((0.7, slopes), (0.9, slopes**2)):
    fade = np.array([[beta ** (t - i) if i <= t else 0.0 for i in range(15)] for t in range(15)])
    averages.append(fade @ values / fade.sum(axis=1, keepdims=True))
assert np.allclose(moves, -0.3 * averages[0] / np.sqrt(averages[1]), atol=1e-6), (
    "three weights, betas 0.7 and 0.9: some steps are wrong. Compute two steps by hand for one "
    "weight: both averages, both corrections, the root."
)
### END HIDDEN TESTS

# %% mutant="adam" name="forgets the correction"
def adam(gradient, w, learning_rate, beta1=0.9, beta2=0.999, steps=100, epsilon=1e-8):
    path, mean, square = [w], np.zeros_like(w), np.zeros_like(w)
    for _ in range(steps):
        slope = gradient(path[-1])
        mean = beta1 * mean + (1 - beta1) * slope
        square = beta2 * square + (1 - beta2) * slope**2
        path.append(path[-1] - learning_rate * mean / (np.sqrt(square) + epsilon))
    return np.array(path)

# %% mutant="adam" name="the correction never changes"
def adam(gradient, w, learning_rate, beta1=0.9, beta2=0.999, steps=100, epsilon=1e-8):
    path, mean, square = [w], np.zeros_like(w), np.zeros_like(w)
    for _ in range(steps):
        slope = gradient(path[-1])
        mean = beta1 * mean + (1 - beta1) * slope
        square = beta2 * square + (1 - beta2) * slope**2
        direction, stride = mean / (1 - beta1), np.sqrt(square / (1 - beta2)) + epsilon
        path.append(path[-1] - learning_rate * direction / stride)
    return np.array(path)

# %% mutant="adam" name="counts the steps from zero"
def adam(gradient, w, learning_rate, beta1=0.9, beta2=0.999, steps=100, epsilon=1e-8):
    path, mean, square = [w], np.zeros_like(w), np.zeros_like(w)
    for t in range(steps):
        slope = gradient(path[-1])
        mean = beta1 * mean + (1 - beta1) * slope
        square = beta2 * square + (1 - beta2) * slope**2
        with np.errstate(all="ignore"):
            direction, stride = mean / (1 - beta1**t), np.sqrt(square / (1 - beta2**t)) + epsilon
            path.append(path[-1] - learning_rate * direction / stride)
    return np.array(path)

# %% mutant="adam" name="has no momentum"
def adam(gradient, w, learning_rate, beta1=0.9, beta2=0.999, steps=100, epsilon=1e-8):
    path, square = [w], np.zeros_like(w)
    for t in range(1, steps + 1):
        slope = gradient(path[-1])
        square = beta2 * square + (1 - beta2) * slope**2
        path.append(path[-1] - learning_rate * slope / (np.sqrt(square / (1 - beta2**t)) + epsilon))
    return np.array(path)

# %% mutant="adam" name="squares the average instead of averaging the squares"
def adam(gradient, w, learning_rate, beta1=0.9, beta2=0.999, steps=100, epsilon=1e-8):
    path, mean, square = [w], np.zeros_like(w), np.zeros_like(w)
    for t in range(1, steps + 1):
        slope = gradient(path[-1])
        mean = beta1 * mean + (1 - beta1) * slope
        square = beta2 * square + (1 - beta2) * mean**2
        direction, stride = mean / (1 - beta1**t), np.sqrt(square / (1 - beta2**t)) + epsilon
        path.append(path[-1] - learning_rate * direction / stride)
    return np.array(path)

# %% [markdown]
# ## The rest of the family
#
# Four relatives, each one idea away. Here each is a rule that turns the slope into a move, and
# keeps what it remembers in `m`, where every entry starts at 0.
#
# - **NAG**, Nesterov's momentum: take the slope where the swing will carry you, not where you
#   stand.
# - **Adagrad**: RMSprop that never forgets.
# - **AdaDelta**: RMSprop that also measures its own past moves, and so needs no learning rate.
# - **Nadam**: Adam that looks ahead as NAG does.

# %%
def nag(gradient, w, m):
    m["v"] = 0.9 * m["v"] - m["rate"] * gradient(w + 0.9 * m["v"])
    return m["v"]


def adagrad(gradient, w, m):
    g = gradient(w)
    m["sum"] += g**2
    return -m["rate"] * g / np.sqrt(m["sum"] + 1e-12)


def adadelta(gradient, w, m):
    g = gradient(w)
    m["s"] = 0.9 * m["s"] + 0.1 * g**2
    move = -np.sqrt((m["d"] + 1e-6) / (m["s"] + 1e-6)) * g
    m["d"] = 0.9 * m["d"] + 0.1 * move**2
    return m["rate"] * move

# %%
def nadam(gradient, w, m):
    g, m["t"] = gradient(w), m["t"] + 1
    m["m"], m["s"] = 0.9 * m["m"] + 0.1 * g, 0.999 * m["s"] + 0.001 * g**2
    ahead = 0.9 * m["m"] / (1 - 0.9 ** (m["t"] + 1)) + 0.1 * g / (1 - 0.9 ** m["t"])
    return -m["rate"] * ahead / np.sqrt(m["s"] / (1 - 0.999 ** m["t"]) + 1e-12)


def follow(rule, gradient, w, learning_rate, steps=100):
    path, memory = [w], defaultdict(float, rate=learning_rate)
    for _ in range(steps):
        path.append(path[-1] + rule(gradient, path[-1], memory))
    return np.array(path)

# %% [markdown]
# ## The race
#
# A ravine with curvatures 1 and 100, turned by 30 degrees, so that no weight lies along it. Every
# walker starts at the same place. A race at one rate for all would only show whom the rate suits.
# So each may try 33 rates and keep its best. The finish: stay below 1 % of the loss at the start.
#
# **Predict.** Write down your order of arrival. Will the clever ones with a rate for each weight
# win?

# %%
runners = {"GD": gradient_descent, "momentum": momentum, "RMSprop": rmsprop, "Adam": adam}
rules = {"NAG": nag, "Adagrad": adagrad, "AdaDelta": adadelta, "Nadam": nadam}
runners |= {name: partial(follow, rule) for name, rule in rules.items()}


def race(degrees):
    """Return {name: (steps to the finish, path)} and the loss, for a turned ravine."""
    a = np.radians(degrees)
    turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    loss, gradient = quadratic(turn @ np.diag([1, 100]) @ turn.T)
    start, rates, results = turn @ [-9, 2], np.geomspace(0.001, 10, 33), {}
    for name, run in runners.items():
        with np.errstate(all="ignore"):  # some rates run away
            tries = [run(gradient, start, rate, steps=300) for rate in rates]
            late = [np.flatnonzero(~(loss(path) < 0.01 * loss(start)))[-1] + 1 for path in tries]
        results[name] = min(late), tries[np.argmin(late)]
    return results, loss

# %%
results, loss = race(degrees=30)
order = sorted(results, key=lambda name: results[name][0])
steps = {name: results[name][0] for name in order}
assert list(steps.values()) == [18, 26, 40, 41, 79, 84, 88, 301]
titles = {name: f"{name}: {f'{n} steps' if n <= 300 else 'never'}" for name, n in steps.items()}
maps = {titles[name]: (loss, results[name][1][:101]) for name in order}
plotting.valleys(maps, extent=((-10, 4), (-7, 7)))
along = {name: int(steps) for name, (steps, _) in race(degrees=0)[0].items()}
assert min(along, key=along.get) == "Adagrad" and along["Adagrad"] == 4
print("the ravine along a weight:", ", ".join(f"{name} {along[name]}" for name in along))

# %% [markdown]
# The numbers count the steps to the finish, and each map shows the first 100. NAG wins with 18, GD
# needs 79. What the first four share is **momentum**. Adagrad and RMSprop, with a rate for each
# weight but without momentum, come in behind plain descent, at 84 and 88. Yet the printed line,
# with the same ravine **along** the weights, has Adagrad first, after 4 steps. A rate for each
# weight helps when the trouble lies along a weight. In the turned ravine it lies between two.
# AdaDelta has no rate of its own: its first strides are tiny, and 300 of them lead nowhere.
#
# So beware of league tables. A slide from 2017 names Adagrad and RMSprop as the best. On which
# ravine? Adam is a sound first choice because it forgives a poor learning rate, not because it
# always wins.
#
# ## Walkers with a map
#
# All of these know slopes only. **Newton's method** also uses the Hessian $H$. It jumps straight to
# the bottom of the bowl that fits here best, $w \leftarrow w - H^{-1} \nabla L$. *Quasi-Newton*
# methods such as BFGS piece the Hessian together from the slopes on their way, and *conjugate
# gradient* avoids writing it down. *Levenberg-Marquardt* is for sums of squares: it mixes Newton's
# jump with a plain step, and trusts the jump more as it succeeds. (*Interior-point* methods, on the
# same slide, add constraints to Newton's.)
#
# **Predict.** Rosenbrock's banana-shaped valley, from (-1.2, 1). How many steps does each need?

# %%
start, slope, bend = np.array([-1.2, 1.0]), optimize.rosen_der, optimize.rosen_hess
plain = gradient_descent(slope, start, 0.001, steps=20000)
steps = {"GD": int(np.argmax(optimize.rosen(plain.T) < 1e-6)), "Newton": 0}
for method in ("CG", "BFGS"):
    steps[method] = optimize.minimize(optimize.rosen, start, jac=slope, method=method).nit
errors = lambda w: [1 - w[0], 10 * (w[1] - w[0] ** 2)]
steps["Levenberg-Marquardt"] = optimize.least_squares(errors, start, method="lm").nfev
w = start
while optimize.rosen(w) > 1e-6:
    w, steps["Newton"] = w - np.linalg.solve(bend(w), slope(w)), steps["Newton"] + 1
assert steps["GD"] > 15000 and steps["Newton"] == 5 and (10**6) ** 2 * 8 == 8e12
steps

# %% [markdown]
# Newton needs 5 steps, its relatives some tens, plain descent over 15000. Why does deep learning
# not use it? A network with a million weights has a Hessian of $10^{12}$ numbers. At 8 bytes each
# that is 8 terabytes, and each step would have to solve it. Mini-batch noise and saddles, where
# the bowl is upside down, finish the argument. For small smooth problems, use these methods
# gladly.
#
# ## Mend the valley
#
# The other way is to change the ground. Features in unlike units make one weight's curvature huge
# and its neighbour's tiny. *Normalisation* maps each feature to 0 to 1. *Standardisation* subtracts
# the mean and divides by the standard deviation. A slide makes that *mean 1, standard deviation
# 10*: a slip, it is **mean 0, standard deviation 1**.
#
# Take both numbers from the **training set only**, and use them for the test set as well. The test
# set stands for the future, and nobody knows the mean of the future.
#
# ### Exercise: standardise
#
# Write `standardize`. A feature that never changes in the training set is only centred: its
# standard deviation of 0 must not divide anything.

# %% exercise="standardize"
def standardize(train, test):
    """Return both tables, (examples, features), on the scale of the training set."""
    ### BEGIN SOLUTION
    mean, spread = train.mean(axis=0), train.std(axis=0)
    spread = np.where(spread > 0, spread, 1)
    return (train - mean) / spread, (test - mean) / spread
    ### END SOLUTION

# %% check="standardize" points=2
new, later = standardize(np.array([[1.0, 100], [3, 300]]), np.array([[2.0, 500]]))
assert np.allclose(new, [[-1, -1], [1, 1]]), f"train: mean 0, deviation 1; got {new.tolist()}."
assert np.allclose(later, [[0, 3]]), f"test, on the training scale: [[0 3]]; got {later.tolist()}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(11)
known, unseen = rng.normal(50, 7, size=(30, 3)) * [1, 10, 0.1], rng.normal(0, 9, size=(5, 3))
before = known.copy(), unseen.copy()
new, later = standardize(known, unseen)
assert np.allclose(new.mean(axis=0), 0) and np.allclose(new.std(axis=0), 1), (
    f"three features: means {new.mean(axis=0).round(3)}, deviations {new.std(axis=0).round(3)}."
)
back = later * known.std(axis=0) + known.mean(axis=0)
assert np.allclose(back, unseen), "move and scale the test set exactly as the training set."
assert np.array_equal(known, before[0]) and np.array_equal(unseen, before[1]), (
    "standardize changed a table that it was given. Return new ones."
)
### END HIDDEN TESTS

# %% check="standardize" points=1
with np.errstate(all="ignore"):
    new, later = standardize(np.array([[7.0, 1], [7, 3]]), np.array([[7.0, 2]]))
assert np.allclose(new[:, 0], 0) and later[0, 0] == 0, f"7 in every row: got {new[:, 0]}."
### BEGIN HIDDEN TESTS
with np.errstate(all="ignore"):
    new, later = standardize(np.array([[4.0, -2.0]] * 3), np.array([[4.5, -4.0]]))
assert np.array_equal(new, np.zeros((3, 2))), f"two features that never change: got {new.tolist()}."
assert np.allclose(later, [[0.5, -2]]), (
    f"a feature that never changed in training is only centred; the test row became {later}."
)
### END HIDDEN TESTS

# %% mutant="standardize" name="the test set has its own mean and deviation"
def standardize(train, test):
    scale = lambda x: (x - x.mean(axis=0)) / np.where(x.std(axis=0) > 0, x.std(axis=0), 1)
    return scale(train), scale(test)

# %% mutant="standardize" name="both sets together"
def standardize(train, test):
    both = np.concatenate([train, test])
    mean, spread = both.mean(axis=0), both.std(axis=0)
    spread = np.where(spread > 0, spread, 1)
    return (train - mean) / spread, (test - mean) / spread

# %% mutant="standardize" name="one mean for the whole table"
def standardize(train, test):
    mean, spread = train.mean(), train.std()
    return (train - mean) / spread, (test - mean) / spread

# %% mutant="standardize" name="divides by the variance"
def standardize(train, test):
    mean, variance = train.mean(axis=0), train.var(axis=0)
    variance = np.where(variance > 0, variance, 1)
    return (train - mean) / variance, (test - mean) / variance

# %% mutant="standardize" name="a constant feature becomes nan"
def standardize(train, test):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    return (train - mean) / spread, (test - mean) / spread

# %% mutant="standardize" name="normalises to 0 and 1 instead"
def standardize(train, test):
    low, width = train.min(axis=0), np.ptp(train, axis=0)
    width = np.where(width > 0, width, 1)
    return (train - low) / width, (test - low) / width

# %% [markdown]
# Two measurements of 178 wines, ash and colour, are to predict a third, with the squared error. Its
# Hessian is $2 X^\top X / n$: only the inputs shape the valley. GD walks at 90 % of the limit that
# you computed, until 1 % of the loss above the bottom is left.
#
# **Predict.** How many steps on raw features, on features from 0 to 1, and on standardised ones?

# %%
wine = datasets.load("wine")
x, y = wine.select("ash", "color_intensity").x, wine.select("flavanoids").x[:, 0]
tables = {"raw": x, "0 to 1": (x - x.min(axis=0)) / np.ptp(x, axis=0)}
tables["standardised"] = standardize(x, x)[0]
maps, numbers = {}, []
for name, table in tables.items():
    hessian = 2 * table.T @ table / len(x)
    loss, gradient = quadratic(hessian)
    start = -np.linalg.lstsq(table, y - y.mean())[0]
    path = gradient_descent(gradient, start, 0.9 * learning_rate_limit(hessian))
    arrived = int(np.argmax(loss(path) < 0.01 * loss(start)))
    maps[f"{name}: {arrived} steps"] = loss, path[: arrived + 1]
    numbers.append((arrived, round(float(np.linalg.cond(hessian)), 1)))
assert numbers == [(56, 45.3), (19, 15.6), (2, 1.7)]
plotting.valleys(maps);

# %% [markdown] question="units" points=3
# The same wines, the same model: 56 steps, 19, and **2**. The condition number fell from 45.3 to
# 15.6 to 1.7, and the ravine has become a bowl. Zero is the lowest point of each map, for it shows
# how far the weights are from the best. Raw features cost twice: their units differ, and their
# means are far from zero. Normalising cures the first, standardising both.
#
# ### In your own words
#
# A colleague predicts rents from income (0 to 100000) and age (18 to 90), on raw numbers. With rate
# 0.1 the loss is `nan` after a few steps. With rate $10^{-11}$ nothing seems to happen. **Explain
# both** with the shape of the valley. Name one remedy that changes the valley and one that changes
# the walker, and say which you would try first. What must she watch when she applies the first to
# the test set? Five to seven sentences.
#
# ### BEGIN SOLUTION
# The curvature along the weight of income is enormous, because it grows with the square of the
# input, and the curvature along the weight of age is small. The limit of the learning rate is 2
# divided by the largest curvature, so 0.1 lies far above it: each step jumps across the valley and
# lands higher, until the numbers overflow. A rate that income can bear is so small that the weight
# of age hardly moves along the flat floor; the loss falls, but far too slowly to see. Standardising
# both features changes the valley: all curvatures become similar and one rate suits both weights.
# Adam or RMSprop changes the walker, as it scales the step for each weight by itself. I would
# standardise first, since it costs one line and helps every optimiser. The mean and the standard
# deviation must come from the training set and be used unchanged on the test set.
# ### END SOLUTION

# %% [markdown] rubric="units"
# - **3** Explains divergence by the steepest direction and its limit, slowness by the flattest,
#   names a remedy of each kind with a reason, and takes the statistics from the training set only.
# - **2** Explains both symptoms, but one remedy or the training statistics are missing.
# - **1** Says that the features have different scales and should be scaled, without the valley.
# - **0** No answer, or only advises to try other learning rates.

# %% [markdown]
# ## Summary
#
# - Gradient descent runs away above $2/\lambda_{\max}$, and below it the flattest direction decides
#   how long it takes.
# - Momentum remembers where it was going. RMSprop remembers how steep each weight was. Adam does
#   both, and corrects its start.
# - Mini-batches trade exactness for many more steps.
# - A race is fair only if each walker may choose its rate, and its outcome depends on the ravine.
# - Newton needs few steps and cannot afford one. Standardising the inputs is cheaper than any
#   clever walker.
#
# **Next:** all walkers ask for the gradient. Where does it come from in a network of many layers?
