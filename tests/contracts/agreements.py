"""Steps of ``test_trace``: what becomes of photographs: agreements about them, what follows when one is taken
back, and what somebody reports."""

import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

from heartsease.domain.audit.rules import Event
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import Child, FamilyLink, PhotoWithdrawal
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions as journal
from heartsease.domain.photos.models import Region, Resolution
from heartsease.kernel import clock
from tests.cast import House
from tests.contracts.ways_in import MARK, Step


def of_agreements_about_photographs(house: House) -> Iterator[Step]:
    """Answers on paper and on screen."""
    ada = house.children["Ada"]
    yield "children.record_photo_permission", Event.PHOTO_PERMISSION_RECORDED, lambda: permit(house, ada)
    FamilyLink.objects.filter(pk=house.links["Grace", "Amara"].pk).update(has_parental_responsibility=True)
    own: dict[str, Any] = {"actor": house.actor("Grace"), "child_id": house.children["Amara"].pk}
    for is_allowed in (True, False):
        yield (
            "children.answer_photo_permission",
            Event.PHOTO_PERMISSION_ANSWERED,
            partial(children.answer_photo_permission, **own, answers={Purpose.DISPLAY: is_allowed}),
        )
    withdrawal_id = PhotoWithdrawal.objects.get(purpose=Purpose.DISPLAY).pk
    yield (
        "children.handle_withdrawal",
        Event.PHOTO_WITHDRAWAL_HANDLED,
        lambda: children.handle_withdrawal(actor=house.actor("Maggie"), withdrawal_id=withdrawal_id),
    )


def of_saving(house: House, photo_id: uuid.UUID) -> Iterator[Step]:
    """Grace takes a copy of a photograph away."""
    house.choose(parents_save_pictures=True)
    save = partial(journal.save_picture, actor=house.actor("Grace"), photo_id=photo_id)
    yield "journal.save_picture", Event.PICTURE_SAVED, save


def of_burning(house: House, photo_id: uuid.UUID) -> Iterator[Step]:
    """Amara is painted out of a photograph in which she is named."""
    place = {"left": 0.1, "top": 0.1, "right": 0.3, "bottom": 0.4}
    amara = house.children["Amara"]
    Region.objects.create(photo_id=photo_id, **place, resolution=Resolution.CHILD, child=amara)
    house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    house.choose(burning_after_days=0)
    yield "journal.burn_withdrawn", Event.FACES_BURNT, lambda: journal.burn_withdrawn(actor=house.system)
    house.permit("Amara", {Purpose.OWN_JOURNAL: True})


def permit(house: House, child: Child) -> None:
    """What a mother said, recorded by a senior."""
    children.record_photo_permission(
        actor=house.actor("Sen"),
        child_id=child.pk,
        answers={Purpose.OWN_JOURNAL: True, Purpose.PUBLICITY: False},
        answered_by=f"Mother {MARK}",
        answered_on=clock.today(house.system.zone),
        method="talk",
    )


def of_reports(house: House, photo_id: uuid.UUID) -> Iterator[Step]:
    """A photograph is reported, shown again, reported and destroyed."""
    grace, sen = house.actor("Grace"), house.actor("Sen")
    report = partial(journal.report_picture, actor=grace, photo_id=photo_id)
    yield "journal.report_picture", Event.PICTURE_REPORTED, report
    show = partial(journal.show_again, actor=sen, photo_id=photo_id)
    yield "journal.show_again", Event.PICTURE_SHOWN_AGAIN, show
    report()
    destroy = partial(journal.destroy_picture, actor=sen, photo_id=photo_id)
    yield "journal.destroy_picture", Event.PICTURE_DESTROYED, destroy
