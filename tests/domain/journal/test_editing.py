"""Changing what is published: every earlier version is kept, and nobody overwrites a colleague (clauses 16.3)."""

import datetime as dt

import pytest

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.rules import Purpose
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.content import Content
from heartsease.domain.journal.models import Comment, Observation, ObservationChild, ObservationVersion
from heartsease.domain.journal.rules import State
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, DomainError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import approved, content, drafted, fresh, published, submitted

AN_HOUR_AGO = clock.now() - dt.timedelta(hours=1)


def edit(house: House, by: str, entry: Observation, version: int | None = None, **more: object) -> Observation:
    names = more.pop("names", ["Amara"])
    assert isinstance(names, list)
    wanted = content(house, *names, **({"happened_at": entry.happened_at} | more))
    seen = fresh(entry).version if version is None else version
    return actions.edit_published(actor=house.actor(by), observation_id=entry.pk, content=wanted, seen_version=seen)


def test_every_earlier_version_is_kept_whole(house: House) -> None:
    areas = frameworks.framework("eyfs").areas
    entry = published(
        house, "Priya", "Amara", text="first", next_step="one", tags=frozenset({areas[0].id}), happened_at=AN_HOUR_AGO
    )
    edit(house, "Sen", entry, text="second")
    edit(house, "Maggie", entry, text="third", names=["Amara", "Ben"])
    kept = {version.number: version.content for version in ObservationVersion.objects.all()}
    assert {number: one["text"] for number, one in kept.items()} == {1: "first", 2: "second"}
    assert kept[1]["tags"] == [str(areas[0].id)]
    assert kept[1]["next_step"] == "one"
    assert kept[1]["happened_at"] == AN_HOUR_AGO.isoformat()
    assert [part["child_id"] for part in kept[2]["children"]] == [str(house.children["Amara"].pk)]
    assert (fresh(entry).text, fresh(entry).version) == ("third", 3)
    assert fresh(entry).edited_at is not None
    assert AuditEvent.objects.filter(event="observation:edited", child_id=house.children["Ben"].pk).count() == 1


def test_saving_without_a_change_is_none(house: House) -> None:
    entry = published(house, "Priya", "Amara")
    same = edit(house, "Sen", entry)
    assert (same.version, same.edited_at) == (1, None)
    assert not ObservationVersion.objects.exists()


def test_a_stale_page_overwrites_nothing(house: House) -> None:
    entry = published(house, "Priya", "Amara")
    edit(house, "Sen", entry, text="Sen's")
    with pytest.raises(ConflictError, match="colleague"):
        edit(house, "Maggie", entry, 1, text="Maggie's")
    for version in (0, 3, 10**30, -1):
        with pytest.raises(ConflictError):
            edit(house, "Maggie", entry, version, text="Maggie's")
    assert fresh(entry).text == "Sen's"
    assert ObservationVersion.objects.count() == 1


def test_a_page_from_before_a_recall_is_stale_too(house: House) -> None:
    entry = approved(house, "Priya", "Amara")
    seen = fresh(entry).version
    actions.recall(actor=house.actor("Priya"), observation_id=entry.pk)
    actions.save_draft(
        actor=house.actor("Priya"), observation_id=entry.pk, content=content(house, "Amara", text="thought again")
    )
    actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    with pytest.raises(ConflictError):
        edit(house, "Maggie", entry, seen, text="what Maggie saw before")
    assert fresh(entry).text == "thought again"


def test_an_authors_edit_goes_to_review_again(house: House) -> None:
    entry = published(house, "Priya", "Amara", text="first")
    edited = edit(house, "Priya", entry, text="second")
    assert (edited.state, edited.visible_from) == (State.SUBMITTED, None)
    assert ObservationChild.objects.get().visible_from is None
    with pytest.raises(NotFoundError):
        queries.observation(house.actor("Grace"), entry.pk)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    assert fresh(entry).state == State.PUBLISHED
    assert ObservationVersion.objects.get().content["text"] == "first"


def test_an_author_without_review_publishes_the_edit(house: House) -> None:
    house.choose(review_required=False)
    entry = submitted(house, "Priya", "Amara")
    assert edit(house, "Priya", entry, text="second").state == State.PUBLISHED


