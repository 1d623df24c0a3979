"""Who asks for every address: twenty people, each of whom is somebody else to Amara of the Acorns."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.policies import actions as policies
from heartsease.domain.policies.rules import Audience
from heartsease.kernel import clock
from tests.cast import House, add_family, add_staff


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks: the short name of a column, who that is, and the browser they ask with."""

    name: str
    meaning: str
    browser: Callable[[House, House], Client]
    is_stranger: bool = False
    """Whether nothing that needs a right may ever be answered: an ``ok`` would be a leak, whatever the table says."""
    is_foreign: bool = False
    """Whether they belong somewhere else in the journal: what is Amara's is not there for them."""
    has_no_link: bool = False
    """Whether they are of Amara's family, and nothing of hers is open to them now."""

    @property
    def gets_nothing_of_amaras(self) -> bool:
        """Whether no word about her may ever reach them."""
        return self.is_stranger or self.is_foreign or self.has_no_link


def signed_in(name: str) -> Callable[[House, House], Client]:
    """Somebody of the cast, as they are every day."""
    return lambda house, _hollies: house.client(name)


def _nobody(_house: House, _hollies: House) -> Client:
    return Client()


def _elsewhere(name: str) -> Callable[[House, House], Client]:
    def client(_house: House, hollies: House) -> Client:
        with in_setting(hollies.setting.pk):
            return hollies.client(name)

    return client


def _unknown_machine(house: House, _hollies: House) -> Client:
    client = house.client("Priya")
    del client.cookies[settings.DEVICE_COOKIE_NAME]
    return client


def _ended(house: House, _hollies: House) -> Client:
    client = house.client("Priya")
    accounts.end_membership(actor=house.signed_in("Maggie"), membership_id=house.staff["Priya"].pk)
    return client


def _suspended(house: House, _hollies: House) -> Client:
    client = house.client("Priya")
    accounts.suspend_member(
        actor=house.signed_in("Maggie"), membership_id=house.staff["Priya"].pk, reason="Is being looked into"
    )
    return client


def _lost_tablet(house: House, _hollies: House) -> Client:
    client = house.client("Priya")
    accounts.report_device_lost(actor=house.signed_in("Maggie"), device_id=house.tablet.pk)
    return client


def _must_agree(house: House, _hollies: House) -> Client:
    client = house.client("Priya")
    policies.make_agreement(
        actor=house.system, audience=Audience.STAFF, title="What we promise", text="Nobody shares a PIN."
    )
    return client


def _maintainer(house: House, _hollies: House) -> Client:
    add_staff(house, "Max", Role.MAINTAINER)
    return house.client("Max")


def _has_not_answered(house: House, _hollies: House) -> Client:
    add_family(house, "Femi")
    children.link_family(
        actor=house.system,
        child_id=house.children["Amara"].pk,
        membership=house.family["Femi"],
        relation="stepfather",
    )
    return house.client("Femi")


def _paused(house: House, _hollies: House) -> Client:
    children.suspend_family(
        actor=house.signed_in("Maggie"),
        child_id=house.children["Amara"].pk,
        link_id=_link(house, "Tunde").pk,
        reason="A court looks into it",
        words="Please come and see us.",
        review_on=clock.today(house.system.zone) + dt.timedelta(days=30),
    )
    return house.client("Tunde")


def _unlinked(house: House, _hollies: House) -> Client:
    children.unlink_family(
        actor=house.signed_in("Maggie"), child_id=house.children["Amara"].pk, link_id=_link(house, "Tunde").pk
    )
    return house.client("Tunde")


def _link(house: House, name: str) -> FamilyLink:
    return house.links[name, "Amara"]


CALLERS = [
    Caller("nobody", "Somebody who is not signed in", _nobody, is_stranger=True),
    Caller("unknown machine", "A practitioner’s session on a machine that nobody enrolled", _unknown_machine, True),
    Caller("lost tablet", "A practitioner’s session on a tablet that was reported lost", _lost_tablet, True),
    Caller("ended", "A practitioner whose access was ended while signed in", _ended, is_stranger=True),
    Caller("suspended", "A practitioner who was suspended while signed in", _suspended, is_stranger=True),
    Caller("has to agree", "A practitioner who has not agreed to the version in force", _must_agree),
    Caller("nominated", "A nominated member", signed_in("Maggie")),
    Caller("senior", "A senior", signed_in("Sen")),
    Caller("practitioner", "A practitioner of Amara’s room, the author of the entry", signed_in("Priya")),
    Caller("other room", "A practitioner of another room", signed_in("Owen")),
    Caller("student", "A student or supply in Amara’s room", signed_in("Stu")),
    Caller("maintainer", "Who confirms repairs and sees no child", _maintainer),
    Caller("parent", "Amara’s mother", signed_in("Grace")),
    Caller("relative", "Amara’s grandmother", signed_in("Nana")),
    Caller(
        "not answered",
        "Somebody linked who has not answered the question",
        _has_not_answered,
        has_no_link=True,
    ),
    Caller("paused", "Amara’s father, whose access is paused", _paused, has_no_link=True),
    Caller("unlinked", "Amara’s father, whose link was ended", _unlinked, has_no_link=True),
    Caller("other family", "A mother of another family", signed_in("Rosa"), is_foreign=True),
    Caller("other setting", "A nominated member of another setting", _elsewhere("Hazel"), is_foreign=True),
    Caller("their parent", "A parent at another setting", _elsewhere("Petra"), is_foreign=True),
]
