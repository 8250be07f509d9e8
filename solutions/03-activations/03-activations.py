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
# # Activations and the Playground
#
# A layer is a sum and then a bend. In this unit you choose the bend, and then you open a
# laboratory: hundreds of small networks that test what the slides say. At the end you can
#
# - compute the common activations and their slopes,
# - recognise saturation, and dead neurons,
# - measure how much of a gradient reaches each layer,
# - test a claim over many networks, and say how sure you are.

# %%
import numpy as np
from scipy.special import erf, softmax

from helpers import datasets, plotting
from helpers.playground import Playground, train

# %% [markdown]
# ## A step cannot learn
#
# Learning by gradients asks one question, again and again: if this weight moves a little, how much
# does the loss change? Ask it of the step from unit 01. Its output is flat on both sides. The
# answer is **zero**, almost everywhere, and a network of steps learns nothing.
#
# So the step was made smooth. The **sigmoid**, also called logistic function, climbs from 0 to 1.
# **Tanh** climbs from -1 to 1, and is the same curve stretched: $\tanh z = 2\,\sigma(2z) - 1$.
# **ReLU**, the rectified linear unit, simply cuts off what is negative. **Leaky ReLU** lets a
# little of it through, and **ELU** bends it softly:
#
# $$\sigma(z) = \frac{1}{1+e^{-z}}, \qquad \text{ReLU}(z) = \max(0, z)$$
#
# $$\text{leaky}(z) = \begin{cases} z & z > 0 \\ \text{leak} \cdot z & z \le 0 \end{cases}
# \qquad
# \text{ELU}(z) = \begin{cases} z & z > 0 \\ \alpha\,(e^{z} - 1) & z \le 0 \end{cases}$$
#
# ### Exercise: activations
#
# Write the four for whole arrays. The likely mistakes are a lost minus sign in the sigmoid, and a
# lost -1 in ELU: without it the curve would jump at zero.

# %% exercise="activations"
def sigmoid(z):
    """Return the sigmoid of each number in z; same shape."""
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-z))
    ### END SOLUTION


def relu(z):
    """Return what is positive in z, and 0 elsewhere; same shape."""
    ### BEGIN SOLUTION
    return np.where(z > 0, z, 0)
    ### END SOLUTION


def leaky_relu(z, leak=0.1):
    """Return z where it is positive, `leak` times z elsewhere."""
    ### BEGIN SOLUTION
    return np.where(z > 0, z, leak * z)
    ### END SOLUTION


def elu(z, alpha=1.0):
    """Return z where it is positive, the soft bend elsewhere."""
    ### BEGIN SOLUTION
    return np.where(z > 0, z, alpha * np.expm1(z))
    ### END SOLUTION

# %% check="activations" points=1
z = np.array([-2.0, 0.0, 2.0])
got = sigmoid(z)
assert np.allclose(got, [0.1192, 0.5, 0.8808], atol=5e-5), f"sigmoid: got {got}. It must rise."
assert np.array_equal(relu(z), [0, 0, 2]), f"relu: expected [0 0 2], got {relu(z)}."
### BEGIN HIDDEN TESTS
grid = np.array([[-30.0, -1.5, 0.25], [0.7, 3.0, 40.0]])
before, got = grid.copy(), np.asarray(sigmoid(grid))
assert got.shape == (2, 3), f"sigmoid of shape (2, 3) came back with shape {got.shape}."
assert np.allclose(2 * got - 1, np.tanh(grid / 2)), (
    f"sigmoid is wrong somewhere between -30 and 40: got {got.round(4).tolist()}."
)
got = np.asarray(relu(grid))
assert np.allclose(got, [[0, 0, 0.25], [0.7, 3, 40]]), (
    f"relu must keep what is positive and cut the rest: got {got.tolist()}."
)
assert np.array_equal(grid, before), "the array that was given has changed. Return a new one."
### END HIDDEN TESTS

# %% check="activations" points=1
z = np.array([-2.0, 0.0, 3.0])
got = leaky_relu(z)
assert np.allclose(got, [-0.2, 0, 3]), f"leaky_relu: expected [-0.2 0 3], got {got}."
assert np.allclose(elu(z), [-0.8647, 0, 3], atol=5e-5), f"elu: got {elu(z)}. Is -1 in?"
### BEGIN HIDDEN TESTS
grid = np.array([[-4.0, -0.5], [0.5, 2.5]])
got = np.asarray(leaky_relu(grid, leak=0.3))
assert np.allclose(got, [[-1.2, -0.15], [0.5, 2.5]]), (
    f"leaky_relu with leak 0.3 is wrong: got {got.tolist()}. Is the leak used, as a factor?"
)
got = np.asarray(elu(grid, alpha=2.0))
assert np.allclose(got[1], grid[1]), f"elu must leave positive numbers alone: got {got[1]}."
assert np.allclose(np.log1p(got[0] / 2), grid[0]), (
    f"elu with alpha 2 is wrong below zero: got {got[0]} for {grid[0]}."
)
### END HIDDEN TESTS

# %% mutant="activations" name="the minus sign of the sigmoid is lost"
def sigmoid(z):
    return 1 / (1 + np.exp(z))


def relu(z):
    return np.maximum(z, 0)


def leaky_relu(z, leak=0.1):
    return np.where(z < 0, leak * z, z)


def elu(z, alpha=1.0):
    return np.where(z < 0, alpha * (np.exp(z) - 1), z)

# %% mutant="activations" name="relu takes the size instead of cutting"
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def relu(z):
    return np.abs(z)


