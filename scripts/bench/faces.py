"""How many faces a detector finds on the server, upright and turned, what it takes for faces, and what it costs.

    .venv/bin/python -m scripts.bench.faces --detector blazeface

On the photographs beside the checkout, which are not part of it. Turned pictures stand on grey; a place that was seen
upright is looked for where it has gone.
"""

import argparse
import math
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pyvips

from heartsease.domain.photos.darkroom import darkroom
from heartsease.domain.photos.faces import choices
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.finding import LONG_EDGE, Detector, loaded, open_picture
from heartsease.domain.photos.rules import Kind, Size, rendition_name
from scripts.bench.face_truth import Score, Seen, score, seen_photographs

ANGLES = (0, 30, 45, 60, 90, 135, 180)
TWELVE_MEGAPIXELS = (4000, 3000)


def main() -> None:
    """Measure and print."""
    photographs = seen_photographs()
    if not photographs:
        sys.exit("There are no photographs in ../shared/photos.")
    name = detector_name(__doc__)
    detector = loaded(name)
    print(f"{name}: {len(photographs)} photographs")
    _cost(detector, photographs)
    # The control: a detector that finds nothing must not pass.
    print(f"blind detector: {sum((score([], seen) for seen in photographs), Score(wrong=1))}\n")
    for angle in ANGLES:
        total = Score()
        for seen in photographs:
            picture, there = turned(seen, angle)
            total += score(detector.find(picture.numpy()), there)
        print(f"{angle:4d} degrees: {total}")


def detector_name(about: str | None) -> str:
    """The detector that the command line names."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--detector", choices=choices.MODELS, default=choices.DEFAULT)
    name: str = parser.parse_args().detector
    return name


def turned(seen: Seen, angle: float) -> tuple[pyvips.Image, Seen]:
    """The photograph turned right by ``angle`` degrees at the size of searching, and where its faces are then."""
    upright = pyvips.Image.new_from_file(str(seen.path)).autorot().colourspace("srgb")
    image = upright.similarity(angle=angle, background=[128, 128, 128]) if angle else upright
    small = image.thumbnail_image(LONG_EDGE, height=LONG_EDGE, size="down")

    def there(box: Box) -> Box:
        radians, width, height = math.radians(angle), seen.width, seen.height
        corners = [(x * width, y * height) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        middle = [(x - width / 2, y - height / 2) for x, y in corners]
        spun = [
            (x * math.cos(radians) - y * math.sin(radians), x * math.sin(radians) + y * math.cos(radians))
            for x, y in middle
        ]
        # A face is about round: its turned box is as large as before, around the same middle.
        x, y = sum(one[0] for one in spun) / 4 + image.width / 2, sum(one[1] for one in spun) / 4 + image.height / 2
        half_width = (box.right - box.left) * width / 2
        half_height = (box.bottom - box.top) * height / 2
        share = abs(math.sin(radians))
        half_width, half_height = (
            half_width + (half_height - half_width) * share,
            half_height + (half_width - half_height) * share,
        )
        return Box(
            (x - half_width) / image.width,
            (y - half_height) / image.height,
            (x + half_width) / image.width,
            (y + half_height) / image.height,
        )

    return small, replace(
        seen,
        faces=tuple(map(there, seen.faces)),
        hard=tuple(map(there, seen.hard)),
        ignored=tuple(map(there, seen.ignored)),
    )


def _cost(detector: Detector, photographs: list[Seen]) -> None:
    """Of pictures that were sent with 12 megapixels: what is looked at is the file of 1280 pixels that was kept."""
    spent = []
    with tempfile.TemporaryDirectory() as place:
        for number, seen in enumerate(photographs):
            source, folder = Path(place) / f"{number}.jpg", Path(place) / str(number)
            folder.mkdir()
            width, height = TWELVE_MEGAPIXELS
            enlarged = pyvips.Image.thumbnail(str(seen.path), width, height=height, size="both").colourspace("srgb")
            enlarged.jpegsave(str(source), Q=85, keep="none")
            darkroom.develop(source, folder, Kind.JPEG)
            started = time.process_time()
            detector.find(open_picture(folder / rendition_name(Size.LARGE)))
            spent.append(time.process_time() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"12 megapixels: median {statistics.median(spent) * 1000:.0f} ms of one core, most {max(spent) * 1000:.0f};"
        f" peak of this process {peak:.0f} MB\n"
    )


if __name__ == "__main__":
    main()
