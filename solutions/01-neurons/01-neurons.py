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
# # One neuron
#
# A network is made of neurons. In this unit you build one, teach it to sort apples, and watch it
# forget what it knew. At the end you can
#
# - turn a nerve cell into a formula,
# - build logic gates from neurons,
# - compute a whole layer of neurons with one matrix product,
# - teach a neuron with the perceptron rule, and say what one step breaks,
# - check your own perceptron against scikit-learn's.
#
# **How to work.** Before you run a cell, read its *Predict* line and decide on an answer. Then run
# the cell, and compare. A wrong prediction is worth more than a right one: it shows you where to
# look.

# %%
import numpy as np
from sklearn.linear_model import Perceptron

from helpers import datasets, plotting

# %% [markdown]
# ## From a cell to a formula
#
# A nerve cell collects signals through its *dendrites*. Some connections, the *synapses*, are
# strong, others weak. The cell body adds everything up. If the sum passes a threshold, the cell
# *fires*: a pulse runs along its *axon* to other cells. If it does not, nothing happens. There is
# no half pulse.

# %%
plotting.neuron_diagram();

# %% [markdown]
# The artificial neuron keeps four of these ideas: inputs, weights, a sum, a threshold. It drops the
# rest: no chemistry, no timing, no growth. Take it as a formula with a history, not as a model of
# the brain.
#
# ## Logic from neurons
#
# In 1943 Warren McCulloch and Walter Pitts asked how little a neuron needs in order to compute.
# Theirs has inputs that are 0 or 1 and no weights at all. It fires when **at least two** inputs
# are active. With two inputs that is the logic of AND, and nobody gave it a rule for AND. The
# wiring did it.
#
# McCulloch and Pitts added one more kind of connection. An **inhibiting** input is a veto: if it
# is active, the neuron stays silent, however many others shout.
#
# ### Exercise: the McCulloch-Pitts neuron
#
# Write `mp_neuron`. A common slip is to subtract the inhibiting inputs from the sum. A veto is
# stronger than that.

# %% exercise="mp_neuron"
def mp_neuron(excite, inhibit=(), threshold=2):
    """Return 1 if the neuron fires, else 0.

    excite, inhibit: lists of 0 and 1. The neuron fires when at least
    `threshold` exciting inputs are active and no inhibiting one is.
    """
    ### BEGIN SOLUTION
    if any(inhibit):
        return 0
    return int(sum(excite) >= threshold)
    ### END SOLUTION

# %% check="mp_neuron" points=1
for excite, want in [([1, 1], 1), ([1, 0], 0), ([1, 1, 1], 1)]:
    got = mp_neuron(excite)
    assert got == want, f"mp_neuron({excite}): expected {want}, got {got}. Count the 1s."
### BEGIN HIDDEN TESTS
from itertools import product

for n, threshold in product(range(1, 5), range(4)):
    for excite in product([0, 1], repeat=n):
        want, got = int(sum(excite) > threshold - 1), mp_neuron(list(excite), threshold=threshold)
        assert got == want, (
            f"with {sum(excite)} of {n} inputs active and threshold {threshold} "
            f"the neuron should return {want}, yours returns {got}. Is the threshold itself "
            "enough to fire?"
        )
### END HIDDEN TESTS

# %% check="mp_neuron" points=1
got = mp_neuron([1, 1, 1, 1], [1])
assert got == 0, (
    f"one inhibiting input is active: expected 0, got {got}. A veto outweighs any number."
)
### BEGIN HIDDEN TESTS
cases = [([1] * 6, [0, 1, 0], 0), ([1, 1], [0, 0], 1), ([1] * 5, [1, 1], 0), ([0, 1], [0], 0)]
for excite, inhibit, want in cases:
    got = mp_neuron(excite, inhibit)
    assert got == want, (
        f"{sum(excite)} exciting and {sum(inhibit)} inhibiting inputs are active: "
        f"expected {want}, got {got}. One active veto is enough, an inactive one does nothing."
    )
### END HIDDEN TESTS

# %% mutant="mp_neuron" name="needs more than the threshold"
def mp_neuron(excite, inhibit=(), threshold=2):
    return int(sum(excite) > threshold and not any(inhibit))

# %% mutant="mp_neuron" name="an inhibiting input only subtracts one"
def mp_neuron(excite, inhibit=(), threshold=2):
    return int(sum(excite) - sum(inhibit) >= threshold)

