"""Nobody can tell from any file who is hidden in it: photographs that differ only there leave as the same bytes (G12).

The same with many more pictures, without pages: tests/domain/photos/test_covering.py and scripts/bench/hidden.py.
"""

import uuid
from collections.abc import Callable

import pytest

from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.models import Region, Resolution
from tests import faces, pictures
from tests.cast import House
from tests.entries import drafted, photo_ids, publish_now
from tests.faces import LEFT, RIGHT
from tests.web.pictures.asking import SIZES, body_of, photographed
from tests.web.staff.sending import put_photo

WIDTH, HEIGHT = 900, 600
Files = dict[str, list[bytes]]


def with_somebody(box: Box, number: int) -> bytes:
    """A picture in which one of two people is at ``box``, with hair and head, and all else is the same."""
    pixels = pictures.scene(WIDTH, HEIGHT).numpy().copy()
    grown = box.grown()
    rows = slice(round(grown.top * HEIGHT), round(grown.bottom * HEIGHT))
    columns = slice(round(grown.left * WIDTH), round(grown.right * WIDTH))
    shape = pixels[rows, columns].shape
    pixels[rows, columns] = pictures.scene(shape[1], shape[0], seed=50 + number).numpy() if number else (255, 0, 60)
    return pictures.png(pictures.from_pixels(pixels))


def seen_by(house: House, photo_id: uuid.UUID, *names: str) -> Files:
    return {name: [body_of(house.client(name).get(f"/pictures/{photo_id}/{size}")) for size in SIZES] for name in names}


def covered_for_a_family(house: House, data: bytes) -> Files:
    """Ben's family refuses, so Amara's gets Ben painted over; then he is painted out for everybody."""
    [photo_id] = photo_ids(photographed(house, data))
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    seen = seen_by(house, photo_id, "Grace", "Tunde", "Nana")
    ben = Region.objects.get(photo_id=photo_id, child=house.children["Ben"])
    assert photos.burn_regions(actor=house.system, photo_id=photo_id, region_ids=[ben.pk])
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: True}, by="Rosa")
    return seen | {f"{name} afterwards": files for name, files in seen_by(house, photo_id, "Grace", "Priya").items()}


def hidden_for_everybody(house: House, data: bytes) -> Files:
    """Somebody whom nobody knows is hidden by a colleague."""
    entry: Observation = drafted(house, "Priya", "Amara")
    assert put_photo(house.client("Priya"), entry.pk, data).status_code == 201
    [photo_id] = photo_ids(entry)
    actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
    faces.look(RIGHT)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    region = Region.objects.get(photo_id=photo_id)
    actions.answer_face(actor=house.actor("Sen"), photo_id=photo_id, region_id=region.pk, who=Resolution.MASKED)
    publish_now(entry)
    return seen_by(house, photo_id, "Priya", "Sen", "Grace")


@pytest.mark.parametrize("hide", [covered_for_a_family, hidden_for_everybody])
def test_who_is_hidden_changes_no_byte(house: House, hide: Callable[[House, bytes], Files]) -> None:
    first, *others = [hide(house, with_somebody(RIGHT, number)) for number in range(3)]
    assert all(len(file) > 500 for files in first.values() for file in files)
    assert all(other == first for other in others)


def test_who_is_not_hidden_does(house: House) -> None:
    """The control: the same two people in a place that is left as it is."""
    first, second = (covered_for_a_family(house, with_somebody(LEFT, number)) for number in range(2))
    assert not [name for name, files in first.items() if files == second[name]]
