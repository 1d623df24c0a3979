"""What was written in bulk is what the actions write: each is done again by its action, and the rows compared."""

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from django.db.models import Q

from heartsease.cli.example.drawing.pictures import scene_jpeg
from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts.models import Membership
from heartsease.domain.accounts.queries import actor_of
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import actions as children
from heartsease.domain.children.actions.permissions import refresh_permissions
from heartsease.domain.children.models import Attendance, Child, FamilyLink
from heartsease.domain.children.queries import visible_children
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.content import content_of, to_stored
from heartsease.domain.journal.models import (
    Comment,
    NextStep,
    Observation,
    ObservationChild,
    ObservationPhoto,
    ObservationTag,
    ObservationVersion,
    ReviewStep,
)
from heartsease.domain.journal.rules import Source, State
from heartsease.domain.photos.models import Photo, Portrait
from heartsease.domain.policies import actions as policies
from heartsease.domain.policies.models import Acceptance, Agreement
from heartsease.domain.policies.queries import asked_of
from heartsease.domain.policies.rules import Audience
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cli.example.conftest import A_MONDAY
from tests.faces import look

ENTRY_TIMES = {"id", "created_at", "changed_at", "submitted_at", "published_at", "visible_from"}


def columns(row: Any, *but: str) -> dict[str, Any]:
    """Every column of a row except its id and ``but``."""
    names = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if name not in {"id", *but}}


def member(membership_id: uuid.UUID) -> Membership:
    return Membership.objects.select_related("person", "setting").get(pk=membership_id)


def repeatable(*wanted: Q, source: Source) -> list[Observation]:
    """Published entries whose author still works with every child in them."""
    found = []
    for entry in Observation.objects.filter(*wanted, source=source, state=State.PUBLISHED, edited_at__isnull=True):
        author = actor_of(member(entry.author_id))
        subjects = list(entry.subjects.all())
        visible = set(queries.visible_observations(author).values_list("pk", flat=True))
        in_reach = children_of(author)
        attends = all(subject.child_id in in_reach for subject in subjects)
        is_plain_way = ReviewStep.objects.filter(observation=entry).count() == 2
        in_room = entry.room_id is None or entry.room_id in set(
            Child.objects.filter(observed__observation=entry).values_list("room_id", flat=True)
        )
        if attends and is_plain_way and in_room and entry.pk in visible:
            found.append(entry)
    return found


def children_of(actor: Any) -> set[uuid.UUID]:
    today = clock.today(actor.zone)
    return {child.pk for child in visible_children(actor) if child.state_on(today) == "active"}


def done_again(entry: Observation) -> Observation:
    """The same entry, drafted, photographed, sent and approved by the same people through the actions."""
    steps = list(ReviewStep.objects.filter(observation=entry))
    author, reviewer = actor_of(member(entry.author_id)), actor_of(member(steps[-1].member_id))
    twin = new_id()
    actions.save_draft(actor=author, observation_id=twin, content=content_of(queries.whole(entry.pk)))
    for number in range(entry.pictures.count()):
        jpeg = scene_jpeg("books", random.Random(number))
        actions.add_photo(actor=author, observation_id=twin, photo_id=new_id(), chunks=[jpeg])
    actions.submit(actor=author, observation_id=twin)
    actions.approve(actor=reviewer, observation_id=twin)
    look()
    return Observation.objects.get(pk=twin)


def traced(entry: Observation) -> list[tuple[Any, ...]]:
    photos = entry.pictures.values_list("photo_id", flat=True)
    rows = AuditEvent.objects.filter(subject_id__in=[entry.pk, *photos]).exclude(event=Event.LIKED)
    order = ["event", "child_id", "membership_id"]
    return sorted(
        (
            row.event,
            str(row.child_id),
            str(row.membership_id),
            str(row.person_id),
            row.role,
            row.subject_type,
            sorted(row.details),
        )
        for row in rows.order_by(*order)
    )


def of_entry(entry: Observation) -> dict[str, Sequence[Any]]:
    """Everything that hangs on an entry, without ids and times of writing."""
    seen, published_at = entry.visible_from, entry.published_at
    assert published_at is not None
    return {
        "subjects": [
            (columns(row, "observation_id", "visible_from"), row.visible_from == seen)
            for row in ObservationChild.objects.filter(observation=entry)
        ],
        "tags": sorted(str(node) for node in entry.tags.values_list("node_id", flat=True)),
        "next steps": sorted(
            str(
                (
                    columns(row, "observation_id", "created_at", "answered_at"),
                    row.created_at - published_at < dt.timedelta(seconds=5),
                )
            )
            for row in NextStep.objects.filter(observation=entry)
        ),
        "review": [columns(row, "observation_id", "at") for row in ReviewStep.objects.filter(observation=entry)],
        "photos": [
            (
                placed.position,
                placed.upload_hash == placed.photo.upload_hash,
                placed.photo.pipeline_version,
                placed.photo.examination,
            )
            for placed in ObservationPhoto.objects.filter(observation=entry).select_related("photo")
        ],
        "trace": traced(entry),
    }


