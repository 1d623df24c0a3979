"""BlazeFace for a whole room (Google's "full range", Apache-2.0), whose licence leaves no question (decision 19).

It was made for pictures of 192 pixels, so a large picture is shown to it at more sizes.
"""

from heartsease.domain.photos.faces.face_model import FaceModel, Look

QUARTERS = (0, 1, 2, 3)

BLAZEFACE = FaceModel(
    name="blazeface",
    looks=(Look(1280, quarters=(0,)), Look(640, QUARTERS), Look(320, QUARTERS), Look(160, QUARTERS)),
    certain_enough=0.4,
    # Both in pixels already.
    size=lambda sizes: sizes,
    offset=lambda offsets: offsets,
)
