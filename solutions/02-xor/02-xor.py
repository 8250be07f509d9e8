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
# # What one line cannot do
#
# One neuron draws one straight line. In this unit you meet four points that no line can separate,
# and the second layer that does it by folding the plane. At the end you can
#
# - show that no single line computes XOR,
# - build XOR from two layers, and say what the hidden layer does to the plane,
# - tell why a stack of linear layers is one layer,
# - relate the number of layers to the regions that a network can draw,
# - approximate a curve with ReLU bumps, and say what that does not promise.
#
# Nothing is trained here. You wire every network yourself, so that you see what it *can* do before
# you ask how it learns.

# %%
import numpy as np

from helpers import datasets, plotting

def step(z):
    return np.where(z < 0, 0, 1)

def relu(z):
    return np.maximum(z, 0)

# %% [markdown]
# ## Four points and many lines
#
# XOR, the *exclusive or*, is 1 when exactly one of its two inputs is 1. In 1969 Marvin Minsky and
# Seymour Papert published *Perceptrons*, a book about what one neuron cannot do. XOR became its
# most famous example. Money for neural networks grew scarce, and the first winter began.
#
# Do not believe the book. Try. A neuron with two inputs has three numbers, $w_1$, $w_2$ and $b$.
# Take a list of values for each, and test every combination.
#
# ### Exercise: the best of all lines
#
# Write `best_line`. The likely mistake is to keep the last good line instead of the best one.

# %% exercise="best_line"
def best_line(X, y, values):
    """Try every neuron whose w1, w2 and b are taken from `values`.

    X: (examples, 2), y: (examples,) of 0 and 1. Returns (right, w, b):
    how many examples the best neuron gets right, and its weights (2,)
    and bias.
    """
    ### BEGIN SOLUTION
    best = (-1, None, None)
    for w1 in values:
        for w2 in values:
            for b in values:
                w = np.array([w1, w2])
                right = int(np.sum(step(X @ w + b) == y))
                if right > best[0]:
                    best = (right, w, b)
    return best
    ### END SOLUTION

# %% check="best_line" points=1
gate = datasets.load("gates", gate="and")
right, w, b = best_line(gate.x, gate.y, np.linspace(-2, 2, 9))
assert right == 4, f"a line can do all 4 rows of AND; yours does {right}. Is every one tried?"
### BEGIN HIDDEN TESTS
cases = [("xor", 3), ("xnor", 3), ("nand", 4), ("nor", 4), ("or", 4)]
for name, want in cases:
    gate = datasets.load("gates", gate=name)
    right = best_line(gate.x, gate.y, np.linspace(-1.5, 1.5, 7))[0]
    assert right == want, (
        f"{name.upper()}: the best line gets {want} rows right, yours {right}. Count the rows "
        "where the neuron's answer equals the label."
    )
points, labels = np.array([[2.0, 0], [0, 2], [3, 1], [1, 3], [1, 1.5]]), np.array([1, 0, 1, 0, 0])
right = best_line(points, labels, np.linspace(-1, 1, 5))[0]
assert right == 5, (
    f"five points on both sides of the diagonal: a line does all 5, yours {right}. Do both "
    "weights take all values, independently of each other?"
)
### END HIDDEN TESTS

# %% check="best_line" points=1
gate = datasets.load("gates", gate="or")
right, w, b = best_line(gate.x, gate.y, np.linspace(-2, 2, 9))
assert np.sum(step(gate.x @ w + b) == gate.y) == right, "The w and b are not those of the count."
### BEGIN HIDDEN TESTS
for name in ["xor", "and", "nand", "nor"]:
    gate = datasets.load("gates", gate=name)
    right, w, b = best_line(gate.x, gate.y, np.linspace(-1.5, 1.5, 7))
    does = sum(int((w @ x + b >= 0) == label) for x, label in zip(gate.x, gate.y))
    assert does == right, (
        f"{name.upper()}: best_line reports {right} right, but the weights and bias that it "
        f"returns get {does} right."
    )
right, w, b = best_line(np.array([[1.0, 2.0]]), np.array([0]), [1.0])
assert (right, b) == (0, 1.0), "with a single value to try, that value is the best, right or not."
### END HIDDEN TESTS

# %% mutant="best_line" name="counts the mistakes instead of the right answers"
def best_line(X, y, values):
    best = (-1, None, None)
    for w1 in values:
        for w2 in values:
            for b in values:
                w = np.array([w1, w2])
                wrong = int(np.sum(step(X @ w + b) != y))
                if wrong > best[0]:
                    best = (wrong, w, b)
    return best