@pytest.mark.parametrize("kind", ["alone", "with a next step", "of a group", "with photographs"])
def test_an_entry_is_what_approving_leaves(example: Setting, kind: str) -> None:
    wanted = {"with a next step": Q(next_step__gt=""), "with photographs": Q(pictures__isnull=False)}
    found = repeatable(wanted.get(kind, Q()), source=Source.SETTING)
    if kind == "of a group":
        found = [entry for entry in found if entry.subjects.count() > 1]
    assert found, f"the small example holds no entry {kind}"
    for entry in list(dict.fromkeys(found))[:2]:
        twin = done_again(entry)
        assert columns(twin, *ENTRY_TIMES) == columns(entry, *ENTRY_TIMES)
        for row in (entry, twin):
            assert row.submitted_at is not None
            assert row.published_at is not None
            assert row.visible_from is not None
            assert row.visible_from - row.published_at < dt.timedelta(minutes=5, seconds=1)
            assert row.created_at <= row.submitted_at <= row.published_at
            assert abs(row.changed_at - row.published_at) < dt.timedelta(seconds=1)
        assert of_entry(twin) == of_entry(entry)


def test_an_entry_from_home_is_what_approving_leaves(example: Setting) -> None:
    found = repeatable(source=Source.HOME)
    entry = found[0]
    twin = done_again(entry)
    assert columns(twin, *ENTRY_TIMES) == columns(entry, *ENTRY_TIMES)
    assert of_entry(twin) == of_entry(entry)
    link = FamilyLink.objects.get(membership_id=entry.author_id, child__observed__observation=entry)
    assert entry.household_id == link.household_id
    assert entry.room_id is None


def test_every_entry_hangs_together(example: Setting) -> None:
    """Copies agree with what they copy, for every row (the timeline is one walk along an index)."""
    assert Observation.objects.count() > 35
    for entry in Observation.objects.prefetch_related("subjects", "review_steps", "pictures"):
        assert entry.subjects.all()
        assert {subject.visible_from for subject in entry.subjects.all()} == {entry.visible_from}
        assert {subject.happened_at for subject in entry.subjects.all()} == {entry.happened_at}
        steps = [step.state for step in entry.review_steps.all()]
        assert steps[-1:] == ([] if entry.state == State.DRAFT else [entry.state])
        assert (entry.visible_from is not None) == (entry.state == State.PUBLISHED)
        last = entry.review_steps.all()
        if entry.state == State.PUBLISHED:
            assert list(last)[-1].member.person_id != entry.author.person_id
    assert not NextStep.objects.filter(observation__state=State.WITHDRAWN, answered_at__isnull=True).exists()
    published = Observation.objects.filter(state=State.PUBLISHED)
    events = AuditEvent.objects.filter(event=Event.OBSERVATION_PUBLISHED)
    assert set(events.values_list("subject_id", flat=True)) >= set(published.values_list("pk", flat=True))
    assert events.count() >= ObservationChild.objects.filter(observation__in=published).count()


def test_withdrawing_leaves_what_the_example_holds(example: Setting) -> None:
    before = Observation.objects.get(state=State.WITHDRAWN)
    helen = member(ReviewStep.objects.get(state=State.WITHDRAWN).member_id)
    other = Observation.objects.filter(state=State.PUBLISHED, next_step__gt="", edited_at__isnull=True)[0]
    actions.withdraw(actor=actor_of(helen), observation_id=other.pk, note="A word.")
    other.refresh_from_db()
    for entry in (before, other):
        assert (entry.state, entry.visible_from, entry.version) == (State.WITHDRAWN, None, 1)
        assert entry.published_at is not None
        assert not NextStep.objects.filter(observation=entry, answered_at__isnull=True).exists()
        step = ReviewStep.objects.filter(observation=entry).last()
        assert step is not None
        assert step.note


def test_an_edited_entry_keeps_what_it_said(example: Setting) -> None:
    for version in ObservationVersion.objects.select_related("observation"):
        entry = queries.whole(version.observation_id)
        now = to_stored(content_of(entry))
        assert {**now, "text": version.content["text"]} == version.content
        assert now["text"].startswith(version.content["text"])
        assert (entry.version, version.number) == (2, 1)
        assert entry.edited_at == version.replaced_at == entry.changed_at
        assert version.written_by_id == entry.author_id


def test_permissions_in_force_are_what_the_action_works_out(example: Setting) -> None:
    for child in Child.objects.all():
        stored = child.photo_permissions
        refresh_permissions(child)
        assert child.photo_permissions == stored, child.full_name


def test_a_family_link_is_what_linking_leaves(example: Setting) -> None:
    system = system_actor(example.pk, example.zone)
    link = FamilyLink.objects.select_related("membership__person").get(
        membership__person__full_name="Rebecca Stanhope", child__full_name="Oscar Whitlock"
    )
    apart = ("linked_at", "linked_by_id", "confirmed_at")
    stored = columns(link, *apart)
    label = link.household.label
    children.unlink_family(actor=system, child_id=link.child_id, link_id=link.pk)
    again = children.link_family(
        actor=system,
        child_id=link.child_id,
        membership=link.membership,
        relation=link.relation,
        has_parental_responsibility=True,
        is_confirmed=True,
    )
    # She is at home with her other child already, so the action finds the same household.
    assert columns(again, *apart) == stored
    assert again.household.label == label == link.membership.person.full_name


