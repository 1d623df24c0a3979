"""Entries after they were sent: in the own list, taken back, withdrawn, changed, and talked about."""

import re

import pytest
from django.test import Client

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Comment, Observation, ObservationVersion
from heartsease.domain.journal.rules import State
from heartsease.kernel.ids import new_id
from tests import entries
from tests.cast import House
from tests.pages import text_of
from tests.web.staff.sending import form_of


@pytest.fixture
def priya(house: House) -> Client:
    """Priya's tablet."""
    return house.client("Priya")


def comment_address(house: House, entry: Observation, child: str = "Amara") -> str:
    """Where staff write under a child's part of an entry."""
    return f"/observations/{entry.pk}/children/{house.children[child].pk}/comment"


def test_the_own_list_groups_by_what_has_to_be_done(house: House, priya: Client) -> None:
    back = entries.submitted(house, "Priya", "Amara", text="came back")
    actions.return_with_note(actor=house.actor("Sen"), observation_id=back.pk, note="Which one?")
    made = {
        State.DRAFT: entries.drafted(house, "Priya", "Ben", text="half a thought"),
        State.SUBMITTED: entries.submitted(house, "Priya", "Amara", text="on its way"),
        State.PUBLISHED: entries.published(house, "Priya", "Amara", text="out there"),
    }
    gone = entries.published(house, "Priya", "Amara", text="taken away")
    actions.withdraw(actor=house.actor("Sen"), observation_id=gone.pk)
    entries.drafted(house, "Stu", "Amara", text="of a colleague")
    page = text_of(priya.get("/my-entries"))
    order = ["came back", "half a thought", "on its way", "out there", "taken away"]
    assert sorted(order, key=page.index) == order
    assert "of a colleague" not in page
    for writable in (back, made[State.DRAFT]):
        assert f'href="/capture/{writable.pk}"' in page
    assert f'href="/observations/{made[State.PUBLISHED].pk}"' in page


def test_what_waits_for_its_author_is_never_pushed_out_of_sight(house: House, priya: Client) -> None:
    """However many newer entries there are; here more than the list holds."""
    back = entries.submitted(house, "Priya", "Amara", text="came back long ago")
    actions.return_with_note(actor=house.actor("Sen"), observation_id=back.pk, note="Which one?")
    draft = entries.drafted(house, "Priya", "Amara", text="begun long ago")
    model = entries.published(house, "Priya", "Amara")
    newer = [
        Observation(
            setting_id=house.setting.pk,
            source=model.source,
            state=State.PUBLISHED,
            author_id=model.author_id,
            happened_at=model.happened_at,
            created_at=model.created_at,
            changed_at=model.changed_at,
            visible_from=model.visible_from,
        )
        for _ in range(70)
    ]
    Observation.objects.bulk_create(newer)
    page = text_of(priya.get("/my-entries"))
    assert page.index("came back long ago") < page.index("begun long ago")
    today = text_of(priya.get("/today"))
    assert f'href="/capture/{back.pk}"' in today
    assert entries.fresh(draft).state == State.DRAFT


def test_an_entry_is_taken_back_while_no_family_sees_it(house: House, priya: Client) -> None:
    entry = entries.approved(house, "Priya", "Amara")
    assert "Take back" in text_of(priya.get(f"/observations/{entry.pk}"))
    response = priya.post(f"/observations/{entry.pk}/recall", follow=True)
    assert response.redirect_chain == [(f"/capture/{entry.pk}", 302)]
    assert "Taken back. No family has seen it." in text_of(response)
    assert entries.fresh(entry).state == State.RETURNED
    again = priya.post(f"/observations/{entry.pk}/recall")
    assert again.status_code == 409


def test_a_reviewer_takes_back_too_and_stays_on_the_entry(house: House) -> None:
    entry = entries.approved(house, "Priya", "Amara")
    assert house.client("Sen").post(f"/observations/{entry.pk}/recall")["Location"] == f"/observations/{entry.pk}"


def test_after_the_waiting_time_only_a_senior_withdraws(house: House, priya: Client) -> None:
    entry = entries.published(house, "Priya", "Amara")
    assert "Take back" not in text_of(priya.get(f"/observations/{entry.pk}"))
    refused = priya.post(f"/observations/{entry.pk}/recall")
    assert refused.status_code == 409
    assert "A senior can withdraw it." in text_of(refused)
    assert priya.post(f"/observations/{entry.pk}/withdraw").status_code == 403
    grace = house.client("Grace")
    address = f"/journal/{house.children['Amara'].pk}/{entry.pk}"
    assert grace.get(address).status_code == 200
    response = house.client("Sen").post(f"/observations/{entry.pk}/withdraw", {"note": "Wrong child."}, follow=True)
    assert "Families no longer see it." in text_of(response)
    assert "Wrong child." in text_of(response)
    assert grace.get(address).status_code == 404
    assert house.client("Sen").post(f"/observations/{entry.pk}/withdraw").status_code == 409