# %% mutant="best_line" name="keeps the last line"
def best_line(X, y, values):
    for w1 in values:
        for w2 in values:
            for b in values:
                w = np.array([w1, w2])
                right = int(np.sum(step(X @ w + b) == y))
    return right, w, b

# %% mutant="best_line" name="the same weight for both inputs"
def best_line(X, y, values):
    best = (-1, None, None)
    for weight in values:
        for b in values:
            w = np.array([weight, weight])
            right = int(np.sum(step(X @ w + b) == y))
            if right > best[0]:
                best = (right, w, b)
    return best

# %% mutant="best_line" name="no bias, so every line passes through the origin"
def best_line(X, y, values):
    best = (-1, None, None)
    for w1 in values:
        for w2 in values:
            w = np.array([w1, w2])
            right = int(np.sum(step(X @ w) == y))
            if right > best[0]:
                best = (right, w, 0.0)
    return best

# %% mutant="best_line" name="remembers the count but not its line"
def best_line(X, y, values):
    most = -1
    for w1 in values:
        for w2 in values:
            for b in values:
                w = np.array([w1, w2])
                most = max(most, int(np.sum(step(X @ w + b) == y)))
    return most, w, b

# %% mutant="best_line" name="a line that gets everything wrong counts as right"
def best_line(X, y, values):
    best = (-1, None, None)
    for w1 in values:
        for w2 in values:
            for b in values:
                w = np.array([w1, w2])
                right = int(np.sum(step(X @ w + b) == y))
                right = max(right, len(y) - right)
                if right > best[0]:
                    best = (right, w, b)
    return best

# %% [markdown]
# Nine values from -2 to 2 make $9^3 = 729$ lines.
#
# **Predict.** How many of the four rows does the best of them get right, for OR and for XOR?

# %%
values, X = np.linspace(2, -2, 9), datasets.load("gates").x
assert len(values) ** 3 == 729
for ax, name, want in zip(plotting.side_by_side(), ["or", "xor"], [4, 3]):
    gate = datasets.load("gates", gate=name)
    right, w, b = best_line(gate.x, gate.y, values)
    assert right == want
    plotting.decision_regions(lambda x: step(x @ w + b), gate, ax=ax)
    plotting.line(w, b, ax=ax).set_title(f"{name.upper()}: {right} of 4")

# %% [markdown]
# OR is no trouble: 4 of 4. For XOR the best line stops at **3 of 4**, and the ring marks the row
# that it gets wrong. Did we miss a cleverer line between the 729? Four rows can be labelled with 0
# and 1 in $2^4 = 16$ ways. How many of these labellings does some line produce?
#
# **Predict.** How many of the 16, and which are missing?

# %%
labellings = [[n >> row & 1 for row in range(4)] for n in range(16)]
missed = [y for y in labellings if best_line(X, np.array(y), values)[0] < 4]
assert missed == [[0, 1, 1, 0], [1, 0, 0, 1]] and len(labellings) == 16
missed

# %% [markdown]
# **14 of 16.** Missing are XOR and its opposite, and no finer grid would find them. Suppose some
# neuron computes XOR. Then the rows demand
#
# $$b < 0 \qquad w_1 + b \ge 0 \qquad w_2 + b \ge 0 \qquad w_1 + w_2 + b < 0$$
#
# Add the two in the middle: $w_1 + w_2 + 2b \ge 0$. Add the two outside: $w_1 + w_2 + 2b < 0$. Both
# cannot be. That is a proof, and it holds for every linear classifier, logistic regression too.
#
# The decks name three ways out. Give the neuron more inputs. Transform the inputs by something that
# bends. Or add a layer. The first two in one stroke: a third feature, the product $x_1 x_2$.
#
# **Predict.** Which three weights and bias make XOR of $x_1$, $x_2$ and $x_1 x_2$?

# %%
with_product = np.column_stack([X, X[:, 0] * X[:, 1]])
answer = step(with_product @ [1, 1, -2] - 0.5)
assert answer.tolist() == [0, 1, 1, 0]
answer

