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
# # Backpropagation
#
# An optimizer needs the gradient: how much the loss changes when a weight changes. A network may
# have millions of weights. In this unit you learn how one walk backwards finds all their gradients,
# and you build a machine that does it. At the end you can
#
# - send a gradient backwards through a computational graph,
# - derive the gradient of a small network by hand, and find three traps in the decks' formula,
# - catch a wrong gradient with a check that trusts nobody,
# - build an automatic differentiation engine that fits on one screen, and train with it.

# %%
import numpy as np

from helpers import datasets, plotting

def relu(z):
    return np.maximum(z, 0)

# %% [markdown]
# ## No slope, no learning
#
# For years nobody knew how to train a network with hidden layers. The perceptron rule needs the
# right answer for every neuron, and nobody can say what a *hidden* neuron should have answered. The
# way out is to ask something else: if this weight grew a little, would the loss rise or fall?
#
# That question needs slopes, and the step function has none. To measure a slope, **nudge**: go a
# little to the right, a little to the left, and divide the change of the output by the way you
# went.
#
# **Predict.** Which slopes will step and sigmoid have at -2, -0.5, 0.5 and 2?

# %%
z, h = np.array([-2, -0.5, 0.5, 2]), 0.01
for f in [lambda z: np.where(z < 0, 0.0, 1.0), lambda z: 1 / (1 + np.exp(-z))]:
    slope = (f(z + h) - f(z - h)) / (2 * h)
    print(slope.round(3))
assert np.allclose(slope, [0.105, 0.235, 0.235, 0.105], atol=5e-4)

# %% [markdown]
# The step is flat: four zeros. Whoever follows its slope stays where she is. (The perceptron rule
# moved by fixed amounts instead.) The sigmoid answers at every place, from 0.105 to 0.235. So the
# step had to go before networks could learn.
#
# The method came with it. It was found several times, and a paper by Rumelhart, Hinton and Williams
# made it known in 1986. One deck writes "Hinton (2005)"; that is nearly twenty years late. Another
# says that backpropagation *uses gradient descent* to compute gradients. It is the other way round:
# **backpropagation computes the gradient, gradient descent uses it.**
#
# ## A graph of small steps
#
# Break a computation into steps that are so small that you know each slope by heart. Take
# $J = (xy - 4)^2$ with $x = 3$ and $y = 2$: a product, a difference, a square. Each step is a node.
# Its value flows to the right.
#
# **Predict.** Which numbers will stand in the nodes?

# %%
x, y = 3.0, 2.0
z = x * y
d = z - 4
J = d**2
values = {"x": x, "y": y, "z = xy": z, "d = z - 4": d, "J = d²": J}
edges = [("x", "z = xy"), ("y", "z = xy"), ("z = xy", "d = z - 4"), ("d = z - 4", "J = d²")]
plotting.computational_graph(edges, values);

# %% [markdown]
# 6, 2, 4: that was the **forward pass**. Now the question. If $x$ grows a little, how fast does $J$
# grow? Start at the end and walk back. Each node receives a number from the right, the **upstream
# gradient**: how fast $J$ grows with this node's value. It multiplies this number by its own slope,
# the **local gradient**, and hands the product on to the left. That is the chain rule, and it is
# all.
#
# At $J$ itself the number is 1, for $J$ grows as fast as $J$. A square has the slope $2d$, a
# difference 1. A product $xy$ grows $y$ times as fast as $x$, and $x$ times as fast as $y$.
#
# **Predict.** Which gradients arrive at $x$ and at $y$?

# %%
dJ = 1.0
dd = dJ * 2 * d
dz = dd * 1
dx, dy = dz * y, dz * x
gradients = dict(zip(values, [dx, dy, dz, dd, dJ]))
plotting.computational_graph(edges, values, gradients, slopes=dict(zip(edges, [y, x, 1, 2 * d])))
assert [*gradients.values()] == [8, 12, 4, 4, 1]

# %% [markdown]
# 1, 4, 4, then **8** for $x$ and **12** for $y$. Each orange number is the one to its right times
# the factor on the arrow. Look at the product: the factor for $x$ is the value of $y$, and the
# other way round. So the values of the forward pass must be kept. Backpropagation pays with memory.
#
# | node | local gradient | what it does to the gradient |
# |---|---|---|
# | sum | 1 | passes it on |
# | product | the *other* input | exchanges |
# | square | twice the input | scales |
# | ReLU | 1 or 0 | a gate, open or shut |
#
# Do not believe the arrows either. Nudge.
#
# **Predict.** $x$ grows by 0.001. By about how much does $J$ grow?

# %%
h = 0.001
nudged = np.array([((x + h) * y - 4) ** 2, (x * (y + h) - 4) ** 2])
slopes = (nudged - J) / h
assert np.allclose(slopes, [8, 12], atol=0.01)
slopes.round(3)

