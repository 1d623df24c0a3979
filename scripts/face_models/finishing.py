"""What the models of all detectors have in common: one input, three answers, small weights."""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

OPSET = 13
Weights = dict[str, NDArray[Any]]


def finished(nodes: list[NodeProto], weights: Weights) -> ModelProto:
    """The model of the nodes from "picture" to "places", "sizes" and "offsets", for any size of picture.

    The weights are stored as whole numbers of eight bits: a quarter of the size, the same faces found.
    """
    stored, before = _stored(nodes, weights)
    graph = helper.make_graph(
        [*before, *nodes],
        "faces",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, "height", "width"])],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, count, None, None])
            for name, count in (("places", 1), ("sizes", 2), ("offsets", 2))
        ],
        stored,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def refuse_unknown(found: set[str], known: set[str]) -> None:
    """Stop where the weights are not those whose parts are known here."""
    if unknown := found - known:
        raise SystemExit(f"These weights are not the ones that are known here: they need {', '.join(sorted(unknown))}.")


def _stored(nodes: list[NodeProto], weights: Weights) -> tuple[list[TensorProto], list[NodeProto]]:
    """The tensors to store, and the nodes that make the convolutions' weights from the small numbers."""
    stored, before = [], []
    for node in nodes:
        for at, name in enumerate(node.input):
            if name not in weights:
                continue
            tensor = weights[name]
            if tensor.ndim < 2:
                stored.append(numpy_helper.from_array(tensor, name))
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
