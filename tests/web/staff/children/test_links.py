"""One adult's link: where it stands, what they have seen, paused, opened again, ended (clauses 4.2, 4.10)."""

import datetime as dt

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions
from heartsease.domain.children.rules import LinkState
from heartsease.domain.incidents.models import Incident
from heartsease.kernel import clock
from tests import entries, links
from tests.background import run_queued
from tests.cast import House
from tests.pages import Response, problem, text_of


def url(house: House, adult: str, child: str, part: str = "") -> str:
    return f"/children/{house.children[child].pk}/family/{house.links[adult, child].pk}{part and '/'}{part}"


def pause_form(house: House, **changes: str) -> dict[str, str]:
    review_on = clock.today(house.system.zone) + dt.timedelta(days=30)
    return {"reason": "Pictures were passed on.", "words": "Please talk to us.", "review_on": str(review_on)} | changes


def end(house: House, adult: str, child: str, why: str = "over") -> Response:
    return house.client("Maggie").post(url(house, adult, child, "end"), {"why": why}, follow=True)


def test_the_record_says_where_each_link_stands(house: House) -> None:
    links.link(house, "Femi", "Amara")
    links.suspend(house, "Grace", "Amara")
    links.restrict(house, "Nana", "Amara")
    path = f"/children/{house.children['Amara'].pk}/record"
    page = text_of(house.client("Maggie").get(path))
    for words in ("waits for their own answer", "paused", "closed by a restriction", url(house, "Tunde", "Amara")):
        assert words in page
    assert "Nana Example<small>since" in page.replace("\n", "").replace(" <small>", "<small>")
    for name in ("Sen", "Priya"):
        page = text_of(house.client(name).get(path))
        assert page.count("does not read it at the moment") == 3
        for words in ("waits for their own answer", "paused", "restriction", "Restrictions", "/family/"):
            assert words not in page


@pytest.mark.parametrize("state", ["waiting", "frozen", "unseconded", "in_force", "suspended", "restricted", "ended"])
def test_the_page_of_a_link_in_every_state(state: str, house: House) -> None:
    links.add_second_member(house)
    house.choose(most_linked_adults=1)
    links.link(house, "Femi", "Amara")
    if state == "frozen":
        for _ in range(2):
            links.answer(house, "Femi", links.wrong_day(house))
    elif state != "waiting":
        links.answer_rightly(house, "Femi", "Amara")
    if state not in {"waiting", "frozen", "unseconded"}:
        actions.second_link(actor=house.actor("Nora"), link_id=house.links["Femi", "Amara"].pk)
    if state == "suspended":
        links.suspend(house, "Femi", "Amara")
    elif state == "restricted":
        links.restrict(house, "Femi", "Amara")
    elif state == "ended":
        actions.unlink_family(**links.of(house, "Femi", "Amara"))
    page = text_of(house.client("Maggie").get(url(house, "Femi", "Amara")))
    assert str(LinkState(state).label) in page
    offers = {
        "Ask them again": state == "frozen",
        "Look at it as the second": state in {"waiting", "frozen", "unseconded"},
        "Open it again": state == "suspended",
        "Pause access": state not in {"suspended", "ended"},
        "End access": state != "ended",
    }
    assert {words: words in page for words in offers} == offers


def test_the_page_says_who_lives_with_whom_and_who_came_by_whom(house: House) -> None:
    actions.ask_for_relative(
        actor=house.actor("Grace"),
        child_id=house.children["Amara"].pk,
        full_name="Gran Hale",
        email="gran@example.org",
        relation="grandmother",
    )
    page = text_of(house.client("Maggie").get(url(house, "Grace", "Amara")))
    assert "Tunde Example" in page
    assert "Gran Hale" in page
    page = text_of(house.client("Maggie").get(url(house, "Tunde", "Amara")))
    assert "Gran Hale" not in page
    page = text_of(house.client("Maggie").get(url(house, "Rosa", "Ben")))
    assert "nobody else who reads" in page
    assert "Omar" not in page