# %% mutant="mp_neuron" name="fires at exactly the threshold"
def mp_neuron(excite, inhibit=(), threshold=2):
    return int(sum(excite) == threshold and not any(inhibit))

# %% mutant="mp_neuron" name="all inhibiting inputs must be active for a veto"
def mp_neuron(excite, inhibit=(), threshold=2):
    veto = len(inhibit) > 0 and all(inhibit)
    return int(sum(excite) >= threshold and not veto)

# %% mutant="mp_neuron" name="the threshold is always two"
def mp_neuron(excite, inhibit=(), threshold=2):
    return int(sum(excite) >= 2 and not any(inhibit))

# %% [markdown]
# One rule, four circuits. An input may be wired twice, and that changes what the neuron computes.
#
# **Predict.** Which logic does each column compute?

# %%
print("a b | a,b  a,a,b,b  a,a veto b  1,1 veto a")
for a, b in [(0, 0), (0, 1), (1, 0), (1, 1)]:
    wirings = [([a, b], []), ([a, a, b, b], []), ([a, a], [b]), ([1, 1], [a])]
    row = [mp_neuron(excite, inhibit) for excite, inhibit in wirings]
    print(a, b, "|", "{:^5}{:^9}{:^12}{:^10}".format(*row).rstrip())

# %% [markdown]
# From left to right: **a AND b**; **a OR b**, because one input wired twice already makes two; **a
# AND NOT b**; and **NOT a**, which needs two inputs that are always on. With AND, OR and NOT, any
# circuit can be built. So networks of these neurons can compute whatever a computer's logic can.
#
# One thing is missing: somebody has to do the wiring. This neuron cannot learn.
#
# ## Weights and a threshold
#
# In 1957 Frank Rosenblatt gave each connection a number, its **weight**. His *threshold logic
# unit* takes any numbers as inputs. It computes a score
#
# $$z = w_1 x_1 + w_2 x_2 + b$$
#
# and fires when $z$ reaches zero. The **bias** $b$ is the threshold with its sign turned: a neuron
# that fires from 3.5 upwards has $b = -3.5$.
#
# Two step functions are in use. Both jump at zero, and they disagree about three things: the value
# below zero, the value **at** zero, and therefore how many values there are.
#
# $$\text{heaviside}(z) = \begin{cases} 0 & z < 0 \\ 1 & z \ge 0 \end{cases}
# \qquad
# \text{sgn}(z) = \begin{cases} -1 & z < 0 \\ 0 & z = 0 \\ 1 & z > 0 \end{cases}$$
#
# ### Exercise: the step functions
#
# Write both for whole arrays. The likely mistake is an `if`: Python cannot decide whether an array
# is negative.

# %% exercise="step_functions"
def heaviside(z):
    """Return 0 where z < 0 and 1 elsewhere; same shape as z."""
    ### BEGIN SOLUTION
    return np.where(np.asarray(z) < 0, 0, 1)
    ### END SOLUTION


def sgn(z):
    """Return -1, 0 or 1, the sign of each number in z; same shape as z."""
    ### BEGIN SOLUTION
    return np.sign(z)
    ### END SOLUTION

# %% check="step_functions" points=1
got = heaviside(np.array([-2.0, 0.0, 3.0]))
assert np.array_equal(got, [0, 1, 1]), f"expected [0 1 1], got {got}. Look at z = 0."
### BEGIN HIDDEN TESTS
z = np.array([[-1e-9, 0.0, 1e-9], [-7.5, 0.5, 40.0]])
before, got = z.copy(), np.asarray(heaviside(z))
assert got.shape == (2, 3), (
    f"heaviside of an array of shape (2, 3) has shape {got.shape}. Keep the shape."
)
assert np.array_equal(got, [[0, 1, 1], [0, 1, 1]]), (
    f"heaviside is wrong near zero or far from it: got {got.tolist()}."
)
assert np.array_equal(z, before), "heaviside changed the array it was given. Return a new one."
### END HIDDEN TESTS