def test_a_reviewers_edit_stays_published(house: House) -> None:
    entry = published(house, "Priya", "Amara")
    before = entry.visible_from
    edited = edit(house, "Sen", entry, text="second", names=["Amara", "Ben"])
    assert (edited.state, fresh(entry).visible_from) == (State.PUBLISHED, before)
    assert set(ObservationChild.objects.values_list("visible_from", "happened_at")) == {(before, entry.happened_at)}


def test_who_may_not(house: House) -> None:
    entry = published(house, "Priya", "Amara")
    with pytest.raises(NotAllowedError):
        edit(house, "Stu", entry, text="mine")
    for name in ("Owen", "Grace", "Nana"):
        with pytest.raises(NotFoundError):
            edit(house, name, entry, text="mine")
    home = published(house, "Grace", "Amara")
    with pytest.raises(NotAllowedError, match="family"):
        edit(house, "Sen", home, text="mine")
    with pytest.raises(NotFoundError):
        edit(house, "Grace", home, text="mine")


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_only_what_is_published_is_edited(state: str, house: House) -> None:
    entry = drafted(house, "Sen", "Amara")
    Observation.objects.filter(pk=entry.pk).update(state=state)
    with pytest.raises(ConflictError):
        edit(house, "Sen", entry, text="too early or too late")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": "x" * 10_001}, "text"),
        ({"text": ""}, "text"),
        ({"names": []}, "children"),
        ({"names": ["Amara", "Leo"]}, "children"),
        ({"names": ["Amara", "Mia"]}, "children"),
        ({"happened_at": clock.now() + dt.timedelta(days=1)}, "happened_at"),
    ],
)
def test_an_edit_that_cannot_be_leaves_all_as_it_was(more: dict[str, object], field: str, house: House) -> None:
    entry = published(house, "Priya", "Amara")
    with pytest.raises(InvalidInputError) as raised:
        edit(house, "Sen", entry, None, **more)
    assert field in raised.value.fields
    assert (fresh(entry).version, fresh(entry).text) == (1, entry.text)
    assert [one.child for one in ObservationChild.objects.all()] == [house.children["Amara"]]
    assert not ObservationVersion.objects.exists()


def test_a_child_without_permission_does_not_come_to_the_photographs_by_an_edit(house: House) -> None:
    entry = published(house, "Priya", "Amara", photos=1)
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False})
    with pytest.raises(InvalidInputError, match="Ben"):
        edit(house, "Sen", entry, names=["Amara", "Ben"])
    assert ObservationChild.objects.count() == 1


def test_what_a_family_wrote_is_not_lost_by_taking_its_child_out(house: House) -> None:
    entry = published(house, "Priya", "Amara", "Ben")
    actions.comment(
        actor=house.actor("Rosa"),
        observation_id=entry.pk,
        child_id=house.children["Ben"].pk,
        comment_id=new_id(),
        text="He told us all about it.",
    )
    with pytest.raises(InvalidInputError, match="Ben"):
        edit(house, "Sen", entry, names=["Amara"])
    assert Comment.objects.get().subject.child == house.children["Ben"]
    actions.withdraw_comment(actor=house.actor("Rosa"), comment_id=Comment.objects.get().pk)
    with pytest.raises(InvalidInputError):
        edit(house, "Sen", entry, names=["Amara"])


def test_a_child_is_taken_out_and_its_family_sees_nothing_more(house: House) -> None:
    entry = published(house, "Priya", "Amara", "Ben")
    actions.like(actor=house.actor("Rosa"), observation_id=entry.pk, child_id=house.children["Ben"].pk)
    edit(house, "Sen", entry, names=["Amara"])
    with pytest.raises(NotFoundError):
        queries.observation(house.actor("Rosa"), entry.pk)
    assert queries.observation(house.actor("Grace"), entry.pk)


def test_an_edit_reaches_no_other_setting(house: House, hollies: House) -> None:
    empty = Content(happened_at=clock.now())
    for entry_id in (new_id(), hollies.children["Zed"].pk):
        with pytest.raises(DomainError):
            actions.edit_published(actor=house.actor("Maggie"), observation_id=entry_id, content=empty, seen_version=1)
