"""What cannot be kept or sent of what was typed and chosen: the sentence, its field, and what stays as it was."""

import datetime as dt
import errno
import io
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from heartsease.domain.journal.models import Observation, ObservationChild, ObservationTag, ReviewStep
from heartsease.domain.journal.rules import LONGEST_NOTE, State
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import drafted, fresh
from tests.web.staff.sending import JSON, form_of, save, send, sentence_of
from tests.web.staff.test_bad_input import Body

ACTIONS = [save, send]


@pytest.fixture
def priya(house: House) -> Client:
    """Priya's tablet."""
    return house.client("Priya")


def is_empty() -> bool:
    """Whether no entry and no part of one is stored."""
    return not (Observation.objects.exists() or ObservationChild.objects.exists() or ObservationTag.objects.exists())


TOO_LONG = "x" * 20_000


@pytest.mark.parametrize("act", ACTIONS)
@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        pytest.param({"text": TOO_LONG}, "text", "longer than 10000", id="a note of 20,000 characters"),
        pytest.param({"next_step": TOO_LONG}, "next_step", "longer than 2000", id="a next step of 20,000"),
        pytest.param({"line-AMARA": TOO_LONG}, "line-AMARA", "longer than 2000", id="a line of 20,000"),
        pytest.param({"happened_at": "yesterday"}, "happened_at", "not a date", id="a word for a date"),
        pytest.param({"happened_at": "2026-02-30T10:00"}, "happened_at", "not a date", id="30 February"),
        pytest.param({"happened_at": "0000-00-00T00:00"}, "happened_at", "not a date", id="year 0"),
        pytest.param({"children": ["AMARA", "nobody"]}, "children", "Choose again", id="a child that is no id"),
        pytest.param({"tags": ["1 OR 1=1"]}, "tags", "Choose again", id="a tag that is no id"),
        pytest.param({"tags": [str(uuid.uuid4())]}, "", "not in the framework", id="an unknown tag"),
        pytest.param({"well_being-AMARA": "9"}, "", "from 1 to 5", id="Leuven level 9"),
        pytest.param({"involvement-AMARA": "0"}, "", "from 1 to 5", id="Leuven level 0"),
        pytest.param({"involvement-AMARA": "²"}, "", "from 1 to 5", id="Leuven level superscript two"),
        pytest.param({"involvement-AMARA": "9" * 5000}, "", "from 1 to 5", id="Leuven level of 5000 digits"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    house: House, priya: Client, act: Any, *, more: dict[str, Any], field: str, words: str
) -> None:
    amara = str(house.children["Amara"].pk)
    sent = {
        name.replace("AMARA", amara): [one.replace("AMARA", amara) for one in value]
        if isinstance(value, list)
        else value
        for name, value in more.items()
    }
    refused = act(priya, new_id(), form_of(house, "Amara", **sent))
    assert refused.status_code == 422
    assert words in sentence_of(refused)
    assert not field or words in refused.json()["fields"][field.replace("AMARA", amara)]
    assert is_empty()


@pytest.mark.parametrize("act", ACTIONS)
def test_what_is_refused_leaves_the_draft_as_it_was(house: House, priya: Client, act: Any) -> None:
    entry = drafted(house, "Priya", "Amara", text="before")
    for more in ({"text": TOO_LONG}, {"tags": [str(uuid.uuid4())]}, {"children": [str(uuid.uuid4())]}):
        assert act(priya, entry.pk, form_of(house, "Amara", "Ben", **({"text": "after"} | more))).status_code >= 400
        assert (fresh(entry).text, fresh(entry).state) == ("before", State.DRAFT)
        assert ObservationChild.objects.count() == 1


def test_the_longest_note_is_taken(house: House, priya: Client) -> None:
    assert save(priya, new_id(), form_of(house, "Amara", text="ö" * LONGEST_NOTE)).status_code == 200
    assert len(Observation.objects.get().text) == LONGEST_NOTE


