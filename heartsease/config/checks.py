"""What must be true before the house opens. ``heartsease check`` and every start run these."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from heartsease.domain.access.permissions import (
    ROLE_MODES,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    SENTENCES,
    Permission,
    Role,
)
from heartsease.domain.access.scope import ScopedManager
from heartsease.domain.photos.faces.finding import chosen_model, file_of
from heartsease.web.routing import admission_of


def addresses(patterns: Sequence[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the house with its pattern, however deep it stands."""
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here, pattern


@register(Tags.security)
def every_address_is_decided(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Refuse to start while an address does not say who may come in."""
    return [
        Error(
            f"The address /{address} does not say who is admitted.",
            hint="Declare it with web.routing.page().",
            id="house.E001",
        )
        for address, pattern in addresses(get_resolver().url_patterns)
        if admission_of(pattern.callback) is None
    ]


@register(Tags.security)
def every_role_is_decided(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Refuse to start while a role or a right is missing from the table."""
    missing = [
        f"role {role}" for role in Role if not {role} <= ROLE_PERMISSIONS.keys() & ROLE_NAMES.keys() & ROLE_MODES.keys()
    ]
    missing += [f"permission {permission}" for permission in Permission if permission not in SENTENCES]
    return [Error(f"The table of rights says nothing of {thing}.", id="house.E002") for thing in missing]


@register(Tags.models)
def every_owned_table_is_closed(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Refuse to start while a table with a setting can be read without one."""
    return [
        Error(f"{model.__name__} belongs to a setting but its rows are not scoped.", obj=model, id="house.E003")
        for model in apps.get_models()
        if _is_owned(model) and not isinstance(model._default_manager, ScopedManager)
    ]


@register(Tags.files)
def faces_can_be_found(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Without the model no photograph is ever looked at, and so none is ever shown to a family."""
    if file_of(chosen_model()).is_file():
        return []
    hint = "Run scripts/setup: it makes the model. HEARTSEASE_DETECTOR must be the same there and here, or unset there."
    return [
        Warning("The model that finds faces is missing: no family sees a new photograph.", hint=hint, id="house.W001")
    ]


def _is_owned(model: type[Model]) -> bool:
    return any(field.attname == "setting_id" for field in model._meta.concrete_fields)