# %% [markdown]
# By 0.008: eight times the nudge. For $y$ it is twelve times. Both agree, up to the small bend that
# a nudge cannot avoid.
#
# ## When a value is used twice
#
# In a network one value feeds many neurons, and one weight serves every example. Take the smallest
# case, the **diamond**: $x$ goes into $a = f(x)$ and into $b = g(x)$, and both meet again in
# $y = ab$. A nudge at $x$ reaches $y$ on two ways, and both effects happen. So gradients that come
# back to the same node are **added**.
#
# ### Exercise: the diamond
#
# Write `diamond`, in numbers, with one pass forward and one back. The likely mistake is to walk
# back on one side only.

# %% exercise="diamond"
def diamond(x, f, df, g, dg):
    """Return (y, dy/dx) for y = f(x) g(x); df and dg are the derivatives of f and g."""
    ### BEGIN SOLUTION
    a, b = f(x), g(x)
    upper, lower = b * df(x), a * dg(x)
    return a * b, upper + lower
    ### END SOLUTION

# %% check="diamond" points=1
y, slope = diamond(2.0, lambda x: x**2, lambda x: 2 * x, lambda x: 3 * x + 1, lambda x: 3.0)
assert y == 28, f"the forward pass: 4 times 7 is 28, got {y}."
assert slope == 40, f"expected 40, got {slope}. Two ways lead from x to y: add what they bring."
### BEGIN HIDDEN TESTS
cases = [
    (0.7, np.sin, np.cos, np.exp, np.exp),
    (-1.3, np.cos, lambda x: -np.sin(x), lambda x: x**3, lambda x: 3 * x**2),
]
for x, f, df, g, dg in cases:
    y, slope = diamond(x, f, df, g, dg)
    nudge = (f(x + 1e-6) * g(x + 1e-6) - f(x - 1e-6) * g(x - 1e-6)) / 2e-6
    assert np.isclose(y, f(x) * g(x)), f"at x = {x} the value of y is wrong: got {y}."
    assert np.isclose(slope, nudge, atol=1e-6), (
        f"at x = {x} a nudge moves y by {nudge:.4f} times its size, diamond says {slope:.4f}. "
        "Upstream times local, on each way, then the sum."
    )
### END HIDDEN TESTS

# %% check="diamond" points=1
y, slope = diamond(0.0, np.exp, np.exp, np.cos, lambda x: -np.sin(x))
assert (y, slope) == (1, 1), f"at 0 the lower way is flat: expected (1, 1), got {(y, slope)}."
### BEGIN HIDDEN TESTS
y, slope = diamond(5.0, lambda x: x, lambda x: 1.0, lambda x: 2.0, lambda x: 0.0)
assert (y, slope) == (10, 2), f"twice x: the slope is 2 everywhere; got {(y, slope)}."
y, slope = diamond(-3.0, lambda x: 0.0, lambda x: 4.0, lambda x: x, lambda x: 1.0)
assert (y, slope) == (0, -12), (
    f"the upper branch is 0 here, but it has the slope 4 and the lower one is -3: got {(y, slope)}."
)
### END HIDDEN TESTS

# %% mutant="diamond" name="only the upper way"
def diamond(x, f, df, g, dg):
    a, b = f(x), g(x)
    return a * b, b * df(x)

# %% mutant="diamond" name="the derivative of a product is the product of the derivatives"
def diamond(x, f, df, g, dg):
    return f(x) * g(x), df(x) * dg(x)

# %% mutant="diamond" name="multiplies the two ways"
def diamond(x, f, df, g, dg):
    a, b = f(x), g(x)
    return a * b, b * df(x) * a * dg(x)

# %% mutant="diamond" name="the product does not exchange its inputs"
def diamond(x, f, df, g, dg):
    a, b = f(x), g(x)
    return a * b, a * df(x) + b * dg(x)

# %% mutant="diamond" name="the mean of the two ways"
def diamond(x, f, df, g, dg):
    a, b = f(x), g(x)
    return a * b, (b * df(x) + a * dg(x)) / 2

# %% [markdown]
# **Predict.** The numbers of the check as a graph: which two products add up to 40?

# %%
y, slope = diamond(2.0, lambda x: x**2, lambda x: 2 * x, lambda x: 3 * x + 1, lambda x: 3.0)
values = {"x": 2, "a = x²": 4, "b = 3x + 1": 7, "y = ab": y}
gradients = {"x": slope, "a = x²": 7, "b = 3x + 1": 4, "y = ab": 1}
edges = [("x", "a = x²"), ("x", "b = 3x + 1"), ("a = x²", "y = ab"), ("b = 3x + 1", "y = ab")]
plotting.computational_graph(edges, values, gradients, dict(zip(edges, [4, 3, 7, 4])))
assert (y, slope) == (28, 40) and 7 * 4 + 4 * 3 == 40