def leaky_relu(z, leak=0.1):
    return np.where(z < 0, leak * z, z)


def elu(z, alpha=1.0):
    return np.where(z < 0, alpha * (np.exp(z) - 1), z)

# %% mutant="activations" name="the leak is a constant output"
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def relu(z):
    return np.maximum(z, 0)


def leaky_relu(z, leak=0.1):
    return np.where(z < 0, -leak, z)


def elu(z, alpha=1.0):
    return np.where(z < 0, alpha * (np.exp(z) - 1), z)

# %% mutant="activations" name="the leak is always a tenth"
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def relu(z):
    return np.maximum(z, 0)


def leaky_relu(z, leak=0.1):
    return np.maximum(z, 0.1 * z)


def elu(z, alpha=1.0):
    return np.where(z < 0, alpha * (np.exp(z) - 1), z)

# %% mutant="activations" name="elu forgets the minus one"
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def relu(z):
    return np.maximum(z, 0)


def leaky_relu(z, leak=0.1):
    return np.where(z < 0, leak * z, z)


def elu(z, alpha=1.0):
    return np.where(z < 0, alpha * np.exp(z), z)

# %% mutant="activations" name="elu forgets alpha"
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def relu(z):
    return np.maximum(z, 0)


def leaky_relu(z, leak=0.1):
    return np.where(z < 0, leak * z, z)


def elu(z, alpha=1.0):
    return np.where(z < 0, np.exp(z) - 1, z)

# %% [markdown]
# The next question is the one that learning asks: how steep are they?
#
# Two of the slopes can be written with the output itself, $s = \sigma(z)$ and $t = \tanh(z)$:
#
# $$\sigma'(z) = s\,(1 - s), \qquad \tanh'(z) = 1 - t^2$$
#
# The other two you can find piece by piece. ReLU is leaky ReLU with leak 0, so it needs no slope
# of its own. At the corner there is no slope. By convention we take the one from the left.
#
# ### Exercise: slopes
#
# Each function receives $z$, the number **before** the activation. The likely mistake is to put
# $z$ where $s$ or $t$ belongs.

# %% exercise="derivatives"
def sigmoid_slope(z):
    """Return the slope of the sigmoid at each z; same shape."""
    ### BEGIN SOLUTION
    return sigmoid(z) * (1 - sigmoid(z))
    ### END SOLUTION


def tanh_slope(z):
    """Return the slope of tanh at each z; same shape."""
    ### BEGIN SOLUTION
    return 1 - np.tanh(z) ** 2
    ### END SOLUTION


def leaky_relu_slope(z, leak=0.1):
    """Return the slope of leaky ReLU at each z, `leak` at 0."""
    ### BEGIN SOLUTION
    return np.where(z > 0, 1, leak)
    ### END SOLUTION


def elu_slope(z, alpha=1.0):
    """Return the slope of ELU at each z, `alpha` at 0."""
    ### BEGIN SOLUTION
    return np.where(z > 0, 1, alpha * np.exp(z))
    ### END SOLUTION

# %% check="derivatives" points=1
for slope, top in [(sigmoid_slope, 0.25), (tanh_slope, 1.0)]:
    got = slope(np.array([0.0, 10.0]))
    assert np.allclose(got, [top, 0], atol=1e-4), f"{slope.__name__}: at 0 and 10 got {got}."
### BEGIN HIDDEN TESTS
z = np.array([[-3.0, -0.8, 0.1], [0.4, 1.3, 2.6]])
half = (np.tanh(z / 2 + 1e-6) - np.tanh(z / 2 - 1e-6)) / 2e-6
got = np.asarray(sigmoid_slope(z))
assert got.shape == (2, 3), f"sigmoid_slope of shape (2, 3) has shape {got.shape}."
assert np.allclose(got, half / 4, atol=1e-6), (
    f"sigmoid_slope does not agree with small differences of the sigmoid: got {got.round(4)}."
)
want = (np.tanh(z + 1e-6) - np.tanh(z - 1e-6)) / 2e-6
got = np.asarray(tanh_slope(z))
assert np.allclose(got, want, atol=1e-6), (
    f"tanh_slope does not agree with small differences of tanh: got {got.round(4)}."
)
### END HIDDEN TESTS

# %% check="derivatives" points=1
z = np.array([-1.0, 0.0, 2.0])
got = leaky_relu_slope(z, leak=0.2)
assert np.allclose(got, [0.2, 0.2, 1]), f"leaky, leak 0.2: expected [0.2 0.2 1], got {got}."
assert np.allclose(elu_slope(z)[1:], 1), f"elu: expected 1 at 0 and at 2, got {elu_slope(z)[1:]}."
### BEGIN HIDDEN TESTS
got = np.asarray(leaky_relu_slope(np.array([[-5.0, 0.3], [7.0, -0.1]]), leak=0.0))
assert np.array_equal(got, [[0, 1], [1, 0]]), f"with leak 0 it is the slope of ReLU: got {got}."
z, small = np.array([-2.5, -0.6, 0.9, 3.0]), 1e-6
below = (np.exp(z[:2] + small) - np.exp(z[:2] - small)) / (2 * small)
got = np.asarray(elu_slope(z, alpha=1.5))
assert np.allclose(got[:2], 1.5 * below, atol=1e-6), (
    f"elu_slope with alpha 1.5 is wrong below zero: got {got[:2]}."
)
assert np.allclose(got[2:], 1), f"elu_slope is wrong above zero: got {got[2:]}."
### END HIDDEN TESTS

# %% mutant="derivatives" name="z stands where the output belongs"
def sigmoid_slope(z):
    return z * (1 - z)


