"""Identifiers, secrets, and the errors that people read."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.photos.storage import PhotosUnavailableError
from heartsease.kernel import errors, hashing
from heartsease.kernel.ids import new_id, parse_id

OURS_TO_MEND = {errors.StorageFullError: 507, PhotosUnavailableError: 503}
"""The answers of 500 and more that are meant: nothing is wrong with the request, and sent again later it succeeds.
The capture page offers that; after a 4xx it takes the photograph away."""


def every_error(base: type[errors.DomainError] = errors.DomainError) -> set[type[errors.DomainError]]:
    return {base}.union(*(every_error(kind) for kind in base.__subclasses__()))


def test_only_what_passes_by_itself_is_no_fault_of_the_sender() -> None:
    statuses = {kind: kind.status for kind in every_error()}
    assert len(statuses) >= 8
    assert {kind: status for kind, status in statuses.items() if not 400 <= status < 500} == OURS_TO_MEND


def test_ids_are_ordered_by_time() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(made)
    assert len(set(made)) == 1000
    assert {one.version for one in made} == {7}


@given(some.uuids())
def test_an_id_is_read_back(one: uuid.UUID) -> None:
    assert parse_id(str(one)) == one == parse_id(one.hex)


@given(some.text(max_size=31))
def test_anything_shorter_is_no_id(text: str) -> None:
    assert parse_id(text) is None


@pytest.mark.parametrize("text", ["", "0", "not-an-id", "x" * 32, "01a209c9-beff-7115-b9d3-18271\x00cca475", "'--"])
def test_nonsense_is_no_id(text: str) -> None:
    assert parse_id(text) is None


def test_secrets_have_256_bits_and_digests_depend_on_the_key() -> None:
    assert len({hashing.new_secret() for _ in range(100)}) == 100
    assert len(hashing.new_secret()) >= 43
    assert hashing.keyed_digest("one", "secret") != hashing.keyed_digest("two", "secret")
    assert hashing.keyed_digest("one", "secret") == hashing.keyed_digest("one", "secret")
    assert hashing.sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
