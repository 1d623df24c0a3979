"""CenterFace (Xu, Yan, Yang, Sun, 2019), the model that was measured to find most (decision 15)."""

import numpy as np

from heartsease.domain.photos.faces.face_model import FIELD_PIXELS, FaceModel, Look

CENTERFACE = FaceModel(
    name="centerface",
    looks=(
        # At 1280 a face of a hundredth of the long edge is found.
        Look(1280, quarters=(0,)),
        # Small children lie on the floor: a picture that is never turned hides a third of their faces.
        Look(640, quarters=(0, 1, 2, 3)),
    ),
    certain_enough=0.35,
    # Sizes are logarithms of fields, offsets are fields.
    size=lambda sizes: np.exp(sizes) * FIELD_PIXELS,
    offset=lambda offsets: offsets * FIELD_PIXELS,
)