# %% [markdown]
# 7 · 4 = 28 on the upper way, 4 · 3 = 12 on the lower, 40 together.
#
# ## The decks' network, by hand
#
# The decks derive the gradient of a network with one hidden ReLU layer, a linear output, and the
# mean squared error over $N$ examples. For the weight from input $n$ to hidden neuron $m$ the
# result is
#
# $$\frac{\partial J}{\partial w^1_{nm}} = \frac{1}{N} \sum_{i=1}^N 2\,(y - t) \cdot w^2_m \cdot
# \text{ReLU}'(n_m) \cdot x_n$$
#
# Read it from left to right. It is the walk back: from the loss to the output, through the weight
# behind the neuron, through the gate, to the input. (The slides write one more factor, the slope of
# the linear output. It is 1.) Three traps wait here.
#
# - The 2 in $w^2_m$ is the number of the **layer**. It is not a square.
# - The slides put the sum already into $\partial J / \partial y$. But each example has its own $y$,
#   and its own share $\frac{2}{N}(y - t)$. The sum comes at the end, because all examples share one
#   weight: a fan-out.
# - They say that a weight cannot be differentiated directly, as it is only an indirect parameter of
#   the loss. It can. That is exactly what the chain rule does.
#
# The smallest example: one point $x = (1, 2)$, two hidden neurons, target 5. We follow one weight,
# from the second input to the first neuron.
#
# **Predict.** Multiply the four factors. What is the gradient? What would it be with $w^2_m$
# squared?

# %%
x, t = np.array([1.0, 2.0]), 5.0
W1, w2 = np.array([[1.0, -1.0], [0.5, -1.0]]), np.array([3.0, 4.0])
n = x @ W1
y = relu(n) @ w2
assert (n.tolist(), y) == ([2, -3], 6)
factors = [x[1], float(n[0] > 0), w2[0], 2 * (y - t)]
names = ["w", "n", "h = relu(n)", "y", "J = (y - t)²"]
edges = list(zip(names, names[1:]))
values = dict(zip(names, [W1[1, 0], n[0], relu(n)[0], y, (y - t) ** 2]))
gradients = dict(zip(names, [*np.cumprod([1, *factors[::-1]])[::-1]]))
plotting.computational_graph(edges, values, gradients, dict(zip(edges, factors)))
assert gradients["w"] == 12 and gradients["w"] * w2[0] == 36

# %% [markdown]
# 2 · 3 · 1 · 2 = **12**. A square would give 36, and no error message. The second hidden neuron has
# $n = -3$: its gate is shut, and none of its weights learns anything from this example.
#
# ### Exercise: the gradients of a network
#
# Write `mlp_gradients` for whole arrays, with biases: `h = relu(X @ W1 + b1)`, `y = h @ w2 + b2`,
# and the mean of `(y - t) ** 2`. With N examples, X is (N, inputs), W1 (inputs, hidden), b1 and w2
# (hidden,), b2 a number, t (N,). Let the shapes guide you: a gradient has the shape of its weight.
# The likely mistake is to forget the gate, or to apply it to the wrong side of a weight.

# %% exercise="mlp_gradients"
def mlp_gradients(X, t, W1, b1, w2, b2):
    """Return (loss, dW1, db1, dw2, db2), each gradient in the shape of its weight."""
    ### BEGIN SOLUTION
    n = X @ W1 + b1
    h = relu(n)
    error = h @ w2 + b2 - t
    dy = 2 * error / len(t)
    dn = np.outer(dy, w2) * (n > 0)
    return np.mean(error**2), X.T @ dn, dn.sum(axis=0), h.T @ dy, dy.sum()
    ### END SOLUTION

# %% check="mlp_gradients" points=1
X, t, b1 = np.array([[1.0, 2.0]]), np.array([5.0]), np.zeros(2)
W1, w2 = np.array([[1.0, -1.0], [0.5, -1.0]]), np.array([3.0, 4.0])
loss, dW1, db1, dw2, db2 = mlp_gradients(X, t, W1, b1, w2, 0.0)
assert loss == 1 and np.allclose(dw2, [4, 0]), f"loss 1 and dw2 [4 0]; got {loss} and {dw2}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(11)
X, t = rng.normal(size=(7, 3)), rng.normal(size=7)
given = [rng.normal(size=(3, 4)), rng.normal(size=4), rng.normal(size=4), 0.3]
loss_of = lambda W1, b1, w2, b2: np.mean((np.maximum(X @ W1 + b1, 0) @ w2 + b2 - t) ** 2)
loss, _, _, dw2, db2 = mlp_gradients(X, t, *given)
assert np.isclose(loss, loss_of(*given)), "7 examples: the loss is not the mean of the squares."
slope = (loss_of(*given[:3], 0.3 + 1e-6) - loss_of(*given[:3], 0.3 - 1e-6)) / 2e-6
assert np.isclose(db2, slope, rtol=1e-4), "db2 and a nudge of b2 disagree, with 7 examples."
for m in range(4):
    e = 1e-6 * np.eye(4)[m]
    up, down = ([*given[:2], given[2] + sign * e, 0.3] for sign in (1, -1))
    slope = (loss_of(*up) - loss_of(*down)) / 2e-6
    assert np.isclose(dw2[m], slope, rtol=1e-4, atol=1e-7), (
        f"dw2[{m}] and a nudge of that weight disagree, with 7 examples. Is the 1/N in?"
    )