# %% check="step_functions" points=1
got = sgn(np.array([-2.0, 0.0, 3.0]))
assert np.array_equal(got, [-1, 0, 1]), f"expected [-1 0 1], got {got}. Look at z = 0."
### BEGIN HIDDEN TESTS
z = np.array([[0.25, -0.25], [-0.0, 1e-12], [-300.0, 0.0]])
before, got = z.copy(), np.asarray(sgn(z))
assert np.array_equal(got, [[1, -1], [0, 1], [-1, 0]]), (
    f"sgn is wrong: -1 below zero, 0 at zero, 1 above; got {got.tolist()}."
)
assert np.array_equal(z, before), "sgn changed the array it was given. Return a new one."
### END HIDDEN TESTS

# %% mutant="step_functions" name="heaviside is 0 at zero"
def heaviside(z):
    return np.where(np.asarray(z) > 0, 1, 0)


def sgn(z):
    return np.sign(z)

# %% mutant="step_functions" name="sgn is 1 at zero"
def heaviside(z):
    return np.where(np.asarray(z) < 0, 0, 1)


def sgn(z):
    return np.where(np.asarray(z) < 0, -1, 1)

# %% mutant="step_functions" name="an if decides for the whole array"
def heaviside(z):
    return 0 if z < 0 else 1


def sgn(z):
    return -1 if z < 0 else int(z > 0)

# %% mutant="step_functions" name="sgn is heaviside with another name"
def heaviside(z):
    return np.where(np.asarray(z) < 0, 0, 1)


def sgn(z):
    return heaviside(z)

# %% mutant="step_functions" name="writes into the array it was given"
def heaviside(z):
    z[z >= 0] = 1
    z[z < 0] = 0
    return z


def sgn(z):
    return np.sign(z)

# %% [markdown]
# **Predict.** Where do the two lines lie on each other?

# %%
plotting.step_functions({"heaviside": heaviside, "sgn": sgn});

# %% [markdown]
# Above zero they agree. Below it, heaviside says 0 and sgn says -1. The dots mark zero itself:
# there heaviside already fires, and sgn cannot decide. Remember the dots. Later in this unit a
# flower will sit exactly on one.
#
# ### The apples
#
# Three apples lie on a table. Each is described by two **features**, size and redness, and has a
# **label**, ripe or unripe: (3, 2) is ripe, (1, 1) and (9, 1) are not. Size alone cannot sort
# them, for the biggest apple is unripe. So use both: call an apple ripe when size plus redness
# comes to at least 3.5. As a neuron: weights (1, 1), bias -3.5.
#
# **Predict.** Which of the three apples does this neuron get wrong?

# %%
apples = datasets.load("apples")
w, b = np.array([1.0, 1.0]), -3.5
scores = apples.x @ w + b
assert scores.tolist() == [1.5, -1.5, 6.5]
table = ((0, 10), (0, 5))
ax = plotting.decision_regions(lambda x: heaviside(x @ w + b), apples, extent=table)
plotting.line(w, b, ax=ax)
scores

# %% [markdown]
# The scores are 1.5, -1.5 and **6.5**. The first apple is ripe and above zero: right. The second
# is unripe and below: right. The third has the highest score of all, and it is wrong. That apple
# is big and green. In the picture it wears a ring: the line $x_1 + x_2 = 3.5$ leaves it on the
# wrong side.
#
# A neuron with two inputs always draws a straight line, whatever its weights are. Learning means
# moving that line. Before we move it, let us put several neurons side by side.
#
# ## A layer is one matrix product
#
# Take several neurons that see the same inputs. Give each its own **column** in a matrix $W$ and
# its own entry in $b$. Put each example in a **row** of $X$. Then one product computes every
# neuron for every example:
#
# $$Y = \text{step}(X W + b)$$
#
# With 4 examples, 2 inputs and 3 neurons, $X$ is (4, 2) and $W$ is (2, 3). The inner 2 cancels,
# and (4, 3) remains. The bias has shape (3,). NumPy adds it to every row, which is what we want.
# Given another shape, it may add it to every column without a word.
#
# ### Exercise: the layer
#
# Write `layer_forward` for any numbers of examples, inputs and neurons.

# %% exercise="layer_forward"
def layer_forward(X, W, b):
    """Return the outputs of a layer of threshold units.

    X: (examples, inputs), W: (inputs, neurons), b: (neurons,).
    Returns 0 or 1 in an array of shape (examples, neurons).
    """
    ### BEGIN SOLUTION
    return heaviside(X @ W + b)
    ### END SOLUTION

