"""Every write about children, by subject."""

from heartsease.domain.children.actions.closing import (
    ask_to_lift,
    keep_restriction,
    lift_restriction,
    reinstate_family,
    restrict_access,
    suspend_family,
)
from heartsease.domain.children.actions.decoys import plant_decoy, report_decoy
from heartsease.domain.children.actions.family import (
    Answered,
    answer_birth_date,
    let_answer_again,
    link_family,
    second_link,
    unlink_family,
)
from heartsease.domain.children.actions.linking import NewLink, link_families
from heartsease.domain.children.actions.permissions import (
    answer_photo_permission,
    handle_withdrawal,
    mark_burnt,
    record_photo_permission,
)
from heartsease.domain.children.actions.records import (
    ChildDetails,
    ContactDetails,
    NewContact,
    remove_contact,
    save_child,
    save_contact,
    save_contacts,
    save_sensitive_facts,
)
from heartsease.domain.children.actions.register import (
    mark_arrived,
    mark_left,
    take_back_arrival,
    take_back_leaving,
)
from heartsease.domain.children.actions.relatives import (
    approve_relative,
    ask_for_relative,
    decline_relative,
    take_back_relative,
)
from heartsease.domain.children.actions.views import record_view

__all__ = [
    "Answered",
    "ChildDetails",
    "ContactDetails",
    "NewContact",
    "NewLink",
    "answer_birth_date",
    "answer_photo_permission",
    "approve_relative",
    "ask_for_relative",
    "ask_to_lift",
    "decline_relative",
    "handle_withdrawal",
    "keep_restriction",
    "let_answer_again",
    "lift_restriction",
    "link_families",
    "link_family",
    "mark_arrived",
    "mark_burnt",
    "mark_left",
    "plant_decoy",
    "record_photo_permission",
    "record_view",
    "reinstate_family",
    "remove_contact",
    "report_decoy",
    "restrict_access",
    "save_child",
    "save_contact",
    "save_contacts",
    "save_sensitive_facts",
    "second_link",
    "suspend_family",
    "take_back_arrival",
    "take_back_leaving",
    "take_back_relative",
    "unlink_family",
]
