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
# # TensorFlow
#
# Your engine of unit 06 recorded every sum and every product, one number at a time. TensorFlow does
# the same with whole arrays, in compiled code, on any device. In this unit you look under its hood.
# At the end you can
#
# - tell eager execution from a graph, and read listings written for TensorFlow 1,
# - say when TensorFlow runs your Python code and when it does not,
# - differentiate with `GradientTape`, and write the training step that every `fit` contains,
# - build a layer, a model, a loss and a metric of your own,
# - choose between `fit`, `train_on_batch` and the tape, knowing what each costs.

# %%
from helpers import runtime

runtime.start(seed=0)

import timeit

import keras
import numpy as np
import tensorflow as tf

from helpers import datasets, plotting
from helpers.training import fit

# %% [markdown]
# ## Two ways to compute
#
# The smallest neuron: $z = wx + b$ with $w = 2$ and $b = 0.7$. A `tf.Variable` is a value that may
# change, such as a weight. A tensor is an array that may not.
#
# **Predict.** What is $z$ for 1.0, for 0.6 and for -1.8?

# %%
w, b = tf.Variable(2.0, name="w"), tf.Variable(0.7, name="b")
inputs = [1.0, 0.6, -1.8]
for x in inputs:
    print(f"x = {x:4.1f} --> z = {w * x + b:4.1f}")

# %% [markdown]
# 2.7, 1.9 and -2.9, as in NumPy. Each line computes when Python reaches it, and you may print what
# comes out. This is **eager execution**, or *define by run*, and in TensorFlow 2 it is the default.
#
# TensorFlow 1 worked in another way: *define and run*. You first described the whole computation as
# a **graph**. Then you opened a **session**, and sent numbers through. You will meet such listings
# for years to come. They fail today: `tf.placeholder` and `tf.Session` are gone. (One slide even
# writes `tf.session()`, and another `from tensorflow import tf`. Neither ever worked.) Under
# `tf.compat.v1` the old names still live, so that we can look at them.
#
# **Predict.** What will `print(z)` show, before the session is opened?

# %%
assert not hasattr(tf, "Session") and not hasattr(tf, "placeholder")
graph = tf.Graph()
with graph.as_default():
    x = tf.compat.v1.placeholder(tf.float32, shape=(), name="x")
    z = tf.compat.v1.Variable(2.0) * x + tf.compat.v1.Variable(0.7)
    initialise = tf.compat.v1.global_variables_initializer()
print(z)
with tf.compat.v1.Session(graph=graph) as session:
    session.run(initialise)
    results = [session.run(z, feed_dict={x: value}) for value in inputs]
assert np.allclose(results, [2.7, 1.9, -2.9])

# %% [markdown]
# No number, but a *symbol*: a node called `add`, of type float32, with no value in it. The numbers
# came later, from the session; the last line checks that they are the same.
#
# | | TensorFlow 1 | TensorFlow 2 |
# |---|---|---|
# | `c = a + b` is | a node without a value | the value |
# | inputs | placeholders, fed by a dictionary | arguments of a function |
# | variables | need an initialiser, run in the session | have a value from birth |
# | loops and decisions | nodes, `tf.while_loop` and `tf.cond` | Python's `for` and `if` |
# | a mistake shows | in the session, far from its line | on its line |
# | a graph | always | where you ask for it |
#
# Why should anybody ask for a graph? Because Python is slow. In eager mode it stands between any
# two operations. A graph needs no Python: TensorFlow can shorten it, run branches side by side,
# save it, and send it to a phone.
#
# ## Record once, replay often
#
# In TensorFlow 2 one word before a function asks for a graph: `@tf.function`. At the first call
# TensorFlow **traces** the function. It lets Python run through it once, with symbols in place of
# numbers, and records the operations. At later calls it **replays** the graph.
#
# **Predict.** The function prints a line. In three calls, how often will you read it? And what will
# the graph contain: two operations, or the `print` as well?

# %%
@tf.function
def affine(x):
    print(f"Python is here, and x is {x}")
    return w * x + b

for value in inputs:
    print(affine(tf.constant(value)).numpy().round(1))
plotting.recorded_graph(affine, tf.constant(1.0))
assert affine.experimental_get_tracing_count() == 1

# %% [markdown]
# **Once.** The first call traced, and Python printed a symbol. The second and the third replayed,
# and the replay knows only what was recorded: one product and one sum. Whatever else Python does
# while tracing happens once: a `print`, an `append`, a random number from NumPy. That number would
# be frozen into the graph for ever.
#
# The variables are in the graph as variables, so a changed weight is seen. The *input* is another
# matter. A graph is recorded for a type and a shape of tensor, and it serves all values. For a
# Python number there is no such promise: it may decide an `if`, or count a loop. So TensorFlow
# takes it as a **constant**, and records a graph for each.
#
# ### Exercise: retraces
#
# Write `retraces`. It compiles a function and tells for every call whether TensorFlow traced it.
# You need a spy, and you have just met one: Python code inside a compiled function runs only while
# it is traced. The likely mistake is to compile anew for every call. Then everything is traced.

# %% exercise="retraces"
def retraces(f, calls):
    """Compile f once, call it with each x in calls, and list for each whether it was traced."""
    ### BEGIN SOLUTION
    ran, traced = [], []

    @tf.function
    def watched(x):
        ran.append(True)
        return f(x)

    for x in calls:
        before = len(ran)
        watched(x)
        traced.append(len(ran) > before)
    return traced
    ### END SOLUTION