# %% check="layer_forward" points=1
ripe, W = np.array([[3.0, 2.0]]), np.array([[1.0, 0.1, -1.0], [1.0, 0.9, 1.0]])
got = layer_forward(ripe, W, np.array([-3.5, -3.6, 1.0]))
assert np.array_equal(got, [[1, 0, 1]]), f"expected [[1 0 1]], got {got}. Is the bias in?"
### BEGIN HIDDEN TESTS
got = layer_forward(np.array([[-2.0], [0.5]]), np.array([[1.0, -1.0]]), np.array([1.0, -0.5]))
assert np.array_equal(got, [[0, 1], [1, 0]]), (
    f"two examples, one input, two neurons: got {np.asarray(got).tolist()}. Is the bias added to "
    "each neuron, and the step taken?"
)
### END HIDDEN TESTS

# %% check="layer_forward" points=1
corners, three = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.ones((2, 3))
got = layer_forward(corners, three, np.array([-1.5, -0.5, 1.5]))
assert got.shape == (4, 3), f"4 examples, 3 neurons: expected (4, 3), got {got.shape}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(7)
for examples, inputs, neurons in [(5, 3, 2), (4, 4, 4), (1, 2, 6)]:
    A, V = rng.normal(size=(examples, inputs)), rng.normal(size=(inputs, neurons))
    c = rng.normal(size=neurons)
    score = lambda row, j: sum(a * v for a, v in zip(row, V[:, j])) + c[j]
    want = [[int(score(row, j) >= 0) for j in range(neurons)] for row in A]
    got = layer_forward(A, V, c)
    assert np.array_equal(got, want), (
        f"{examples} examples, {inputs} inputs, {neurons} neurons: some outputs are wrong. "
        "Compute one entry by hand: row of X times column of W, plus that neuron's bias, then "
        "the step."
    )
### END HIDDEN TESTS

# %% mutant="layer_forward" name="forgets the bias"
def layer_forward(X, W, b):
    return heaviside(X @ W)

# %% mutant="layer_forward" name="returns the score without the step"
def layer_forward(X, W, b):
    return X @ W + b

# %% mutant="layer_forward" name="adds the bias to examples instead of neurons"
def layer_forward(X, W, b):
    return heaviside(X @ W + np.resize(b, len(X))[:, None])

# %% mutant="layer_forward" name="subtracts the bias as if it were the threshold"
def layer_forward(X, W, b):
    return heaviside(X @ W - b)

# %% mutant="layer_forward" name="neurons in rows, examples in columns"
def layer_forward(X, W, b):
    return heaviside(X @ W + b).T

# %% [markdown]
# Three gates in one product. All three neurons see the same two inputs: 00, 01, 10 and 11.
#
# **Predict.** Which column is AND, which is OR? What is the third?

# %%
X = datasets.load("gates", gate="and").x
W = np.array([[1.0, 1.0, -1.0], [1.0, 1.0, -1.0]])
gates = layer_forward(X, W, b=np.array([-1.5, -0.5, 1.5]))
assert gates[:, 2].tolist() == datasets.load("gates", gate="nand").y.tolist()
gates

# %% [markdown]
# The first column fires only for the last row, (1, 1): AND. The second fires wherever an input is
# active: OR. The third is the first with every sign turned, so it does the opposite: NAND. Only
# signs and biases differ. In the next unit these three will solve a task that none of them can
# solve alone.
#
# ## The perceptron rule
#
# Who chooses the weights? Rosenblatt's answer: nobody, the mistakes do. Show the neuron one
# example. If the answer is right, change nothing. If it is wrong, move each weight in proportion
# to its input:
#
# $$w \leftarrow w + \eta\,(y - \hat y)\,x \qquad b \leftarrow b + \eta\,(y - \hat y)$$
#
# Here $y$ is the label, $\hat y$ the neuron's answer, and $\eta$ the **learning rate**. The factor
# $y - \hat y$ is 0 for a right answer, 1 for a missed apple, -1 for a false alarm. The bias moves
# like a weight whose input is always 1.
#
# Some slides call this *Hebbian* learning. It is not. Hebb's rule strengthens a connection
# whenever both of its ends are active, and knows no mistake. The perceptron rule learns **only**
# from mistakes.
#
# ### Exercise: one step
#
# Write `perceptron_step`. Return new weights; do not change the array that you were given.

