"""The first page of the configuration screen, and what can only be read there."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import (
    ROLE_MODES,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    SENTENCES,
    STAFF_ROLES,
    UNSCOPED_ROLES,
    Mode,
    Permission,
    Role,
)
from heartsease.domain.accounts import overviews, reviewing
from heartsease.domain.frameworks import queries
from heartsease.domain.frameworks.tree import FrameworkTree
from heartsease.domain.incidents import queries as incidents
from heartsease.web.manage.devices import devices_text
from heartsease.web.manage.links import how_many_wait
from heartsease.web.manage.messages import door_text
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, membership_of

SHOWN_MODES = {
    Mode.STAFF: gettext_lazy("Staff"),
    Mode.FAMILY: gettext_lazy("Families"),
    Mode.MAINTENANCE: gettext_lazy("Looking after the machine"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the configuration screen."""

    title: str
    text: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Right:
    """A right in plain words, and for each role whether it holds it."""

    sentence: str
    held: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class RightsTable:
    """The roles of one side of the house and every right that one of them holds."""

    title: str
    roles: list[str]
    rights: list[Right]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many of a kind the framework names, in its own words."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class LoadedFramework:
    """A framework as it was loaded."""

    tree: FrameworkTree
    kinds: list[KindCount]
    is_own: bool


def manage(request: HttpRequest) -> HttpResponse:
    """Where everything that can be configured is found."""
    actor = actor_of(request)
    places = [
        (
            Permission.PERSON_MANAGE,
            _("People"),
            _("Admit colleagues, change what they may do, end access."),
            "manage-people",
            "people",
        ),
        (
            Permission.PERSON_MANAGE,
            _("Access review"),
            _("Once a term: does everybody still need what they may do?"),
            "manage-reviews",
            "review",
        ),
        (
            Permission.DEVICE_MANAGE,
            _("Devices"),
            devices_text(actor),
            "manage-devices",
            "device",
        ),
        (
            Permission.FAMILY_LINK,
            _("Links that wait"),
            _waiting(actor),
            "manage-links",
            "key",
        ),
        (Permission.ROOM_MANAGE, _("Rooms"), _("Where the children spend their day."), "manage-rooms", "room"),
        (
            Permission.SETTING_CONFIGURE,
            _("Choices"),
            _("Who checks entries, when families see them, who works with whom."),
            "manage-choices",
            "settings",
        ),
        (
            Permission.SETTING_CONFIGURE,
            _("Roles and rights"),
            _("What each role may do, in plain words."),
            "manage-roles",
            "permission",
        ),
        (
            Permission.SETTING_CONFIGURE,
            _("Frameworks"),
            _("The curriculum behind areas and prompts, and where it comes from."),
            "manage-frameworks",
            "book",
        ),
        (
            Permission.STYLE_READ,
            _("Design"),
            _("Every part that the pages are made of."),
            "manage-style",
            "image",
        ),
        (
            Permission.AGREEMENT_MANAGE,
            _("Agreements"),
            _("What parents and staff agree to before they see anything."),
            "manage-agreements",
            "file",
        ),
        (Permission.INCIDENT_READ, _("Incidents"), _("What somebody has to look at."), "manage-incidents", "alert"),
        (Permission.MESSAGE_READ, _("Messages"), door_text(actor), "manage-messages", "mail"),
        (
            Permission.TRACE_READ,
            _("Trace"),
            _("Who did what and looked at what, and who was refused."),
            "manage-trace",
            "footprints",
        ),
        (
            Permission.RECORDS_IMPORT,
            _("Import"),
            _("Children, parents and staff from a file."),
            "manage-import",
            "upload",
        ),
        (
            Permission.RECORDS_EXPORT,
            _("Lists to take away"),
            _("For two of you: one asks, another allows."),
            "manage-exports",
            "download",
        ),
    ]
    doors = [
        Door(title, text, reverse(name), icon)
        for permission, title, text, name, icon in places
        if actor.may(permission)
    ]
    manages_people = actor.may(Permission.PERSON_MANAGE)
    context = {
        "doors": doors,
        "is_alone": manages_people and overviews.has_one_nominated_member(actor),
        "is_review_due": manages_people and reviewing.is_due(actor, membership_of(request).setting),
        "incidents": incidents.open_count(actor) if actor.may(Permission.INCIDENT_READ) else 0,
    }
    return show(request, "manage/manage.html", context)


def roles(request: HttpRequest) -> HttpResponse:
    """The table of roles and rights, which is the rule itself and not a description of it."""
    return show(
        request,
        "manage/roles.html",
        {
            "tables": [_rights_table(str(title), mode) for mode, title in SHOWN_MODES.items()],
            "see_all": [ROLE_NAMES[role] for role in Role if role in STAFF_ROLES & UNSCOPED_ROLES],
            "see_some": [ROLE_NAMES[role] for role in Role if role in STAFF_ROLES - UNSCOPED_ROLES],
        },
    )


def frameworks(request: HttpRequest) -> HttpResponse:
    """Which frameworks are loaded, in which version, by whom and under which licence."""
    own = membership_of(request).setting.framework_slug
    loaded = [_loaded(tree, is_own=slug == own) for slug, tree in queries.frameworks().items()]
    loaded.sort(key=lambda one: (not one.is_own, str(one.tree.heading.title)))
    return show(request, "manage/frameworks.html", {"loaded": loaded})


def style(request: HttpRequest) -> HttpResponse:
    """The page of components."""
    return show(request, "manage/style.html")


def _waiting(actor: Actor) -> str:
    number = how_many_wait(actor) if actor.may(Permission.FAMILY_LINK) else 0
    if not number:
        return _("Who is to read which journal, where somebody still has to answer.")
    return ngettext("%(count)d waits for your decision.", "%(count)d wait for your decision.", number) % {
        "count": number
    }


def _rights_table(title: str, mode: Mode) -> RightsTable:
    members = [role for role in Role if ROLE_MODES[role] is mode]
    rights = [
        Right(str(SENTENCES[right]), [(str(ROLE_NAMES[role]), right in ROLE_PERMISSIONS[role]) for role in members])
        for right in Permission
        if any(right in ROLE_PERMISSIONS[role] for role in members)
    ]
    return RightsTable(title, [str(ROLE_NAMES[role]) for role in members], rights)


def _loaded(tree: FrameworkTree, *, is_own: bool) -> LoadedFramework:
    counts: dict[str, int] = {}
    for node in tree.nodes:
        counts[node.kind] = counts.get(node.kind, 0) + 1
    kinds = [
        KindCount(str(words.one if counts[kind] == 1 else words.many), counts[kind])
        for kind, words in tree.kinds.items()
        if kind in counts
    ]
    return LoadedFramework(tree, kinds, is_own)
