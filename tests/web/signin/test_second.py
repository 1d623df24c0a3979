"""The second step of signing in: asked for after the right password, and nothing opens before it."""

import pyotp
from django.test import Client

from tests.cast import PASSWORD, House
from tests.pages import text_of
from tests.web.account.test_factors import seed_on


def test_after_the_password_the_app_is_asked(house: House, nobody: Client) -> None:
    grace, person = house.client("Grace"), house.family["Grace"].person
    seed = seed_on(grace.get("/account/second/app"))
    assert grace.post("/account/second/app", {"code": pyotp.TOTP(seed).now()}).status_code in {200, 302}
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    answer = nobody.post("/sign-in", {"user_name": person.user_name, "password": PASSWORD})
    assert answer.headers["Location"].startswith("/sign-in/second")
    page = nobody.get(answer.headers["Location"])
    assert page.status_code == 200
    assert "code" in text_of(page)
    assert nobody.post("/sign-in/second", {"code": "000000"}).status_code == 422
    assert nobody.get("/journal", headers={"Accept": "text/html"}).headers["Location"].startswith("/sign-in")


def test_nobody_is_asked_before_the_password(house: House, nobody: Client) -> None:
    assert nobody.get("/sign-in/second").headers["Location"].startswith("/sign-in")