# %% exercise="perceptron_step"
def perceptron_step(w, b, x, y, learning_rate):
    """Return (w, b) after showing the neuron one example.

    w, x: (inputs,); b: a number; y: the label, 0 or 1.
    """
    ### BEGIN SOLUTION
    error = y - heaviside(x @ w + b)
    return w + learning_rate * error * x, b + learning_rate * error
    ### END SOLUTION

# %% check="perceptron_step" points=2
new_w, new_b = perceptron_step(np.array([1.0, 1.0]), -3.5, np.array([9.0, 1.0]), 0, 0.1)
assert np.allclose(new_w, [0.1, 0.9]), f"w: expected [0.1 0.9], got {new_w}. It must fall."
assert np.isclose(new_b, -3.6), f"b: expected -3.6, got {new_b}. Its input is always 1."
### BEGIN HIDDEN TESTS
weights, missed = np.array([-0.5, 0.25, 1.0]), np.array([2.0, 4.0, -3.0])
new_w, new_b = perceptron_step(weights, -1.0, missed, 1, 0.5)
assert np.allclose(new_w, [0.5, 2.25, -0.5]), (
    "a missed example of class 1 must raise the weights of its positive inputs; yours became "
    f"{new_w}."
)
assert np.isclose(new_b, -0.5), (
    f"a missed example of class 1 must raise the bias by the learning rate; yours became {new_b}."
)
### END HIDDEN TESTS

# %% check="perceptron_step" points=1
new_w, new_b = perceptron_step(np.array([1.0, 1.0]), -3.5, np.array([3.0, 2.0]), 1, 0.1)
assert np.allclose(new_w, [1, 1]) and np.isclose(new_b, -3.5), "It was right: change nothing."
### BEGIN HIDDEN TESTS
given = np.array([2.0, -1.0])
for x, y, rate in [([1.0, 2.0], 1, 0.3), ([1.0, 2.5], 0, 0.3), ([4.0, 0.0], 0, 0.7)]:
    new_w, new_b = perceptron_step(given, 0.0, np.array(x), y, rate)
    assert np.array_equal(given, [2.0, -1.0]), (
        "perceptron_step changed the weights that it was given. Return new ones."
    )
    if y == int(np.dot(given, x) >= 0):
        assert np.array_equal(new_w, given) and new_b == 0, (
            f"x = {x} with label {y} was answered right, but the neuron changed. A score of zero "
            "already fires."
        )
    else:
        assert new_b == -rate, f"x = {x} is a false alarm: expected b = {-rate}, got {new_b}."
### END HIDDEN TESTS

# %% mutant="perceptron_step" name="updates when the prediction was right"
def perceptron_step(w, b, x, y, learning_rate):
    sign = 2 * y - 1
    return w + learning_rate * sign * x, b + learning_rate * sign

# %% mutant="perceptron_step" name="moves away from the label"
def perceptron_step(w, b, x, y, learning_rate):
    error = heaviside(x @ w + b) - y
    return w + learning_rate * error * x, b + learning_rate * error

# %% mutant="perceptron_step" name="forgets the bias"
def perceptron_step(w, b, x, y, learning_rate):
    error = y - heaviside(x @ w + b)
    return w + learning_rate * error * x, b

# %% mutant="perceptron_step" name="every weight moves by the same amount"
def perceptron_step(w, b, x, y, learning_rate):
    error = y - heaviside(x @ w + b)
    return w + learning_rate * error, b + learning_rate * error

# %% mutant="perceptron_step" name="the error is measured on the score"
def perceptron_step(w, b, x, y, learning_rate):
    error = y - (x @ w + b)
    return w + learning_rate * error * x, b + learning_rate * error

# %% mutant="perceptron_step" name="changes the weights it was given"
def perceptron_step(w, b, x, y, learning_rate):
    error = y - heaviside(x @ w + b)
    w += learning_rate * error * x
    return w, b + learning_rate * error

# %% [markdown]
# Now mend the big green apple, (9, 1), with learning rate 0.1.
#
# **Predict.** Its score was 6.5. Will one small step be enough to make it negative? And what
# happens to the ripe apple, whose score was 1.5?

# %%
mended_w, mended_b = perceptron_step(w, b, apples.x[2], apples.y[2], learning_rate=0.1)
after = apples.x @ mended_w + mended_b
assert np.allclose([*mended_w, mended_b], [0.1, 0.9, -3.6])
assert np.allclose(after, [-1.5, -2.6, -1.8])
left, right = plotting.side_by_side()
for ax, title, v, c in [(left, "before", w, b), (right, "after", mended_w, mended_b)]:
    sorter = lambda x: heaviside(x @ v + c)
    plotting.decision_regions(sorter, apples, ax=ax, extent=table).set_title(title)
