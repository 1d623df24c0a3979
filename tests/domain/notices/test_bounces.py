"""Reading what comes back: the message, whether it is final, and why; anything else is a sentence, never a fault."""

import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.notices.bounces import LARGEST, read_report
from heartsease.kernel.errors import InvalidInputError
from tests.domain.notices.reports import report

MESSAGE = uuid.UUID("019794f0-1234-7abc-8def-0123456789ab")


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
@pytest.mark.parametrize("returns", ["", "rfc822-headers", "rfc822"])
@pytest.mark.parametrize("has_return_path", [True, False])
def test_a_report_names_its_message(ending: bytes, returns: str, has_return_path: bool) -> None:
    """By the address it was sent to, or by the message that it returns; by neither, it is none of ours."""
    data = report(MESSAGE, returns=returns, has_return_path=has_return_path).replace(b"\n", ending)
    if not returns and not has_return_path:
        with pytest.raises(InvalidInputError, match="names no message"):
            read_report(data)
        return
    found = read_report(data)
    assert (found.message_id, found.is_final) == (MESSAGE, True)
    assert found.reason == "550 5.1.1 <ann@home.example>: unknown"


@pytest.mark.parametrize("name", ["Delivered-To", "X-Original-To", "Envelope-To"])
def test_the_address_may_stand_where_the_server_notes_it(name: str) -> None:
    noted = f"{name}: Bounces+{MESSAGE.hex.upper()}@mail.example\n".encode()
    assert read_report(noted + report(uuid.uuid4(), has_return_path=False, returns="")).message_id == MESSAGE


@pytest.mark.parametrize(
    ("action", "is_final"), [("failed", True), ("FAILED", True), ("delayed", False), ("relayed", False)]
)
def test_a_delay_is_no_failure(action: str, is_final: bool) -> None:
    assert read_report(report(MESSAGE, action=action)).is_final is is_final


def test_without_a_diagnosis_the_status_is_the_reason() -> None:
    assert read_report(report(MESSAGE, diagnosis="X-Nothing: here")).reason == "5.1.1"


def test_a_reason_is_one_line_of_bounded_length() -> None:
    data = report(MESSAGE, diagnosis=f"Diagnostic-Code: smtp; 550 a FOLD {'x' * 1000}")
    reason = read_report(data.replace(b" FOLD", b"\n \x07b")).reason
    assert reason.startswith("550 a b x")
    assert len(reason) == 300


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff" * 100,
        b"To: bounces+019794f012347abc8def0123456789ab@mail.example\n\nI am on holiday.",
        report(MESSAGE).replace(b"message/delivery-status", b"text/plain"),
        report(MESSAGE).replace(b"Action: failed", b"Nothing: failed"),
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n",
    ],
)
def test_what_is_no_report_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(InvalidInputError, match=r"no delivery status notification|names no message"):
        read_report(data)


def test_a_very_large_one_is_read_at_its_beginning() -> None:
    assert read_report(report(MESSAGE) + b"x" * LARGEST * 2).message_id == MESSAGE


def or_a_sentence(data: bytes) -> None:
    try:
        assert read_report(data).reason is not None
    except InvalidInputError as problem:
        assert problem.sentence


@given(some.binary(max_size=2000))
def test_any_bytes_at_all(data: bytes) -> None:
    or_a_sentence(data)


@given(some.randoms(use_true_random=False), some.integers(1, 8), some.binary(max_size=6))
def test_a_report_with_damage(chance: random.Random, cuts: int, damage: bytes) -> None:
    data = report(MESSAGE, returns=chance.choice(["", "rfc822", "rfc822-headers"]))
    for _cut in range(cuts):
        place = chance.randrange(len(data))
        data = data[:place] + damage + data[place + chance.randrange(40) :]
        if not data:
            break
    or_a_sentence(data)


@given(some.binary(max_size=200), some.sampled_from(["Content-Type", "To", "Action", "Diagnostic-Code", "Message-ID"]))
def test_any_header(value: bytes, name: str) -> None:
    lines = report(MESSAGE).split(b"\n")
    at = next(place for place, line in enumerate(lines) if line.startswith(name.encode()))
    or_a_sentence(b"\n".join([*lines[:at], name.encode() + b": " + value, *lines[at + 1 :]]))