def tanh_slope(z):
    return 1 - z**2


def leaky_relu_slope(z, leak=0.1):
    return np.where(z <= 0, leak, 1.0)


def elu_slope(z, alpha=1.0):
    return np.where(z <= 0, alpha * np.exp(z), 1.0)

# %% mutant="derivatives" name="tanh is not squared"
def sigmoid_slope(z):
    s = sigmoid(z)
    return s * (1 - s)


def tanh_slope(z):
    return 1 - np.abs(np.tanh(z))


def leaky_relu_slope(z, leak=0.1):
    return np.where(z <= 0, leak, 1.0)


def elu_slope(z, alpha=1.0):
    return np.where(z <= 0, alpha * np.exp(z), 1.0)

# %% mutant="derivatives" name="the leak is lost below zero"
def sigmoid_slope(z):
    s = sigmoid(z)
    return s * (1 - s)


def tanh_slope(z):
    t = np.tanh(z)
    return 1 - t * t


def leaky_relu_slope(z, leak=0.1):
    return np.where(z <= 0, 0.0, 1.0)


def elu_slope(z, alpha=1.0):
    return np.where(z <= 0, alpha * np.exp(z), 1.0)

# %% mutant="derivatives" name="elu's slope is exponential everywhere"
def sigmoid_slope(z):
    s = sigmoid(z)
    return s * (1 - s)


def tanh_slope(z):
    t = np.tanh(z)
    return 1 - t * t


def leaky_relu_slope(z, leak=0.1):
    return np.where(z <= 0, leak, 1.0)


def elu_slope(z, alpha=1.0):
    return alpha * np.exp(z)

# %% mutant="derivatives" name="elu's slope forgets alpha"
def sigmoid_slope(z):
    s = sigmoid(z)
    return s * (1 - s)


def tanh_slope(z):
    t = np.tanh(z)
    return 1 - t * t


def leaky_relu_slope(z, leak=0.1):
    return np.where(z <= 0, leak, 1.0)


def elu_slope(z, alpha=1.0):
    return np.where(z <= 0, np.exp(z), 1.0)

# %% [markdown]
# One more for the gallery. **GELU** is $z$ times the probability that a standard normal number
# lies below $z$. It looks like a ReLU with a rounded corner and a small dip, and it sits in most
# large language models. Its slope we take from small differences, so you can compare.
#
# **Predict.** Solid is the output, dashed the slope. Grey marks where the slope is below 0.05. In
# which pictures will grey cover more than half?

# %%
step = lambda z: np.where(z < 0, 0.0, 1.0)
gelu = lambda z: z * (1 + erf(z / np.sqrt(2))) / 2
gelu_slope = lambda z: (gelu(z + 1e-5) - gelu(z - 1e-5)) / 2e-5
gallery = {"step": (step, np.zeros_like), "identity": (np.copy, np.ones_like)}
gallery |= {"sigmoid": (sigmoid, sigmoid_slope), "tanh": (np.tanh, tanh_slope)}
gallery |= {"ReLU": (relu, lambda z: leaky_relu_slope(z, leak=0.0)), "GELU": (gelu, gelu_slope)}
gallery |= {"leaky ReLU": (leaky_relu, leaky_relu_slope), "ELU": (elu, elu_slope)}
for ax, (name, (function, slope)) in zip(plotting.panels(8), gallery.items()):
    plotting.activation(function, slope, ax=ax, name=name)
assert np.allclose(sigmoid_slope(np.array([0, 3, 6])), [0.25, 0.0452, 0.0025], atol=5e-5)
assert np.mean(tanh_slope(np.linspace(-5, 5, 501)) < 0.05) > 0.5

# %% [markdown]
# Two: the step, which is grey from end to end, and tanh, which does its climbing in a narrow
# middle. The identity is never grey, but a stack of it collapses, as unit 02 showed. Between the
# extremes lie the activations that people use.
#
# Sigmoid and tanh **saturate**: on both ends the output is stuck, and the slope is almost nothing.
# ReLU and GELU are flat on one side only. A ReLU whose score is negative for every example has
# slope 0 for every example. It never moves again: a **dead** neuron. Leaky ReLU and ELU were
# invented against that.
#
# And mind the height of the dashed hills: tanh reaches **1**, the sigmoid only **0.25**. A gradient
# on its way back is multiplied by one slope for each layer. Tanh can pass it on whole. Even at its
# best, a sigmoid takes three quarters away. At $z = 3$ it leaves 0.0452, at $z = 6$ only 0.0025.
#
# ## Maxout: learn the bend
#
# Why choose a bend at all? A **maxout** neuron has several weighted sums, its *pieces*, and passes
# on the largest: $\max(w_1 \cdot x + b_1,\; w_2 \cdot x + b_2, \ldots)$. Training moves the pieces,
# so the neuron finds its own activation. The price is twice the weights, or more.
#
# ### Exercise: maxout
#
# Write `maxout` for a whole layer. The likely mistake is to take the largest over the wrong axis.
# Print shapes: `x @ W` has one table of scores for each piece.

# %% exercise="maxout"
def maxout(x, W, b):
    """Return (examples, neurons) for x: (examples, inputs),
    W: (pieces, inputs, neurons) and b: (pieces, neurons)."""
    ### BEGIN SOLUTION
    scores = x @ W + b[:, np.newaxis, :]
    return scores.max(axis=0)
    ### END SOLUTION

