import subprocess
import sys

import pytest

from helpers.plotting import architecture
from helpers.plotting.alt_text import alt_text
from helpers.plotting.layers import Layer, read_layers

TIMES = "\N{MULTIPLICATION SIGN}"


@pytest.fixture(scope="module")
def keras():
    import keras  # takes ten seconds, so the tests that need it are slow

    return keras


def labels(network):
    return {layer.label for layer in read_layers(network)[0]}


def connections(network):
    layers, edges = read_layers(network)
    return {(layers[start].label, layers[end].label) for start, end in edges}


# --- lists


def test_a_list_is_a_chain():
    layers, edges = read_layers([("Dense", 10, 20), ("Pool", [None, 4], 0)])
    assert layers == [Layer("Dense", "10", 20), Layer("Pool", f"any {TIMES} 4", 0)]
    assert edges == [(0, 1)]


@pytest.mark.parametrize(
    ("count", "words"), [(0, "no parameters"), (1, "1 parameter"), (1234, "1,234 parameters")]
)
def test_parameters_are_counted_in_words(count, words):
    assert Layer("Dense", "1", count).count == words


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "there is no layer to draw"),
        ([("Dense", 1, 2), ("Dense", 10)], r"layer 1 is \('Dense', 10\); give \(label, shape"),
        ([("Dense", 10, 1.5)], "layer 0 is"),
        ([("Dense", 10, None)], "layer 0 is"),
        ([("Dense", "wide", 1)], "layer 0 is"),
        ([3], "layer 0 is 3"),
    ],
)
def test_a_list_of_something_else_is_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        architecture(rows)


# --- Keras


@pytest.mark.slow
def test_a_sequential_model_is_read_with_its_input(keras):
    model = keras.Sequential(
        [keras.Input((8, 8, 1)), keras.layers.Conv2D(2, 3), keras.layers.Dense(5, name="digit")]
    )
    layers, edges = read_layers(model)
    assert set(layers) == {
        Layer("InputLayer", f"8 {TIMES} 8 {TIMES} 1", 0),
        Layer("Conv2D", f"6 {TIMES} 6 {TIMES} 2", 20),
        Layer("digit (Dense)", f"6 {TIMES} 6 {TIMES} 5", 15),
    }
    assert len(edges) == 2
    assert connections(model) == {("InputLayer", "Conv2D"), ("Conv2D", "digit (Dense)")}


@pytest.mark.slow
def test_automatic_names_are_left_out_whatever_their_number(keras):
    kinds = ("Dense", "BatchNormalization", "PReLU", "LayerNormalization")
    layers = [getattr(keras.layers, kind)(*[3] * (kind == "Dense")) for kind in kinds for _ in "ab"]
    assert labels(keras.Sequential([keras.Input((4,)), *layers])) == {"InputLayer", *kinds}


@pytest.mark.slow
def test_a_shared_layer_is_one_box_that_two_inputs_feed(keras):
    left, right = keras.Input((3,), name="left"), keras.Input((3,), name="right")
    tower = keras.layers.Dense(2, name="tower")
    joined = keras.layers.Concatenate()([tower(left), tower(right)])
    model = keras.Model([left, right], joined)
    assert connections(model) == {
        ("left (InputLayer)", "tower (Dense)"),
        ("right (InputLayer)", "tower (Dense)"),
        ("tower (Dense)", "Concatenate"),
    }
    assert "4 layers, 8 parameters" in alt_text(architecture(model).figure)


@pytest.mark.slow
def test_only_the_layers_of_this_model_are_read(keras):
    start = keras.Input((3,))
    middle = keras.layers.Dense(4, name="middle")(start)
    keras.layers.Dense(5, name="elsewhere")(middle)
    assert labels(keras.Model(start, middle)) == {"InputLayer", "middle (Dense)"}


@pytest.mark.slow
def test_a_sum_has_no_parameters_and_a_model_inside_is_one_box(keras):
    start = keras.Input((3,))
    inner = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3)], name="inner")
    model = keras.Model(start, inner(start) + start)
    assert connections(model) == {
        ("InputLayer", "inner (Sequential)"),
        ("InputLayer", "Add"),
        ("inner (Sequential)", "Add"),
    }
    assert sum(layer.parameters for layer in read_layers(model)[0]) == 12


@pytest.mark.slow
def test_several_outputs_are_read(keras):
    start = keras.Input((3,))
    heads = {name: keras.layers.Dense(1, name=name)(start) for name in ("price", "size")}
    assert labels(keras.Model(start, heads)) == {"InputLayer", "price (Dense)", "size (Dense)"}


@pytest.mark.slow
def test_a_model_that_does_not_tell_its_connections_is_refused(keras):
    class Own(keras.Model):
        pass

    with pytest.raises(ValueError, match=r"Sequential does not tell .* build it first"):
        architecture(keras.Sequential([keras.layers.Dense(1)]))
    with pytest.raises(ValueError, match="Own does not tell"):
        architecture(Own())


def test_plotting_imports_no_heavy_library():
    script = (
        "import sys, helpers.plotting\n"
        "print(*{'tensorflow', 'keras', 'pandas', 'sklearn'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == []
