"""Whom a visitor of the example can be: one person of each kind."""

from heartsease.cli.example.founding import user_name
from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import Membership
from heartsease.domain.setting.models import Setting

_PEOPLE = (
    ("Nominated member: Helen Ashworth, the manager", "Helen Ashworth", Role.NOMINATED_MEMBER),
    ("Senior: Siobhán O’Rourke, who checks the Saplings’ entries", "Siobhán O’Rourke", Role.SENIOR),
    ("Practitioner: Daniel Okonkwo, in the Saplings", "Daniel Okonkwo", Role.PRACTITIONER),
    ("Practitioner who is also a parent: Karolina Wiśniewska", "Karolina Wiśniewska", Role.PRACTITIONER),
    ("Student: Jamie Tran, whose entries are always checked", "Jamie Tran", Role.STUDENT),
    ("Parent of two: Charlotte Pemberton (Arlo and Tilly)", "Charlotte Pemberton", Role.PARENT),
    ("Parents living apart: Rebecca Stanhope (Oscar and Noah)", "Rebecca Stanhope", Role.PARENT),
    ("Parents living apart: Thomas Whitlock (Oscar and Noah)", "Thomas Whitlock", Role.PARENT),
    ("Relative: Ngozi Nwosu, Amara’s grandmother", "Ngozi Nwosu", Role.RELATIVE),
)


def people_to_meet(setting: Setting) -> list[tuple[str, Membership]]:
    """A label in plain words and the membership of each person, as far as they are still there."""
    found = []
    with in_setting(setting.pk):
        for label, full_name, role in _PEOPLE:
            membership = (
                Membership.objects.select_related("person", "setting")
                .filter(person__user_name=user_name(full_name), role=role, ended_at__isnull=True)
                .first()
            )
            if membership is not None:
                found.append((label, membership))
    return found