def test_a_pause_and_its_end(house: House) -> None:
    maggie, rosa = house.client("Maggie"), house.client("Rosa")
    assert "Pause the access of Rosa Example" in text_of(maggie.get(url(house, "Rosa", "Ben", "pause")))
    page = text_of(maggie.post(url(house, "Rosa", "Ben", "pause"), pause_form(house), follow=True))
    assert "The access of Rosa Example is paused from now on." in page
    assert "Pictures were passed on." in page
    assert "Please talk to us." in text_of(rosa.get("/journal", follow=True))
    assert maggie.post(url(house, "Rosa", "Ben", "pause"), pause_form(house)).status_code == 409
    assert "The pause has ended." in text_of(maggie.post(url(house, "Rosa", "Ben", "reopen"), follow=True))
    assert "Ben’s journal" in text_of(rosa.get("/journal", follow=True))
    assert maggie.post(url(house, "Rosa", "Ben", "reopen")).status_code == 409


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("reason", "", "Write down why."),
        ("reason", "x" * 1001, "at most 1000 characters"),
        ("words", "\x00", "Write what they will read"),
        ("words", "x" * 1001, "at most 1000 characters"),
        ("review_on", "", "within the coming year"),
        ("review_on", "2020-01-01", "within the coming year"),
        ("review_on", "9999-01-01", "within the coming year"),
        ("review_on", "soon", "this is no day of the calendar"),
    ],
)
def test_each_limit_of_a_pause_speaks(field: str, value: str, sentence: str, house: House) -> None:
    response = house.client("Maggie").post(url(house, "Rosa", "Ben", "pause"), pause_form(house, **{field: value}))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert links.own(house, "Rosa") == ["Ben"]


def test_after_two_wrong_answers_they_are_asked_again(house: House) -> None:
    links.link(house, "Femi", "Amara")
    for _ in range(2):
        links.answer(house, "Femi", links.wrong_day(house))
    maggie = house.client("Maggie")
    page = text_of(maggie.post(url(house, "Femi", "Amara", "ask-again"), follow=True))
    assert "They are asked for the date of birth again." in page
    assert "what is the child’s date of birth?" in text_of(house.client("Femi").get("/journal", follow=True))
    assert maggie.post(url(house, "Femi", "Amara", "ask-again")).status_code == 409


def test_ending_asks_first_and_holds_from_the_next_tap(house: House) -> None:
    maggie, nana = house.client("Maggie"), house.client("Nana")
    assert "End the access of Nana Example?" in text_of(maggie.get(url(house, "Nana", "Amara", "end")))
    assert "Amara" in text_of(nana.get("/journal", follow=True))
    response = maggie.post(url(house, "Nana", "Amara", "end"))
    assert response.status_code == 422
    assert "Say why it ends." in problem(response)
    assert "Nana Example no longer reads this journal." in text_of(end(house, "Nana", "Amara"))
    assert "Amara" not in text_of(nana.get("/journal", follow=True))
    page = text_of(maggie.get(f"/children/{house.children['Amara'].pk}/record"))
    assert str(house.links["Nana", "Amara"].pk) not in page
    assert maggie.post(url(house, "Nana", "Amara", "end"), {"why": "over"}).status_code == 404
    assert maggie.get(url(house, "Nana", "Amara", "end")).status_code == 404
    assert maggie.get(url(house, "Nana", "Amara")).status_code == 200


