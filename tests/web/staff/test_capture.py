"""Capturing: what is typed stays typed, sending once is enough, and the page offers whom it should."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import actions as children
from heartsease.domain.children.rules import Purpose
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation, ReviewStep
from heartsease.domain.journal.rules import State
from heartsease.domain.photos.faces import choices
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests import entries
from tests.cast import House
from tests.pages import text_of
from tests.web.staff.sending import form_of, put_photo, save, send, sentence_of


@pytest.fixture
def priya(house: House) -> Client:
    """Priya's tablet."""
    return house.client("Priya")


def chosen(page: str) -> list[str]:
    """The ids of the children that a page has ticked."""
    boxes = re.findall(r"<input[^>]*name=\"children\"[^>]*>", page)
    return [match[1] for box in boxes if "checked" in box and (match := re.search(r'value="([^"]+)"', box))]


@pytest.mark.parametrize("name", choices.MODELS)
def test_the_page_finds_faces_by_the_model_that_the_server_uses(name: str, priya: Client, settings: Settings) -> None:
    settings.FACE_DETECTOR = name
    page = text_of(priya.get("/capture"))
    assert f'data-detector="{name}"' in page
    assert re.search(rf'data-model="/static/build/{name}-[0-9A-Z]{{8}}\.onnx"', page)


def test_opening_the_page_stores_nothing(house: House, priya: Client) -> None:
    page = text_of(priya.get("/capture"))
    assert "data-stored" not in page
    assert priya.get("/capture").status_code == 200
    assert not Observation.objects.exists()
    addresses = {re.search(r'data-entry="([^"]+)"', text_of(priya.get("/capture"))) for _ in range(2)}
    assert len({found[1] for found in addresses if found}) == 2, "each opening is another entry"


def test_everything_that_was_kept_is_there_after_a_reload(house: House, priya: Client) -> None:
    tree = frameworks.framework("eyfs")
    area = tree.areas[0]
    amara, entry_id = house.children["Amara"].pk, new_id()
    form = form_of(
        house,
        "Amara",
        "Ben",
        text="Poured & <measured>",
        next_step="A smaller jug",
        next_step_is_for_home="on",
        tags=[str(area.id), str(tree.characteristics[0].id)],
        happened_at="2026-06-01T09:41",
        **{f"line-{amara}": "She counted to nine", f"well_being-{amara}": "4", f"involvement-{amara}": "5"},
    )
    assert re.fullmatch(r"\d\d:\d\d", save(priya, entry_id, form).json()["saved_at"])
    photo = put_photo(priya, entry_id, entries.photo_bytes(1)).json()
    # Another device, another session.
    page = text_of(house.client("Priya").get(f"/capture/{entry_id}"))
    for kept in ("Poured & <measured>", "A smaller jug", "She counted to nine", "2026-06-01T09:41", photo["small_url"]):
        assert kept in page
    assert set(chosen(page)) == {str(amara), str(house.children["Ben"].pk)}
    assert re.search(rf'value="{area.id}" checked', page)
    for name, level in (("well_being", 4), ("involvement", 5)):
        assert re.search(rf'name="{name}-{amara}"[^>]*value="{level}"[^>]*checked', page)
    assert "data-stored" in page


def test_saving_again_replaces_and_makes_no_second_entry(house: House, priya: Client) -> None:
    entry_id = new_id()
    for text in ("one", "two", "two"):
        assert save(priya, entry_id, form_of(house, "Amara", text=text)).status_code == 200
    assert save(priya, entry_id, form_of(house, "Ben", text="three")).status_code == 200
    entry = Observation.objects.get()
    assert (entry.text, [subject.child.first_name for subject in entry.subjects.all()]) == ("three", ["Ben"])
    assert AuditEvent.objects.filter(event=Event.DRAFT_STARTED).count() == 1


def test_sending_twice_is_one_entry(house: House, priya: Client) -> None:
    entry_id, form = new_id(), form_of(house, "Amara")
    answers = [send(priya, entry_id, form) for _ in range(2)]
    assert [answer.json() for answer in answers] == [{"next": "/today"}] * 2
    assert ReviewStep.objects.count() == Observation.objects.count() == 1
    late = save(priya, entry_id, form | {"text": "later"})
    assert late.status_code == 409
    assert sentence_of(late)
    assert Observation.objects.get().text == "She poured water."


def test_without_a_script_sending_leads_to_the_first_page(house: House, priya: Client) -> None:
    response = priya.post(f"/capture/{new_id()}/send", form_of(house, "Amara"), follow=True)
    assert response.redirect_chain == [("/today", 302)]
    assert "A colleague will look at it before families see it." in text_of(response)


@pytest.mark.parametrize(
    ("choices", "words", "state"),
    [
        ({}, "A colleague will look at it", State.SUBMITTED),
        ({"review_required": False, "publish_delay_minutes": 1}, "Families see it in 1 minute.", State.PUBLISHED),
        ({"review_required": False, "publish_delay_minutes": 30}, "in 30 minutes.", State.PUBLISHED),
        ({"review_required": False, "publish_delay_minutes": 0}, "It is in the journal.", State.PUBLISHED),
        ({"roles_without_review": ["practitioner"]}, "in 5 minutes.", State.PUBLISHED),
    ],
)
def test_the_message_says_what_the_settings_choices_mean(
    house: House, priya: Client, choices: dict[str, object], words: str, state: State
) -> None:
    house.choose(**choices)
    response = priya.post(f"/capture/{new_id()}/send", form_of(house, "Amara"), follow=True)
    assert words in text_of(response)
    assert Observation.objects.get().state == state


