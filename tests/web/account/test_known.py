"""Someone may know my login (clauses 1.5): one tap, no password asked, everything closed."""

import pytest
from django.test import Client

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Pin
from heartsease.domain.audit.models import AuditEvent
from tests.cast import PASSWORD, House
from tests.pages import led_to, text_of
from tests.web.account.asking import HTML, Browser, person

NEW = "eight yellow ducks swim"


@pytest.mark.parametrize("name", ["Maggie", "Priya", "Stu", "Grace", "Nana"])
def test_one_page_says_what_will_happen_and_changes_nothing(house: House, stale: Browser, name: str) -> None:
    page = text_of(stale(name).get("/account/known"))
    assert "One tap closes everything" in page
    assert ("Your PIN and your badge stop working." in page) == (name in house.staff)
    assert page.count("<button") >= 1
    assert 'type="password"' not in page
    assert not person(house, name).must_set_password


def test_one_tap_closes_everything_and_says_how_to_go_on(house: House, stale: Browser) -> None:
    actions.make_pin(actor=house.signed_in("Priya"))
    other, here = house.client("Priya"), stale("Priya")
    response = here.post("/account/known")
    assert response.headers["Location"] == "/sign-in"
    assert response.headers["Clear-Site-Data"] == '"cache"'
    page = text_of(here.get("/sign-in"))
    assert "Everything is closed now" in page
    assert "Sign in once more" in page
    assert (other.get("/today").status_code, here.get("/today").status_code) == (401, 401)
    assert not Pin.objects.exists()
    assert AuditEvent.objects.get(event="login:reported").person_id == person(house, "Priya").pk


def test_then_a_new_password_and_the_journal_is_open_again(house: House, nobody: Client) -> None:
    house.client("Priya").post("/account/known")
    fields = {"user_name": person(house, "Priya").user_name, "password": PASSWORD}
    house.at_tablet(nobody).post("/sign-in", fields)
    assert led_to(nobody.get("/today", headers=HTML)) == "/account/password"
    nobody.post("/account/password", {"password": NEW})
    assert nobody.get("/today").status_code == 200


def test_nobody_is_stopped_on_the_way(house: House, on_own_device: Browser) -> None:
    """Not by the gates, and not by having said it before."""
    client = on_own_device("Owen")
    assert client.get("/account/known").status_code == 200
    client.post("/account/known")
    again = house.client("Owen")
    assert led_to(again.get("/today", headers=HTML)) == "/account/password"
    assert again.post("/account/known").headers["Location"] == "/sign-in"


def test_who_has_no_password_is_told_whom_to_ask(house: House) -> None:
    stu = house.staff["Stu"].person
    stu.set_unusable_password()
    stu.save()
    client = house.client("Stu")
    assert "ask a nominated member for a new link" in text_of(client.get("/account/known"))
    assert "ask one of them for a new link" in text_of(client.post("/account/known", follow=True))
    assert not person(house, "Stu").must_set_password


def test_nobody_else_is_signed_out(house: House) -> None:
    owen, grace = house.client("Owen"), house.client("Grace")
    house.client("Priya").post("/account/known")
    assert (owen.get("/today").status_code, grace.get("/account/").status_code) == (200, 200)