# %% check="retraces" points=2
tf.get_logger().setLevel("ERROR")  # TensorFlow warns of many traces; here we ask for them
got = retraces(lambda x: x * x, [3, 3, 4, tf.constant(3.0), tf.constant(4.0)])
want = [True, False, True, True, False]
assert got == want, f"expected {want}, got {got}: 3 and 4 need a graph each, the tensors share one."
### BEGIN HIDDEN TESTS
batches = [tf.zeros((n, 2)) for n in (4, 4, 3, 4, 3)]
got = retraces(lambda x: 2 * x + 1, batches)
assert list(got) == [True, False, True, False, False], (
    f"batches of 4, 4, 3, 4 and 3 rows: each shape needs one graph, once; got {got}."
)
kinds = [tf.constant(1), tf.constant(1.0), tf.constant(2), tf.constant(2.5)]
got = retraces(lambda x: x - 3, kinds)
assert list(got) == [True, True, False, False], (
    f"whole numbers and fractions are tensors of two types, one graph each; got {got}."
)
double = lambda x: x + x
mixed = [7, tf.constant(7), 7, tf.constant(8), 8]
got = [bool(flag) for flag in retraces(double, mixed)]
assert got == [True, True, False, False, True], (
    f"Python's 7, a tensor 7, Python's 7, a tensor 8, Python's 8: got {got}."
)
assert list(retraces(double, mixed)) == got, "asked twice about the same calls, the answers differ."
assert list(retraces(double, [])) == [], "without calls there is nothing to trace."
### END HIDDEN TESTS

# %% mutant="retraces" name="compiles anew for every call"
def retraces(f, calls):
    traced = []
    for x in calls:
        ran = []
        tf.function(lambda x: (ran.append(True), f(x))[1])(x)
        traced.append(bool(ran))
    return traced

# %% mutant="retraces" name="spies on a function that is not compiled"
def retraces(f, calls):
    ran, traced = [], []

    def watched(x):
        ran.append(True)
        return f(x)

    for x in calls:
        before = len(ran)
        watched(x)
        traced.append(len(ran) > before)
    return traced

# %% mutant="retraces" name="turns every argument into a tensor"
def retraces(f, calls):
    ran, traced = [], []

    @tf.function
    def watched(x):
        ran.append(True)
        return f(x)

    for x in calls:
        before = len(ran)
        watched(tf.convert_to_tensor(x))
        traced.append(len(ran) > before)
    return traced

# %% mutant="retraces" name="a new value means a new graph"
def retraces(f, calls):
    seen, traced = [], []
    for x in calls:
        value = np.asarray(x).tolist()
        traced.append(value not in seen)
        seen.append(value)
    return traced

# %% mutant="retraces" name="one graph for each type of argument"
def retraces(f, calls):
    seen, traced = set(), []
    for x in calls:
        traced.append(type(x) not in seen)
        seen.add(type(x))
    return traced

# %% mutant="retraces" name="does not count the first trace"
def retraces(f, calls):
    ran, traced = [], []

    @tf.function
    def watched(x):
        ran.append(True)
        return f(x)

    for x in calls:
        before = len(ran)
        watched(x)
        traced.append(before > 0 and len(ran) > before)
    return traced

# %% [markdown]
# Three ways to call one function five times. The last row is an epoch of 93 examples in batches of
# 20.
#
# **Predict.** How many graphs does each row need?

# %%
def square(x):
    return x * x

calls = {
    "Python numbers": [1, 2, 3, 4, 5],
    "tensors": [tf.constant(float(n)) for n in (1, 2, 3, 4, 5)],
    "batches": [tf.zeros((n, 1)) for n in (20, 20, 20, 20, 13)],
}
traced = {name: retraces(square, arguments) for name, arguments in calls.items()}
plotting.traces(calls, traced)
assert [sum(flags) for flags in traced.values()] == [5, 1, 2]

# %% [markdown]
# **Five, one, two.** Orange is expensive: tracing takes many times as long as replaying. So give a
# compiled function tensors, not Python numbers. The counter of an epoch, passed as an `int`, makes
# every call slow, and nothing tells you but a warning in the log.
#
# The last batch is smaller, so it costs one more trace. If the shapes are many, ask for one graph
# for all: `@tf.function(reduce_retracing=True)`, or an `input_signature` with `None` for the number
# of rows.
#
# And what becomes of `if` and `for`? A symbol cannot decide an `if`. Here **AutoGraph** helps: it
# rewrites Python's `if`, `while` and `for` over tensors into nodes of the graph. Some slides say
# that AutoGraph makes TensorFlow fast. It does not. The graph does; AutoGraph lets you write it in
# Python.
#
# A famous riddle: halve an even number, triple an odd one and add 1, until you reach 1. How many
# steps does it take?
#
# **Predict.** The loop is longer for 27 than for 6. How many graphs will the three calls need?

