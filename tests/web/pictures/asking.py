"""Asking for pictures, as every reader there is."""

import uuid

from django.test import Client

from heartsease.domain.children import actions as children
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos.actions import ToldFace
from heartsease.domain.photos.models import Resolution
from tests import faces
from tests.cast import House
from tests.entries import drafted, photo_ids, publish_now
from tests.faces import LEFT, RIGHT
from tests.pages import Response
from tests.web.staff.sending import put_photo

STAFF = ("Maggie", "Sen", "Priya", "Stu", "Owen")
FAMILY = ("Grace", "Tunde", "Nana", "Rosa", "Omar")
SIZES = ("small", "large", "master")


def address_of(entry: Observation, size: str = "small") -> str:
    """Where the first photograph of an entry is asked for."""
    return f"/pictures/{photo_ids(entry)[0]}/{size}"


def body_of(response: Response) -> bytes:
    """The bytes of an answer that may be streamed."""
    return response.getvalue()


def readers(house: House, address: str) -> set[str]:
    """Who of the setting gets the picture; everybody else must get a 404 without a byte of it."""
    admitted = set()
    for name in (*STAFF, *FAMILY):
        response = house.client(name).get(address)
        if response.status_code == 200:
            assert body_of(response)
            admitted.add(name)
        else:
            assert_absent(response)
    return admitted


def assert_absent(response: Response) -> None:
    """Nothing is told: not whether the picture exists, and nothing of it."""
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")
    assert response["Cache-Control"] == "no-store"
    for header in ("ETag", "X-Accel-Redirect", "Last-Modified", "Content-Disposition"):
        assert header not in response


def assert_strangers_get_nothing(hollies: House, address: str) -> None:
    """Another setting's staff and families, and who is not signed in."""
    for name in ("Hazel", "Petra"):
        assert_absent(hollies.client(name).get(address))
    answer = Client().get(address)
    assert answer.status_code == 401
    assert "ETag" not in answer
    assert answer["Cache-Control"] == "no-store"


def any_id() -> uuid.UUID:
    """An id of nothing."""
    return uuid.uuid4()


def photographed(house: House, data: bytes) -> Observation:
    """A published photograph of Amara, on the left, and Ben, on the right, sent from the staff's page."""
    entry = drafted(house, "Priya", "Amara", "Ben")
    assert put_photo(house.client("Priya"), entry.pk, data).status_code == 201
    tell_both(house, entry)
    faces.look(LEFT, RIGHT)
    actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    return publish_now(entry)


def tell_both(house: House, entry: Observation) -> None:
    """Priya says of the first photograph of her draft that Amara is on the left and Ben on the right."""
    actions.tell_faces(
        actor=house.actor("Priya"),
        observation_id=entry.pk,
        photo_id=photo_ids(entry)[0],
        faces=[
            ToldFace(LEFT, Resolution.CHILD, house.children["Amara"].pk),
            ToldFace(RIGHT, Resolution.CHILD, house.children["Ben"].pk),
        ],
    )


def unlink_grace(house: House) -> None:
    """End Grace's access to Amara's journal."""
    link = house.links["Grace", "Amara"]
    children.unlink_family(actor=house.system, child_id=link.child_id, link_id=link.pk)