# %% [markdown]
# Weights (1, 1, -2) and bias -0.5 do it: count the inputs, and take 2 away when both are on. A
# plane separates what no line could. But somebody had to know that the product helps. A second
# layer can make its own features.
#
# ## Two layers
#
# The decks wire a **multilayer perceptron** (MLP). Two **hidden** neurons see the inputs. A third
# neuron sees only what those two say. All connections run forward, from input to output. A network
# with several hidden layers is called *deep*.
#
# | | weights | bias |
# |---|---|---|
# | left hidden neuron | 1, 1 | -1.5 |
# | right hidden neuron | 1, 1 | -0.5 |
# | output neuron | you find them | -0.5 |
#
# You know the hidden neurons from unit 01. What does the left one compute, and what the right one?
# Then XOR is a short sentence with both of them in it.
#
# ### Exercise: XOR from two layers
#
# Write `xor_mlp`. The first column of `hidden` is the left neuron. Do not compare `x1 != x2`: a
# network answers for every point of the plane.

# %% exercise="xor_mlp"
def xor_mlp(X):
    """Return (hidden, output) of the network: 0s and 1s, (examples, 2) and (examples,)."""
    ### BEGIN SOLUTION
    hidden = step(X @ np.ones((2, 2)) + [-1.5, -0.5])
    output = step(hidden @ [-1, 1] - 0.5)
    return hidden, output
    ### END SOLUTION

# %% check="xor_mlp" points=1
gate = datasets.load("gates", gate="xor")
output = xor_mlp(gate.x)[1]
assert np.array_equal(output, gate.y), f"XOR of 00, 01, 10, 11: expected {gate.y}, got {output}."
### BEGIN HIDDEN TESTS
points = np.array([[0.3, 0.3], [0.2, 0.1], [1.5, 0.0], [2.0, 2.0], [-1.0, 1.9], [0.7, 0.7]])
got = np.asarray(xor_mlp(points)[1])
assert got.shape == (6,), f"six points: output should have shape (6,), got {got.shape}."
assert got.tolist() == [1, 0, 0, 0, 1, 1], (
    "between and beyond the corners the network should fire exactly where 0.5 <= x1 + x2 < 1.5; "
    f"for {points.tolist()} it answers {got.tolist()}. Are these the table's biases?"
)
### END HIDDEN TESTS

# %% check="xor_mlp" points=1
hidden = xor_mlp(np.array([[0.0, 1.0]]))[0]
assert hidden.shape == (1, 2), f"one point, two neurons: expected (1, 2), got {hidden.shape}."
assert hidden.tolist() == [[0, 1]], f"0 + 1 is over 0.5 and under 1.5; got {hidden.tolist()}."
### BEGIN HIDDEN TESTS
points = np.array([[1.0, 1.0], [0.0, 0.0], [-3.0, 4.0], [0.5, 0.0], [9.0, -7.0]])
hidden = np.asarray(xor_mlp(points)[0])
assert hidden.tolist() == [[1, 1], [0, 0], [0, 1], [0, 1], [1, 1]], (
    f"hidden neurons for {points.tolist()}: got {hidden.tolist()}. Left first, then right; a "
    "score of zero fires; each neuron ends with a step."
)
### END HIDDEN TESTS

# %% mutant="xor_mlp" name="the output neuron adds both hidden neurons"
def xor_mlp(X):
    hidden = step(X @ np.ones((2, 2)) + [-1.5, -0.5])
    return hidden, step(hidden @ [1, 1] - 0.5)

# %% mutant="xor_mlp" name="compares the inputs instead of running a network"
def xor_mlp(X):
    hidden = step(X @ np.ones((2, 2)) + [-1.5, -0.5])
    return hidden, (X[:, 0] != X[:, 1]).astype(int)

# %% mutant="xor_mlp" name="no step in the hidden layer"
def xor_mlp(X):
    hidden = X @ np.ones((2, 2)) + [-1.5, -0.5]
    return hidden, step(hidden @ [-1, 1] - 0.5)

# %% mutant="xor_mlp" name="the hidden neurons in the other order"
def xor_mlp(X):
    hidden = step(X @ np.ones((2, 2)) + [-0.5, -1.5])
    return hidden, step(hidden @ [1, -1] - 0.5)

# %% mutant="xor_mlp" name="the sign of the biases turned"
def xor_mlp(X):
    hidden = step(X @ np.ones((2, 2)) - [-1.5, -0.5])
    return hidden, step(hidden @ [-1, 1] - 0.5)

# %% [markdown]
# **Predict.** Fill in the decks' table by hand: left, right, output for 00, 01, 10 and 11.

# %%
hidden, output = xor_mlp(X)
print("x1 x2 | left right | output")
for x, h, y in zip(X.astype(int), hidden, output):
    print(f" {x[0]}  {x[1]} |  {h[0]}     {h[1]}  |   {y}")
assert output.tolist() == [0, 1, 1, 0]
assert not any(-X.sum(axis=1) >= 1.5) and sum(-X.sum(axis=1) > -1.5) == 3