# %% check="maxout" points=2
x, W = np.array([[-2.0], [0.5], [3.0]]), np.array([[[1.0]], [[0.0]]])
got = maxout(x, W, np.zeros((2, 1)))
assert np.shape(got) == (3, 1), f"3 examples, 1 neuron: expected (3, 1), got {np.shape(got)}."
assert np.allclose(got, relu(x)), f"pieces x and 0 make a ReLU, but got {np.ravel(got)}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(5)
for pieces, examples, inputs, neurons in [(3, 4, 2, 5), (2, 5, 3, 5), (4, 1, 2, 1)]:
    A, V = rng.normal(size=(examples, inputs)), rng.normal(size=(pieces, inputs, neurons))
    c = rng.normal(size=(pieces, neurons))
    score = lambda row, p, j: sum(a * v for a, v in zip(row, V[p, :, j])) + c[p, j]
    want = [[max(score(r, p, j) for p in range(pieces)) for j in range(neurons)] for r in A]
    got = maxout(A, V, c)
    assert np.shape(got) == (examples, neurons), (
        f"{pieces} pieces, {examples} examples, {neurons} neurons: got shape {np.shape(got)}."
    )
    assert np.allclose(got, want), (
        f"{pieces} pieces, {examples} examples, {inputs} inputs, {neurons} neurons: some outputs "
        "are wrong. Each piece has its own weights and its own bias; the largest sum wins."
    )
### END HIDDEN TESTS

# %% mutant="maxout" name="the largest over the neurons"
def maxout(x, W, b):
    return (x @ W + b[:, None]).max(axis=2).T

# %% mutant="maxout" name="adds the pieces up"
def maxout(x, W, b):
    return (x @ W + b[:, None]).sum(axis=0)

# %% mutant="maxout" name="forgets the biases"
def maxout(x, W, b):
    return np.max(x @ W, axis=0)

# %% mutant="maxout" name="the largest weights instead of the largest sum"
def maxout(x, W, b):
    return x @ W.max(axis=0) + b.max(axis=0)

# %% mutant="maxout" name="the sum that is farthest from zero"
def maxout(x, W, b):
    return np.abs(x @ W + b[:, None]).max(axis=0)

# %% mutant="maxout" name="only two pieces"
def maxout(x, W, b):
    return np.maximum(x @ W[0] + b[0], x @ W[1] + b[1])

# %% [markdown]
# **Predict.** What shapes can a maxout neuron take? Can it ever bend downwards, like a hill?

# %%
valley = [(-2, -1.5), (-0.5, 0), (0.5, 0), (2, -1.5)]
shapes = {"ReLU": [(0, 0), (1, 0)], "leaky ReLU": [(0.1, 0), (1, 0)], "a valley": valley}
for ax, (name, pieces) in zip(plotting.panels(3, columns=3), shapes.items()):
    w, b = np.array(pieces, dtype=float).T
    unit = lambda x: maxout(x[:, None], w[:, None, None], b[:, None])[:, 0]
    plotting.largest_piece(pieces, unit, ax=ax).set_title(name)

# %% [markdown]
# Two pieces make ReLU or leaky ReLU. Four make a valley that comes close to a parabola. A hill is
# impossible for one neuron: the largest of straight lines always curves upwards. The next layer
# can turn it over with a negative weight.
#
# Which one should you take? There is no theory that decides. The ReLU family does well in
# practice, and hidden units remain a subject of research.
#
# ## Softmax: a layer that shares
#
# All of these work on each number alone. **Softmax** works on a whole layer: it turns scores into
# shares of 1. It is used at the output, and unit 04 gives it its meaning. Its slope is therefore a
# table: how does each share answer to each score? With shares $p$ the table is
# $\text{diag}(p) - p\,p^{\mathsf T}$.
#
# **Predict.** The scores are 2, 1 and 0.1. Raise the first. What happens to the other shares?

# %%
p = softmax(scores := np.array([2.0, 1.0, 0.1]))
nudged = [(softmax(scores + push) - p) / 1e-6 for push in 1e-6 * np.eye(3)]
assert np.allclose(table := np.diag(p) - np.outer(p, p), nudged, atol=1e-5)
table.round(3)

# %% [markdown]
# They fall. The diagonal is positive, everything else is negative, and each row sums to zero: what
# one share gains, the others lose.
#
# ## Vanishing gradients
#
# Four layers of sigmoids, each with a slope of at most $1/4$: of the gradient that enters at the
# back, the slopes let at most $(1/4)^4 = 0.0039$ through to the front. The first layers then hardly
# learn. That is the *vanishing gradient*. Weights come in as factors too, so we had better measure.
#
# The instrument: 20 networks with four hidden layers of 8 neurons, fresh from their random start,
# and a spiral to learn. For each network and each of its five layers of weights, take the mean
# size of the gradient. That is a table of 20 rows and 5 columns.
#
# ### Exercise: the gradient ratio
#
# Write `gradient_ratio`: average each layer over the networks, then divide the first layer by the
# last. The likely mistake is to divide first. A single network with a tiny last gradient then
# dominates the average.

# %% exercise="gradient_ratio"
def gradient_ratio(sizes):
    """Return a number from sizes of shape (networks, layers)."""
    ### BEGIN SOLUTION
    by_layer = sizes.mean(axis=0)
    return by_layer[0] / by_layer[-1]
    ### END SOLUTION