### END HIDDEN TESTS

# %% check="mlp_gradients" points=2
X, t, b1 = np.array([[1.0, 2.0]]), np.array([5.0]), np.zeros(2)
W1, w2 = np.array([[1.0, -1.0], [0.5, -1.0]]), np.array([3.0, 4.0])
_, dW1, db1, _, _ = mlp_gradients(X, t, W1, b1, w2, 0.0)
assert np.isclose(dW1[1, 0], 12) and np.allclose(dW1[:, 1], 0), f"see the graph; got {dW1}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(12)
X, t = rng.normal(size=(6, 2)), rng.normal(size=6)
W1, b1, w2 = rng.normal(size=(2, 5)), rng.normal(size=5), rng.normal(size=5)
before = W1.copy()
loss_of = lambda W1, b1: np.mean((np.maximum(X @ W1 + b1, 0) @ w2 - 0.4 - t) ** 2)
_, dW1, db1, _, _ = mlp_gradients(X, t, W1, b1, w2, -0.4)
assert dW1.shape == (2, 5) and np.shape(db1) == (5,), "a gradient has the shape of its weight."
for m in range(5):
    e = 1e-6 * np.eye(5)[m]
    slope = (loss_of(W1, b1 + e) - loss_of(W1, b1 - e)) / 2e-6
    assert np.isclose(db1[m], slope, rtol=1e-4, atol=1e-7), (
        f"db1[{m}] and a nudge of that bias disagree, with 6 examples."
    )
    for i in range(2):
        E = 1e-6 * np.outer(np.eye(2)[i], np.eye(5)[m])
        slope = (loss_of(W1 + E, b1) - loss_of(W1 - E, b1)) / 2e-6
        assert np.isclose(dW1[i, m], slope, rtol=1e-4, atol=1e-7), (
            f"dW1[{i}, {m}] and a nudge of that weight disagree. Which factor is wrong?"
        )
assert np.array_equal(W1, before), "mlp_gradients changed the weights that it was given."
### END HIDDEN TESTS

# %% mutant="mlp_gradients" name="takes the layer's number for a square"
def mlp_gradients(X, t, W1, b1, w2, b2):
    n = X @ W1 + b1
    h = relu(n)
    error = h @ w2 + b2 - t
    dy = 2 * error / len(t)
    dn = np.outer(dy, w2**2) * (n > 0)
    return np.mean(error**2), X.T @ dn, dn.sum(axis=0), h.T @ dy, dy.sum()

# %% mutant="mlp_gradients" name="forgets the gate of the ReLU"
def mlp_gradients(X, t, W1, b1, w2, b2):
    n = X @ W1 + b1
    h = relu(n)
    error = h @ w2 + b2 - t
    dy = 2 * error / len(t)
    dn = np.outer(dy, w2)
    return np.mean(error**2), X.T @ dn, dn.sum(axis=0), h.T @ dy, dy.sum()

# %% mutant="mlp_gradients" name="forgets to divide by the number of examples"
def mlp_gradients(X, t, W1, b1, w2, b2):
    n = X @ W1 + b1
    h = relu(n)
    error = h @ w2 + b2 - t
    dy = 2 * error
    dn = np.outer(dy, w2) * (n > 0)
    return np.mean(error**2), X.T @ dn, dn.sum(axis=0), h.T @ dy, dy.sum()

# %% mutant="mlp_gradients" name="the error with its sign turned"
def mlp_gradients(X, t, W1, b1, w2, b2):
    n = X @ W1 + b1
    h = relu(n)
    error = t - (h @ w2 + b2)
    dy = 2 * error / len(t)
    dn = np.outer(dy, w2) * (n > 0)
    return np.mean(error**2), X.T @ dn, dn.sum(axis=0), h.T @ dy, dy.sum()

# %% mutant="mlp_gradients" name="the bias gets the mean over the examples"
def mlp_gradients(X, t, W1, b1, w2, b2):
    n = X @ W1 + b1
    h = relu(n)
    error = h @ w2 + b2 - t
    dy = 2 * error / len(t)
    dn = np.outer(dy, w2) * (n > 0)
    return np.mean(error**2), X.T @ dn, dn.mean(axis=0), h.T @ dy, dy.mean()