# %% [markdown]
# Left is AND, right is OR, and XOR is **OR but not AND**: weights (-1, 1).
#
# One slide writes the same idea with a slip. It turns $x_1 + x_2 < 1.5$ into
# $-(x_1 + x_2) \ge 1.5$. None of the four points satisfies that. Whoever multiplies an inequality
# by -1 must turn *both* sides: $-(x_1 + x_2) > -1.5$ holds for 3 of them, as NAND should.
#
# ### The fold
#
# The output neuron, too, draws one straight line. Why does it succeed? Because it does not see the
# inputs. It sees the **hidden space**, with the coordinates left and right. To see the plane travel
# there, soften the steps: a sigmoid is a step with round corners.
#
# **Predict.** Where do the four corners of the square land in the hidden space? Which two meet?

# %%
def soft_hidden(x):
    return 1 / (1 + np.exp(-6 * (x @ np.ones((2, 2)) + [-1.5, -0.5])))

gate = datasets.load("gates", gate="xor")
left, right = plotting.side_by_side()
plotting.folded_space(lambda x: x, gate, ax=left).set_title("what the hidden layer sees")
plotting.folded_space(soft_hidden, gate, ax=right).set_title("what the output neuron sees")
plotting.line([-1, 1], -0.5, ax=right);

# %% [markdown]
# Follow the colours. All points with the same $x_1 + x_2$ land on the same spot, so the plane
# becomes a string, from dark to bright. In the input it ran straight along the diagonal. The hidden
# layer has **bent it round a corner**. The two orange points, far apart before, lie on each other
# in that corner. The two blue points stay at the ends. Now one straight cut separates the corner
# from the ends.
#
# Hidden layers do not draw better lines. They move the points until a plain line will do.
#
# ## Without the step, nothing folds
#
# Two functions from a slide: $f(x) = 2x + 3$ and $g(x) = 5x - 1$. Apply $g$, then $f$:
#
# $$f(g(x)) = 2(5x - 1) + 3 = 10x + 1$$
#
# Two linear functions in a row are one linear function. It is the same with layers: without an
# activation, `(X @ W1 + b1) @ W2 + b2` has the shape `X @ W + b`.
#
# ### Exercise: collapse
#
# Write `collapse`, which turns any stack of linear layers into one. Each W is (inputs, outputs),
# each b (outputs,). A common slip is to add up the biases. An early bias travels through all later
# weights.

# %% exercise="collapse"
def collapse(layers):
    """Return (W, b) of the one layer that equals a list of layers (W, b), first to last."""
    ### BEGIN SOLUTION
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b @ V + c
    return W, b
    ### END SOLUTION

# %% check="collapse" points=1
f, g = (np.array([[2.0]]), np.array([3.0])), (np.array([[5.0]]), np.array([-1.0]))
W, b = collapse([g, f])
assert (W.item(), b.item()) == (10, 1), f"first g, then f is 10x + 1; got {W.item()}x + {b.item()}."
### BEGIN HIDDEN TESTS
W, b = collapse([f, g])
assert (W.item(), b.item()) == (10, 14), (
    "first f, then g: multiply g(f(x)) out by hand and compare; yours is "
    f"{W.item()}x + {b.item()}."
)
W, b = collapse([f])
assert (W.item(), b.item()) == (2, 3), "a single layer collapses to itself."
### END HIDDEN TESTS

# %% check="collapse" points=1
shapes = [(2, 3), (3, 1)]
W, b = collapse([(np.ones(shape), np.ones(shape[1])) for shape in shapes])
assert (W.shape, b.shape) == ((2, 1), (1,)), f"expected (2, 1), (1,); got {W.shape}, {b.shape}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(5)
for sizes in [(3, 4, 2), (2, 2, 2, 2), (1, 5, 3, 2, 4)]:
    layers = [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in zip(sizes, sizes[1:])]
    W, b = collapse(layers)
    inputs = rng.normal(size=(6, sizes[0]))
    want = inputs
    for V, c in layers:
        want = want @ V + c
    assert np.allclose(inputs @ W + b, want), (
        f"layers of sizes {sizes}: the collapsed layer and the stack disagree. Take all layers, in "
        "their order; a bias passes through every layer after its own."
    )
### END HIDDEN TESTS

