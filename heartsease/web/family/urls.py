"""Addresses of families."""

from typing import Any

from django.urls import URLPattern

from heartsease.domain.access.permissions import Permission
from heartsease.web.family import agreements, answers, confirm, home, journal, relatives, seen
from heartsease.web.family.own import leads_to_question
from heartsease.web.routing import View, page

READ = Permission.JOURNAL_READ
ANSWER = Permission.JOURNAL_ANSWER
CONTRIBUTE = Permission.JOURNAL_CONTRIBUTE
ENTRY = "journal/<uuid:child_id>/<uuid:observation_id>"
ASK = Permission.RELATIVE_ASK
HOME = "from-home/<uuid:observation_id>"
FORM = ["GET", "POST"]


def behind_question(address: str, view: View, **more: Any) -> URLPattern:
    """A page of the journal: somebody to whom none is open yet is led to what they are asked."""
    return page(address, leads_to_question(view), **more)


urlpatterns = [
    page("journal/confirm", confirm.confirm, name="journal-confirm", admits=READ, methods=FORM),
    behind_question("journal", journal.last, name="journal", admits=READ),
    behind_question("journal/<uuid:child_id>", journal.timeline, name="journal-child", admits=READ),
    behind_question(ENTRY, journal.entry, name="journal-entry", admits=READ),
    behind_question(f"{ENTRY}/like", answers.like, name="journal-like", admits=ANSWER, methods=["POST"]),
    behind_question(f"{ENTRY}/comment", answers.comment, name="journal-comment", admits=ANSWER, methods=["POST"]),
    behind_question(
        f"{ENTRY}/comments/<uuid:comment_id>/withdraw",
        answers.withdraw,
        name="journal-comment-withdraw",
        admits=ANSWER,
        methods=["POST"],
    ),
    behind_question("from-home", home.entries, name="from-home", admits=CONTRIBUTE),
    behind_question("from-home/new", home.new, name="from-home-new", admits=CONTRIBUTE),
    behind_question(HOME, home.entry, name="from-home-entry", admits=CONTRIBUTE, methods=FORM),
    behind_question(f"{HOME}/save", home.save, name="from-home-save", admits=CONTRIBUTE, methods=["POST"]),
    behind_question(f"{HOME}/discard", home.discard, name="from-home-discard", admits=CONTRIBUTE, methods=["POST"]),
    behind_question(
        f"{HOME}/photos/<uuid:photo_id>",
        home.photo,
        name="from-home-photo",
        admits=CONTRIBUTE,
        methods=["PUT", "DELETE"],
    ),
    behind_question(
        f"{HOME}/photos/<uuid:photo_id>/faces",
        home.tell_faces,
        name="from-home-photo-faces",
        admits=CONTRIBUTE,
        methods=["POST"],
    ),
    behind_question("relatives", relatives.relatives, name="relatives", admits=ASK),
    behind_question("relatives/ask", relatives.ask, name="relative-ask", admits=ASK, methods=FORM),
    behind_question(
        "relatives/<uuid:request_id>/remove", relatives.remove, name="relative-remove", admits=ASK, methods=FORM
    ),
    behind_question(
        "journal/<uuid:child_id>/photographs",
        agreements.photographs,
        name="journal-photographs",
        admits=Permission.PHOTO_PERMISSION_ANSWER,
        methods=FORM,
    ),
    behind_question("journal/<uuid:child_id>/seen", seen.seen, name="journal-seen", admits=Permission.SEEN_READ),
]
