"""Addresses of staff."""

from django.urls import include, path

from heartsease.domain.access.permissions import Permission
from heartsease.web import photographs
from heartsease.web.routing import page
from heartsease.web.staff import capture, entries, faces, families, hidden, review, today, withdrawals

READ = Permission.OBSERVATION_READ
WRITE = Permission.OBSERVATION_WRITE
REVIEW = Permission.OBSERVATION_REVIEW

urlpatterns = [
    page("today", today.today, name="today", admits=Permission.CHILD_READ),
    page("rooms/<uuid:room_id>", today.room, name="room", admits=Permission.CHILD_READ),
    page("register", today.register, name="register", admits=Permission.REGISTER_KEEP),
    page(
        "register/<uuid:child_id>/<str:mark>",
        today.mark,
        name="register-mark",
        admits=Permission.REGISTER_KEEP,
        methods=["POST"],
    ),
    page("photographs/hidden", hidden.hidden, name="hidden-pictures", admits=REVIEW),
    page(
        "photographs/<uuid:photo_id>/show",
        hidden.show_again,
        name="hidden-picture-show",
        admits=Permission.OBSERVATION_WITHDRAW,
        methods=["POST"],
    ),
    page(
        "photographs/<uuid:photo_id>/destroy",
        hidden.destroy,
        name="hidden-picture-destroy",
        admits=Permission.OBSERVATION_WITHDRAW,
        methods=["POST"],
    ),
    page("photographs/changes", withdrawals.changes, name="photo-changes", admits=Permission.PHOTO_PERMISSION_READ),
    page(
        "photographs/changes/<uuid:withdrawal_id>/done",
        withdrawals.done,
        name="photo-change-done",
        admits=Permission.PHOTO_PERMISSION_RECORD,
        methods=["POST"],
    ),
    page("capture", capture.start, name="capture", admits=WRITE),
    page("capture/<uuid:observation_id>", capture.write, name="capture-draft", admits=WRITE),
    page(
        "capture/<uuid:observation_id>/save",
        capture.save,
        name="capture-save",
        admits=WRITE,
        methods=["POST"],
    ),
    page(
        "capture/<uuid:observation_id>/send",
        capture.send,
        name="capture-send",
        admits=WRITE,
        methods=["POST"],
    ),
    page("capture/<uuid:observation_id>/families", families.look, name="capture-families", admits=WRITE),
    page(
        "capture/<uuid:observation_id>/share",
        capture.share,
        name="capture-share",
        admits=WRITE,
        methods=["POST"],
    ),
    page(
        "capture/<uuid:observation_id>/discard",
        capture.discard,
        name="capture-discard",
        admits=WRITE,
        methods=["POST"],
    ),
    page(
        "capture/<uuid:observation_id>/photos/<uuid:photo_id>",
        photographs.photo,
        name="capture-photo",
        admits=WRITE,
        methods=["PUT", "DELETE"],
    ),
    page(
        "capture/<uuid:observation_id>/photos/<uuid:photo_id>/faces",
        photographs.tell_faces,
        name="capture-photo-faces",
        admits=WRITE,
        methods=["POST"],
    ),
    page("faces", faces.waiting, name="faces", admits=WRITE),
    page("faces/<uuid:photo_id>", faces.one, name="faces-photo", admits=WRITE),
    page(
        "faces/<uuid:photo_id>/<uuid:region_id>",
        faces.answer,
        name="faces-answer",
        admits=WRITE,
        methods=["POST"],
    ),
    page("capture/prompts", capture.prompts, name="capture-prompts", admits=WRITE),
    page("capture/suggestions", capture.suggestions, name="capture-suggestions", admits=WRITE, methods=["POST"]),
    page("my-entries", entries.mine, name="my-entries", admits=WRITE),
    page("observations/<uuid:observation_id>", entries.detail, name="observation", admits=READ),
    page(
        "observations/<uuid:observation_id>/edit",
        entries.edit,
        name="observation-edit",
        admits=WRITE,
        methods=["GET", "POST"],
    ),
    page(
        "observations/<uuid:observation_id>/recall",
        entries.recall,
        name="observation-recall",
        admits=WRITE,
        methods=["POST"],
    ),
    page(
        "observations/<uuid:observation_id>/withdraw",
        entries.withdraw,
        name="observation-withdraw",
        admits=Permission.OBSERVATION_WITHDRAW,
        methods=["POST"],
    ),
    page(
        "observations/<uuid:observation_id>/children/<uuid:child_id>/comment",
        entries.comment,
        name="observation-comment",
        admits=Permission.COMMENT_WRITE,
        methods=["POST"],
    ),
    page("review", review.queue, name="review", admits=REVIEW),
    page("review/<uuid:observation_id>", review.one, name="review-one", admits=REVIEW),
    page(
        "review/<uuid:observation_id>/approve",
        review.approve,
        name="review-approve",
        admits=REVIEW,
        methods=["POST"],
    ),
    page(
        "review/<uuid:observation_id>/return",
        review.give_back,
        name="review-return",
        admits=REVIEW,
        methods=["POST"],
    ),
    path("children/", include("heartsease.web.staff.children.urls")),
]