def test_a_change_keeps_the_earlier_version(house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", text="She is three.")
    sen = house.client("Sen")
    assert "She is three." in text_of(sen.get(f"/observations/{entry.pk}/edit"))
    form = form_of(house, "Amara", text="She is four.", version="1")
    response = sen.post(f"/observations/{entry.pk}/edit", form, follow=True)
    page = text_of(response)
    assert response.redirect_chain == [(f"/observations/{entry.pk}", 302)]
    for words in ("The earlier version is kept.", "She is four.", "She is three.", "Version 1, until", "edited"):
        assert words in page
    assert ObservationVersion.objects.get().content["text"] == "She is three."


@pytest.mark.parametrize("version", ["1", "0", "", "nonsense", "²", "9" * 5000, "-1"])
def test_a_stale_version_keeps_what_was_typed_on_the_page(house: House, version: str) -> None:
    entry = entries.published(house, "Priya", "Amara", text="before")
    maggie, sen = house.client("Maggie"), house.client("Sen")
    address = f"/observations/{entry.pk}/edit"
    assert maggie.post(address, form_of(house, "Amara", text="Maggie was first", version="1")).status_code == 302
    refused = sen.post(address, form_of(house, "Amara", "Ben", text="Sen typed this", version=version))
    page = text_of(refused)
    assert refused.status_code == 409
    assert "A colleague has changed this entry in the meantime." in page
    assert "Sen typed this</textarea>" in page
    assert "<title>Error: " in page
    assert page.count(" checked") >= 2
    assert entries.fresh(entry).text == "Maggie was first"
    assert ObservationVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"text": "x" * 10_001}, 422, "longer than 10000"),
        ({"text": "", "children": []}, 422, "Choose at least one child."),
        ({"happened_at": "2090-01-01T10:00"}, 422, "in the future"),
        ({"tags": ["nonsense"]}, 422, "Choose again"),
    ],
)
def test_a_change_that_cannot_be_made_says_why_and_changes_nothing(
    house: House, more: dict[str, object], status: int, words: str
) -> None:
    entry = entries.published(house, "Priya", "Amara", text="before")
    form = form_of(house, "Amara", version="1", **{"text": "typed", **more})
    refused = house.client("Sen").post(f"/observations/{entry.pk}/edit", form)
    assert refused.status_code == status
    assert words in text_of(refused)
    assert (entries.fresh(entry).text, entries.fresh(entry).version) == ("before", 1)
    assert not ObservationVersion.objects.exists()


def test_an_authors_change_goes_to_review_again(house: House, priya: Client) -> None:
    entry = entries.published(house, "Priya", "Amara")
    form = form_of(house, "Amara", text="changed", version="1")
    response = priya.post(f"/observations/{entry.pk}/edit", form, follow=True)
    assert "when a colleague has looked at it" in text_of(response)
    assert entries.fresh(entry).state == State.SUBMITTED


@pytest.mark.parametrize(("text", "words"), [("", "Write something first."), ("x" * 2001, "at most 2000 characters")])
def test_a_comment_that_cannot_be_kept_stays_in_its_field(house: House, priya: Client, text: str, words: str) -> None:
    entry = entries.published(house, "Priya", "Amara", "Ben")
    refused = priya.post(comment_address(house, entry), {"id": str(new_id()), "text": text})
    page = text_of(refused)
    assert refused.status_code == 422
    assert page.count(words) == 1, "beside the child it was written to"
    assert not text or page.count(f">{text}</textarea>") == 1
    assert not Comment.objects.exists()


def test_a_comment_sent_twice_is_one(house: House, priya: Client) -> None:
    entry = entries.published(house, "Priya", "Amara")
    said = {"id": str(new_id()), "text": "So proud <3"}
    for _ in range(2):
        response = priya.post(comment_address(house, entry), said)
        assert response["Location"] == f"/observations/{entry.pk}#child-{house.children['Amara'].pk}"
    assert Comment.objects.count() == 1
    assert "So proud &lt;3" in priya.get(f"/observations/{entry.pk}").content.decode()