# %% check="gradient_ratio" points=2
sizes = np.array([[1.0, 5.0, 2.0], [3.0, 5.0, 6.0]])
got = gradient_ratio(sizes)
assert np.isclose(got, 0.5), f"layer means are 2, 5 and 4; got {got}."
### BEGIN HIDDEN TESTS
for sizes, want in [([[1.0, 8.0], [1.0, 8.0], [4.0, 8.0]], 0.25), ([[6.0, 1, 9, 2]], 3.0)]:
    got = gradient_ratio(np.array(sizes))
    assert np.isclose(got, want), (
        f"{len(sizes)} networks, {len(sizes[0])} layers: got {got}. First over last, after "
        "averaging over the networks."
    )
got = gradient_ratio(np.array([[1.0, 7.0, 0.01], [1.0, 7.0, 3.99]]))
assert np.isclose(got, 0.5), f"one network has a tiny last gradient, and got {got}. Average first."
### END HIDDEN TESTS

# %% mutant="gradient_ratio" name="upside down"
def gradient_ratio(sizes):
    return sizes[:, -1].mean() / sizes[:, 0].mean()

# %% mutant="gradient_ratio" name="divides before averaging"
def gradient_ratio(sizes):
    return np.mean(sizes[:, 0] / sizes[:, -1])

# %% mutant="gradient_ratio" name="first layer over second"
def gradient_ratio(sizes):
    return sizes[:, 0].mean() / sizes[:, 1].mean()

# %% mutant="gradient_ratio" name="first network over last"
def gradient_ratio(sizes):
    return sizes[0].mean() / sizes[-1].mean()

# %% mutant="gradient_ratio" name="only the first network"
def gradient_ratio(sizes):
    return sizes[0, 0] / sizes[0, -1]

# %% [markdown]
# **Predict.** Three activations, 20 networks each, before any training. Which bars will shrink
# towards the first layer, and how far? One step up the scale is a factor of ten.

# %%
spiral, kinds = datasets.load("spiral"), ("tanh", "relu", "sigmoid")
fresh = {kind: train(spiral, (8,) * 4, kind, epochs=0) for kind in kinds}
ratios = [gradient_ratio(fresh[kind].gradient_norms) for kind in kinds]
assert np.allclose([*ratios, 0.25**4], [0.66, 0.57, 0.00096, 0.0039], rtol=0.01)
sizes = [fresh[kind].gradient_norms.mean(axis=0) for kind in kinds]
plotting.layer_bars({f"{k}, ratio {r:.2g}": v for k, r, v in zip(kinds, ratios, sizes)});

# %% [markdown]
# A staircase and two plains. The sigmoid's gradient loses most of its size in **every** layer, and
# the first layer receives 0.00096 of what the last one gets, a thousandth. The ratio is 0.66 for
# tanh and 0.57 for ReLU: nothing vanishes there. Keep this picture. A claim on the slides will
# meet it again.
#
# ## How to start
#
# Those networks started with care. Weights that are too small make every signal smaller, layer by
# layer. Weights that are too large drive every neuron into saturation. Between the two, *Glorot*'s
# rule draws weights with a variance of 2 / (inputs + outputs), and *He*'s rule, made for ReLU,
# with 2 / inputs.
#
# **Predict.** Ten tanh layers of 100 neurons. How much of the signal is left after the tenth, when
# the weights have a spread of 0.05, of 0.1 (Glorot), or of 0.3?

# %%
spread = {}
for scale in (0.05, 0.1, 0.3):
    rng, spread[f"weights {scale}"] = np.random.default_rng(0), []
    h = rng.normal(size=(200, 100))
    for _ in range(10):
        h = np.tanh(h @ rng.normal(scale=scale, size=(100, 100)))
        spread[f"weights {scale}"].append(h.std())
assert np.allclose([s[-1] for s in spread.values()], [0.0007, 0.22, 0.84], rtol=0.06)
assert np.isclose(np.mean(tanh_slope(np.arctanh(h))), 0.3, atol=0.02)
plotting.layer_bars(spread, ylabel="spread of the signal");

# %% [markdown]
# At 0.05 each layer halves the signal, and 0.0007 is left. At 0.3 it stays at 0.84, but that is a
# bad sign: the neurons sit near -1 and 1, and their mean slope is only 0.3. At Glorot's 0.1 the
# signal stays alive and the slopes stay high.
#
# ## The laboratory
#
# The slides send you to the TensorFlow Playground with seven exercises, a to g: train a network,
# watch, notice. But one network proves little. Its fate hangs on its random start. So here each
# experiment trains **20 networks** at once, for 500 epochs, and counts how many get at least 95 %
# of the points right.
#
# Even 20 is a small number. If $k$ of $n$ succeed, how sure is the rate? A good rule of thumb:
# pretend two more successes and two more failures, $m = (k+2)/(n+4)$. The true rate lies in most
# cases (95 %) within
#
# $$m \pm 2\,\sqrt{\frac{m\,(1-m)}{n+4}}$$
#
# ### Exercise: success rate
#
# Write `success_rate`. Cut the interval off at 0 and 1. The likely mistake is to return $m$ as the
# rate: it belongs to the interval only.

# %% exercise="success_rate"
def success_rate(accuracies, threshold=0.95):
    """Return (rate, low, high), from 0 to 1. Success: at least `threshold`."""
    ### BEGIN SOLUTION
    n, k = len(accuracies), np.sum(np.asarray(accuracies) >= threshold)
    m = (k + 2) / (n + 4)
    margin = 2 * np.sqrt(m * (1 - m) / (n + 4))
    return k / n, max(0, m - margin), min(1, m + margin)
    ### END SOLUTION