after.round(2)

# %% [markdown]
# The green apple falls from 6.5 to **-1.8**: mended. The rate is small, but the input 9 is large,
# and the step is their product, 0.9. The weights are now (0.1, 0.9), the bias -3.6.
#
# Now the first number. The ripe apple fell from 1.5 to **-1.5**. One step mended one apple and
# broke another. In the picture the line has swung over all three, and every apple is called
# unripe. The rule looked at one example and knew nothing of the others.

# %% [markdown] question="two_apples" points=3
# ### In your own words
#
# Mending the apple (9, 1) broke the apple (3, 2), which had been right. **Why?** Say what the two
# apples have in common for the neuron, and why a smaller learning rate would only have hidden the
# problem. Then say why showing the apples again and again can still end well. Four to six
# sentences.
#
# ### BEGIN SOLUTION
# Both apples are seen through the same three numbers, w1, w2 and b, and both have positive
# features. Lowering the weights and the bias for the green apple therefore lowers the score of the
# ripe one as well: there is no separate memory for each apple. The step is proportional to the
# input, so the weight of size fell the most, and the ripe apple had owed its score mostly to size.
# A smaller rate makes each step smaller, so it takes more of them to mend the green apple; if its
# score falls below zero, the same total change has been taken from the shared weights. Cycling
# helps because the broken apple gets its own turn: it pulls mostly on redness, where it is strong,
# and the green one pulls mostly on size. As a line exists that separates the three, the
# corrections that do not cancel add up to it, and Rosenblatt proved that this takes a finite
# number of mistakes.
# ### END SOLUTION

# %% [markdown] rubric="two_apples"
# - **3** Names the shared weights as the cause, says that steps are proportional to the inputs
#   (size moved most), explains that a smaller rate only needs more steps, and that cycling ends
#   because the apples can be separated by a line.
# - **2** Names the shared weights and gives one of the other two arguments correctly.
# - **1** Says that changing the weights for one apple changes the others, without a reason why or
#   how it ends.
# - **0** No answer, or blames chance, the data or the computer.

# %% [markdown]
# ## Again and again
#
# One pass over all examples is an **epoch**. Cycle through the apples until an epoch passes
# without a mistake. This is the whole of perceptron training.
#
# ### Exercise: fit a perceptron
#
# Write `fit_perceptron`. Update after **each** example, not at the end of the epoch. Count the
# mistakes of every epoch, the clean one too: its count is 0, and it is the last.

# %% exercise="fit_perceptron"
def fit_perceptron(X, y, w, b, learning_rate=0.1, epochs=100):
    """Cycle through the examples until an epoch has no mistake.

    Returns (w, b, mistakes): mistakes is a list with one count
    for each epoch run, at most `epochs` of them.
    """
    ### BEGIN SOLUTION
    mistakes = []
    for _ in range(epochs):
        wrong = 0
        for example, label in zip(X, y):
            wrong += int(heaviside(example @ w + b) != label)
            w, b = perceptron_step(w, b, example, label, learning_rate)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes
    ### END SOLUTION

# %% check="fit_perceptron" points=2
three = datasets.load("apples")
found_w, found_b, _ = fit_perceptron(three.x, three.y, np.array([1.0, 1.0]), -3.5)
assert np.allclose(found_w, [0.1, 1.9]), f"w: expected [0.1 1.9], got {found_w}. Update after each."
assert np.isclose(found_b, -3.2), f"b: expected -3.2, got {found_b}."
### BEGIN HIDDEN TESTS
basket = datasets.load("apples", n=40, seed=3)
v, c, counts = fit_perceptron(basket.x, basket.y, np.zeros(2), 0.0, learning_rate=0.5, epochs=2000)
right = int(sum(int(x @ v + c >= 0) == label for x, label in zip(basket.x, basket.y)))
assert right == 40, (
    f"a basket of 40 apples can be separated by a line; after training, yours gets {right} "
    "right. Does it stop too early?"
)
### END HIDDEN TESTS