def test_an_entry_that_came_back_shows_the_colleagues_word(house: House, priya: Client) -> None:
    entry = entries.submitted(house, "Priya", "Amara")
    actions.return_with_note(actor=house.actor("Sen"), observation_id=entry.pk, note="Which <jug>?\nSay more.")
    for address in (f"/capture/{entry.pk}", "/today", "/my-entries"):
        page = priya.get(address).content.decode()
        assert "Which &lt;jug&gt;?" in page, address
    assert "throw this draft away" not in text_of(priya.get(f"/capture/{entry.pk}")).lower()
    assert send(priya, entry.pk, form_of(house, "Amara", text="The blue jug.")).status_code == 200
    assert entries.fresh(entry).state == State.SUBMITTED
    gone = priya.get(f"/capture/{entry.pk}")
    assert gone["Location"] == f"/observations/{entry.pk}", "what was sent is read, not written"


def test_a_draft_is_thrown_away_and_what_was_sent_is_not(house: House, priya: Client) -> None:
    draft = entries.drafted(house, "Priya", "Amara", photos=1)
    assert priya.post(f"/capture/{draft.pk}/discard")["Location"] == "/my-entries"
    assert not Observation.objects.exists()
    sent = entries.submitted(house, "Priya", "Amara")
    assert priya.post(f"/capture/{sent.pk}/discard").status_code == 409
    assert Observation.objects.get().pk == sent.pk


@pytest.mark.parametrize(
    ("child", "answers", "words"),
    [
        ("Ben", {Purpose.OWN_JOURNAL: False}, "Ben has no permission for photographs."),
        ("Ben", {Purpose.OTHERS_JOURNALS: False}, "Ben may not be in photographs in other children's journals."),
    ],
)
def test_photographs_wait_for_every_familys_permission(
    house: House, priya: Client, child: str, answers: dict[Purpose, bool], words: str
) -> None:
    house.permit(child, answers, by="Omar, who moved to Leeds")
    entry = entries.drafted(house, "Priya", "Amara", photos=1)
    refused = send(priya, entry.pk, form_of(house, "Amara", "Ben"))
    assert refused.status_code == 422
    assert words in refused.json()["fields"]["photos"]
    assert "Omar" not in sentence_of(refused)
    assert send(priya, entry.pk, form_of(house, "Amara")).status_code == 200


def test_the_children_who_are_here_come_first(house: House, priya: Client) -> None:
    children.mark_arrived(actor=house.actor("Priya"), child_id=house.children["Ben"].pk)
    page = text_of(priya.get("/capture"))
    here, ben, not_here, amara = (page.index(word) for word in ("Here today", "Ben", "Not here today", "Amara"))
    assert here < ben < not_here < amara
    for name in ("Kofi", "Leo", "Mia"):
        assert name not in page, "of another room, gone, or not started"
    assert [name in text_of(house.client("Sen").get("/capture")) for name in ("Kofi", "Leo")] == [True, False]


def test_a_child_is_chosen_from_the_address(house: House, priya: Client) -> None:
    amara = str(house.children["Amara"].pk)
    assert chosen(text_of(priya.get("/capture", {"child": amara}))) == [amara]
    for nonsense in ("nobody", str(new_id()), str(house.children["Kofi"].pk), "\x00"):
        page = priya.get("/capture", {"child": nonsense})
        assert (page.status_code, chosen(text_of(page))) == (200, [])


def test_a_child_who_left_meanwhile_stays_in_the_draft(house: House, priya: Client) -> None:
    entry = entries.drafted(house, "Priya", "Amara", "Leo")
    assert str(house.children["Leo"].pk) in chosen(text_of(priya.get(f"/capture/{entry.pk}")))


def test_prompts_fit_the_ages_of_the_children(house: House, priya: Client) -> None:
    tree = frameworks.framework("eyfs")
    area = tree.areas[0].id
    asked = {"children": [str(house.children["Amara"].pk)], "tags": [str(area)]}
    page = unescape(priya.get("/capture/prompts", asked).content.decode())
    months = clock.age_in_months(house.children["Amara"].birth_date, clock.today(house.system.zone))
    fitting = {str(node.text) for node in tree.prompts_for(area, months)}
    assert fitting
    assert all(text in page for text in fitting)
    later = {str(node.text) for node in tree.prompts_for(area, 2)} - fitting
    assert not [text for text in later if text in page]
    assert priya.get("/capture/prompts", {"tags": ["nonsense"]}).status_code == 422
    assert priya.get("/capture/prompts").status_code == 200


def test_times_are_the_settings_own(house: House, priya: Client) -> None:
    save(priya, new_id(), form_of(house, happened_at="2026-07-01T10:00"))
    assert Observation.objects.get().happened_at == dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)


def test_who_was_left_out_is_offered_an_entry_of_their_own(house: House) -> None:
    priya = house.client("Priya")
    form = form_of(house, "Amara", left_out=[str(house.children["Ben"].pk), str(new_id()), "nonsense"])
    assert send(priya, new_id(), form).json() == {"next": "/today"}
    page = priya.get("/today").content.decode()
    assert "Ben was hidden, because others are in it." in page
    assert f'<a href="/capture?child={house.children["Ben"].pk}">Begin an entry of Ben’s own</a>' in page
    assert "was hidden" not in priya.get("/today").content.decode(), "once"


def test_nobody_learns_of_a_child_by_leaving_it_out(house: House, hollies: House) -> None:
    priya = house.client("Priya")
    send(priya, new_id(), form_of(house, "Amara", left_out=[str(hollies.children["Zed"].pk)]))
    assert "Zed" not in priya.get("/today").content.decode()
