"""Where sessions are kept: Django's own store on our own table, under a digest of the cookie."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from heartsease.domain.accounts.models import Session
from heartsease.kernel import clock
from heartsease.kernel.hashing import keyed_digest


class SessionStore(DatabaseStore):
    """A session and its row. ``row`` comes with membership, person, setting and device in the query that finds it."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.row: Session | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        """Our table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = (
            Session.objects.select_related("membership__person", "membership__setting", "device")
            .filter(session_key=_digest(self.session_key), expire_date__gt=clock.now())
            .first()
        )
        if found is None:
            self._session_key = None
        self.row = found
        return found

    def exists(self, session_key: str) -> bool:
        """Whether a session has this key."""
        return super().exists(_digest(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to store: the one that was read, or was begun, with ``data`` in it."""
        row = self.row or Session()
        if self.session_key is None:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # missing in the stubs
        row.session_key = _digest(self.session_key)
        row.session_data = self.encode(data)
        row.expire_date = self.get_expiry_date()
        self.row = row
        return row

    def delete(self, session_key: str | None = None) -> None:
        """Forget the session."""
        key = session_key or self.session_key
        if key is not None:
            super().delete(_digest(key))

    def flush(self) -> None:
        """Forget the session and begin with an empty one."""
        super().flush()
        self.row = None

    def begin(self, row: Session) -> None:
        """A new session with a fresh key, of which ``row`` says whose it is; nothing of an earlier one stays."""
        self.flush()
        self.row = row
        self.create()


def _digest(key: str | None) -> str:
    return keyed_digest(settings.SECRET_KEY, f"session:{key}")