# %%
@tf.function
def steps_to_one(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps

steps = [int(steps_to_one(tf.constant(n))) for n in (6, 7, 27)]
assert steps == [8, 16, 111] and steps_to_one.experimental_get_tracing_count() == 1
steps

# %% [markdown]
# One. The loop itself is in the graph, and it turned 111 times for 27, without Python. Keep this in
# mind. At the end of the unit we put all of training into such a loop.
#
# ## The tape
#
# Your engine recorded the parents of every `Value`. TensorFlow records on a **tape**. Inside
# `with tf.GradientTape() as tape:` every operation on a variable is noted. Afterwards
# `tape.gradient` walks back, exactly as you did. The example is the one of unit 06: $J = (xy -
# 4)^2$ with $x = 3$ and $y = 2$.
#
# **Predict.** You computed both gradients by hand. What were they?

# %%
x, y = tf.Variable(3.0), tf.Variable(2.0)
with tf.GradientTape() as tape:
    J = (x * y - 4) ** 2
tape.gradient(J, [x, y])

# %% [markdown]
# 8 and 12. Now three ways to get nothing. Each has cost somebody an afternoon, because none of them
# is an error.
#
# **Predict.** The square of 3, in three ways. Which of these slopes does the tape find?

# %%
constant, whole, variable = tf.constant(3.0), tf.Variable(3), tf.Variable(3.0)
with tf.GradientTape(persistent=True) as tape:
    squares = constant * constant, whole * whole, tf.square(variable.numpy())
[tape.gradient(y, x) for y, x in zip(squares, [constant, whole, variable])]

# %% [markdown]
# None of them. The tape watches variables; a **constant** must be announced with `tape.watch`,
# *before* it is used. **Whole numbers** have no slope. And through **NumPy** the tape cannot see:
# `.numpy()` hands out a bare number, and the chain breaks.
#
# There is a fourth way. If $f$ does not depend on $x$, the slope is 0, but the tape answers `None`.
# An option of `tape.gradient` cures it: `unconnected_gradients="zero"`. (And a tape may be asked
# once only, unless it is `persistent`.)
#
# ### Exercise: gradient
#
# Write `gradient`. It takes a number or an array `x`, of whole numbers or fractions, and hands it
# to `f` as a float32 tensor. The gradient has the shape of `x`, and is 0 where `f` ignores it.
# Leave none of the four traps in.

# %% exercise="gradient"
def gradient(f, x):
    """Return f(x), where f gives one number, and its gradient: float32 tensors, x is an array."""
    ### BEGIN SOLUTION
    x = tf.cast(x, "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = f(x)
    return value, tape.gradient(value, x, unconnected_gradients="zero")
    ### END SOLUTION

# %% check="gradient" points=2
value, slopes = gradient(lambda p: (p[0] * p[1] - 4) ** 2, np.array([3.0, 2.0]))
assert np.allclose(value, 4), f"(3 * 2 - 4) ** 2 is 4; got {value}."
assert slopes is not None, "the tape found no slope. Which of the four traps is it?"
assert np.allclose(slopes, [8, 12]), f"expected 8 and 12, as in unit 06; got {slopes}."
### BEGIN HIDDEN TESTS
value, slope = gradient(lambda x: x**3, 2)
assert slope is not None and np.allclose([value, slope], [8, 12]), (
    f"x**3 at the whole number 2: the value is {value}, the slope {slope}."
)
table = np.array([[1, -2, 3], [0, 5, -1]])
value, slopes = gradient(lambda m: tf.reduce_sum(m * m) / 2, table)
assert slopes is not None and np.shape(slopes) == (2, 3), "the gradient must have the shape of x."
assert np.allclose(slopes, table), f"half the sum of squares has the gradient x; got {slopes}."
value, slopes = gradient(lambda x: tf.constant(5.0), np.array([1.0, 2.0]))
assert slopes is not None and np.allclose(slopes, [0, 0]), (
    f"a function that ignores x has the slope 0; got {slopes}."
)
value, slope = gradient(tf.sin, tf.constant(0.5))
assert slope is not None and np.allclose([value, slope], [np.sin(0.5), np.cos(0.5)]), (
    f"sin at 0.5: the value is {value}, the slope {slope}."
)
### END HIDDEN TESTS

# %% mutant="gradient" name="does not watch a constant"
def gradient(f, x):
    x = tf.cast(x, "float32")
    with tf.GradientTape() as tape:
        value = f(x)
    return value, tape.gradient(value, x, unconnected_gradients="zero")

# %% mutant="gradient" name="watches after the value was computed"
def gradient(f, x):
    x = tf.cast(x, "float32")
    with tf.GradientTape() as tape:
        value = f(x)
        tape.watch(x)
    return value, tape.gradient(value, x)

# %% mutant="gradient" name="leaves whole numbers whole"
def gradient(f, x):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        value = f(x)
    return value, tape.gradient(value, x, unconnected_gradients="zero")

# %% mutant="gradient" name="None where the function ignores its input"
def gradient(f, x):
    x = tf.Variable(tf.cast(x, "float32"))
    with tf.GradientTape() as tape:
        value = f(x)
    return value, tape.gradient(value, x)

# %% mutant="gradient" name="breaks the chain with NumPy"
def gradient(f, x):
    x = tf.Variable(tf.cast(x, "float32"))
    with tf.GradientTape() as tape:
        value = tf.constant(f(x).numpy())
    return value, tape.gradient(value, x, unconnected_gradients="zero")

# %% [markdown]
# ## The training step
#
# Every training in TensorFlow, with or without `fit`, repeats four lines: predict, measure the
# loss, ask the tape, let the optimizer move the weights. A Keras model knows its
# `trainable_variables`, and an optimizer takes pairs:
# `optimizer.apply_gradients(zip(gradients, variables))`.
#
# A deck shows such a step, with two slips that no error message reports. It asks the tape while it
# is still *inside* the `with`, so that the walk back is recorded as well, and paid for. And its
# loss has `from_logits=True`, while the decks' models end in softmax. So softmax is taken twice. A
# perfect answer among ten classes then costs 1.46 instead of 0, and the gradients are too flat.
# `from_logits=True` is right for a model that ends *without* softmax.
#
# ### Exercise: train_step
#
# Write `train_step`. Call the model with `training=True`: dropout and batch normalisation must
# know. Predict inside the tape; ask and update outside. A loss is called as
# `loss(targets, predictions)`, in this order. The function must work in eager mode and compiled, so
# leave `.numpy()` out.

# %% exercise="train_step"
def train_step(model, loss_function, optimizer, x, y):
    """Update the model's trainable variables once; return the loss before the update, a tensor."""
    ### BEGIN SOLUTION
    with tf.GradientTape() as tape:
        loss = loss_function(y, model(x, training=True))
    slopes = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(slopes, model.trainable_variables))
    return loss
    ### END SOLUTION

# %% check="train_step" points=2
neuron = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer="ones")])
parts = neuron, keras.losses.MeanSquaredError(), keras.optimizers.SGD(0.1)
got = float(train_step(*parts, np.array([[2.0]]), np.zeros((1, 1)))), neuron.get_weights()[0][0, 0]
assert np.allclose(got, [4, 0.2]), f"2 for target 0: loss 4, slope 8, weight 1 - 0.8; got {got}."
### BEGIN HIDDEN TESTS
def logistic(weight, bias, **options):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, "sigmoid", **options)])
    model.set_weights([np.array([[weight]]), np.array([bias])])
    return model