# %% mutant="collapse" name="adds up the biases"
def collapse(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b.sum() + c
    return W, b

# %% mutant="collapse" name="the last layer first"
def collapse(layers):
    layers = layers[::-1]
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = (W @ V if W.shape[1] == V.shape[0] else V @ W), b @ V + c
    return W, b

# %% mutant="collapse" name="forgets the later biases"
def collapse(layers):
    W, b = layers[0]
    for V, _ in layers[1:]:
        W, b = W @ V, b @ V
    return W, b

# %% mutant="collapse" name="only the first two layers"
def collapse(layers):
    if len(layers) == 1:
        return layers[0]
    (W, b), (V, c) = layers[:2]
    return W @ V, b @ V + c

# %% mutant="collapse" name="keeps only the last bias"
def collapse(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, c
    return W, b

# %% [markdown]
# **Predict.** Stack 50 linear layers of 8 neurons on the two inputs of XOR, and collapse them. How
# many numbers are left, and how many rows of XOR do they get right?

# %%
rng = np.random.default_rng(0)
sizes = [2, *[8] * 49, 1]
deep = [(rng.normal(size=pair) / 3, rng.normal(size=pair[1])) for pair in zip(sizes, sizes[1:])]
W, b = collapse(deep)
numbers = [V.size + c.size for V, c in deep]
right = np.sum(step(X @ W + b).ravel() == output)
print(f"{sum(numbers)} numbers collapse to {W.size + b.size}; {right} rows of XOR are right")
assert (len(deep), sum(numbers), W.size, b.size, right) == (50, 3489, 2, 1, 2)

# %% [markdown]
# 3489 numbers collapse to 3: two weights and a bias. With a step behind it, that is one neuron.
# This one gets 2 rows right, and you know the limit: 3 of 4. Depth alone gives nothing. The bend
# between the layers, the **activation function**, makes a stack more than one layer.

# %% [markdown] question="the_fold" points=3
# ### In your own words
#
# A classmate objects: "The hidden layer turns two numbers into two numbers, and the output neuron
# still draws one straight line. So nothing can have been gained." **What is right in this, and what
# is missed?** Use the picture of the fold: say what happens to the four points, why it needs the
# step, and what would be left of the network without it. Four to six sentences.
#
# ### BEGIN SOLUTION
# It is right that both spaces have two dimensions and that the output neuron can only draw a
# straight line. It is missed that the points have moved: the line is drawn in the hidden space, not
# in the plane of the inputs. There (0, 1) and (1, 0) fall on the same place, the corner, while (0,
# 0) and (1, 1) stay at the two ends, so one cut separates them. Seen from the inputs, that cut is
# two parallel lines with a strip between them. Moving the two orange points together while the blue
# ones stay apart on both sides is a bend, and a linear map cannot bend: it keeps straight lines
# straight, so the middle of the diagonal would stay between its ends. Without the step both layers
# collapse to one linear layer, one neuron, and XOR stays at 3 of 4.
# ### END SOLUTION

# %% [markdown] rubric="the_fold"
# - **3** Grants the straight line, says that it is drawn in the hidden space, tells where the four
#   points go (two meet, two stay apart), and that a linear map cannot bend, so that the layers
#   would collapse to one neuron.
# - **2** Tells where the points go and why that helps; the role of the step is only named, or
#   missing.
# - **1** Says that the hidden layer changes or combines the inputs, without saying how that helps.
# - **0** No answer, or agrees with the classmate.

# %% [markdown]
# ## Regions: half-plane, convex, arbitrary
#
# One neuron fires on one side of a line: a **half-plane**. Several neurons side by side draw
# several lines. A second layer can fire where **all** of them agree. The region that lies on the
# right side of every line has no dents: it is **convex**.
#
# With $n$ neurons in the first layer, the second layer counts how many fire. Its weights are all 1.
# Which bias lets it fire only at the full count?
#
# ### Exercise: a convex region
#
# Write `convex_region` for points of shape (points, 2); a score of zero fires. The likely mistake
# is to add up the scores. One very happy neuron would then outvote the others.

# %% exercise="convex_region"
def convex_region(X, W, b):
    """Return 1 for the points at which every neuron of the layer (W, b) fires, else 0."""
    ### BEGIN SOLUTION
    votes = step(X @ W + b).sum(axis=1)
    return step(votes - len(b) + 0.5)
    ### END SOLUTION

# %% check="convex_region" points=1
W, b = np.array([[1.0, 0.0, -1.0], [0.0, 1.0, -1.0]]), np.array([0.0, 0.0, 4.0])
got = convex_region(np.array([[1.0, 1.0], [3.0, 3.0], [-1.0, 1.0]]), W, b)
assert np.array_equal(got, [1, 0, 0]), f"inside, beyond, left of a triangle: got {got}."
### BEGIN HIDDEN TESTS
corners = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [2.0, 2.0], [2.1, 2.0], [1.0, -0.01]])
got = np.asarray(convex_region(corners, W, b))
assert got.shape == (6,), f"six points: expected shape (6,), got {got.shape}."
assert got.tolist() == [1, 1, 1, 1, 0, 0], (
    f"corners and edges of the triangle belong to it, points just outside do not: "
    f"got {got.tolist()}."
)
### END HIDDEN TESTS