# %% check="success_rate" points=2
rate, low, high = success_rate([0.99] * 16 + [0.85] * 4)
assert np.isclose(rate, 0.8), f"16 of 20: expected 0.8, got {rate}."
assert np.allclose([low, high], [0.573, 0.927], atol=6e-4), f"interval: got {low} to {high}."
### BEGIN HIDDEN TESTS
rate, low, high = success_rate(np.array([0.7, 0.6, 0.71, 0.5, 0.9, 0.69, 0.7, 0.2]), threshold=0.7)
assert np.isclose(rate, 0.5), f"4 of 8 reach the threshold, two of them exactly; got {rate}."
assert np.allclose([low, high], [0.5 - 1 / 12**0.5, 0.5 + 1 / 12**0.5]), (
    f"4 of 8: the interval is wrong, got {low} to {high}. It uses n + 4, twice."
)
low, high = success_rate([0.5] * 20)[1:]
assert low == 0, f"no success: the interval starts at 0, got {low}."
assert np.isclose(high, (1 + (11 / 6) ** 0.5) / 12, atol=1e-6), (
    f"none of 20 succeeds, yet the rate need not be 0: the upper end came out as {high}."
)
rate, low, high = success_rate([1.0] * 12)
assert rate == 1 and high == 1, f"12 of 12: rate {rate}, upper end {high}. Shares end at 1."
assert np.isclose(low, (7 - 7**0.5 / 2) / 8, atol=1e-6), (
    f"12 of 12 leave some doubt: lower end {low}."
)
### END HIDDEN TESTS

# %% mutant="success_rate" name="exactly the threshold is not enough"
def success_rate(accuracies, threshold=0.95):
    n, k = len(accuracies), np.sum(np.array(accuracies) > threshold)
    m = (k + 2) / (n + 4)
    half = 2 * (m * (1 - m) / (n + 4)) ** 0.5
    return k / n, max(0, m - half), min(1, m + half)

# %% mutant="success_rate" name="returns the middle of the interval as the rate"
def success_rate(accuracies, threshold=0.95):
    n, k = len(accuracies), np.sum(np.array(accuracies) >= threshold)
    m = (k + 2) / (n + 4)
    half = 2 * (m * (1 - m) / (n + 4)) ** 0.5
    return m, max(0, m - half), min(1, m + half)

# %% mutant="success_rate" name="the interval may leave 0 to 1"
def success_rate(accuracies, threshold=0.95):
    n, k = len(accuracies), np.sum(np.array(accuracies) >= threshold)
    m = (k + 2) / (n + 4)
    half = 2 * (m * (1 - m) / (n + 4)) ** 0.5
    return k / n, m - half, m + half

# %% mutant="success_rate" name="no pretended successes: certain when all agree"
def success_rate(accuracies, threshold=0.95):
    rate = np.mean(np.array(accuracies) >= threshold)
    half = 2 * (rate * (1 - rate) / len(accuracies)) ** 0.5
    return rate, max(0, rate - half), min(1, rate + half)

# %% mutant="success_rate" name="the interval is half as wide"
def success_rate(accuracies, threshold=0.95):
    n, k = len(accuracies), np.sum(np.array(accuracies) >= threshold)
    m = (k + 2) / (n + 4)
    half = (m * (1 - m) / (n + 4)) ** 0.5
    return k / n, max(0, m - half), min(1, m + half)

# %% [markdown]
# ### Your predictions
#
# Write them down **before** you see the data: of 20 networks, how many will succeed? The first six
# face the circle, where one class surrounds the other, the last one the spiral. The numbers below
# are what a trusting reader of the slides might say. Put yours in their place. They are not
# graded, and at the end a chart will hold them against the facts.

# %%
mine = {"tanh, 4 and 2": 20, "ReLU, 4 and 2": 20, "3 neurons": 14, "2 neurons": 2}
mine |= {"2 neurons, squares": 2, "8 neurons": 20, "tanh on the spiral": 10}
circle, rates = datasets.load("circle"), {}
needed = lambda runs: np.where((low := runs.losses < 0.05).any(1), low.argmax(1) + 1, np.inf)

# %% [markdown]
# ### a. What a network learns
#
# **The claim.** The default network, two hidden layers of 4 and 2 neurons with tanh, quickly finds
# a good solution. The first layer learns simple patterns, the second combines them.
#
# The Playground below is one such network. Press play or step, and look at the small squares: each
# is what one neuron sees. Without a running kernel you see a picture after 60 epochs. The charts
# ask 20 networks: after how many epochs is the loss below 0.05? And how closely does the **best
# single neuron** of a layer follow the classes? (A correlation of 1 would be perfect.)
#
# **Predict.** Will the two layers overlap?

# %%
best = lambda h: [max(abs(np.corrcoef(n, circle.y)[0, 1]) for n in net.T) for net in h]
default = train(circle)
first = np.tanh(circle.x @ default.weights[0] + default.biases[0][:, None])
second = np.tanh(first @ default.weights[1] + default.biases[1][:, None])
rates["tanh, 4 and 2"] = success_rate(default.accuracy)
assert default.solved() == 20 and np.ptp(needed(default)) == 175 - 39
assert max(best(first)) < 0.45 and min(best(second)) > 0.55
left, right = plotting.side_by_side()
plotting.each_network({"tanh, 4 and 2": needed(default)}, left, "epochs until the loss is low")
layers = {"layer 1": best(first), "layer 2": best(second)}
plotting.each_network(layers, right, "correlation of the best neuron with the class")
Playground(epoch=60)