# %% check="fit_perceptron" points=2
three = datasets.load("apples")
mistakes = fit_perceptron(three.x, three.y, np.array([1.0, 1.0]), -3.5)[2]
assert mistakes[-1] == 0, f"the last epoch should have 0 mistakes; yours end with {mistakes[-3:]}."
assert len(mistakes) == 8, f"expected 8 epochs, got {len(mistakes)}. Is the clean epoch counted?"
### BEGIN HIDDEN TESTS
x = np.array([[1.0], [2.0], [3.0]])
_, _, counts = fit_perceptron(x, np.array([1, 0, 1]), np.zeros(1), 0.0, learning_rate=1.0, epochs=6)
assert list(counts) == [2, 2, 2, 1, 2, 2], (
    "these three points cannot be separated; with 6 epochs the mistakes are counted wrong: "
    f"{list(counts)}."
)
start = np.array([1.0])
_, _, counts = fit_perceptron(x, np.array([0, 1, 1]), start, -1.5)
assert list(counts) == [0], (
    f"the neuron was right from the start: one clean epoch, so [0]; got {list(counts)}."
)
assert start[0] == 1.0, "fit_perceptron changed the weights that it was given. Work on new ones."
### END HIDDEN TESTS

# %% mutant="fit_perceptron" name="updates only at the end of the epoch"
def fit_perceptron(X, y, w, b, learning_rate=0.1, epochs=100):
    mistakes = []
    for _ in range(epochs):
        error = y - heaviside(X @ w + b)
        mistakes.append(int(np.abs(error).sum()))
        if mistakes[-1] == 0:
            break
        w, b = w + learning_rate * error @ X, b + learning_rate * error.sum()
    return w, b, mistakes

# %% mutant="fit_perceptron" name="the clean epoch is not counted"
def fit_perceptron(X, y, w, b, learning_rate=0.1, epochs=100):
    mistakes = []
    for _ in range(epochs):
        wrong = 0
        for example, label in zip(X, y):
            wrong += int(heaviside(example @ w + b) != label)
            w, b = perceptron_step(w, b, example, label, learning_rate)
        if wrong == 0:
            break
        mistakes.append(wrong)
    return w, b, mistakes

# %% mutant="fit_perceptron" name="errors of opposite sign cancel"
def fit_perceptron(X, y, w, b, learning_rate=0.1, epochs=100):
    mistakes = []
    for _ in range(epochs):
        total = 0
        for example, label in zip(X, y):
            total += int(label - heaviside(example @ w + b))
            w, b = perceptron_step(w, b, example, label, learning_rate)
        mistakes.append(abs(total))
        if total == 0:
            break
    return w, b, mistakes

# %% mutant="fit_perceptron" name="stops after the first example that is right"
def fit_perceptron(X, y, w, b, learning_rate=0.1, epochs=100):
    mistakes = []
    for _ in range(epochs):
        wrong = 0
        for example, label in zip(X, y):
            if heaviside(example @ w + b) == label:
                break
            wrong += 1
            w, b = perceptron_step(w, b, example, label, learning_rate)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes

# %% mutant="fit_perceptron" name="never stops early"
def fit_perceptron(X, y, w, b, learning_rate=0.1, epochs=100):
    mistakes = []
    for _ in range(epochs):
        wrong = 0
        for example, label in zip(X, y):
            wrong += int(heaviside(example @ w + b) != label)
            w, b = perceptron_step(w, b, example, label, learning_rate)
        mistakes.append(wrong)
    return w, b, mistakes

# %% [markdown]
# **Predict.** The first step broke an apple. Will the number of mistakes fall from epoch to epoch?

# %%
found_w, found_b, mistakes = fit_perceptron(apples.x, apples.y, w, b)
assert mistakes == [1, 2, 1, 1, 2, 1, 1, 0] and np.isclose(found_w[1] / found_w[0], 19)
left, right = plotting.side_by_side()
plotting.mistakes(mistakes, ax=left)
found = lambda x: heaviside(x @ found_w + found_b)
plotting.decision_regions(found, apples, ax=right, extent=table)
for epochs in range(1, 8):
    v, c, _ = fit_perceptron(apples.x, apples.y, w, b, epochs=epochs)
    plotting.line(v, c, ax=right, alpha=epochs / 8, linewidth=1)