targets, inputs_ = np.array([[1.0], [0.0], [1.0]]), np.array([[0.5], [1.0], [-2.0]])
model, momentum = logistic(1.0, 0.0), keras.optimizers.SGD(0.5, momentum=0.9)
weight, bias, speed = 1.0, 0.0, np.zeros(2)
for _ in range(3):
    answer = 1 / (1 + np.exp(-(weight * inputs_ + bias)))
    want = -np.mean(targets * np.log(answer) + (1 - targets) * np.log(1 - answer))
    slope = [np.mean((answer - targets) * inputs_), np.mean(answer - targets)]
    speed = 0.9 * speed - 0.5 * np.array(slope)
    weight, bias = weight + speed[0], bias + speed[1]
    loss = float(train_step(model, keras.losses.BinaryCrossentropy(), momentum, inputs_, targets))
    assert np.isclose(loss, want, rtol=1e-3), (
        f"a logistic neuron, cross-entropy: the loss before the step is {want:.3f}, "
        f"got {loss:.3f}. Targets come first."
    )
got = np.ravel([part.item() for part in model.get_weights()])
assert np.allclose(got, [weight, bias], rtol=1e-3), (
    "three steps with momentum lead elsewhere. Does the optimizer that was given do the update?"
)
### END HIDDEN TESTS

# %% check="train_step" points=2
neuron = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer="ones")])
parts = neuron, keras.losses.MeanSquaredError(), keras.optimizers.SGD(0.1)
loss = tf.function(train_step)(*parts, tf.constant([[2.0]]), tf.constant([[0.0]]))
assert np.isclose(float(loss), 4), f"compiled, it must find the same loss, 4; got {loss}."
### BEGIN HIDDEN TESTS
normal = keras.layers.BatchNormalization(momentum=0.5)
model = keras.Sequential([keras.Input((2,)), normal, keras.layers.Dense(1)])
x = np.array([[10.0, -4.0], [12.0, -6.0]])
train_step(model, keras.losses.MeanSquaredError(), keras.optimizers.SGD(0.01), x, np.ones((2, 1)))
moved = [v for v in normal.non_trainable_variables if np.allclose(v, [5.5, -2.5])]
assert moved, "batch normalisation did not notice that this is training. Say training=True."
frozen = keras.layers.Dense(3)
model = keras.Sequential([keras.Input((2,)), frozen, keras.layers.Dense(1)])
frozen.trainable = False
before = model.get_weights()
train_step(model, keras.losses.MeanSquaredError(), keras.optimizers.SGD(0.01), x, np.ones((2, 1)))
moved = [not np.allclose(old, new) for old, new in zip(before, model.get_weights())]
assert moved == [False, False, True, True], (
    "a layer with trainable=False must stay, the other one must move."
)
### END HIDDEN TESTS

# %% mutant="train_step" name="predicts before the tape runs"
def train_step(model, loss_function, optimizer, x, y):
    predictions = model(x, training=True)
    with tf.GradientTape() as tape:
        loss = loss_function(y, predictions)
    slopes = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(slopes, model.trainable_variables))
    return loss

# %% mutant="train_step" name="does not say that it is training"
def train_step(model, loss_function, optimizer, x, y):
    with tf.GradientTape() as tape:
        loss = loss_function(y, model(x))
    slopes = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(slopes, model.trainable_variables))
    return loss

# %% mutant="train_step" name="exchanges targets and predictions"
def train_step(model, loss_function, optimizer, x, y):
    with tf.GradientTape() as tape:
        loss = loss_function(model(x, training=True), tf.cast(y, "float32"))
    slopes = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(slopes, model.trainable_variables))
    return loss