# %% mutant="mlp_gradients" name="multiplies by h where the gate belongs"
def mlp_gradients(X, t, W1, b1, w2, b2):
    h = relu(X @ W1 + b1)
    error = h @ w2 + b2 - t
    dy = 2 * error / len(t)
    dn = np.outer(dy, w2) * h
    return np.mean(error**2), X.T @ dn, dn.sum(axis=0), h.T @ dy, dy.sum()

# %% [markdown]
# ## Trust nobody: the gradient check
#
# A wrong gradient does not crash. The network still learns, only worse, and you look for the cause
# elsewhere. So test every gradient once against the nudge. Nudge **one** weight at a time, in both
# directions:
#
# $$\frac{\partial f}{\partial w_j} \approx \frac{f(w + h e_j) - f(w - h e_j)}{2h}$$
#
# and compare **relatively**: the difference, divided by the larger of the two sizes. An error of
# 0.001 is nothing beside a gradient of 1000, and a disaster beside one of 0.001.
#
# ### Exercise: gradient_check
#
# Write `gradient_check`. Accept a relative error of up to 0.0001. The likely mistakes: to look at
# one number for all weights together, and to leave a weight nudged.

# %% exercise="gradient_check"
def gradient_check(f, gradient, w, h=1e-5):
    """Return True if `gradient`, shape (n,), fits the function f at w, shape (n,), else False."""
    ### BEGIN SOLUTION
    for j in range(len(w)):
        nudge = np.zeros(len(w))
        nudge[j] = h
        slope = (f(w + nudge) - f(w - nudge)) / (2 * h)
        size = max(abs(slope), abs(gradient[j]))
        if abs(slope - gradient[j]) > 1e-4 * size:
            return False
    return True
    ### END SOLUTION

# %% check="gradient_check" points=1
f, w = lambda w: w[0] ** 2 * w[1], np.array([3.0, 2.0])
assert gradient_check(f, np.array([12.0, 9.0]), w), "(12, 9) is right: 2 w0 w1 and w0 squared."
assert not gradient_check(f, np.array([12.0, 9.1]), w), "9.1 in place of 9 is wrong by one percent."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
w = rng.normal(size=6)
g = lambda w: np.sum(np.sin(w)) * w[0]
right = np.cos(w) * w[0] + np.eye(6)[0] * np.sum(np.sin(w))
before = w.copy()
assert gradient_check(g, right, w), "a right gradient of six weights was rejected."
assert np.array_equal(w, before), "gradient_check changed w. Nudge a copy, or put it back."
for j in range(6):
    wrong = right.copy()
    wrong[j] *= 1.02
    assert not gradient_check(g, wrong, w), f"entry {j} of six is wrong by two percent: accepted."
for name, wrong in [("reversed", right[::-1]), ("negative", -right), ("rolled", np.roll(right, 1))]:
    assert not gradient_check(g, wrong, w), f"a {name} gradient was accepted."
### END HIDDEN TESTS

# %% check="gradient_check" points=1
tiny, w = lambda w: 1e-6 * np.sum(w**2), np.array([1.0, -2.0])
assert gradient_check(tiny, 2e-6 * w, w), "a right gradient that is tiny was rejected."
assert not gradient_check(tiny, 3e-6 * w, w), "50 % too large is wrong, however tiny it is."
### BEGIN HIDDEN TESTS
steep = lambda w: 1e6 * np.sum(w**3)
w = np.array([0.5, 2.0, -1.5])
assert gradient_check(steep, 3e6 * w**2, w), "a right gradient of millions was rejected."
assert not gradient_check(steep, 3.01e6 * w**2, w), "millions, and 0.3 % too large: accepted."
near_bottom, w = lambda w: np.sum(w**2), np.array([0.01, 3.0])
assert gradient_check(near_bottom, 2 * w, w), (
    "close to the bottom of a bowl a right gradient was rejected. Is the nudge in both directions?"
)
### END HIDDEN TESTS

# %% mutant="gradient_check" name="looks at the first weight only"
def gradient_check(f, gradient, w, h=1e-5):
    nudge = np.eye(len(w))[0] * h
    slope = (f(w + nudge) - f(w - nudge)) / (2 * h)
    return abs(slope - gradient[0]) <= 1e-4 * max(abs(slope), abs(gradient[0]))

# %% mutant="gradient_check" name="nudges all weights at once"
def gradient_check(f, gradient, w, h=1e-5):
    slope = (f(w + h) - f(w - h)) / (2 * h)
    total = np.sum(gradient)
    return abs(slope - total) <= 1e-4 * max(abs(slope), abs(total))

# %% mutant="gradient_check" name="compares absolutely"
def gradient_check(f, gradient, w, h=1e-5):
    for j, e in enumerate(np.eye(len(w))):
        slope = (f(w + h * e) - f(w - h * e)) / (2 * h)
        if abs(slope - gradient[j]) > 1e-4:
            return False
    return True