# %% check="convex_region" points=1
strip = np.array([[1.0, -1.0], [0.0, 0.0]]), np.array([0.0, 1.0])
got = convex_region(np.array([[0.5, 9.0], [1.5, 9.0]]), *strip)
assert np.array_equal(got, [1, 0]), f"the strip 0 <= x1 <= 1 has two neurons: got {got}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
for neurons in (1, 4, 7):
    V, c = rng.normal(size=(2, neurons)), rng.normal(size=neurons) + 1
    points = 2 * rng.normal(size=(60, 2))
    fires = lambda p, j: p[0] * V[0, j] + p[1] * V[1, j] + c[j] >= 0
    want = [int(all(fires(p, j) for j in range(neurons))) for p in points]
    got = np.asarray(convex_region(points, V, c)).ravel()
    assert got.tolist() == want, (
        f"{neurons} random lines, 60 points: some answers are wrong. Count the neurons that fire "
        "and compare with how many there are."
    )
### END HIDDEN TESTS

# %% mutant="convex_region" name="one neuron is enough"
def convex_region(X, W, b):
    return step(step(X @ W + b).sum(axis=1) - 0.5)

# %% mutant="convex_region" name="adds up the scores"
def convex_region(X, W, b):
    return step((X @ W + b).sum(axis=1) - len(b) + 0.5)

# %% mutant="convex_region" name="always wants three neurons"
def convex_region(X, W, b):
    return step(step(X @ W + b).sum(axis=1) - 2.5)

# %% mutant="convex_region" name="a majority is enough"
def convex_region(X, W, b):
    return step(step(X @ W + b).mean(axis=1) - 0.5)

# %% mutant="convex_region" name="the border is outside"
def convex_region(X, W, b):
    return np.all(X @ W + b > 0, axis=1).astype(int)

# %% [markdown]
# A table in the decks says: one layer draws half-planes, two layers draw convex regions, three
# layers draw anything. Test the middle row. Five lines, and a second layer that fires when all 5
# neurons vote yes. Then the same lines, but **4** votes are enough.
#
# **Predict.** Which shape comes out on the left, and which on the right?

# %%
angle = np.pi / 2 + 2 * np.pi * np.arange(5) / 5
W, b = -np.array([np.cos(angle), np.sin(angle)]), np.full(5, 0.6)
all_five = lambda x: convex_region(x, W, b)
four_of_five = lambda x: step(step(x @ W + b).sum(axis=1) - 3.5)
left, right = plotting.side_by_side()
plotting.region(all_five, ax=left, W=W, b=b).set_title("5 of 5")
plotting.region(four_of_five, ax=right, W=W, b=b).set_title("4 of 5")
tips = np.array([[0, 1.9], [0, 0], [0.9, 0.9]])
assert all_five(tips).tolist() == [0, 1, 0] and four_of_five(tips).tolist() == [1, 1, 0]

# %% [markdown]
# A pentagon, as the table says. And a **star**, with five dents, from two layers. The row is wrong
# as a limit: *convex* is what you get when the second layer is an AND. Another bias, another vote,
# another shape.
#
# A third layer makes it easy. The second draws several convex regions, and the third combines them:
# OR puts them together, AND NOT cuts one out of the other.
#
# **Predict.** Two squares, a big one and a small one inside it. Which weights and bias of the last
# neuron make a frame with a hole?

# %%
sides = np.array([[1, -1, 0, 0], [0, 0, 1, -1]])
square = lambda x, half, middle=0: convex_region(x - middle, sides, np.full(4, half))
pair = lambda x: step(square(x, 0.6, [-1, 0]) + square(x, 0.6, [1, 1]) - 0.5)
frame = lambda x: step(square(x, 1.5) - square(x, 0.7) - 0.5)
left, right = plotting.side_by_side()
plotting.region(pair, ax=left).set_title("one or the other")
plotting.region(frame, ax=right).set_title("one without the other")
assert frame(np.array([[0, 0], [1, 1], [2, 2]])).tolist() == [0, 1, 0]