# %% mutant="train_step" name="returns the loss after the update"
def train_step(model, loss_function, optimizer, x, y):
    with tf.GradientTape() as tape:
        loss = loss_function(y, model(x, training=True))
    slopes = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(slopes, model.trainable_variables))
    return loss_function(y, model(x, training=True))

# %% mutant="train_step" name="updates by hand and ignores the optimizer's memory"
def train_step(model, loss_function, optimizer, x, y):
    with tf.GradientTape() as tape:
        loss = loss_function(y, model(x, training=True))
    slopes = tape.gradient(loss, model.trainable_variables)
    for variable, slope in zip(model.trainable_variables, slopes):
        variable.assign_sub(optimizer.learning_rate * slope)
    return loss

# %% mutant="train_step" name="works in eager mode only"
def train_step(model, loss_function, optimizer, x, y):
    with tf.GradientTape() as tape:
        loss = loss_function(y, model(x, training=True))
    slopes = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(slopes, model.trainable_variables))
    return loss.numpy()

# %% [markdown]
# Let it work: $y = x^2$ at 200 places from -1 to 0.99, ten ReLUs, 500 steps, compiled.
#
# **Predict.** To which part of its first value will the loss fall: a half, a tenth, less?

# %%
keras.utils.set_random_seed(0)
curve = datasets.load("parabola")
x, y = tf.constant(curve.x, "float32"), tf.constant(curve.y[:, None], "float32")
layers = [keras.Input((1,)), keras.layers.Dense(10, "relu"), keras.layers.Dense(1)]
model, optimizer = keras.Sequential(layers), keras.optimizers.Adam(0.01)
mse, fast_step = keras.losses.MeanSquaredError(), tf.function(train_step)
losses = [float(fast_step(model, mse, optimizer, x, y)) for _ in range(500)]
plotting.histories({"train_step": losses})
assert losses[-1] < 0.005 and losses[-1] < losses[0] / 20

perfect = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
assert round(float(perfect(np.array([3]), np.eye(10)[[3]])), 2) == 1.46

# %% [markdown]
# To less than a twentieth, and usually to much less. That is a whole training, and you wrote all of
# it. (The last two lines check the 1.46 from above.)
#
# ## A layer of your own
#
# A Keras layer keeps three things apart. `__init__` stores what you choose. `build` makes the
# weights, when the layer first meets an input and learns its size: therefore you never tell a
# `Dense` layer how many inputs it has. `call` computes.
#
# Weights come from `self.add_weight(name=..., shape=..., initializer=...)`. (A slide calls it
# `add_weights()`.) Only these are known to Keras: a bare `tf.Variable` would stay as it is for
# ever, without a word.
#
# ### Exercise: MyLayer
#
# Write `build` and `call` of a dense layer: `activation(x @ kernel + bias)`. The kernel starts at
# random, `"glorot_uniform"`, for equal neurons would stay equal. The bias starts at `"zeros"`. The
# deck's layer takes `input_shape[1]` for the number of inputs. That holds for a table only.
# Features stand on the **last** axis.

