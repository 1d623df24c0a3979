"""The closed scope: rows of a setting are only reachable while that setting is active.

A query on a tenant-owned model without an active setting raises; ``unscoped(reason=...)`` is the only way round.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import models

_active_setting: ContextVar[uuid.UUID | None] = ContextVar("active_setting", default=None)

RowT_co = TypeVar("RowT_co", bound=models.Model, covariant=True)


class NoActiveSettingError(RuntimeError):
    """A tenant's rows were asked for outside any setting: a fault of ours, never of a person."""


def active_setting() -> uuid.UUID:
    """The setting whose rows may be seen now."""
    setting_id = _active_setting.get()
    if setting_id is None:
        raise NoActiveSettingError("No setting is active: enter one with in_setting() or use unscoped(reason=...).")
    return setting_id


@contextmanager
def in_setting(setting_id: uuid.UUID) -> Iterator[None]:
    """Make ``setting_id`` the active setting for the length of the block."""
    token = _active_setting.set(setting_id)
    try:
        yield
    finally:
        _active_setting.reset(token)


class ScopedManager(models.Manager[RowT_co]):
    """Rows of the active setting, and no others."""

    def get_queryset(self) -> models.QuerySet[RowT_co]:
        """The active setting's rows; raises ``NoActiveSettingError`` where there is none."""
        return super().get_queryset().filter(setting_id=active_setting())

    def unscoped(self, *, reason: str) -> models.QuerySet[RowT_co]:
        """Rows of every setting. ``reason`` says why that is right, for whoever searches for these places."""
        if not reason:
            raise ValueError("unscoped() needs a reason.")
        return super().get_queryset()


class SettingOwned(models.Model):
    """A row that belongs to one setting. ``setting_id`` is filled from the active setting when it is not given."""

    setting = models.ForeignKey("setting.Setting", on_delete=models.CASCADE, related_name="+", db_index=False)
    """Without an index of its own: in a setting of any size it would be the worst of all to walk."""

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the row in the active setting; a row of another setting is refused."""
        self.belong()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, handed on

    def belong(self) -> None:
        """Fill the setting before a bulk insert; refuse a row of another setting, or one that hangs on such a row."""
        setting_id = active_setting()
        if self.setting_id is None:
            self.setting_id = setting_id
        elif self.setting_id != setting_id:
            raise NoActiveSettingError("A row of another setting cannot be written here.")
        for field in self._meta.concrete_fields:
            other = self._state.fields_cache.get(field.name)
            if isinstance(other, SettingOwned) and other.setting_id != setting_id:
                raise NoActiveSettingError(f"This row's {field.name} is of another setting.")
