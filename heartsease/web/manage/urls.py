"""Addresses of the configuration screen."""

from collections.abc import Iterable

from django.urls import URLPattern

from heartsease.domain.access.permissions import Permission
from heartsease.web.manage import (
    agreements,
    choices,
    devices,
    exports,
    hub,
    imports,
    incidents,
    links,
    messages,
    reviews,
    rooms,
    trace,
)
from heartsease.web.manage.people import access, admission, badges, checks, invitations, leaving, listing, person
from heartsease.web.routing import View, page

FORM = ["GET", "POST"]
CONFIGURE = Permission.SETTING_CONFIGURE
DEVICES = Permission.DEVICE_MANAGE
PEOPLE = Permission.PERSON_MANAGE
LINK = Permission.FAMILY_LINK
IMPORT = Permission.RECORDS_IMPORT
EXPORT = Permission.RECORDS_EXPORT


def of_person(
    act: str, view: View, *, methods: Iterable[str] = ("POST",), needs_fresh_proof: bool = False
) -> URLPattern:
    """An address of something that is done with one person. What gives, or changes, needs the password again; what only
    takes away at once does not."""
    address, name = f"people/<uuid:membership_id>/{act}", f"manage-person-{act}"
    return page(address, view, name=name, admits=PEOPLE, methods=methods, needs_fresh_proof=needs_fresh_proof)


