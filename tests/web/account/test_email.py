"""A new e-mail address: asked for, proved, and never telling whether another account has it."""

import re

import pytest
from django.http import HttpRequest
from django.test import Client

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import AddressProof, Person
from heartsease.web.account import emails
from tests.background import run_queued
from tests.cast import House
from tests.pages import problem, text_of
from tests.post import waiting_messages
from tests.web.account.asking import person

NEW = "priya.new@example.org"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What goes to the mail room: address and secret."""
    found: list[tuple[str, str]] = []

    def keep(request: HttpRequest, proof: AddressProof, secret: str) -> None:
        found.append((proof.email, secret))

    monkeypatch.setattr(emails, "send_email_proof", keep)
    return found


def test_a_new_address_counts_once_its_link_was_followed(
    house: House, nobody: Client, sent: list[tuple[str, str]]
) -> None:
    client = house.client("Priya")
    page = text_of(client.post("/account/email", {"email": NEW}, follow=True))
    assert "A message is on its way to priya.new@example.org" in page
    assert "priya.new@example.org waits" in page
    [(address, secret)] = sent
    assert address == NEW
    assert secret not in page
    link = f"/account/email/{secret}"
    for _ in range(3):
        page = text_of(nobody.get(link))
        assert NEW in page
        assert "Priya" not in page, "it may be a stranger's letter box"
    assert person(house, "Priya").email == ""
    response = nobody.post(link, follow=True)
    assert response.redirect_chain == [("/sign-in", 302)]
    assert "is now the address of your account" in text_of(response)
    assert person(house, "Priya").email == NEW
    assert NEW in text_of(client.get("/account/"))


def test_the_message_goes_to_the_new_address_and_its_link_confirms_it(house: House, nobody: Client) -> None:
    """Through the real outbox; and then the old address is told."""
    Person.objects.filter(pk=person(house, "Priya").pk).update(email="priya@example.org")
    house.client("Priya").post("/account/email", {"email": NEW})
    [letter] = waiting_messages()
    assert (letter.kind, letter.address) == ("email_confirmation", NEW)
    [link] = re.findall(r"http://testserver(/account/email/\S+)", letter.text)
    assert nobody.post(link).status_code == 302
    assert person(house, "Priya").email == NEW
    run_queued()
    assert [(one.kind, one.address) for one in waiting_messages()[1:]] == [("email_changed", "priya@example.org")]


def test_whoever_is_signed_in_comes_back_to_the_account(house: House, sent: list[tuple[str, str]]) -> None:
    client = house.client("Priya")
    client.post("/account/email", {"email": NEW})
    assert client.post(f"/account/email/{sent[0][1]}").headers["Location"] == "/account/"


def test_used_late_and_mistyped_links_look_alike(house: House, nobody: Client) -> None:
    used, late = (
        actions.ask_for_email(actor=house.signed_in(name), email=f"{name}@example.org") for name in ("Sen", "Stu")
    )
    actions.confirm_email(secret=used.secret, source="")
    AddressProof.objects.filter(pk=late.proof.pk).update(expires_at="2020-01-01T00:00Z")
    answers = {
        (response.status_code, problem(response))
        for secret in (used.secret, late.secret, "nonsense", "%00", "x" * 300)
        for response in (nobody.get(f"/account/email/{secret}"), nobody.post(f"/account/email/{secret}"))
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 403


def test_an_address_of_somebody_else_looks_like_a_free_one(
    house: House, nobody: Client, sent: list[tuple[str, str]]
) -> None:
    Person.objects.filter(pk=person(house, "Owen").pk).update(email="owen@example.org")
    client, pages = house.client("Priya"), []
    for address in ("owen@example.org", "free@example.org"):
        pages.append(text_of(client.post("/account/email", {"email": address}, follow=True)).replace(address, "it"))
    free, taken = (page.split("</head>")[1].split('name="csrfmiddlewaretoken"')[0] for page in pages)
    assert free == taken
    assert [address for address, _secret in sent] == ["owen@example.org", "free@example.org"]


def test_the_confirmation_says_that_it_cannot_be_used(
    house: House, nobody: Client, sent: list[tuple[str, str]]
) -> None:
    Person.objects.filter(pk=person(house, "Owen").pk).update(email="owen@example.org")
    house.client("Priya").post("/account/email", {"email": "owen@example.org"})
    link = f"/account/email/{sent[0][1]}"
    assert nobody.get(link).status_code == 200
    response = nobody.post(link)
    assert response.status_code == 409
    assert "cannot be used for your account" in problem(response)
    assert person(house, "Priya").email == ""


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Write the new address."),
        ("\x00", "Write the new address."),
        ("nonsense", "This is no e-mail address."),
        ("a" * 260 + "@example.org", "at most 254 characters"),
        ("PRIYA@example.org", "This is your address already."),
    ],
)
def test_each_limit_speaks(house: House, email: str, sentence: str, sent: list[tuple[str, str]]) -> None:
    Person.objects.filter(pk=person(house, "Priya").pk).update(email="priya@example.org")
    response = house.client("Priya").post("/account/email", {"email": email})
    assert response.status_code == 422
    assert sentence in problem(response)
    assert sent == []
    assert not AddressProof.objects.exists()


def test_the_sixth_address_of_a_day_is_refused(house: House, sent: list[tuple[str, str]]) -> None:
    client = house.client("Priya")
    for number in range(5):
        assert client.post("/account/email", {"email": f"{number}@example.org"}).status_code == 302
    response = client.post("/account/email", {"email": NEW})
    assert "tomorrow" in problem(response)
    assert len(sent) == 5


def test_a_message_that_cannot_be_queued_leaves_nothing_behind(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise OSError

    monkeypatch.setattr(emails, "send_email_proof", fail)
    with pytest.raises(OSError):
        house.client("Priya").post("/account/email", {"email": NEW})
    assert not AddressProof.objects.exists()