# %% [markdown]
# Weights (1, -1) and bias -0.5: the same as in XOR, OR but not AND. With enough squares you can
# tile any shape, so the last row of the table is right. The price is in its small print: *limited
# by the number of nodes*.
#
# ## Any curve from bumps
#
# Curves, too, can be put together from pieces. Take three ReLUs. The first rises, the second bends
# the line down twice as steeply, the third stops the fall. Their sum is a **bump**: a triangle over
# one place, zero everywhere else. With width $d$ around the centre $c$:
#
# $$\text{bump}(x) = \frac{1}{d}\,\bigl(\text{relu}(x - c + d) - 2\,\text{relu}(x - c)
# + \text{relu}(x - c - d)\bigr)$$
#
# Its peak is 1. Put one bump beside the other, each as high as the curve is there, and add.
#
# ### Exercise: ReLU bumps
#
# Write `relu_bumps` for evenly spaced centres; $d$ is the distance from one to the next. Try it
# with a $d$ other than 1 as well: a forgotten division does not show at 1.

# %% exercise="relu_bumps"
def relu_bumps(x, centres, heights):
    """Return the sum of the bumps at the positions x.

    x: (n,); centres: (bumps,), evenly spaced, two or more;
    heights: (bumps,), the peak of each. Returns shape (n,).
    """
    ### BEGIN SOLUTION
    d = centres[1] - centres[0]
    total = np.zeros(len(x))
    for c, height in zip(centres, heights):
        total += height * (relu(x - c + d) - 2 * relu(x - c) + relu(x - c - d)) / d
    return total
    ### END SOLUTION

# %% check="relu_bumps" points=1
got = relu_bumps(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 2.0]), np.array([3.0, 5.0, 4.0]))
assert np.allclose(got, [3, 5, 4]), f"at the centres the sum is the heights; got {got}."
### BEGIN HIDDEN TESTS
centres, heights = np.linspace(-1, 1, 9), np.array([2.0, -1, 0, 4, 4, -3, 0.5, 1, 6])
got = relu_bumps(centres, centres, heights)
assert np.allclose(got, heights), (
    f"9 bumps from -1 to 1: at the centres the sum should be the heights {heights}, got {got}. "
    "How high is one bump whose d is not 1?"
)
### END HIDDEN TESTS

# %% check="relu_bumps" points=1
got = relu_bumps(np.array([0.5, 9.0]), np.array([0.0, 1.0]), np.array([2.0, 4.0]))
assert np.allclose(got, [3, 0]), f"halfway between 2 and 4, and far outside: got {got}."
### BEGIN HIDDEN TESTS
x, centres = np.linspace(-3, 8, 111), np.arange(1.0, 5.0, 0.5)
heights = np.cos(3 * centres)
padded = np.interp(x, np.r_[0.5, centres, 5.0], np.r_[0, heights, 0])
got = np.asarray(relu_bumps(x, centres, heights))
assert got.shape == x.shape, f"x has shape {x.shape}, the sum {got.shape}."
assert np.allclose(got, padded), (
    "between two centres the sum should run straight from one height to the next, and beyond the "
    "last bump it should be zero. Look at all three ReLUs of a bump."
)
### END HIDDEN TESTS

# %% mutant="relu_bumps" name="does not divide by the width"
def relu_bumps(x, centres, heights):
    d = centres[1] - centres[0]
    bumps = [relu(x - c + d) - 2 * relu(x - c) + relu(x - c - d) for c in centres]
    return np.array(heights) @ np.array(bumps)

# %% mutant="relu_bumps" name="the fall never stops"
def relu_bumps(x, centres, heights):
    d = centres[1] - centres[0]
    return sum(h * (relu(x - c + d) - 2 * relu(x - c)) / d for c, h in zip(centres, heights))

# %% mutant="relu_bumps" name="the second ReLU only levels the rise"
def relu_bumps(x, centres, heights):
    d = centres[1] - centres[0]
    return sum(h * (relu(x - c + d) - relu(x - c)) / d for c, h in zip(centres, heights))

# %% mutant="relu_bumps" name="neighbouring bumps overlap too far"
def relu_bumps(x, centres, heights):
    d = 2 * (centres[1] - centres[0])
    bumps = [(relu(x - c + d) - 2 * relu(x - c) + relu(x - c - d)) / d for c in centres]
    return np.array(heights) @ np.array(bumps)

# %% mutant="relu_bumps" name="steps instead of slopes"
def relu_bumps(x, centres, heights):
    nearest = np.abs(np.subtract.outer(x, centres)).argmin(axis=1)
    return np.asarray(heights)[nearest]

