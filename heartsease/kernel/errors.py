"""Errors of the domain. One handler in ``web`` turns them into pages; each carries a sentence for its reader."""

from collections.abc import Mapping


class DomainError(Exception):
    """Something a person asked for could not be done.

    ``sentence`` is shown to that person; ``fields`` maps the names of form fields to sentences of their own.
    """

    status = 400

    def __init__(self, sentence: str, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = dict(fields or {})


class InvalidInputError(DomainError):
    """What was sent cannot be taken as it is."""

    status = 422


class TooLargeError(DomainError):
    """What was sent is bigger than a stated limit."""

    status = 413


class UnsupportedTypeError(DomainError):
    """A file is of a kind that is not taken."""

    status = 415


class NotAllowedError(DomainError):
    """The reader may know of the thing but may not do this with it."""

    status = 403


class NotFoundError(DomainError):
    """Not there, or not the reader's: the two look the same."""

    status = 404


class ConflictError(DomainError):
    """Somebody else, or an earlier request, has changed what this request builds on."""

    status = 409


class StorageFullError(DomainError):
    """The disk took no more; nothing was stored."""

    status = 507
