"""Every write about children, by subject."""

from heartsease.domain.children.actions.decoys import plant_decoy, report_decoy
from heartsease.domain.children.actions.family import link_family, unlink_family
from heartsease.domain.children.actions.permissions import record_photo_permission
from heartsease.domain.children.actions.records import (
    ChildDetails,
    ContactDetails,
    remove_contact,
    save_child,
    save_contact,
    save_sensitive_facts,
)
from heartsease.domain.children.actions.register import (
    mark_arrived,
    mark_left,
    take_back_arrival,
    take_back_leaving,
)
from heartsease.domain.children.actions.views import record_view

__all__ = [
    "ChildDetails",
    "ContactDetails",
    "link_family",
    "mark_arrived",
    "mark_left",
    "plant_decoy",
    "record_photo_permission",
    "record_view",
    "remove_contact",
    "report_decoy",
    "save_child",
    "save_contact",
    "save_sensitive_facts",
    "take_back_arrival",
    "take_back_leaving",
    "unlink_family",
]
