# %% [markdown]
# # A network on a line
#
# The TensorFlow notebook that `benchmarks/grading.py` grades: 1-10-10-1 on 200 points.

# %%
import keras
import numpy as np

# %% [markdown]
# ### Exercise: build the network
#
# Two hidden layers of 10 tanh units each, and a linear output.


# %% exercise="build_network"
def build_network():
    """Return the network 1-10-10-1."""
    ### BEGIN SOLUTION
    dense = keras.layers.Dense
    hidden = [dense(10, activation="tanh"), dense(10, activation="tanh")]
    return keras.Sequential([keras.Input((1,)), *hidden, dense(1)])
    ### END SOLUTION


# %% check="build_network" points=1
count = build_network().count_params()
assert count == 141, f"expected 141 parameters, got {count}."
### BEGIN HIDDEN TESTS
assert build_network().output_shape == (None, 1), "the output should be one number an example."
### END HIDDEN TESTS

# %% check="build_network" points=1
keras.utils.set_random_seed(0)
x = np.linspace(-1, 1, 200)[:, None]
model = build_network()
model.compile("adam", "mse")
losses = model.fit(x, 2 * x, epochs=10, batch_size=20, verbose=0).history["loss"]
assert losses[-1] < losses[0], "training should lower the loss."


# %% mutant="build_network" name="one hidden layer"
def build_network():
    return keras.Sequential([keras.Input((1,)), keras.layers.Dense(10), keras.layers.Dense(1)])


# %% mutant="build_network" name="two outputs"
def build_network():
    return keras.Sequential([keras.Input((1,)), keras.layers.Dense(10), keras.layers.Dense(2)])


# %% mutant="build_network" name="forgets the input"
def build_network():
    return keras.Sequential([keras.layers.Dense(10), keras.layers.Dense(1)])