def test_a_form_of_half_a_megabyte_is_refused(house: House, priya: Client) -> None:
    refused = save(priya, new_id(), form_of(house, "Amara", text="x" * 600_000))
    assert refused.status_code == 400
    assert sentence_of(refused)
    assert is_empty()


@pytest.mark.parametrize(
    "words",
    [
        "אמרה בנתה מגדל. \u200fשלום\u200e",
        "عمارة بنت برجًا",
        "👩‍👧 tower 🏗️ 👍🏽 Ⅸ",
        "Zoë’s naïve café — “yes”",
        "<script>alert(1)</script> & {{ text }} {% now %}",
        "first line\n\n\tsecond line",
    ],
)
def test_every_word_is_kept_exactly(house: House, priya: Client, words: str) -> None:
    entry_id, line = new_id(), f"line-{house.children['Amara'].pk}"
    assert save(priya, entry_id, form_of(house, "Amara", text=words, next_step=words, **{line: words})).json()
    kept = Observation.objects.get()
    assert (kept.text, kept.next_step, kept.subjects.get().line) == (words, words, words)
    page = priya.get(f"/capture/{entry_id}").content.decode()
    assert "<script>alert" not in page
    assert "{{" not in page.replace("{{ text }}", "")
    assert page.count(words.split(maxsplit=1)[0].replace("<", "&lt;").replace(">", "&gt;")) >= 3


def test_null_bytes_and_other_unprintables_are_taken_out(house: House, priya: Client) -> None:
    entry_id = new_id()
    assert save(priya, entry_id, form_of(house, "Amara", text="a\x00b\x07c\r\nd\x7f", room="\x00")).status_code == 200
    assert Observation.objects.get().text == "abc\nd"
    assert save(priya, entry_id, form_of(house, "Amara", text="\x00")).status_code == 200
    assert Observation.objects.get().text == ""


@pytest.mark.parametrize("ahead", [dt.timedelta(minutes=10), dt.timedelta(days=1), dt.timedelta(days=365 * 900)])
def test_a_time_in_the_future_is_kept_in_the_draft_and_refused_when_sent(
    house: House, priya: Client, ahead: dt.timedelta
) -> None:
    entry_id = new_id()
    later = (clock.now() + ahead).astimezone(house.system.zone).strftime("%Y-%m-%dT%H:%M")
    form = form_of(house, "Amara", happened_at=later)
    assert save(priya, entry_id, form).status_code == 200
    refused = send(priya, entry_id, form)
    assert refused.status_code == 422
    assert "in the future" in refused.json()["fields"]["happened_at"]
    assert sentence_of(refused)
    assert fresh(Observation.objects.get()).state == State.DRAFT
    assert not ReviewStep.objects.exists()
    assert f'value="{later}"' in priya.get(f"/capture/{entry_id}").content.decode()


def test_a_tablet_whose_clock_runs_a_little_fast_may_send(house: House, priya: Client) -> None:
    soon = (clock.now() + dt.timedelta(minutes=2)).astimezone(house.system.zone)
    assert send(priya, new_id(), form_of(house, "Amara", happened_at=soon.strftime("%Y-%m-%dT%H:%M"))).json()["next"]