# %% mutant="gradient_check" name="compares only the lengths of the two gradients"
def gradient_check(f, gradient, w, h=1e-5):
    slopes = [(f(w + h * e) - f(w - h * e)) / (2 * h) for e in np.eye(len(w))]
    a, b = np.linalg.norm(slopes), np.linalg.norm(gradient)
    return abs(a - b) <= 1e-4 * max(a, b)

# %% mutant="gradient_check" name="nudges in one direction only"
def gradient_check(f, gradient, w, h=1e-5):
    for j, e in enumerate(np.eye(len(w))):
        slope = (f(w + h * e) - f(w)) / h
        if abs(slope - gradient[j]) > 1e-4 * max(abs(slope), abs(gradient[j])):
            return False
    return True

# %% mutant="gradient_check" name="leaves the weights nudged"
def gradient_check(f, gradient, w, h=1e-5):
    for j in range(len(w)):
        w[j] += h
        up = f(w)
        w[j] -= 2 * h
        slope = (up - f(w)) / (2 * h)
        if abs(slope - gradient[j]) > 1e-4 * max(abs(slope), abs(gradient[j])):
            return False
    return True

# %% [markdown]
# Now plant bugs in the first row of your own `dW1`, each of a kind that people really write, and
# let the check find them.
#
# **Predict.** Which of the four gradients will pass?

# %%
rng = np.random.default_rng(0)
X, t = rng.normal(size=(20, 2)), rng.normal(size=20)
W1, b1, w2 = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=3)
loss = lambda row: mlp_gradients(X, t, np.vstack([row, W1[1]]), b1, w2, 0.0)[0]
good = mlp_gradients(X, t, W1, b1, w2, 0.0)[1][0]
bugs = {"yours": good, "no 1/N": 20 * good, "squared": w2 * good, "sign": -good}
verdicts = {name: gradient_check(loss, row, W1[0]) for name, row in bugs.items()}
assert list(verdicts.values()) == [True, False, False, False]
verdicts

# %% [markdown]
# Only yours. None of the three bugs would have raised an error. How small should the nudge be? One
# would say: as small as possible.
#
# **Predict.** The slope of $w^3$ at 1 is 3. Which nudge finds it best: 0.1, 0.00001 or
# 0.000000000001?

# %%
cube = lambda w: w * w * w
errors = [abs((cube(1 + h) - cube(1 - h)) / (2 * h) - 3) for h in (1e-1, 1e-5, 1e-12)]
assert errors[1] < 1e-9 and errors[0] > 1e-3 and errors[2] > 1e-5
[f"{error:.0e}" for error in errors]

# %% [markdown]
# The middle one. A large nudge sees the bend of the curve. A tiny one drowns in rounding: two
# numbers that agree in almost all their digits are subtracted, and what remains is noise.
#
# Why not train with nudges, then? Because each weight needs two runs of the network of its own. The
# walk back gets all of them in one.
#
# ## An engine on one screen
#
# You have walked back by hand. The rule was the same at every node, so let the nodes do it. Each
# node stores its value, its gradient, and its **parents**: pairs of a node and the local gradient
# towards it.
#
# `backward` first lists all nodes so that parents stand before children. Then it goes through the
# list from the end, and every node hands `slope * grad` to its parents. The order matters: a node
# may speak only when all nodes to its right have spoken, for only then is its gradient complete.
# And look at the last line. It says `+=`, because of the diamond.

# %%
class Node:
    def __init__(self, data, *parents):
        self.data, self.parents, self.grad = data, parents, 0.0

    def backward(self):
        order = {}
        def visit(node):
            if node not in order:
                for parent, _ in node.parents:
                    visit(parent)
                order[node] = True
        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad += slope * node.grad

# %% [markdown]
# What is missing are the operations. Python calls `a.__add__(b)` when you write `a + b`. So an
# operation computes a value, and notes the slopes towards its inputs while it still knows them:
#
# `return Value(value, (first, slope), (second, slope))`
#
# ### Exercise: the operations
#
# Write the three methods; the table above has their slopes. The likely mistake is to hand back a
# plain number: the result must remember its parents.

# %% exercise="Value"
def as_value(x):
    return x if isinstance(x, Value) else Value(float(x))

class Value(Node):
    def __add__(self, other):
        other = as_value(other)
        ### BEGIN SOLUTION
        return Value(self.data + other.data, (self, 1.0), (other, 1.0))
        ### END SOLUTION

    def __mul__(self, other):
        other = as_value(other)
        ### BEGIN SOLUTION
        return Value(self.data * other.data, (self, other.data), (other, self.data))
        ### END SOLUTION

    def relu(self):
        ### BEGIN SOLUTION
        return Value(max(self.data, 0.0), (self, float(self.data > 0)))
        ### END SOLUTION

    __radd__, __rmul__ = __add__, __mul__