@pytest.mark.parametrize("comment_id", ["", "nonsense", "\x00"])
def test_a_comment_without_a_good_id_is_kept(house: House, priya: Client, comment_id: str) -> None:
    entry = entries.published(house, "Priya", "Amara")
    assert priya.post(comment_address(house, entry), {"id": comment_id, "text": "Yes."}).status_code == 302
    assert Comment.objects.get().text == "Yes."


def test_a_thread_for_each_household(house: House, priya: Client) -> None:
    entry = entries.published(house, "Priya", "Ben")
    ben = house.children["Ben"].pk
    for name in ("Rosa", "Omar"):
        actions.comment(
            actor=house.actor(name), observation_id=entry.pk, child_id=ben, comment_id=new_id(), text=f"{name} asks"
        )
    household = house.links["Rosa", "Ben"].household_id
    answer = {"id": str(new_id()), "text": "An answer for one home", "household": str(household)}
    assert priya.post(comment_address(house, entry, "Ben"), answer).status_code == 302
    general = {"id": str(new_id()), "text": "For everybody"}
    assert priya.post(comment_address(house, entry, "Ben"), general).status_code == 302
    page = text_of(priya.get(f"/observations/{entry.pk}"))
    assert page.count("An answer for one home") == 1
    assert page.count("For everybody") == 2
    address = f"/journal/{ben}/{entry.pk}"
    rosa, omar = (text_of(house.client(name).get(address)) for name in ("Rosa", "Omar"))
    assert ("An answer for one home" in rosa, "An answer for one home" in omar) == (True, False)
    assert ("Omar asks" in rosa, "Rosa asks" in omar) == (False, False)


def test_the_household_of_another_child_is_not_answered(house: House, priya: Client) -> None:
    entry = entries.published(house, "Priya", "Amara")
    strange = {"id": str(new_id()), "text": "Hello", "household": str(house.links["Rosa", "Ben"].household_id)}
    assert priya.post(comment_address(house, entry), strange).status_code == 404
    assert priya.post(comment_address(house, entry, "Ben"), {"text": "Hello"}).status_code == 404, "not in the entry"
    broken = {"id": str(new_id()), "text": "Hello", "household": "none"}
    assert priya.post(comment_address(house, entry), broken).status_code == 404, "not to every household instead"
    assert not Comment.objects.exists()


def test_each_household_is_answered_in_its_own_box(house: House) -> None:
    """Words meant for one parent are never offered under the other, and two answers are two comments."""
    sent = entries.published(house, "Priya", "Ben")
    for parent in ("Rosa", "Omar"):
        actions.comment(
            actor=house.actor(parent),
            observation_id=sent.pk,
            child_id=house.children["Ben"].pk,
            comment_id=new_id(),
            text=f"{parent} says hello.",
        )
    client = house.client("Priya")
    address = f"/observations/{sent.pk}"
    ids = set(re.findall(r'name="id" value="([0-9a-f-]{36})"', client.get(address).content.decode()))
    assert len(ids) == 2
    too_long = "For Rosa alone. " * 200
    household = house.links["Rosa", "Ben"].household_id
    refused = client.post(
        f"{address}/children/{house.children['Ben'].pk}/comment", {"text": too_long, "household": str(household)}
    )
    assert refused.status_code == 422
    assert refused.content.decode().count(too_long.strip()) == 1


def test_who_may_not_change_an_entry_does_not_see_the_form(house: House) -> None:
    """A student reads a colleague's entry and is told at once that changing it is not theirs."""
    sent = entries.published(house, "Priya", "Amara")
    assert house.client("Stu").get(f"/observations/{sent.pk}/edit").status_code == 403
    assert house.client("Priya").get(f"/observations/{sent.pk}/edit").status_code == 200


@pytest.mark.parametrize("number", [1, 3, 6])
def test_lists_load_the_small_pictures_alone_and_leave_no_view_in_the_trace(number: int, house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=number)
    priya = house.client("Priya")
    lists = ("/my-entries", f"/rooms/{house.rooms['Acorns'].pk}", f"/children/{house.children['Amara'].pk}")
    for path in lists:
        page = text_of(priya.get(path))
        loaded = re.findall(r'src="(/pictures/[^"]+)"', page)
        assert len(loaded) == min(number, 4), path
        assert "/large" not in page
        assert "srcset" not in page
        for address in loaded:
            assert priya.get(address).status_code == 200
    assert not AuditEvent.objects.filter(event="photo:viewed").exists()
    assert "/large" in text_of(priya.get(f"/observations/{entry.pk}"))