@pytest.mark.parametrize("day", ["0001-01-01T00:00", "0999-12-31T23:59", "1066-10-14T09:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_are_no_fault_of_ours(house: House, priya: Client, day: str) -> None:
    entry_id = new_id()
    form = form_of(house, "Amara", happened_at=day)
    assert save(priya, entry_id, form).status_code == 200
    assert send(priya, entry_id, form).status_code == 422
    page = priya.get(f"/capture/{entry_id}")
    assert page.status_code == 200
    assert f'value="{day}"' in page.content.decode()
    assert priya.get("/my-entries").status_code == 200


def test_before_the_child_was_born_is_refused(house: House, priya: Client) -> None:
    refused = send(priya, new_id(), form_of(house, "Amara", happened_at="2001-01-01T10:00"))
    assert refused.status_code == 422
    assert "before Amara was born" in refused.json()["fields"]["happened_at"]


@pytest.mark.parametrize(("child", "words"), [("Leo", "Leo has left"), ("Mia", "Mia has not started yet")])
def test_a_child_who_is_not_attending_is_refused_when_sent(house: House, priya: Client, child: str, words: str) -> None:
    entry_id = new_id()
    refused = send(priya, entry_id, form_of(house, "Amara", child))
    assert refused.status_code == 422
    assert words in refused.json()["fields"]["children"]
    assert "Amara" not in sentence_of(refused)
    assert Observation.objects.get().state == State.DRAFT
    assert not ReviewStep.objects.exists()


@pytest.mark.parametrize("act", ACTIONS)
def test_children_out_of_reach_are_as_if_they_did_not_exist(
    house: House, hollies: House, priya: Client, act: Any
) -> None:
    strangers = [str(new_id()), str(house.children["Kofi"].pk), str(hollies.children["Zed"].pk)]
    answers = [act(priya, new_id(), form_of(house, children=[one])) for one in strangers]
    assert {answer.status_code for answer in answers} == {404}
    assert len({sentence_of(answer) for answer in answers}) == 1
    assert is_empty()


@pytest.mark.parametrize("child", ["Kofi", "Zed"])
def test_a_child_out_of_reach_cannot_be_added_to_a_draft(
    house: House, hollies: House, priya: Client, child: str
) -> None:
    entry = drafted(house, "Priya", "Amara")
    child_id = (house.children | hollies.children)[child].pk
    form = form_of(house, children=[str(house.children["Amara"].pk), str(child_id)])
    assert save(priya, entry.pk, form).status_code == 404
    assert [subject.child_id for subject in ObservationChild.objects.all()] == [house.children["Amara"].pk]


def test_an_empty_entry_is_kept_and_not_sent(house: House, priya: Client) -> None:
    entry_id = new_id()
    assert save(priya, entry_id, form_of(house, text="")).status_code == 200
    refused = send(priya, entry_id, form_of(house, text=""))
    assert refused.status_code == 422
    assert set(refused.json()["fields"]) == {"children", "text"}


def test_a_room_of_another_setting_is_forgotten(house: House, hollies: House, priya: Client) -> None:
    for room in (str(hollies.rooms["Ivy"].pk), str(new_id()), "nonsense"):
        assert save(priya, new_id(), form_of(house, "Amara", room=room)).status_code == 200
        assert save(priya, new_id(), form_of(house, room=room)).status_code == 200
    assert set(Observation.objects.values_list("room", flat=True)) == {house.rooms["Acorns"].pk, None}


@pytest.mark.parametrize("action", ["save", "send"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.85])
@pytest.mark.parametrize("is_broken", [True, False], ids=["reset", "ended"])
def test_a_form_that_is_cut_off_does_not_empty_the_draft(
    house: House, priya: Client, action: str, share: float, is_broken: bool
) -> None:
    """Django gives the fields that came, and none where the connection broke, without an error."""
    entry = drafted(house, "Priya", "Amara", "Ben", text="A long afternoon of typing.")
    data = encode_multipart(BOUNDARY, form_of(house, "Amara", "Ben", text="A long afternoon of typing, and more."))
    came = data[: int(len(data) * share)]

    def breaking() -> Iterator[bytes]:
        yield came
        raise ConnectionResetError(errno.ECONNRESET, "reset by peer")

    refused = priya.generic(
        "POST",
        f"/capture/{entry.pk}/{action}",
        content_type=MULTIPART_CONTENT,
        headers={**JSON, "X-CSRFToken": "of the page"},
        **{  # type: ignore[arg-type]  # WSGI's own names
            "CONTENT_LENGTH": str(len(data)),
            "wsgi.input": Body(breaking()) if is_broken else io.BytesIO(came),
        },
    )
    assert 400 <= refused.status_code < 500
    assert sentence_of(refused)
    kept = fresh(entry)
    assert (kept.text, kept.state) == ("A long afternoon of typing.", State.DRAFT)
    assert kept.subjects.count() == 2
