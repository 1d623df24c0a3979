"""The setting's rooms."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heartsease.domain.setting import actions
from heartsease.domain.setting.models import Room
from tests.cast import House


def test_a_room_is_added_renamed_and_sized(house: House) -> None:
    maggie = house.client("Maggie")
    assert maggie.post("/manage/rooms", {"name": "Willow", "capacity": "12"}).status_code == 302
    willow = Room.objects.get(name="Willow")
    assert willow.capacity == 12
    assert 'value="Willow"' in maggie.get(f"/manage/rooms/{willow.pk}").content.decode()
    assert maggie.post(f"/manage/rooms/{willow.pk}", {"name": "Willows", "capacity": ""}).status_code == 302
    willow.refresh_from_db()
    assert willow.name == "Willows"
    assert Room.objects.filter(pk=willow.pk, capacity__isnull=True).exists()
    assert "Willows" in maggie.get("/manage/rooms").content.decode()


def test_the_list_says_how_full_each_room_is(house: House) -> None:
    actions.save_room(actor=house.system, room_id=house.rooms["Acorns"].pk, name="Acorns", capacity=1)
    page = house.client("Maggie").get("/manage/rooms").content.decode()
    assert "2 of 1 places" in page
    assert page.count("more than planned") == 1
    assert "1 child<" in page


@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Write the room&#x27;s name."),
        ("name", "\x00", "Write the room&#x27;s name."),
        ("name", "x" * 300, "at most 60 characters fit here"),
        ("name", "oaks", "There is a room of this name already."),
        ("capacity", "0", "write a whole number from 1 to 500."),
        ("capacity", "501", "write a whole number from 1 to 500."),
        ("capacity", "ten", "write a whole number from 1 to 500."),
        ("capacity", "9" * 40, "write a whole number from 1 to 500."),
    ],
)
def test_each_limit_speaks_beside_its_field(house: House, field: str, value: str, sentence: str, is_new: bool) -> None:
    before = list(Room.objects.values())
    address = "/manage/rooms" if is_new else f"/manage/rooms/{house.rooms['Acorns'].pk}"
    response = house.client("Maggie").post(address, {"name": "Willow", "capacity": "12"} | {field: value})
    page = response.content.decode()
    assert response.status_code == 422
    beside = re.search(rf'id="id_{field}_error".*?</div>', page, flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]
    assert list(Room.objects.values()) == before


def test_another_setting_may_use_the_same_name(house: House, hollies: House) -> None:
    assert hollies.client("Hazel").post("/manage/rooms", {"name": "Acorns"}).status_code == 302
    page = house.client("Maggie").get("/manage/rooms").content.decode()
    assert "Ivy" not in page


def test_the_number_of_queries_does_not_grow(house: House) -> None:
    def cost() -> int:
        client = house.client("Maggie")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/manage/rooms").status_code == 200
        return len(asked)

    few = cost()
    for number in range(6):
        actions.save_room(actor=house.system, name=f"Room {number}")
    assert cost() == few
    assert few <= 4
