"""The ``heartsease`` command."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from heartsease.kernel.environment import EnvironmentProblemError

PROJECT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and do what it says; the exit status."""
    options = _parser().parse_args(arguments)
    data = Path(os.environ.get("HEARTSEASE_DATA", PROJECT / "data"))
    if options.command == "demo":
        _for_this_machine_only()
    try:
        from heartsease.cli import prepare  # noqa: PLC0415 - Django is set up in the right order

        if options.command in {"demo", "init"}:
            prepare.make_data_folder(data)
        prepare.start_django()
        from heartsease.cli import commands  # noqa: PLC0415

        return commands.run(options)
    except EnvironmentProblemError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2


def _for_this_machine_only() -> None:
    """The example speaks plain http on loopback and writes to nobody, whatever the environment says."""
    os.environ["HEARTSEASE_TLS"] = "no"
    os.environ["HEARTSEASE_TRUSTED_PROXIES"] = "0"
    for name in ("HEARTSEASE_HOSTS", "HEARTSEASE_MAIL", "HEARTSEASE_MAIL_FILE"):
        os.environ.pop(name, None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="heartsease", description="The learning journal Heartsease.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    init = commands.add_parser("init", help="make an empty setting with its first nominated member")
    init.add_argument("--name", help="the setting's name")
    init.add_argument("--person", help="full name of the first nominated member")
    init.add_argument("--user-name", help="the name that person signs in with, for instance an e-mail address")
    init.add_argument("--time-zone", default="Europe/London")
    init.add_argument("--address", default="http://localhost:8000", help="where people will reach the journal")

    demo = commands.add_parser("demo", help="serve the example setting on this machine")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--seed", type=int, default=2026, help="another seed makes another example")
    demo.add_argument("--no-serve", action="store_true", help="make the example and stop")

    serve = commands.add_parser("serve", help="serve the journal, with its worker")
    serve.add_argument("--bind", default="127.0.0.1:8000", help="address and port (default: %(default)s)")
    serve.add_argument("--certificate", type=Path, help="PEM file of the certificate: https without a proxy")
    serve.add_argument("--key", type=Path, help="PEM file of its key")
    serve.add_argument("--processes", type=int, default=2)
    serve.add_argument("--threads", type=int, default=4)
    serve.add_argument("--no-worker", action="store_true", help="when workers run elsewhere")

    commands.add_parser("worker", help="do the background work")
    commands.add_parser("migrate", help="bring the database and the frameworks up to date")
    commands.add_parser("check", help="look whether everything is as it must be")
    link = commands.add_parser("link", help="make a one-time link for somebody who cannot come in")
    link.add_argument("user_name")
    link.add_argument("--address", default="http://localhost:8000")
    commands.add_parser("bounce", help="read a delivery status notification from standard input, for a mail server")
    audit = commands.add_parser("audit", help="look after the trace")
    parts = audit.add_subparsers(dest="part", required=True, metavar="PART")
    parts.add_parser("verify", help="prove that nothing in the trace was changed or removed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