# %% [markdown]
# **Predict.** A sine from 9 bumps. Where does the sum leave the curve the most? And if you double
# the number of bumps, by how much does the worst error shrink: to a half, a quarter, or less?

# %%
x = np.linspace(0, 1, 1001)
curve = np.sin(2 * np.pi * x)
centres = np.linspace(0, 1, 9)
hats = [relu_bumps(x, centres, row) for row in np.diag(np.sin(2 * np.pi * centres))]
plotting.bumps(x, curve, hats)
grids = [np.linspace(0, 1, n) for n in (9, 17, 33, 65)]
errors = [abs(relu_bumps(x, c, np.sin(2 * np.pi * c)) - curve).max() for c in grids]
assert np.allclose(errors, [0.07, 0.019, 0.005, 0.001], atol=5e-4)
np.round(errors, 4)

# %% [markdown]
# The sum cuts the corners where the curve bends the most. Twice the bumps leave a **quarter** of
# the error: 0.07, 0.019, 0.005, 0.001. Name the error that you accept, and there is a number of
# bumps for it. This is the **universal approximation theorem** in its simplest form: one hidden
# layer comes as close as you like to any curve.
#
# This is why networks can learn what nobody can write down, such as the function from a picture to
# *cat* or *dog*. But read the theorem like a contract. The decks shorten it to "any function". It
# says any *continuous* function, on a *bounded* piece of the axis, with *as many* neurons as it
# takes. And it says that the weights exist, not that training finds them.
#
# **Predict.** A jump from 0 to 1 is not continuous. What happens to the worst error with 6, 24 and
# 96 bumps?

# %%
jump = lambda at: np.where(at < 0.5, 0.0, 1.0)
grids = [np.linspace(0, 1, n) for n in (6, 24, 96)]
worst = [abs(relu_bumps(x, c, jump(c)) - jump(x)).max() for c in grids]
assert np.allclose(worst, 0.5)
np.round(worst, 2)

# %% [markdown]
# It stays at **0.5**. The ramp across the jump grows steeper with every refinement, but in its
# middle it is always half-way. A continuous network cannot jump.
#
# ## Depth against width
#
# *Depth* is the number of layers, *width* the number of neurons in a layer. If one hidden layer can
# do everything, why go deep? Fold a strip of paper five times, cut it, and unfold it: one cut has
# become many. A layer can fold a line in the same way. This one has two ReLUs. It sends 0 to 0, the
# middle to 1, and 1 back to 0.
#
# **Predict.** Five such layers in a row have 10 neurons. Into how many pieces is the line broken?
# And by 10 neurons in **one** layer?

# %%
def deep(x):
    for _ in range(5):
        x = 2 * relu(x) - 4 * relu(x - 0.5)
    return x

def wide(x):
    return 10 * relu(x) + sum((-1) ** k * 20 * relu(x - k / 10) for k in range(1, 10))

left, right = plotting.side_by_side()
plotting.pieces(deep, ax=left).set_title("5 layers of 2 neurons")
plotting.pieces(wide, ax=right).set_title("1 layer of 10 neurons");

# %%
slopes = [np.diff(f(np.linspace(0, 1, 321))) for f in (deep, wide)]
pieces = [1 + np.count_nonzero(abs(np.diff(slope)) > 1e-9) for slope in slopes]
assert pieces == [32, 10]
pieces

# %% [markdown]
# **32 pieces against 10.** In one layer a neuron adds one kink, so pieces are *added*. Each layer
# on top folds all that came before, so pieces are *doubled*: $2^5$. This is what the decks mean
# when they say that depth needs fewer neurons and fewer parameters.
#
# They also say that deep networks come closer to any function and generalise better. Take that with
# care. 32 equal teeth are no use for a curve without teeth: depth pays when a task is made of
# repeated parts, as pictures are. The same slides add the honest line: deeper networks are **harder
# to train**. The best depth is found by trial; units 12 to 14 let a program do the trials.
#
# ## Summary
#
# - One neuron gets at most 3 of the 4 rows of XOR right. Two of the 16 labellings are out of its
#   reach.
# - A hidden layer moves the points. XOR becomes separable because the plane is folded and two
#   corners meet.
# - Without a bend between them, linear layers collapse to one, however many there are.
# - One layer draws half-planes, an AND on top makes convex regions, a third layer combines them.
#   The decks' "two layers: convex" is no limit: a star needs only two.
# - Enough ReLU bumps come close to any continuous curve. That the weights exist does not mean that
#   training finds them.
# - In one layer pieces add up. Through layers they multiply.
#
# **Next:** the bend itself: which activation to choose, and what it does to learning.
