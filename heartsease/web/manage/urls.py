"""Addresses of the configuration screen."""

from heartsease.domain.access.permissions import Permission
from heartsease.web.manage import (
    agreements,
    choices,
    devices,
    hub,
    imports,
    incidents,
    links,
    messages,
    people,
    rooms,
    trace,
)
from heartsease.web.routing import page

FORM = ["GET", "POST"]
CONFIGURE = Permission.SETTING_CONFIGURE
DEVICES = Permission.DEVICE_MANAGE
PEOPLE = Permission.PERSON_MANAGE
LINK = Permission.FAMILY_LINK
IMPORT = Permission.RECORDS_IMPORT

urlpatterns = [
    page("", hub.manage, name="manage", admits=CONFIGURE),
    page("people", people.people, name="manage-people", admits=PEOPLE),
    page("people/new", people.admit, name="manage-person-new", admits=PEOPLE, methods=FORM),
    page("people/<uuid:membership_id>", people.person, name="manage-person", admits=PEOPLE),
    page(
        "people/<uuid:membership_id>/rooms", people.rooms, name="manage-person-rooms", admits=PEOPLE, methods=["POST"]
    ),
    page("people/<uuid:membership_id>/link", people.link, name="manage-person-link", admits=PEOPLE, methods=["POST"]),
    page("people/<uuid:membership_id>/end", people.end, name="manage-person-end", admits=PEOPLE, methods=FORM),
    page(
        "people/<uuid:membership_id>/again", people.again, name="manage-person-again", admits=PEOPLE, methods=["POST"]
    ),
    page("rooms", rooms.rooms, name="manage-rooms", admits=Permission.ROOM_MANAGE, methods=FORM),
    page("rooms/<uuid:room_id>", rooms.room, name="manage-room", admits=Permission.ROOM_MANAGE, methods=FORM),
    page("choices", choices.choices, name="manage-choices", admits=CONFIGURE, methods=FORM),
    page("roles", hub.roles, name="manage-roles", admits=CONFIGURE),
    page("frameworks", hub.frameworks, name="manage-frameworks", admits=CONFIGURE),
    page("devices", devices.devices, name="manage-devices", admits=DEVICES),
    page("devices/new", devices.new, name="manage-device-new", admits=DEVICES, methods=FORM, needs_fresh_proof=True),
    page("devices/<uuid:device_id>", devices.device, name="manage-device", admits=DEVICES, methods=FORM),
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
]