# %% [markdown]
# It does not. Epochs 2 and 5 are worse than the ones before them. Then, in epoch 8, no mistake is
# left. The perceptron does not improve steadily. It stumbles until it stands.
#
# On the right each epoch leaves its line, the later the darker. The last has weights (0.1, 1.9)
# and bias -3.2. Redness now counts 19 times as much as size, and nobody said so. The neuron found
# out by itself that a big apple may be green.
#
# ## Iris, and a second opinion
#
# Now real data: 150 irises of three species, measured in 1936. Is a flower an *Iris setosa*? We
# use petal length and petal width, and keep a quarter of the flowers aside to test with.
#
# A listing that you will meet on the web writes `astype(np.int)` here. That name has left NumPy,
# and the listing stops with an error. Plain `int` does the same.
#
# **Predict.** How many epochs will the perceptron need, starting from zero weights?

# %%
iris = datasets.load("iris").select("petal length", "petal width")
setosa = iris.against_rest("setosa")
train, test = setosa.split(seed=0)
assert (len(iris.y), len(test.y)) == (150, 38) and not hasattr(np, "int")
own_w, own_b, mistakes = fit_perceptron(train.x, train.y, np.zeros(2), 0.0)
assert mistakes == [4, 0]
mistakes

# %% [markdown]
# Two. One epoch with 4 mistakes to learn, one to find nothing left to learn. Setosa has petals so
# short that almost any line will do. The 38 flowers that were kept aside are the honest test, and
# scikit-learn is our second opinion.
#
# **Predict.** Will both perceptrons find the same line?

# %%
oracle = Perceptron().fit(train.x, train.y)
own = lambda x: heaviside(x @ own_w + own_b)
for predict in (own, oracle.predict):
    assert np.array_equal(predict(test.x), test.y)
left, right = plotting.side_by_side()
plotting.decision_regions(own, setosa, ax=left).set_title("your perceptron")
plotting.decision_regions(oracle.predict, setosa, ax=right).set_title("scikit-learn");

# %% [markdown]
# Both are right about all 38 test flowers, and yet they disagree about the gap between the
# species. scikit-learn shuffles the flowers, so it makes other mistakes in another order. **The
# perceptron finds a line, not the best line.** It stops at the first that works.
#
# A tutorial asks about a flower with petals of 2 cm by 0.5 cm, and trains on all 150.
#
# **Predict.** Is it a setosa? The tutorial does not show the answer.

# %%
everything = Perceptron().fit(setosa.x, setosa.y)
score = everything.decision_function([[2, 0.5]])[0]
assert abs(score) < 1e-9
print(f"score {abs(score):.6f}, answer {everything.predict([[2, 0.5]])[0]}")

# %% [markdown]
# The score is zero, up to rounding. The flower sits exactly on the line, on one of those dots.
# Heaviside would say setosa. scikit-learn fires only **above** zero, so it answers 0, no. When an
# answer depends on the value at zero, the honest answer is: the model does not know.
#
# ### When no line will do
#
# Setosa was easy. Versicolor and virginica overlap.
#
# **Predict.** What will the perceptron do if it can never be right about all of them?

# %%
rest = iris.x[iris.y > 0], (iris.y[iris.y > 0] == 1).astype(int)
_, _, mistakes = fit_perceptron(*rest, np.zeros(2), 0.0, epochs=200)
assert len(mistakes) == 200 and min(mistakes) > 0
print(f"{len(mistakes)} epochs; fewest mistakes {min(mistakes)}, in the last {mistakes[-1]}")

# %% [markdown]
# It never rests. All 200 epochs are used up, and none is clean. Rosenblatt's promise holds only
# for classes that a line can separate. If none can, the perceptron wanders, and where it stands
# when you stop it is chance. The decks call it a close relative of stochastic gradient descent.
# That is right, and unit 05 shows how a smooth loss cures the wandering.
#
# ## Summary
#
# - An artificial neuron is a weighted sum, a bias and a step. With two inputs it draws a straight
#   line.
# - McCulloch-Pitts neurons compute any logic, but somebody must wire them.
# - A layer is one product: `heaviside(X @ W + b)`, examples in rows, neurons in columns.
# - The perceptron rule changes the weights only after a mistake, in proportion to the inputs. All
#   examples share the weights, so mending one may break another.
# - If a line exists, cycling finds one in a finite number of mistakes: not the best, the first. If
#   none exists, it never stops.
#
# **Next:** four points that no line can separate, and the second layer that can.
