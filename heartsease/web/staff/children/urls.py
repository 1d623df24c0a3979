"""Addresses of the children's pages."""

from heartsease.domain.access.permissions import Permission
from heartsease.web.routing import page
from heartsease.web.staff.children import (
    browse,
    contacts,
    facts,
    family,
    journal,
    links,
    photographs,
    record,
    restrictions,
)

FORM = ["GET", "POST"]
READ = Permission.CHILD_RECORD_READ
WRITE = Permission.CHILD_RECORD_WRITE
LINK = Permission.FAMILY_LINK
OF_LINK = "<uuid:child_id>/family/<uuid:link_id>"

urlpatterns = [
    page("", browse.children, name="children", admits=Permission.CHILD_READ),
    page("new", record.new, name="child-new", admits=WRITE, methods=FORM),
    page("<uuid:child_id>", journal.timeline, name="child", admits=Permission.OBSERVATION_READ),
    page(
        "<uuid:child_id>/development",
        journal.development,
        name="child-development",
        admits=Permission.OBSERVATION_READ,
    ),
    page(
        "<uuid:child_id>/next-steps/<uuid:next_step_id>/done",
        journal.next_step_done,
        name="next-step-done",
        admits=Permission.OBSERVATION_WRITE,
        methods=["POST"],
    ),
    page("<uuid:child_id>/record", record.show_record, name="child-record", admits=READ),
    page("<uuid:child_id>/record/edit", record.edit, name="child-edit", admits=WRITE, methods=FORM),
    page("<uuid:child_id>/portrait", record.portrait, name="child-portrait", admits=WRITE, methods=FORM),
    page("<uuid:child_id>/contacts/new", contacts.new, name="contact-new", admits=WRITE, methods=FORM),
    page("<uuid:child_id>/contacts/<uuid:contact_id>", contacts.edit, name="contact-edit", admits=WRITE, methods=FORM),
    page(
        "<uuid:child_id>/contacts/<uuid:contact_id>/remove",
        contacts.remove,
        name="contact-remove",
        admits=WRITE,
        methods=FORM,
    ),
    page("<uuid:child_id>/family/new", family.link, name="family-link", admits=LINK, methods=FORM),
    page(OF_LINK, links.one, name="family-one", admits=LINK),
    page(f"{OF_LINK}/seen", links.seen, name="family-seen", admits=LINK),
    page(f"{OF_LINK}/pause", links.pause, name="family-pause", admits=LINK, methods=FORM),
    page(f"{OF_LINK}/reopen", links.reopen, name="family-reopen", admits=LINK, methods=["POST"]),
    page(f"{OF_LINK}/ask-again", links.ask_again, name="family-ask-again", admits=LINK, methods=["POST"]),
    page(f"{OF_LINK}/end", links.end, name="family-end", admits=LINK, methods=FORM),
    page("<uuid:child_id>/restrictions/new", restrictions.new, name="restriction-new", admits=LINK, methods=FORM),
    page(
        "<uuid:child_id>/restrictions/<uuid:restriction_id>",
        restrictions.one,
        name="restriction",
        admits=LINK,
        methods=FORM,
    ),
    page(
        "<uuid:child_id>/permissions",
        photographs.permissions,
        name="child-permissions",
        admits=Permission.PHOTO_PERMISSION_READ,
    ),
    page(
        "<uuid:child_id>/permissions/record",
        photographs.record,
        name="child-permissions-record",
        admits=Permission.PHOTO_PERMISSION_RECORD,
        methods=FORM,
    ),
    page("<uuid:child_id>/facts", facts.facts, name="child-facts", admits=Permission.CHILD_SENSITIVE_READ),
    page(
        "<uuid:child_id>/facts/edit",
        facts.edit,
        name="child-facts-edit",
        admits=Permission.CHILD_SENSITIVE_WRITE,
        methods=FORM,
    ),
]
