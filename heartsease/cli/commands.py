"""What each command does."""

import argparse
import datetime as dt
import os
import sys

from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse

from heartsease.cli import prepare
from heartsease.cli.audit import verify_trace
from heartsease.cli.serve import is_loopback, serve
from heartsease.cli.worker import work
from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Membership, Person
from heartsease.domain.accounts.queries import memberships_of
from heartsease.domain.notices import actions as notices
from heartsease.domain.notices.bounces import LARGEST, read_report
from heartsease.domain.photos import storage
from heartsease.domain.setting.actions import found_setting
from heartsease.domain.setting.models import Setting
from heartsease.kernel.errors import DomainError
from heartsease.kernel.statistics import refresh_statistics

LOCAL_LINK_LIFETIME = dt.timedelta(hours=12)
LINK_LIFETIME = dt.timedelta(days=7)


def run(options: argparse.Namespace) -> int:
    """Do ``options.command``; the exit status."""
    chosen = {
        "init": _init,
        "demo": _demo,
        "serve": _serve,
        "worker": _worker,
        "migrate": _migrate,
        "check": _check,
        "link": _link,
        "bounce": _bounce,
        "audit": _audit,
    }[options.command]
    try:
        return chosen(options)
    except DomainError as problem:
        sys.stderr.write(f"{problem.sentence}\n")
        return 2


def _init(options: argparse.Namespace) -> int:
    name = options.name or input("The setting's name: ")
    person = options.person or input("Full name of the first nominated member: ")
    user_name = options.user_name or input("The name that person signs in with (an e-mail address is easiest): ")
    prepare.bring_up_to_date()
    if Setting.objects.filter(is_example=True).exists():
        return _refuse("This data folder holds the example. Set HEARTSEASE_DATA to another, empty folder.")
    setting = found_setting(name=name, time_zone=options.time_zone)
    system = system_actor(setting.pk, setting.zone)
    with in_setting(setting.pk):
        membership = accounts.admit_person(
            actor=system, full_name=person, user_name=user_name, role=Role.NOMINATED_MEMBER
        )
        secret = accounts.make_sign_in_link(
            actor=system, membership=membership, lifetime=LINK_LIFETIME, approves_device=True
        )
    print(f"\n{setting.name} is ready. {membership.person.full_name} comes in, once and within 7 days, by\n")
    print(f"  {options.address}{reverse('sign-in-link', args=[secret])}\n")
    print("Then run: heartsease serve")
    return 0


def _demo(options: argparse.Namespace) -> int:
    from heartsease.cli.example import build_example, people_to_meet  # noqa: PLC0415 - large, and only needed here

    prepare.bring_up_to_date()
    setting = Setting.objects.filter(is_example=True).first()
    if setting is None and Setting.objects.exists():
        return _refuse("This data folder holds a real setting. Set HEARTSEASE_DATA to another, empty folder.")
    if setting is None:
        print("Making the example setting (less than a minute) ...", flush=True)
        setting = build_example(
            seed=options.seed,
            progress=lambda text: print(f"  {text}", flush=True),
            today=dt.datetime.now(dt.UTC).date(),
        )
        refresh_statistics()
    if options.no_serve:
        return 0
    address = f"http://localhost:{options.port}"
    system = system_actor(setting.pk, setting.zone)
    print(f"\n{setting.name}: {address}\n\nOne-time links, from this machine only, new at each start:\n")
    with in_setting(setting.pk):
        for label, membership in people_to_meet(setting):
            secret = accounts.make_sign_in_link(
                actor=system, membership=membership, lifetime=LOCAL_LINK_LIFETIME, is_local_only=True
            )
            print(f"  {label}\n    {address}{reverse('sign-in-link', args=[secret])}")
    print("\nStop with Ctrl+C.", flush=True)
    return serve(bind=f"127.0.0.1:{options.port}", processes=2, threads=4, has_worker=True)


def _serve(options: argparse.Namespace) -> int:
    if Setting.objects.filter(is_example=True).exists() and not is_loopback(options.bind):
        return _refuse("The example setting is only served on this machine (127.0.0.1). Real settings need 'init'.")
    if (options.certificate is None) != (options.key is None):
        return _refuse("A certificate needs its key: give both --certificate and --key.")
    for path in (options.certificate, options.key):
        if path is not None and not path.is_file():
            return _refuse(f"{path} cannot be read.")
    speaks_https = settings.IS_SECURE and (options.certificate is not None or settings.TRUSTED_PROXIES)
    if not speaks_https and not is_loopback(options.bind):
        return _refuse(
            "Without https the journal is only served on this machine. Give --certificate and --key, or put a front"
            " before it and set HEARTSEASE_TRUSTED_PROXIES (docs/operating.md)."
        )
    prepare.bring_up_to_date()
    return serve(
        bind=options.bind,
        processes=options.processes,
        threads=options.threads,
        has_worker=not options.no_worker,
        certificate=options.certificate,
        key=options.key,
    )


def _worker(_options: argparse.Namespace) -> int:
    return work()


def _migrate(_options: argparse.Namespace) -> int:
    prepare.bring_up_to_date()
    return 0


def _check(_options: argparse.Namespace) -> int:
    problems = [str(message) for message in run_checks() if not message.is_silenced()]
    try:
        storage.check_marker()
    except DomainError as problem:
        problems.append(problem.sentence)
    call_command("migrate", check_unapplied=True, verbosity=0)
    for sentence in problems:
        sys.stderr.write(f"{sentence}\n")
    if not problems:
        print("Everything is as it must be.")
    return 1 if problems else 0


def _link(options: argparse.Namespace) -> int:
    person = Person.objects.filter(user_name__iexact=options.user_name).first()
    memberships: list[Membership] = memberships_of(person) if person else []
    if not memberships:
        return _refuse(f"Nobody who may come in signs in as {options.user_name}.")
    for membership in memberships:
        with in_setting(membership.setting_id):
            secret = accounts.make_sign_in_link(
                actor=system_actor(membership.setting_id, membership.setting.zone),
                membership=membership,
                lifetime=LINK_LIFETIME,
                approves_device=True,
            )
        print(f"{membership.setting.name}, {membership.get_role_display()}, once and within 7 days:")
        print(f"  {options.address}{reverse('sign-in-link', args=[secret])}")
    return 0


def _bounce(_options: argparse.Namespace) -> int:
    data = sys.stdin.buffer.read(LARGEST) if sys.stdin else b""
    while sys.stdin and sys.stdin.buffer.read(LARGEST):
        continue  # a mail server takes it ill when its pipe is not read to the end
    report = read_report(data)
    if not report.is_final:
        print("The mail server goes on trying, or has delivered it: nothing to note.")
        return 0
    try:
        notices.record_bounce(message_id=report.message_id, reason=report.reason)
    except OperationalError:
        sys.stderr.write("The database does not answer. Try again later.\n")
        return os.EX_TEMPFAIL
    print("The message is noted as not delivered.")
    return 0


def _audit(_options: argparse.Namespace) -> int:
    return verify_trace()


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2