urlpatterns = [
    page("", hub.manage, name="manage", admits=CONFIGURE),
    page("people", listing.people, name="manage-people", admits=PEOPLE),
    page("people/new", admission.admit, name="manage-person-new", admits=PEOPLE, methods=FORM, needs_fresh_proof=True),
    page("people/<uuid:membership_id>", person.person, name="manage-person", admits=PEOPLE),
    of_person("access", access.access, methods=FORM, needs_fresh_proof=True),
    of_person("checks", checks.checks, methods=FORM, needs_fresh_proof=True),
    of_person("link", invitations.link, needs_fresh_proof=True),
    of_person("link-cancel", invitations.cancel),
    of_person("badge", badges.make, needs_fresh_proof=True),
    of_person("badge-revoke", badges.revoke),
    of_person("release", person.release_lock_out, needs_fresh_proof=True),
    of_person("release-pin", person.release_pin, needs_fresh_proof=True),
    of_person("sessions", person.end_sessions),
    of_person("suspend", leaving.suspend, methods=FORM, needs_fresh_proof=True),
    of_person("reinstate", leaving.reinstate, methods=FORM, needs_fresh_proof=True),
    of_person("end", leaving.end, methods=FORM, needs_fresh_proof=True),
    of_person("again", leaving.again, methods=FORM, needs_fresh_proof=True),
    of_person("drafts", leaving.drafts, needs_fresh_proof=True),
    page("review", reviews.reviews, name="manage-reviews", admits=PEOPLE),
    page("review/start", reviews.start, name="manage-review-start", admits=PEOPLE, methods=["POST"]),
    page(
        "review/<uuid:review_id>",
        reviews.review,
        name="manage-review",
        admits=PEOPLE,
        methods=FORM,
        needs_fresh_proof=True,
    ),
    page(
        "review/<uuid:review_id>/sign",
        reviews.sign,
        name="manage-review-sign",
        admits=PEOPLE,
        methods=["POST"],
        needs_fresh_proof=True,
    ),
    page("rooms", rooms.rooms, name="manage-rooms", admits=Permission.ROOM_MANAGE, methods=FORM),
    page("rooms/<uuid:room_id>", rooms.room, name="manage-room", admits=Permission.ROOM_MANAGE, methods=FORM),
    page("choices", choices.choices, name="manage-choices", admits=CONFIGURE, methods=FORM, needs_fresh_proof=True),
    page("roles", hub.roles, name="manage-roles", admits=CONFIGURE),
    page("frameworks", hub.frameworks, name="manage-frameworks", admits=CONFIGURE),
    page("devices", devices.devices, name="manage-devices", admits=DEVICES),
    page("devices/new", devices.new, name="manage-device-new", admits=DEVICES, methods=FORM, needs_fresh_proof=True),
    page(
        "devices/<uuid:device_id>",
        devices.device,
        name="manage-device",
        admits=DEVICES,
        methods=FORM,
        needs_fresh_proof=True,
    ),
    page(
        "devices/<uuid:device_id>/unlock",
        devices.unlock,
        name="manage-device-unlock",
        admits=DEVICES,
        methods=["POST"],
        needs_fresh_proof=True,
    ),
    page(
        "devices/<uuid:device_id>/answer/<str:answer>",
        devices.answer,
        name="manage-device-answer",
        admits=DEVICES,
        methods=["POST"],
        needs_fresh_proof=True,
    ),
    page("devices/<uuid:device_id>/<str:act>", devices.act, name="manage-device-act", admits=DEVICES, methods=["POST"]),
    page("agreements", agreements.agreements, name="manage-agreements", admits=Permission.AGREEMENT_MANAGE),
    page(
        "agreements/<str:audience>/new",
        agreements.new,
        name="manage-agreement-new",
        admits=Permission.AGREEMENT_MANAGE,
        methods=FORM,
        needs_fresh_proof=True,
    ),
    page(
        "agreements/<str:audience>/none",
        agreements.none,
        name="manage-agreement-none",
        admits=Permission.AGREEMENT_MANAGE,
        methods=FORM,
        needs_fresh_proof=True,
    ),
    page(
        "agreements/<uuid:agreement_id>",
        agreements.agreement,
        name="manage-agreement",
        admits=Permission.AGREEMENT_MANAGE,
    ),
    page("incidents", incidents.incidents, name="manage-incidents", admits=Permission.INCIDENT_READ),
    page(
        "incidents/<uuid:incident_id>",
        incidents.incident,
        name="manage-incident",
        admits=Permission.INCIDENT_READ,
        methods=FORM,
    ),
    page(
        "people/<uuid:membership_id>/reading",
        incidents.release,
        name="manage-person-reading",
        admits=PEOPLE,
        methods=["POST"],
        needs_fresh_proof=True,
    ),
    page("style", hub.style, name="manage-style", admits=Permission.STYLE_READ),
    page("messages", messages.unsent, name="manage-messages", admits=Permission.MESSAGE_READ),
    page(
        "messages/<uuid:message_id>/again",
        messages.send_again,
        name="manage-message-again",
        admits=Permission.MESSAGE_READ,
        methods=["POST"],
    ),
    page("links", links.links, name="manage-links", admits=LINK),
    page("links/<uuid:link_id>/second", links.second, name="manage-link-second", admits=LINK, methods=FORM),
    page("links/relatives/<uuid:request_id>", links.relative, name="manage-relative", admits=LINK, methods=FORM),
    page("trace", trace.trace, name="manage-trace", admits=Permission.TRACE_READ),
    page("import", imports.choose_kind, name="manage-import", admits=IMPORT),
    page("import/<slug:kind>", imports.choose_file, name="manage-import-kind", admits=IMPORT, methods=FORM),
    page("import/<slug:kind>/template", imports.download_template, name="manage-import-template", admits=IMPORT),
    page(
        "import/file/<uuid:file_id>",
        imports.look,
        name="manage-import-look",
        admits=IMPORT,
        methods=FORM,
        needs_fresh_proof=True,
    ),
    page("import/file/<uuid:file_id>/done", imports.done, name="manage-import-done", admits=IMPORT),
    page(
        "import/file/<uuid:file_id>/forget",
        imports.forget,
        name="manage-import-forget",
        admits=IMPORT,
        methods=["POST"],
    ),
    page("exports", exports.exports, name="manage-exports", admits=EXPORT, methods=FORM),
    page("exports/<uuid:export_id>", exports.export, name="manage-export", admits=EXPORT),
    page(
        "exports/<uuid:export_id>/answer",
        exports.answer,
        name="manage-export-answer",
        admits=EXPORT,
        methods=["POST"],
        needs_fresh_proof=True,
    ),
    page(
        "exports/<uuid:export_id>/take",
        exports.take,
        name="manage-export-take",
        admits=EXPORT,
        methods=["POST"],
        needs_fresh_proof=True,
    ),
    page(
        "exports/<uuid:export_id>/withdraw",
        exports.withdraw,
        name="manage-export-withdraw",
        admits=EXPORT,
        methods=["POST"],
    ),
]
