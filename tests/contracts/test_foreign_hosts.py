"""No test reaches another machine: the guard in tests/conftest.py, seen to work."""

import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.invalid"])
def test_another_machine_is_refused(host: str) -> None:
    with pytest.raises(pytest.fail.Exception, match="tried to reach"):
        socket.create_connection((host, 80), timeout=0.01)


def test_a_datagram_to_another_machine_is_refused() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
        pytest.raises(pytest.fail.Exception, match="tried to reach"),
    ):
        sender.sendto(b"", ("192.0.2.1", 9))


def test_this_machine_is_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("localhost", port), timeout=5).close()