# %% [markdown]
# **Verdict: confirmed.** All 20 succeed, after 39 to 175 epochs. In the first layer even the best
# neuron stays below 0.45: a straight edge cannot follow a ring. In the second it is above 0.55 in
# every network, with some close to 1.
#
# ### b. ReLU instead of tanh
#
# **The claim.** ReLU finds a solution even faster, and its borders are made of straight lines.
#
# **Predict.** Faster in each of the 20 networks?

# %%
rectified = train(circle, activation="relu")
rates["ReLU, 4 and 2"] = success_rate(rectified.accuracy)
medians = [np.median(needed(runs)) for runs in (default, rectified)]
assert medians == [52.5, 36] and rectified.solved() == 17
left, right = plotting.side_by_side()
winner = lambda x: rectified.predict(x)[np.argmax(rectified.accuracy)] > 0
plotting.decision_regions(winner, circle, ax=left).set_title("ReLU")
epochs = {"tanh": needed(default), "ReLU": needed(rectified)}
plotting.each_network(epochs, right, "epochs until the loss is low", never=540);

# %% [markdown]
# **Verdict: half true.** The borders are straight pieces, as promised. The median falls from 52.5
# epochs to 36. But three of the 20 never arrive: 17 succeed. On the slides you press the button
# once, and will probably see a fast success. ReLU is a faster horse that falls more often. Dead
# neurons are the suspects, as two in the second layer leave no spare.
#
# ### c. Local minima
#
# **The claim.** With one hidden layer of three neurons the training time varies a lot, and
# sometimes a network gets stuck in a local minimum.
#
# **Predict.** How many get stuck? If you let the stuck ones run four times as long, will they come
# free?

# %%
three = train(circle, hidden=(3,))
rates["3 neurons"] = success_rate(three.accuracy)
stuck = [seed for seed in three.seeds if three.accuracy[seed] < 0.95]
longer = train(circle, hidden=(3,), seeds=stuck, epochs=2000)
assert three.solved() == 16 and longer.solved() == 1 and needed(three).min() == 84
assert np.allclose(rates["3 neurons"][1:], [0.573, 0.927], atol=6e-4)
left, right = plotting.side_by_side()
epochs = {"4 and 2": needed(default), "3 neurons": needed(three)}
plotting.each_network(epochs, left, "epochs until the loss is low", never=540)
curves = {f"start {seed}": loss[None] for seed, loss in zip(stuck, longer.losses)}
plotting.loss_bands(curves, right);

# %% [markdown]
# **Verdict: confirmed, with care.** 16 of 20 succeed, none before epoch 84, and 4 are stuck. With
# 2000 epochs one of the four comes free: it had been on a *plateau*, not in a minimum. The other
# three stay. From the curve alone you cannot tell a plateau from a minimum, until it ends.
#
# The interval for 16 of 20 runs from 0.573 to 0.927. Somebody who counts 14 has seen the same
# thing.
#
# ### d. Too small
#
# **The claim.** With two neurons the network never finds a good solution. It has too few
# parameters.
#
# **Predict.** Now give the same network $x_1^2$ and $x_2^2$ as inputs instead of $x_1$ and $x_2$.
# It still has nine parameters. Will it still fail?

# %%
two = train(circle, hidden=(2,))
squares = train(circle, hidden=(2,), features=("x1²", "x2²"))
assert (two.solved(), squares.solved(), two.accuracy.max() < 0.9) == (0, 20, True)
for ax, runs, name in zip(plotting.side_by_side(), (two, squares), ("", ", squares")):
    assert sum(part[0].size for part in runs.weights + runs.biases) == 9
    rates["2 neurons" + name] = success_rate(runs.accuracy)
    winner = lambda x: runs.predict(x)[np.argmax(runs.accuracy)] > 0
    plotting.decision_regions(winner, circle, ax=ax).set_title("2 neurons" + name)

# %% [markdown]
# **Verdict: the failure is real, the reason is not.** 0 of 20, and the best gets less than 90 %
# right. But with squares the same nine parameters solve it 20 times out of 20. What was missing is
# an **edge**. Two neurons draw two edges, and two edges cannot close a ring. Three can. In the
# space of squares one edge is enough, because a circle is a straight line there.
#
# ### e. Large enough
#
# **The claim.** Eight neurons are consistently fast and never get stuck. Large networks rarely
# meet bad local minima.
#
# **Predict.** Will the slowest network with eight neurons beat the fastest with three?

# %%
eight = train(circle, hidden=(8,))
rates["8 neurons"] = success_rate(eight.accuracy)
assert eight.solved() == 20 and (needed(eight).min(), needed(eight).max()) == (67, 124)
left, right = plotting.side_by_side()
epochs = {"3 neurons": needed(three), "8 neurons": needed(eight)}
plotting.each_network(epochs, left, "epochs until the loss is low", never=540)
plotting.success_rates({f"{n} neurons": rates[f"{n} neurons"] for n in (2, 3, 8)}, mine, ax=right);

# %% [markdown]
# **Verdict: confirmed.** 20 of 20, after 67 to 124 epochs. Not every one beats every small
# network, but none is lost. Wide networks have many ways to the goal, and some are always open.
# The interval still reaches down to 0.8: twenty successes do not prove *never*.
#
# ### f. Four hidden layers on the spiral
#
# **The claim.** Take tanh and four hidden layers of 8 neurons. Training takes much longer and
# rests on plateaus. The last layers change faster than the first. The cause is the vanishing
# gradient.
#
# Three claims, three measurements: the loss over 300 epochs; how far the weights of each layer
# have moved after 20; and the gradients, which you have seen.
#
# **Predict.** For tanh: which layer moves most? And if you swap the activation, who wins?

