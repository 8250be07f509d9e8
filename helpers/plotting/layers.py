"""What there is to draw of a network: its layers, and which feeds which."""

import re
from itertools import pairwise
from operator import index
from typing import NamedTuple

TIMES = "\N{MULTIPLICATION SIGN}"


class Layer(NamedTuple):
    """A layer in words: its label, its output shape without the batch, its parameters."""

    label: str
    shape: str
    parameters: int

    @property
    def count(self):
        """The number of parameters in words."""
        many = f"{self.parameters:,}" if self.parameters else "no"
        return f"{many} parameter{'s' * (self.parameters != 1)}"


def read_layers(network):
    """Return the layers of a network, and its connections as pairs of their places.

    Parameters
    ----------
    network : keras.Model or iterable of (str, int or tuple, int)
        See :func:`helpers.plotting.architecture`.

    Returns
    -------
    layers : list of Layer
    edges : list of (int, int)
        From a layer to one that it feeds.

    Raises
    ------
    ValueError
        If the model does not tell its connections, or the list does not hold such triples.
    """
    return _of_model(network) if hasattr(network, "layers") else _of_chain(network)


def _of_model(model):
    """Follow the outputs of a Keras model back to its inputs, as Keras's own plots do."""
    waiting = list(getattr(model, "outputs", None) or [])
    if not waiting:
        raise ValueError(
            f"{type(model).__name__} does not tell how its layers are connected; build it first, "
            "or give a list with (label, shape, parameters) for each layer"
        )
    shapes, edges, seen = {}, {}, set()
    for tensor in waiting:  # it grows while it is read
        layer, call, _ = tensor._keras_history
        shapes.setdefault(layer, {})[shape_text(tensor.shape[1:])] = True
        if (layer, call) in seen:  # a shared layer is called more than once
            continue
        seen.add((layer, call))
        for source in layer._inbound_nodes[call].input_tensors:
            edges[source._keras_history[0], layer] = True
            waiting.append(source)
    places = {layer: place for place, layer in enumerate(shapes)}
    layers = [
        Layer(layer_label(layer), " and ".join(shape), parameter_count(layer))
        for layer, shape in shapes.items()
    ]
    return layers, [(places[start], places[end]) for start, end in edges]


def _of_chain(rows):
    layers = []
    for row in rows:
        try:
            label, shape, parameters = row
            layers.append(Layer(str(label), shape_text(shape), index(parameters)))
        except (TypeError, ValueError) as error:
            raise ValueError(
                f"layer {len(layers)} is {row!r}; give (label, shape, parameters), "
                'such as ("Dense", 10, 110)'
            ) from error
    if not layers:
        raise ValueError("there is no layer to draw")
    return layers, list(pairwise(range(len(layers))))


def shape_text(shape):
    sizes = list(shape) if isinstance(shape, tuple | list) else [shape]
    return f" {TIMES} ".join("any" if size is None else str(index(size)) for size in sizes) or "1"


def layer_label(layer):
    """Return the kind of a layer, after its name if a person chose one."""
    kind = type(layer).__name__
    is_automatic = re.sub(r"_\d+$", "", layer.name).replace("_", "") == kind.lower()
    # A model that is cut out of another names its input keras_tensor_1CLONE.
    is_automatic = is_automatic or layer.name.startswith("keras_tensor")
    return kind if is_automatic else f"{layer.name} ({kind})"


def parameter_count(layer):
    """Return the number of parameters; a bare operation, such as a sum, has none."""
    return layer.count_params() if hasattr(layer, "count_params") else 0