# %% check="Value" points=2
a, b = Value(2.0), Value(-3.0)
c = a * b + a
c.backward()
assert (c.data, a.grad, b.grad) == (-4, -2, 2), f"-4, -2, 2 expected: {c.data}, {a.grad}, {b.grad}."
### BEGIN HIDDEN TESTS
a, b = Value(1.5), Value(-0.5)
out = (a + b) * (a * b) + a * a * 2 + 3
out.backward()
assert np.isclose(out.data, 6.75), f"the value of a longer expression is wrong: {out.data}."
assert np.isclose(a.grad, 2 * 1.5 * -0.5 + 0.25 + 4 * 1.5), (
    f"a is used four times; its gradient came out as {a.grad}. Check sum and product."
)
assert np.isclose(b.grad, 1.5**2 + 2 * 1.5 * -0.5), f"the gradient of b came out as {b.grad}."
x = Value(3.0)
(x * x).backward()
assert x.grad == 6, f"the slope of x * x at 3: got {x.grad}. Both factors are x."
assert (a.data, b.data) == (1.5, -0.5), "an operation changed the values of its inputs."
### END HIDDEN TESTS

# %% check="Value" points=1
a = Value(2.0)
(a.relu() * 5).backward()
assert a.grad == 5, f"the gate is open at 2: the gradient 5 passes; got {a.grad}."
### BEGIN HIDDEN TESTS
for start, value, grad in [(-2.0, 0.0, 0.0), (0.5, 0.5, 3.0), (-1e-6, 0.0, 0.0), (7.0, 7.0, 3.0)]:
    a = Value(start)
    gate = a.relu()
    (gate * 3).backward()
    assert (gate.data, a.grad) == (value, grad), (
        f"relu at {start}: its value is {gate.data} and the gradient of 3 * relu is {a.grad}."
    )
a, b = Value(1.0), Value(4.0)
((a + b * -1).relu() + (b + a).relu() * 2).backward()
assert (a.grad, b.grad) == (2, 2), f"one gate shut, one open: got {a.grad} and {b.grad}."
### END HIDDEN TESTS

# %% mutant="Value" name="the slopes of a product are not exchanged"
def as_value(x):
    return x if isinstance(x, Value) else Value(float(x))

class Value(Node):
    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, (self, self.data), (other, other.data))

    def relu(self):
        return Value(max(self.data, 0.0), (self, float(self.data > 0)))

    __radd__, __rmul__ = __add__, __mul__

# %% mutant="Value" name="the result forgets its parents"
def as_value(x):
    return x if isinstance(x, Value) else Value(float(x))

class Value(Node):
    def __add__(self, other):
        return Value(self.data + as_value(other).data)

    def __mul__(self, other):
        return Value(self.data * as_value(other).data)

    def relu(self):
        return Value(max(self.data, 0.0))

    __radd__, __rmul__ = __add__, __mul__

# %% mutant="Value" name="the gate of the ReLU is always open"
def as_value(x):
    return x if isinstance(x, Value) else Value(float(x))

class Value(Node):
    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, (self, other.data), (other, self.data))

    def relu(self):
        return Value(max(self.data, 0.0), (self, 1.0))

    __radd__, __rmul__ = __add__, __mul__

# %% mutant="Value" name="a sum hands on the values instead of ones"
def as_value(x):
    return x if isinstance(x, Value) else Value(float(x))

class Value(Node):
    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, (self, self.data), (other, other.data))

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, (self, other.data), (other, self.data))

    def relu(self):
        return Value(max(self.data, 0.0), (self, float(self.data > 0)))

    __radd__, __rmul__ = __add__, __mul__

# %% mutant="Value" name="the slope of the ReLU is its value"
def as_value(x):
    return x if isinstance(x, Value) else Value(float(x))

class Value(Node):
    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, (self, other.data), (other, self.data))

    def relu(self):
        value = max(self.data, 0.0)
        return Value(value, (self, value))

    __radd__, __rmul__ = __add__, __mul__

# %% [markdown]
# The surprise: NumPy does not mind what it multiplies. An array of `Value`s goes through `@` like
# an array of numbers, and every product and sum inside becomes a node. The network of the exercise,
# once more:
#
# **Predict.** Will the engine's gradients of `W1` equal those that you derived by hand?

# %%
values = np.vectorize(Value, otypes=[object])
gate = np.vectorize(lambda node: node.relu(), otypes=[object])
V1, c1, v2, c2 = [values(weight) for weight in (W1, b1, w2, np.zeros(1))]
error = gate(X @ V1 + c1) @ v2 + c2 + -t
((error * error).sum() * (1 / len(t))).backward()
by_engine = np.array([[value.grad for value in row] for row in V1])
assert np.allclose(by_engine, mlp_gradients(X, t, W1, b1, w2, 0.0)[1])
by_engine.round(3)

# %% [markdown]
# They agree to the last digit shown. You derived nothing this time. You wrote down the forward
# pass, and the engine walked back. Every framework rests on this idea. In the next unit TensorFlow
# does the same with whole arrays as nodes, and that is why it is fast and this engine is slow.
#
# ## Train on moons
#
# Two half moons, 100 points, targets -1 and 1. A hidden layer of 8 neurons and one output: 33
# weights. The loop is the one of unit 05, on mini-batches of 10: **forward** to the loss,
# **backward** to the gradients, and a small step against them,
# $w \leftarrow w - \eta\,\partial J / \partial w$. Then again, until it is good enough. This is the
# whole of training, in 1986 and today.
#
# Two habits matter. Gradients add up, so set them to **zero** after each step. And a step changes
# `data`, not the nodes.
#
# **Predict.** With 33 weights that start at random, how many of the 100 points will be right after
# 600 steps?

# %%
moons, rng = datasets.load("moons", n=100, noise=0.1, seed=0), np.random.default_rng(1)
start = [rng.normal(size=(2, 8)), np.zeros(8), rng.normal(size=8) / np.sqrt(8), np.zeros(1)]
layers = [values(weight) for weight in start]
weights = [value for layer in layers for value in layer.ravel()]
assert len(weights) == 33

def network(x, W1, b1, w2, b2):
    return gate(x @ W1 + b1) @ w2 + b2

def train_step(rows, rate=0.1):
    error = network(moons.x[rows], *layers) + -(2 * moons.y[rows] - 1)
    ((error * error).sum() * (1 / len(rows))).backward()
    for weight in weights:
        weight.data, weight.grad = weight.data - rate * weight.grad, 0.0

# %%
def answer(x):
    W1, b1, w2, b2 = [np.vectorize(lambda value: value.data)(layer) for layer in layers]
    return (relu(x @ W1 + b1) @ w2 + b2 > 0).astype(int)

left, right = plotting.side_by_side()
plotting.decision_regions(answer, moons, ax=left).set_title("before")
for _ in range(600):
    train_step(rng.choice(100, size=10, replace=False))
plotting.decision_regions(answer, moons, ax=right).set_title("after 600 steps")
assert np.sum(answer(moons.x) == moons.y) >= 97

# %% [markdown]
# All, or all but a few. Before, the rings marked most of them. The border is made of straight
# pieces: these are the ReLUs, and each kink is a gate that opens. Nobody told the hidden neurons
# what to answer. The error told them, on its way back.
#
# The border took shape because there was a slope at almost every place. Where there is none, the
# walk back carries nothing: behind a shut gate, or behind many saturated sigmoids, whose small
# slopes are multiplied until they **vanish**. You measured that in unit 03. Now you know the
# mechanism.

# %% [markdown] question="one_walk" points=3
# ### In your own words
#
# A network has a million weights. **Compare two ways to its gradient: nudging, and
# backpropagation.** Say how many runs of the network each needs and why one walk back is enough;
# what must be stored for it; why gradients that meet are added; and what nudging is still good for.
# Four to six sentences.
#
# ### BEGIN SOLUTION
# Nudging moves one weight at a time, so it needs one or two runs of the whole network for each
# weight: two million runs. Backpropagation needs one run forward and one walk back, which costs
# about as much as a few runs. It is enough because every node's gradient is computed once, from the
# right, and then shared by all the weights to its left: the common factors of the chain rule are
# not multiplied again for each weight. For that, the values of the forward pass must be kept, as
# the local gradients depend on them: the price is memory. A value that is used in several places
# changes the loss through each of them, and small changes add up, so the gradients are added.
# Nudging stays useful as a test: it is slow, but knows nothing of the derivation, so it finds the
# mistakes in it.
# ### END SOLUTION

# %% [markdown] rubric="one_walk"
# - **3** Compares the runs (about one for each weight, against one forward and one back), explains
#   that shared factors are computed once, names the stored values, the sum over ways, and the check
#   as the use of nudging.
# - **2** Compares the runs, and explains two of the other four points correctly.
# - **1** Says that backpropagation is faster or uses the chain rule, without a reason.
# - **0** No answer, or takes backpropagation for gradient descent itself.

# %% [markdown]
# ## Summary
#
# - Backpropagation computes the gradient; gradient descent uses it. A step has no slope, so it
#   cannot learn this way.
# - Walking back, each node multiplies the upstream gradient by its local gradient. Ways that meet
#   are added.
# - The gradient of a hidden weight has four factors: error, outgoing weight, gate, input; then the
#   sum over the examples.
# - A wrong gradient is silent. Nudge one weight at a time, in both directions, and compare
#   relatively.
# - An engine needs a node that remembers its parents, and one backward walk over the list of nodes.
#
# **Next:** TensorFlow, which records the graph for you.