def test_a_wrong_child_is_undone_with_the_words_for_the_right_family(house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=2, text="A tower of nine.")
    links.link(house, "Femi", "Amara")
    links.answer_rightly(house, "Femi", "Amara")
    femi = house.client("Femi")
    femi.get(f"/journal/{house.children['Amara'].pk}/{entry.pk}")
    femi.get(f"/pictures/{entries.photo_ids(entry)[0]}/large")
    house.choose(parents_save_pictures=True)
    for _copy in range(2):
        femi.post(f"/pictures/{entries.photo_ids(entry)[0]}/save")
    page = text_of(house.client("Maggie").get(url(house, "Femi", "Amara", "end")))
    for words in ("1 entry, 2 photographs", "1 photograph at full size", "A tower of nine.", "rightly, on"):
        assert words in page
    assert "they saved 2 copies, which cannot be taken back" in page
    response = end(house, "Femi", "Amara", "wrong")
    assert response.redirect_chain[-1][0] == url(house, "Femi", "Amara", "seen")
    words = text_of(response).partition('id="words-for-family">')[2].partition("<")[0]
    assert "By mistake, an adult of another family was linked to Amara’s journal at Sunflower" in words
    assert "We ended this on" in words
    assert "held 1 entry with 2 photographs" in words
    assert "They opened 1 entry on a page of its own." in words
    assert "They saved 2 copies of photographs, which we cannot take back." in words
    assert "Femi" not in words
    assert AuditEvent.objects.get(event="family:unlinked").details["was_wrong_child"] is True
    assert links.own(house, "Femi") == []


def test_the_incident_of_a_wrong_child_says_what_had_been_seen(house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=2, text="A tower of nine.")
    links.link(house, "Femi", "Amara")
    links.answer_rightly(house, "Femi", "Amara")
    house.client("Femi").get(f"/journal/{house.children['Amara'].pk}/{entry.pk}")
    end(house, "Femi", "Amara", "wrong")
    run_queued()
    incident = Incident.objects.get()
    maggie = house.client("Maggie")
    page = text_of(maggie.get(f"/manage/incidents/{incident.pk}"))
    for words in ("had seen of Amara’s journal", "1 entry, 2 photographs", "A tower of nine.", "rightly, on"):
        assert words in page
    words_at = url(house, "Femi", "Amara", "seen")
    assert f'href="{words_at}"' in page
    assert maggie.get(words_at).status_code == 200
    assert "wrong child" in text_of(maggie.get("/manage/incidents"))
    for name in ("Sen", "Priya", "Grace"):
        assert house.client(name).get(f"/manage/incidents/{incident.pk}").status_code == 403


def test_a_wrong_child_that_was_never_shown(house: House) -> None:
    links.link(house, "Femi", "Amara")
    words = text_of(end(house, "Femi", "Amara", "wrong")).partition('id="words-for-family">')[2].partition("<")[0]
    assert "The journal never opened to them: they saw no entry, no photograph and no name." in words
    assert "They opened" not in words


def test_ending_says_which_relatives_came_in_with_them(house: House) -> None:
    actions.ask_for_relative(
        actor=house.actor("Rosa"),
        child_id=house.children["Ben"].pk,
        full_name="Gran Hale",
        email="gran@example.org",
        relation="grandmother",
    )
    assert "Gran Hale" in text_of(house.client("Maggie").get(url(house, "Rosa", "Ben", "end")))
    assert "Gran Hale" not in text_of(house.client("Maggie").get(url(house, "Omar", "Ben", "end")))


@pytest.mark.parametrize("part", ["", "seen", "pause", "reopen", "ask-again", "end"])
def test_a_link_under_another_child_or_setting_is_not_there(part: str, house: House, hollies: House) -> None:
    house.links["Grace", "Ben"] = house.links["Grace", "Amara"]
    house.children["Zed"] = hollies.children["Zed"]
    house.links["Petra", "Zed"] = house.links["Petra", "Amara"] = hollies.links["Petra", "Zed"]
    maggie = house.client("Maggie")
    method = "POST" if part in {"reopen", "ask-again"} else "GET"
    for adult, child in (("Grace", "Ben"), ("Petra", "Zed"), ("Petra", "Amara")):
        assert maggie.generic(method, url(house, adult, child, part)).status_code == 404


def test_a_relatives_page_says_from_when_they_read(house: House) -> None:
    links.link(house, "Gran", "Amara", role=Role.RELATIVE)
    page = text_of(house.client("Maggie").get(url(house, "Gran", "Amara")))
    assert "Reads from" in page
    assert "They see no earlier entries" in page