# %% exercise="MyLayer"
class MyLayer(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.activation = units, keras.activations.get(activation)

    def build(self, input_shape):
        ### BEGIN SOLUTION
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(name="kernel", shape=shape, initializer="glorot_uniform")
        self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")
        ### END SOLUTION

    def call(self, x):
        ### BEGIN SOLUTION
        return self.activation(keras.ops.matmul(x, self.kernel) + self.bias)
        ### END SOLUTION

# %% check="MyLayer" points=2
layer = MyLayer(3)
got = len(layer.weights), tuple(layer(np.ones((2, 4))).shape), layer.count_params()
want = 0, (2, 3), 15
assert got == want, f"weights before the first input, shape, parameters: {want} wanted, got {got}."
### BEGIN HIDDEN TESTS
def with_weights(kernel, bias, x, activation=None):
    layer = MyLayer(len(bias), activation)
    layer(x)
    for weight in layer.weights:
        weight.assign(kernel if len(weight.shape) == 2 else bias)
    return np.asarray(layer(x))

rng = np.random.default_rng(4)
kernel, bias, x = rng.normal(size=(5, 2)), rng.normal(size=2), rng.normal(size=(6, 5))
z = x @ kernel + bias
for name, want in [(None, z), ("relu", np.maximum(z, 0)), ("tanh", np.tanh(z))]:
    got = with_weights(kernel, bias, x, name)
    assert np.shape(got) == (6, 2), f"6 examples, 2 units: got the shape {np.shape(got)}."
    assert np.allclose(got, want, atol=1e-4), (
        f"with activation {name} the numbers are wrong. Product, then bias, then activation."
    )
series = rng.normal(size=(3, 7, 5))
got = with_weights(kernel, bias, series)
assert got.shape == (3, 7, 2) and np.allclose(got, series @ kernel + bias, atol=1e-4), (
    "3 series of 7 steps with 5 features: features stand on the last axis."
)
### END HIDDEN TESTS

# %% check="MyLayer" points=1
layer = MyLayer(4, activation="relu")
layer(np.ones((1, 6)))
got = len(layer.trainable_variables)
assert got == 2, f"a kernel and a bias should be trainable, so 2 variables; Keras sees {got}."
### BEGIN HIDDEN TESTS
keras.utils.set_random_seed(3)
layer = MyLayer(4)
with tf.GradientTape() as tape:
    out = tf.reduce_sum(layer(np.ones((2, 6), "float32")) ** 2)
slopes = tape.gradient(out, layer.trainable_variables)
assert len(slopes) == 2 and None not in slopes, "a weight gets no gradient from the output."
for weight in layer.weights:
    values = np.asarray(weight)
    if values.ndim == 1:
        assert not values.any(), f"the bias should start at zero, got {values}."
    else:
        assert len(np.unique(values)) == values.size, "the kernel should start at random."
### END HIDDEN TESTS

# %% mutant="MyLayer" name="takes the second axis for the features, as the deck does"
class MyLayer(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.activation = units, keras.activations.get(activation)

    def build(self, input_shape):
        shape = (input_shape[1], self.units)
        self.kernel = self.add_weight(name="kernel", shape=shape, initializer="glorot_uniform")
        self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")

    def call(self, x):
        return self.activation(keras.ops.matmul(x, self.kernel) + self.bias)

# %% mutant="MyLayer" name="bare variables, which Keras does not see"
class MyLayer(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.activation = units, keras.activations.get(activation)

    def build(self, input_shape):
        self.kernel = tf.Variable(tf.random.normal((input_shape[-1], self.units)))
        self.bias = tf.Variable(tf.zeros(self.units))

    def call(self, x):
        return self.activation(keras.ops.matmul(x, self.kernel) + self.bias)

# %% mutant="MyLayer" name="the bias comes after the activation"
class MyLayer(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.activation = units, keras.activations.get(activation)

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(name="kernel", shape=shape, initializer="glorot_uniform")
        self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")

    def call(self, x):
        return self.activation(keras.ops.matmul(x, self.kernel)) + self.bias

# %% mutant="MyLayer" name="forgets the activation"
class MyLayer(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.activation = units, keras.activations.get(activation)

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(name="kernel", shape=shape, initializer="glorot_uniform")
        self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")

    def call(self, x):
        return keras.ops.matmul(x, self.kernel) + self.bias

# %% mutant="MyLayer" name="all neurons start equal"
class MyLayer(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.activation = units, keras.activations.get(activation)

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(name="kernel", shape=shape, initializer="ones")
        self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")

    def call(self, x):
        return self.activation(keras.ops.matmul(x, self.kernel) + self.bias)

# %% mutant="MyLayer" name="one bias for all neurons"
class MyLayer(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.activation = units, keras.activations.get(activation)

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(name="kernel", shape=shape, initializer="glorot_uniform")
        self.bias = self.add_weight(name="bias", shape=(1,), initializer="zeros")

    def call(self, x):
        return self.activation(keras.ops.matmul(x, self.kernel) + self.bias)

# %% [markdown]
# ## A model of your own
#
# A model is a layer that holds layers, and that can be compiled, fitted and saved. Make the parts
# in `__init__`, use them in `call`, and Keras finds all their weights. The deck's model calls its
# parts `hidden` and `output`: it says `self.output = MyLayer(1)`.
#
# **Predict.** Python accepts any name after `self.`. Does Keras?

# %%
try:
    keras.Model().output = MyLayer(1)
except AttributeError as error:
    print("AttributeError:", error)

# %% [markdown]
# It does not. `output` is already there: a **property** of every model, which can be read but not
# set. So are `input`, `weights`, `variables`, `metrics` and more. If an assignment to `self` fails,
# choose another name. And begin `__init__` with `super().__init__()`: the deck has it last.
#
# ### Exercise: MyModel
#
# Write `MyModel`: one layer of `hidden` ReLU units, then one linear output. Use your `MyLayer`, or
# `keras.layers.Dense`; both count. The likely mistake is to make the layers in `call`. They would
# be new, and untrained, at every call.

# %% exercise="MyModel"
class MyModel(keras.Model):
    def __init__(self, hidden=10, **kwargs):
        super().__init__(**kwargs)
        ### BEGIN SOLUTION
        self.hidden = MyLayer(hidden, activation="relu")
        self.head = MyLayer(1)
        ### END SOLUTION

    def call(self, x):
        ### BEGIN SOLUTION
        return self.head(self.hidden(x))
        ### END SOLUTION

# %% check="MyModel" points=2
own = MyModel()
got = tuple(own(np.ones((5, 1))).shape), own.count_params()
assert got == ((5, 1), 31), f"1-10-1: shape (5, 1) and 20 + 11 = 31 parameters wanted, got {got}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(8)
values = {shape: rng.normal(size=shape) for shape in [(3, 4), (4,), (4, 1), (1,)]}
x, own = rng.normal(size=(50, 3)), MyModel(hidden=4)
own(x)
assert sorted(tuple(weight.shape) for weight in own.weights) == sorted(values), (
    "3 inputs, 4 hidden units, 1 output: the shapes of the weights are "
    f"{[tuple(weight.shape) for weight in own.weights]}."
)
for weight in own.weights:
    weight.assign(values[tuple(weight.shape)])
want = np.maximum(x @ values[3, 4] + values[(4,)], 0) @ values[4, 1] + values[(1,)]
assert want.min() < 0 < want.max()
assert np.allclose(own(x), want, atol=1e-4), (
    "with given weights the output is wrong. ReLU in the hidden layer, none at the output."
)
### END HIDDEN TESTS

# %% check="MyModel" points=1
keras.utils.set_random_seed(5)
own, grid = MyModel(), np.linspace(-1, 1, 40)[:, None]
own.compile(keras.optimizers.Adam(0.02), "mse")
assert own.train_on_batch(grid, grid**2) > 0, "a step of training should report its loss."
### BEGIN HIDDEN TESTS
first, *_, last = [float(own.train_on_batch(grid, grid**2)) for _ in range(60)]
assert last < 0.5 * first, (
    "60 steps of Adam hardly lower the loss. Are all four weights trained?"
)
assert len(own.trainable_variables) == 4, "two kernels and two biases should be trainable."
assert np.allclose(own(grid), own(grid)), "called twice with the same input, the model disagrees."
### END HIDDEN TESTS

# %% mutant="MyModel" name="makes its layers in call"
class MyModel(keras.Model):
    def __init__(self, hidden=10, **kwargs):
        super().__init__(**kwargs)
        self.width = hidden

    def call(self, x):
        return keras.layers.Dense(1)(keras.layers.Dense(self.width, activation="relu")(x))

# %% mutant="MyModel" name="the deck's name for the output layer"
class MyModel(keras.Model):
    def __init__(self, hidden=10, **kwargs):
        super().__init__(**kwargs)
        self.hidden = keras.layers.Dense(hidden, activation="relu")
        self.output = keras.layers.Dense(1)

    def call(self, x):
        return self.output(self.hidden(x))

# %% mutant="MyModel" name="no activation, so the two layers collapse"
class MyModel(keras.Model):
    def __init__(self, hidden=10, **kwargs):
        super().__init__(**kwargs)
        self.hidden = keras.layers.Dense(hidden)
        self.head = keras.layers.Dense(1)

    def call(self, x):
        return self.head(self.hidden(x))

# %% mutant="MyModel" name="a ReLU at the output as well"
class MyModel(keras.Model):
    def __init__(self, hidden=10, **kwargs):
        super().__init__(**kwargs)
        self.hidden = keras.layers.Dense(hidden, activation="relu")
        self.head = keras.layers.Dense(1, activation="relu")

    def call(self, x):
        return self.head(self.hidden(x))

# %% mutant="MyModel" name="always ten hidden units"
class MyModel(keras.Model):
    def __init__(self, hidden=10, **kwargs):
        super().__init__(**kwargs)
        self.hidden = keras.layers.Dense(10, activation="relu")
        self.head = keras.layers.Dense(1)

    def call(self, x):
        return self.head(self.hidden(x))

# %% mutant="MyModel" name="never calls the output layer"
class MyModel(keras.Model):
    def __init__(self, hidden=10, **kwargs):
        super().__init__(**kwargs)
        self.hidden = keras.layers.Dense(hidden, activation="relu")
        self.head = keras.layers.Dense(1)

    def call(self, x):
        return self.hidden(x)

# %% [markdown]
# ## A loss and a metric of your own
#
# A **loss** is a function of targets and predictions that returns one number for each example. The
# optimizer needs its slope. The one below is called the *pinball* loss. A prediction that is too
# low costs nine times as much as one that is too high.
#
# A **metric** is for people, and needs no slope. It is a class, for it must remember: Keras calls
# `update_state` after every batch, `result` when it wants the number, and `reset_state` at the
# start of an epoch. Ours counts how many examples lie below their prediction. Why not average over
# the batches? Because the last one is smaller, and its examples would count for more.
#
# Two of your models learn a noisy sine, one with the squared error and one with the pinball loss.
# Targets have the shape (100, 1), like the predictions. With (100,) the comparison in the metric
# would spread to 100 times 100, and still return a believable share.
#
# **Predict.** Which share of the points will lie below each curve?

# %%
def pinball(y, prediction):
    error = y - prediction
    return keras.ops.maximum(0.9 * error, -0.1 * error)

class ShareBelow(keras.metrics.Metric):
    def __init__(self, name="below", **kwargs):
        super().__init__(name=name, **kwargs)
        self.below = self.add_weight(name="below", initializer="zeros")
        self.seen = self.add_weight(name="seen", initializer="zeros")

    def update_state(self, y, prediction, sample_weight=None):
        is_below = keras.ops.cast(y < prediction, "float32")
        self.below.assign_add(keras.ops.sum(is_below))
        self.seen.assign_add(keras.ops.sum(keras.ops.ones_like(is_below)))

    def result(self):
        return self.below / self.seen

# %% tags=["nbval-ignore-output"]
runtime.seed(0)
noisy = datasets.load("sine", noise=0.3)
x, y, shares = (noisy.x - 5) / 3, noisy.y[:, None], {}
for loss in ["mse", pinball]:
    model = MyModel(hidden=20)
    model.compile(keras.optimizers.Adam(0.005), loss, metrics=[ShareBelow()])
    fit(model, x, y, epochs=1000, batch_size=100, verbose=0)
    shares[loss] = model.evaluate(x, y, verbose=0, return_dict=True)["below"]
assert 0.3 < shares["mse"] < 0.7 and 0.8 < shares[pinball] < 0.99
assert (noisy.y < y).shape == (100, 100)
[round(share, 2) for share in shares.values()]

# %% [markdown]
# About one half, and about **nine tenths**. Same data, same model, another question. The squared
# error asks for the mean; the pinball loss asks for the line that nine points of ten stay under.
# Whoever plans a dam asks the second question. (More than a few epochs we train with
# `helpers.training.fit`. It does what `Model.fit` does, faster. How?)
#
# ## What each way costs
#
# | | gives you | choose it for |
# |---|---|---|
# | `Model.fit` | loop, validation, callbacks, progress | nearly everything |
# | `train_on_batch` | one step; the loop is yours | a GAN, data from easy to hard |
# | `GradientTape` | everything is yours | new optimizers, learning to learn |
#
# And a fourth. Nothing forbids a *loop* in a compiled function; the riddle had one. So shuffle, cut
# into batches, and step, all in the graph. This is the heart of `helpers.training.fit`:

# %%
@tf.function
def run_epochs(epochs):
    for _ in tf.range(epochs):
        order = tf.random.shuffle(tf.range(len(y)))
        for rows in tf.reshape(order, (-1, 20)):
            train_step(model, mse, optimizer, tf.gather(x, rows), tf.gather(y, rows))

runtime.seed(0)
x, y, model = tf.cast(x, "float32"), tf.cast(y, "float32"), MyModel(hidden=50)
optimizer = keras.optimizers.Adam(0.01)
run_epochs(tf.constant(200))
assert float(mse(y, model(x))) < 0.25

# %% [markdown]
# 200 epochs of five steps, and Python was asked once. The number of epochs is a tensor: you know
# why. Now measure one step in each way, on the same model and batches of 20. The first call of each
# traces and is not counted.
#
# **Predict.** Order the five. Which is the slowest: `fit`, or the tape in eager mode?

# %%
def seconds(run, steps):
    run()
    return min(timeit.repeat(run, number=1, repeat=3)) / steps

model.compile(optimizer, mse)
batch, fast_step = (x[:20], y[:20]), tf.function(train_step)
cost = {
    "tape, eager": seconds(lambda: train_step(model, mse, optimizer, *batch), 1),
    "Model.fit": seconds(lambda: model.fit(x, y, batch_size=20, verbose=0), 5),
    "train_on_batch": seconds(lambda: model.train_on_batch(*batch), 1),
    "tape in a tf.function": seconds(lambda: fast_step(model, mse, optimizer, *batch), 1),
    "epochs in a tf.function": seconds(lambda: run_epochs(tf.constant(100)), 500),
}
plotting.costs(cost)
slow, compiled = min(cost["tape, eager"], cost["Model.fit"]), cost["tape in a tf.function"]
assert slow > 2 * compiled and cost["epochs in a tf.function"] < compiled

# %% [markdown]
# The eager tape and `fit` are the slow ones: the first asks Python about every operation, the
# second does so much around each epoch that five small steps drown in it. Compiled steps are
# several times cheaper, and compiled epochs cheaper still.
#
# Do not conclude that `fit` is bad. Its price is paid for each epoch and step, whatever the size of
# the network. If a step takes a second, nobody notices. On tiny data, as in this course, it is
# nearly all. `helpers/training/epochs.py` is short, and you can now read every line of it.

# %% [markdown] question="slow_and_silent" points=3
# ### In your own words
#
# A colleague compiles her training, and every step is slow. She writes `tf.constant(epoch)` in the
# last line, and now it is fast. But the loss is printed only once, as a strange object, and the
# noise is the same in every step.
#
# ```python
# @tf.function
# def step(x, y, epoch):
#     noisy = x + np.random.normal(size=x.shape)
#     loss = train_step(model, mse, optimizer, noisy, y)
#     print(epoch, loss)
#
# for epoch in range(1000):
#     step(x, y, epoch)
# ```
#
# **Explain all three observations from one rule: when does Python run?** Say why the print and the
# noise had worked before, as long as it was slow. Then mend the function. Four to six sentences.
#
# ### BEGIN SOLUTION
# Python runs only while TensorFlow traces; a replay repeats the recorded operations and nothing
# else. A Python int counts as a constant, so each of the 1000 epochs was a new case and was traced
# anew: that was slow, but Python ran every time, so the loss was printed and NumPy drew new noise
# every time. With a tensor one graph serves all epochs. Now print runs once, during the only trace,
# and shows a symbol without a value; NumPy draws once, and its numbers stay in the graph as a
# constant. To mend it, draw the noise with tf.random.normal, which is an operation and is recorded
# as such, and print with tf.print, or return the loss and print it outside.
# ### END SOLUTION

# %% [markdown] rubric="slow_and_silent"
# - **3** States that Python runs only while tracing, derives all three from it (a graph for each
#   int; print once and with a symbol; NumPy's numbers frozen as a constant), says that the constant
#   retracing had hidden the other two, and mends both with TensorFlow's own operations.
# - **2** Explains all three from tracing, but not why print and noise worked before, or mends one
#   only.
# - **1** Explains or mends one of them.
# - **0** No answer, or blames the computer or the random seed.

# %% [markdown]
# ## Summary
#
# - Eager: each line computes at once. Graph: recorded first, run without Python. TensorFlow 1 knew
#   only graphs; TensorFlow 2 makes one where you write `@tf.function`.
# - Python runs while tracing. One graph serves all tensors of a shape and type; every new Python
#   number is traced anew.
# - The tape notes operations on variables. Constants, whole numbers and NumPy break it silently.
# - A training step: predict inside the tape, ask it outside, let the optimizer move the weights.
# - `build` makes the weights, `call` computes, and some names, like `output`, are taken.
# - `fit` first. Take the tape for new ideas, and a loop in the graph when many small steps are
#   slow.
#
# **Next:** Keras's Sequential model, and what its settings do.
