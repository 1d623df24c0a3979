"""Every write of the journal, by subject."""

from heartsease.domain.journal.actions.answers import comment, like, take_back_like, withdraw_comment
from heartsease.domain.journal.actions.copies import MarkedCopy, save_picture
from heartsease.domain.journal.actions.drafts import discard_draft, save_draft
from heartsease.domain.journal.actions.faces import answer_face, tell_faces
from heartsease.domain.journal.actions.handing_over import hand_over_drafts
from heartsease.domain.journal.actions.next_steps import answer_next_step
from heartsease.domain.journal.actions.pictures import add_photo, record_photo_view, remove_photo
from heartsease.domain.journal.actions.reports import destroy_picture, report_picture, show_again
from heartsease.domain.journal.actions.review import (
    approve,
    check_sendable,
    edit_published,
    recall,
    return_with_note,
    submit,
    withdraw,
)
from heartsease.domain.journal.actions.views import record_entry_view, record_picture_view
from heartsease.domain.journal.actions.withdrawals import burn_withdrawn, forget_covered

__all__ = [
    "MarkedCopy",
    "add_photo",
    "answer_face",
    "answer_next_step",
    "approve",
    "burn_withdrawn",
    "check_sendable",
    "comment",
    "destroy_picture",
    "discard_draft",
    "edit_published",
    "forget_covered",
    "hand_over_drafts",
    "like",
    "recall",
    "record_entry_view",
    "record_photo_view",
    "record_picture_view",
    "remove_photo",
    "report_picture",
    "return_with_note",
    "save_draft",
    "save_picture",
    "show_again",
    "submit",
    "take_back_like",
    "tell_faces",
    "withdraw",
    "withdraw_comment",
]