# %%
deep = {kind: train(spiral, (8,) * 4, kind, epochs=300) for kind in kinds}
early = {kind: train(spiral, (8,) * 4, kind, epochs=20) for kind in kinds}
both = lambda kind: zip(early[kind].weights, fresh[kind].weights)
moved = {kind: [np.abs(end - start).mean() for end, start in both(kind)] for kind in kinds}
browser = train(spiral, (8,) * 4, "tanh", epochs=0, initialisation="uniform")
rates["tanh on the spiral"] = success_rate(deep["tanh"].accuracy)
assert deep["tanh"].solved() < 10 and deep["relu"].solved() > 15 and deep["sigmoid"].solved() == 0
assert np.argmax(moved["tanh"]) == 0 and moved["sigmoid"][-1] > 25 * moved["sigmoid"][0]
assert np.isclose(gradient_ratio(browser.gradient_norms), 0.55, atol=0.005)
left, right = plotting.side_by_side()
plotting.loss_bands({kind: deep[kind].losses for kind in kinds}, left)
plotting.layer_bars(moved, right, ylabel="how far the weights moved");

# %% [markdown]
# **Verdict: slow is right, the explanation is contradicted.**
#
# - *Longer, with plateaus:* true. After 300 epochs fewer than half of the tanh networks succeed.
# - *The last layers move faster:* false for tanh. Its **first** layer moved most. For the sigmoid
#   it is true: the last layer moved over 25 times as far as the first.
# - *Because the gradient vanishes:* false for tanh. The first layer receives 0.66 of the last. Our
#   careful start is not the reason: the browser draws all weights between -0.5 and 0.5, and from
#   there the ratio is 0.55.
#
# ReLU settles it. Its ratio is lower, 0.57, and yet almost all of its networks succeed. So the
# ratio cannot be what holds tanh back. One guess: a spiral needs sharp folds, and a smooth tanh
# must grow large weights to fold sharply. The slides tell the story of the **sigmoid**, which it
# fits: none succeeds.

# %% [markdown] question="vanishing" points=4
# ### In your own words
#
# A friend writes: "Exercise f shows vanishing gradients, because the deep network with tanh learns
# slowly." **Answer the friend.** Say what the data show for tanh and for the sigmoid, explain the
# difference by their slopes, and name the observation that separates *slow* from *vanishing*. Then
# say when tanh would have vanishing gradients after all. Five to seven sentences.
#
# ### BEGIN SOLUTION
# Slow is what we see, vanishing is one possible cause, and it has to be measured. At the start the
# first layer of the tanh network gets 0.66 of the last layer's gradient, and in training it even
# moves the most, so nothing has vanished. For the sigmoid the ratio is a thousandth. A gradient is
# multiplied by one slope per layer on its way back: that of tanh is 1 near zero, where the scores
# of a careful start lie, while that of the sigmoid is at most 1/4, so four layers leave at most
# 1/256. The observation that separates the two is ReLU: with a lower ratio than tanh it solves the
# spiral almost always, so the ratio does not explain the slowness of tanh. Tanh would vanish if its
# neurons were saturated, for example with weights that are too large, because its slope is nearly 0
# there, or if there were very many more layers.
# ### END SOLUTION

# %% [markdown] rubric="vanishing"
# - **4** Data for tanh and sigmoid, the slopes 1 and 1/4 multiplied over the layers, ReLU (or the
#   moved weights) as the separating observation, and saturation or great depth as the exception.
# - **3** Three of these four.
# - **1** Says that tanh does not vanish here, without a reason that uses slopes.
# - **0** No answer, or agrees with the friend.

# %% [markdown]
# ### g. Go further
#
# The last exercise is: play. The Playground is yours. One idea to begin with, the learning rate of
# the default network, in steps of ten.
#
# **Predict.** With half the epochs, 250: which of the four rates is the best? What happens at 3?
# And your own predictions from above: how many diamonds will lie inside their interval?

# %%
speeds = {f"rate {r}": train(circle, epochs=250, learning_rate=r) for r in (0.003, 0.03, 0.3, 3.0)}
tried = {name: success_rate(runs.accuracy) for name, runs in speeds.items()}
solved = [runs.solved() for runs in speeds.values()]
assert solved[0] < 17 and solved[1] == 20 and solved[2] > 15 and solved[3] == 0
left, right = plotting.side_by_side()
plotting.success_rates(tried, ax=left)
plotting.success_rates(rates, mine, ax=right)
Playground(data="spiral", features=["x1", "x2", "sin x1", "sin x2"], hidden=[8, 4])

# %% [markdown]
# All 20 succeed at 0.03. At 0.003 some have not arrived yet. At 3 nothing works: each step jumps
# across the valley, and the neurons are thrown into saturation. Unit 05 looks into this.
#
# On the right, the trusting reader misses most clearly where the input was changed: squares beat
# any advice about size. Look at your own misses. Each one marks a place where one run, or one
# slide, would have misled you.
#
# Now change things in the Playground: noise, batch size, L2, inputs. State a claim, then test it
# with `train` and `success_rate` over 20 seeds.
#
# ## Summary
#
# - A network learns through slopes. Steps have none, sigmoid and tanh lose theirs when they
#   saturate, ReLU on one side. Maxout learns its bend; softmax shares 1 among a layer.
# - Back through the layers, slopes and weights multiply. The sigmoid's slope is at most 0.25, and
#   its gradients vanish. Those of tanh and ReLU need not.
# - Weights must start neither too small nor too large.
# - One network is an anecdote. Count many, with an interval, and then believe.
#
# **Next:** what the last layer says, and what it costs to be wrong.