def test_parents_who_live_apart_share_no_household(example: Setting) -> None:
    apart = [
        ("Rebecca Stanhope", "Thomas Whitlock"),
        ("Philippa Ashdown", "Chukwuemeka Okafor"),
        ("Francesca Bianchi", "Marco Castellano"),
    ]
    for names in apart:
        homes = [
            set(FamilyLink.objects.filter(membership__person__full_name=name).values_list("household_id", flat=True))
            for name in names
        ]
        assert all(len(home) == 1 for home in homes)
        assert homes[0].isdisjoint(homes[1])
    for comment in Comment.objects.filter(household__isnull=False).select_related("author", "subject"):
        links = FamilyLink.objects.filter(child=comment.subject.child_id, household=comment.household)
        assert links.exists()
        if comment.author.role in {Role.PARENT, Role.RELATIVE}:
            assert links.filter(membership=comment.author).exists()


def test_the_register_is_what_a_tap_leaves(example: Setting) -> None:
    row = Attendance.objects.filter(day=A_MONDAY).select_related("child__key_person").first()
    assert row is not None
    keeper = member(row.child.key_person_id)  # type: ignore[arg-type]  # every child of the example has one
    children.mark_arrived(actor=actor_of(keeper), child_id=row.child_id)
    again = Attendance.objects.get(child=row.child_id, day=clock.today(example.zone))
    assert columns(again, "day", "arrived_at") == columns(row, "day", "arrived_at")
    assert Attendance.objects.filter(day=A_MONDAY, left_at__isnull=True).count() >= 12
    assert not Attendance.objects.filter(arrived_at__gt=clock.now()).exists()
    earlier = Attendance.objects.filter(day__lt=A_MONDAY)
    assert earlier.count() > 100
    assert not earlier.filter(left_at__isnull=True).exists()


def test_tags_and_photos_belong_to_what_they_should(example: Setting) -> None:
    assert ObservationTag.objects.count() > 60
    of_children = Portrait.objects.values("photo_id")
    assert not Photo.objects.filter(placed__isnull=True).exclude(pk__in=of_children).exists()
    refused = Child.objects.filter(photo_permissions={})
    assert refused.count() == 2
    assert not ObservationPhoto.objects.filter(observation__subjects__child__in=refused).exists()


def test_everybody_but_one_parent_has_agreed(example: Setting) -> None:
    assert (example.parent_agreement, example.staff_agreement) == tuple(
        Agreement.objects.get(audience=audience).pk for audience in Audience
    )
    everybody = Membership.objects.select_related("person", "setting").filter(ended_at__isnull=True)
    asked = {one.person.full_name for one in everybody if asked_of(one) is not None}
    assert asked == {"Aurélie Dubois"}
    assert Acceptance.objects.count() == everybody.count() - 1
    for one in Acceptance.objects.select_related("agreement", "membership"):
        assert one.agreement.made_at < one.at <= clock.now()
        assert one.agreement_id == one.membership.agreed_to
        said = Observation.objects.filter(author=one.membership).order_by("created_at").first()
        assert said is None or said.created_at > one.at, "wrote before having agreed"


def test_an_acceptance_is_what_accepting_leaves(example: Setting) -> None:
    assert example.parent_agreement is not None
    before = Acceptance.objects.filter(agreement_id=example.parent_agreement).first()
    late = Membership.objects.select_related("person", "setting").get(person__full_name="Aurélie Dubois")
    assert before is not None
    policies.accept_agreement(actor=actor_of(late), agreement_id=example.parent_agreement)
    after, apart = Acceptance.objects.get(membership=late), ("membership_id", "at")
    assert columns(after, *apart) == columns(before, *apart)
    assert asked_of(member(late.pk)) is None
    rows = AuditEvent.objects.filter(event=Event.AGREEMENT_ACCEPTED, membership_id__in=[late.pk, before.membership_id])
    assert rows.count() == 2
    assert len({(row.subject_type, row.subject_id, row.child_id, str(row.details)) for row in rows}) == 1


@pytest.mark.parametrize("audience", Audience)
def test_an_agreement_is_what_making_one_leaves(example: Setting, audience: Audience) -> None:
    before = Agreement.objects.get(audience=audience)
    assert before.made_by_id is not None
    again = policies.make_agreement(
        actor=actor_of(member(before.made_by_id)),
        audience=audience,
        title=before.title,
        text=before.text,
        adopted_on=before.adopted_on,
        signatory=before.signatory,
        signatory_role=before.signatory_role,
    )
    apart = ("version", "made_at")
    assert columns(again, *apart) == columns(before, *apart)
    assert (before.version, again.version) == (1, 2)
    rows = AuditEvent.objects.filter(event=Event.AGREEMENT_MADE, subject_id__in=[before.pk, again.pk])
    assert len({(row.membership_id, row.role, row.subject_type, str(row.details)) for row in rows}) == 1
