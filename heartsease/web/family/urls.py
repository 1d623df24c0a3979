"""Addresses of families."""

from heartsease.domain.access.permissions import Permission
from heartsease.web.family import answers, home, journal, seen
from heartsease.web.routing import page

READ = Permission.JOURNAL_READ
ANSWER = Permission.JOURNAL_ANSWER
CONTRIBUTE = Permission.JOURNAL_CONTRIBUTE
ENTRY = "journal/<uuid:child_id>/<uuid:observation_id>"
HOME = "from-home/<uuid:observation_id>"

urlpatterns = [
    page("journal", journal.last, name="journal", admits=READ),
    page("journal/<uuid:child_id>", journal.timeline, name="journal-child", admits=READ),
    page(ENTRY, journal.entry, name="journal-entry", admits=READ),
    page(f"{ENTRY}/like", answers.like, name="journal-like", admits=ANSWER, methods=["POST"]),
    page(f"{ENTRY}/comment", answers.comment, name="journal-comment", admits=ANSWER, methods=["POST"]),
    page(
        f"{ENTRY}/comments/<uuid:comment_id>/withdraw",
        answers.withdraw,
        name="journal-comment-withdraw",
        admits=ANSWER,
        methods=["POST"],
    ),
    page("from-home", home.entries, name="from-home", admits=CONTRIBUTE),
    page("from-home/new", home.new, name="from-home-new", admits=CONTRIBUTE),
    page(HOME, home.entry, name="from-home-entry", admits=CONTRIBUTE, methods=["GET", "POST"]),
    page(f"{HOME}/save", home.save, name="from-home-save", admits=CONTRIBUTE, methods=["POST"]),
    page(f"{HOME}/discard", home.discard, name="from-home-discard", admits=CONTRIBUTE, methods=["POST"]),
    page(
        f"{HOME}/photos/<uuid:photo_id>/remove",
        home.remove_photo,
        name="from-home-remove",
        admits=CONTRIBUTE,
        methods=["POST"],
    ),
    page("journal/<uuid:child_id>/seen", seen.seen, name="journal-seen", admits=Permission.SEEN_READ),
]
