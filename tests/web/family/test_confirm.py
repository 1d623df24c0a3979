"""The family's own answer before the journal opens, and what is said while it is closed (guarantee G9)."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from heartsease.domain.access.permissions import Role
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions
from heartsease.domain.children.models import FamilyLink
from tests import links
from tests.cast import House
from tests.pages import led_to, problem, text_of
from tests.web.family.making import entry_url, publish

QUESTION = "what is the child’s date of birth?"
CONFIRM = "/journal/confirm"


@pytest.fixture
def femi(house: House) -> Client:
    """Somebody who is linked to Amara and has not answered yet."""
    links.link(house, "Femi", "Amara")
    return house.client("Femi")


def born(house: House, child: str = "Amara") -> dt.date:
    return house.children[child].birth_date


def answer(client: Client, written: str) -> Any:
    return client.post(CONFIRM, {"birth_date": written})


def test_the_first_page_asks_and_shows_nothing(house: House, femi: Client) -> None:
    publish(house, "Amara", text="A secret tower.")
    response = femi.get("/", follow=True)
    assert response.redirect_chain[-1] == (f"{CONFIRM}?next=%2Fjournal", 302)
    page = text_of(response)
    assert QUESTION in page
    assert "Amara" not in page
    assert "tower" not in page


def test_the_right_answer_opens_the_journal(house: House, femi: Client) -> None:
    publish(house, "Amara", text="A secret tower.")
    response = femi.post(CONFIRM, {"birth_date": str(born(house))}, follow=True)
    page = text_of(response)
    assert response.redirect_chain[-1][0] == "/journal"
    assert "Thank you, that is right." in page
    assert "A secret tower." in page


@pytest.mark.parametrize(
    "style",
    ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", " %d/%m/%Y "],
)
def test_a_day_may_be_written_in_many_ways(style: str, house: House, femi: Client) -> None:
    assert answer(femi, born(house).strftime(style)).status_code == 302
    assert links.own(house, "Femi") == ["Amara"]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "Write the date of birth of your child."),
        ("   ", "this is no day of the calendar"),
        ("yesterday", "this is no day of the calendar"),
        ("31/02/2022", "this is no day of the calendar"),
        ("2022-05-03\x00", "this is no day of the calendar"),
        ("1" * 5000, "this is no day of the calendar"),
        ("0202-05-03", "No child here could be born on this day."),
        ("1985-05-03", "No child here could be born on this day."),
        ("9999-12-31", "No child here could be born on this day."),
    ],
)
def test_what_is_no_birth_date_is_no_wrong_answer(written: str, sentence: str, house: House, femi: Client) -> None:
    for _ in range(3):
        response = answer(femi, written)
        assert response.status_code == 422
        assert sentence in problem(response)
    assert FamilyLink.objects.get(pk=house.links["Femi", "Amara"].pk).wrong_answers == 0


def test_an_empty_form_is_no_answer(house: House, femi: Client) -> None:
    assert femi.post(CONFIRM).status_code == 422
    assert FamilyLink.objects.get(pk=house.links["Femi", "Amara"].pk).wrong_answers == 0


def test_a_wrong_answer_keeps_what_was_typed_and_tells_nothing(house: House, femi: Client) -> None:
    wrong = links.wrong_day(house)
    response = answer(femi, str(wrong))
    assert response.status_code == 422
    assert "not the date of birth that the setting wrote down" in problem(response)
    page = text_of(response)
    assert f'value="{wrong}"' in page
    assert "Amara" not in page
    assert str(born(house)) not in page


def test_two_wrong_answers_close_it_and_say_so(house: House, femi: Client) -> None:
    for _ in range(2):
        response = answer(femi, str(links.wrong_day(house)))
    assert response.status_code == 302
    page = text_of(femi.get(CONFIRM))
    assert "The answers did not fit" in page
    assert "Maggie Sunflower" in page
    assert "Amara" not in page


def test_while_nothing_is_asked_every_answer_looks_the_same(house: House, femi: Client) -> None:
    """Frozen, or never linked at all: a right date of birth is worth no more than a wrong one, or than nonsense."""
    for _ in range(2):
        answer(femi, str(links.wrong_day(house)))
    links.admit(house, "Stranger")
    for client in (femi, house.client("Stranger"), house.client("Grace")):
        before = AuditEvent.objects.count()
        said = {
            (response.status_code, response.headers["Location"], response.content)
            for written in (str(born(house)), str(links.wrong_day(house)), "nonsense", "")
            for response in [answer(client, written)]
        }
        assert len(said) == 1
        assert AuditEvent.objects.count() == before


def test_siblings_are_asked_for_one_after_the_other(house: House) -> None:
    links.link(house, "Femi", "Amara")
    links.link(house, "Femi", "Kofi")
    femi = house.client("Femi")
    page = text_of(femi.get(CONFIRM))
    assert page.count(QUESTION) == 1
    response = femi.post(CONFIRM, {"birth_date": str(born(house, "Kofi"))}, follow=True)
    page = text_of(response)
    assert response.redirect_chain[-1][0] == CONFIRM
    assert QUESTION in page
    assert "Amara" not in page
    assert "Kofi" not in page
    journal = text_of(femi.get("/journal"))
    assert "Kofi’s journal" in journal
    assert "Another journal waits for your answer" in journal
    assert "Amara" not in journal
    page = text_of(femi.post(CONFIRM, {"birth_date": str(born(house))}, follow=True))
    assert "Another journal" not in page
    assert "Amara" in page


def test_where_a_second_member_is_needed_the_family_waits(house: House) -> None:
    house.choose(most_linked_adults=1)
    links.add_second_member(house)
    links.link(house, "Femi", "Amara")
    femi = house.client("Femi")
    page = text_of(femi.post(CONFIRM, {"birth_date": str(born(house))}, follow=True))
    assert "A second nominated member confirms it as well" in page.replace("a second", "A second")
    assert "Amara" not in page
    actions.second_link(actor=house.actor("Nora"), link_id=house.links["Femi", "Amara"].pk)
    assert "Amara’s journal" in text_of(femi.get("/journal"))


def test_a_pause_shows_its_words_and_whom_to_ask(house: House) -> None:
    links.suspend(house, "Rosa", "Ben", words="Please <b>talk</b> to us\nabout the pictures.")
    rosa = house.client("Rosa")
    page = text_of(rosa.get("/journal", follow=True))
    assert "Please <b>talk</b> to us<br>about the pictures." in page
    assert b"&lt;b&gt;" in rosa.get(CONFIRM).content
    assert "Maggie Sunflower" in page
    assert "Ben" not in page
    assert "Pictures were passed on." not in page


def test_a_pause_beside_a_journal_that_is_open(house: House) -> None:
    links.suspend(house, "Grace", "Amara")
    grace = house.client("Grace")
    page = text_of(grace.get("/journal"))
    assert "Kofi’s journal" in page
    assert "Another journal is closed to you at the moment" in page
    page = text_of(grace.get(CONFIRM))
    assert "Please talk to us." in page
    assert "To the journal that is open" in page


def test_a_restriction_looks_as_if_there_were_no_link(house: House) -> None:
    links.restrict(house, "Omar", "Ben")
    links.admit(house, "Stranger")
    pages = [
        text_of(house.client(name).get("/journal", follow=True)).partition('<main id="main"')[2]
        for name in ("Omar", "Stranger")
    ]
    assert pages[0] == pages[1]
    assert "No journal is open to you at the moment" in pages[0]
    assert house.client("Omar").get(CONFIRM).headers["Location"] == "/journal"


@pytest.mark.parametrize(
    "path", ["/journal", "/journal/{child}", "/journal/{child}/{entry}", "/from-home", "/relatives"]
)
def test_every_page_of_the_journal_leads_to_the_question(path: str, house: House, femi: Client) -> None:
    entry = publish(house, "Amara")
    for child in ("Amara", "Ben"):
        url = path.format(child=house.children[child].pk, entry=entry.pk)
        assert led_to(femi.get(url)) == CONFIRM
    assert femi.get("/journal", headers={"HX-Request": "true"}).headers["HX-Redirect"] == CONFIRM


def test_who_has_an_open_journal_is_not_led_astray(house: House) -> None:
    """A wrong address is not there, even while another journal waits."""
    links.link(house, "Rosa", "Kofi")
    rosa = house.client("Rosa")
    assert rosa.get(f"/journal/{house.children['Kofi'].pk}").status_code == 404
    assert rosa.get(f"/journal/{house.children['Ben'].pk}").status_code == 200


def test_relatives_are_asked_too(house: House) -> None:
    links.link(house, "Gran", "Amara", role=Role.RELATIVE)
    gran = house.client("Gran")
    assert led_to(gran.get("/journal")) == CONFIRM
    answer(gran, str(born(house)))
    assert "Amara’s journal" in text_of(gran.get("/journal"))


def test_reading_leaves_a_trace_and_looking_at_small_pictures_none(house: House) -> None:
    entry = publish(house, "Amara", photos=1)
    grace, nana = house.client("Grace"), house.client("Nana")
    url, photo_id = entry_url(house, entry), entry.pictures.get().photo_id
    grace.get("/journal")
    grace.get(f"/pictures/{photo_id}/small")
    assert not AuditEvent.objects.filter(event__in=["journal:viewed", "photo:viewed"]).exists()
    grace.get(url)
    nana.get(url)
    nana.post(f"{url}/comment", {"text": ""})
    for size in ("large", "master"):
        response = grace.get(f"/pictures/{photo_id}/{size}")
        grace.get(f"/pictures/{photo_id}/{size}", headers={"If-None-Match": response.headers["ETag"]})
    viewed = AuditEvent.objects.filter(event="journal:viewed")
    assert {(one.subject_id, one.child_id) for one in viewed} == {(entry.pk, house.children["Amara"].pk)}
    assert viewed.count() == 2
    pictures = AuditEvent.objects.filter(event="photo:viewed")
    assert [(one.subject_id, one.child_id, one.person_id) for one in pictures] == [
        (photo_id, house.children["Amara"].pk, house.family["Grace"].person_id)
    ] * 2


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(method: str, femi: Client) -> None:
    assert femi.generic(method, CONFIRM).status_code == 405


def test_staff_and_nobody_are_not_asked(house: House, nobody: Client) -> None:
    for name in ("Maggie", "Sen", "Priya", "Stu"):
        assert house.client(name).get(CONFIRM).status_code == 403
        assert answer(house.client(name), str(born(house))).status_code == 403
    assert nobody.get(CONFIRM, headers={"accept": "text/html"}).headers["Location"].startswith("/sign-in")
