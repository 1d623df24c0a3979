"""Every write goes through an action of one shape (design section 1), and every way round the scope is known."""

import ast
import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from pathlib import Path

import pytest

import heartsease
import heartsease.domain

PACKAGE = Path(heartsease.__file__).parent
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
EXEMPT = ("cli/example/",)
"""The example is written in bulk, rows and trace together: thousands of actions would take minutes."""
ITSELF = {
    ("domain/access/scope.py", "super().save"),
    ("domain/audit/models.py", "super().save"),
    ("domain/accounts/models/sessions.py", "super().save"),
    ("domain/accounts/sessions.py", "self.create"),
    ("domain/accounts/sessions.py", "super().delete"),
}
"""What the writes of actions pass through, and the store in which Django's own middleware keeps sessions."""

WITHOUT_ACTOR = {
    "accounts.check_password": "nobody is acting yet",
    "accounts.open_sign_in_link": "nobody is acting yet",
    "accounts.use_sign_in_link": "nobody is acting yet",
    "accounts.check_new_password": "a check",
    "accounts.clear_expired": "the worker sweeps",
    "accounts.open_email_proof": "nobody is acting yet: looking",
    "accounts.confirm_email": "nobody is acting: the secret says whose address it is",
    "accounts.check_code": "nobody is acting yet",
    "accounts.check_passkey": "nobody is acting yet",
    "accounts.try_pin": "nobody is acting yet",
    "accounts.try_badge": "nobody is acting yet",
    "accounts.enrolment_of": "nobody is acting yet: the code says which setting it is",
    "accounts.enrol_tablet": "nobody is acting yet: the code says which setting it is",
    "accounts.ask_for_device": "nobody is acting yet: the password was right, the device is not known",
    "accounts.vouch_for_device": "nobody is acting yet: a link of the command line vouches",
    "accounts.touch_session": "no act: somebody is still there",
    "setting.found_setting": "there is no setting yet: the command line",
    "frameworks.load_pack": "shared by all settings: the command line",
    "notices.send_due": "the worker sends",
    "notices.settle_messages": "the worker sweeps",
    "notices.record_bounce": "a mail server reports: the command line",
    "photos.examine_waiting": "the worker looks",
    "photos.destroy_removed": "the worker sweeps",
    "photos.destroy_leftovers": "the worker sweeps",
    "audit.settings_to_seal": "the worker seals",
    "audit.seal": "the worker seals",
    "audit.write_heads": "the worker and the command line",
    "records.clear_import_files": "the worker sweeps",
}
UNSCOPED = {
    ("domain/accounts/queries.py", "membership_in_force"),
    ("domain/accounts/queries.py", "memberships_of"),
    ("domain/accounts/queries.py", "device_behind"),
    ("domain/children/queries/records.py", "setting_of_decoy"),
    ("domain/accounts/actions/devices.py", "enrolment_of"),
    ("domain/accounts/actions/sweeping.py", "clear_expired"),
    ("domain/notices/actions.py", "_claim_next"),
    ("domain/notices/actions.py", "record_bounce"),
    ("domain/notices/actions.py", "settle_messages"),
    ("domain/photos/actions/faces.py", "examine_waiting"),
    ("domain/photos/actions/files.py", "destroy_removed"),
    ("domain/photos/actions/files.py", "_exists"),
    ("domain/photos/actions/files.py", "_without_row"),
    ("domain/records/actions/imports.py", "clear_import_files"),
    ("cli/example/prints.py", "sweep_unfinished"),
    ("domain/audit/actions.py", "settings_to_seal"),
    ("domain/audit/actions.py", "write_heads"),
    ("domain/audit/verification.py", "verify"),
    ("domain/audit/verification.py", "_heads"),
}
"""Who reads rows of every setting. Whoever adds one says here that it is meant."""


@functools.cache
def modules() -> list[tuple[str, ast.Module]]:
    """Every module of the house by its path."""
    return [
        (path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    ]


def writes(tree: ast.AST) -> list[str]:
    """The calls of a module that store something: ``QuerySet.update`` is told from a dictionary's by its keywords."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if name in WRITES or (name == "update" and node.keywords):
                found.append(f"{ast.unparse(node.func.value)}.{name}")
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("child.save()", ["child.save"]),
        ("Child.objects.filter(pk=1).update(name='x')", ["Child.objects.filter(pk=1).update"]),
        ("def go():\n    for row in rows:\n        row.delete()", ["row.delete"]),
        ("Room.objects.get_or_create(name='x')", ["Room.objects.get_or_create"]),
        ("digest.update(chunk); words.update({'a': 1}); context |= {}", []),
    ],
)
def test_a_write_is_found(source: str, found: list[str]) -> None:
    assert writes(ast.parse(source)) == found


def is_action(path: str) -> bool:
    return path.endswith("/actions.py") or "/actions/" in path


def test_only_actions_write() -> None:
    offending = {
        (path, call)
        for path, tree in modules()
        if not is_action(path) and "/migrations/" not in path and not path.startswith(EXEMPT)
        for call in writes(tree)
    }
    assert offending == ITSELF
    assert sum(len(writes(tree)) for path, tree in modules() if is_action(path)) > 40


def actions() -> dict[str, Callable[..., object]]:
    """Every action by ``package.name``: what a package's ``actions`` offers to others."""
    found: dict[str, Callable[..., object]] = {}
    for package in pkgutil.iter_modules(heartsease.domain.__path__):
        name = f"heartsease.domain.{package.name}.actions"
        if importlib.util.find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        offered = getattr(module, "__all__", None)
        for attribute, value in vars(module).items():
            is_own = inspect.isfunction(value) and value.__module__.startswith(name)
            if is_own and (attribute in offered if offered is not None else not attribute.startswith("_")):
                found[f"{package.name}.{attribute}"] = value
    return found


ACTIONS = actions()


def test_there_are_actions() -> None:
    assert len(ACTIONS) >= 45


@pytest.mark.parametrize("name", sorted(set(ACTIONS) - {"audit.record"}))
def test_an_action_has_its_shape(name: str) -> None:
    """Keyword-only, the actor first; ``audit.record`` is called inside others, with what they have at hand."""
    parameters = inspect.signature(ACTIONS[name]).parameters.values()
    assert {parameter.kind for parameter in parameters} <= {inspect.Parameter.KEYWORD_ONLY}
    assert ("actor" in {parameter.name for parameter in parameters}) == (name not in WITHOUT_ACTOR)
    if name not in WITHOUT_ACTOR:
        assert next(iter(parameters)).name == "actor"


def test_every_exception_is_still_one() -> None:
    assert set(WITHOUT_ACTOR) <= set(ACTIONS)


def unscoped_readers(tree: ast.Module) -> set[str]:
    """The functions of a module that call ``unscoped``."""
    return {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "unscoped"
    }


def test_every_way_round_the_scope_is_known() -> None:
    assert {(path, name) for path, tree in modules() for name in unscoped_readers(tree)} == UNSCOPED


def test_no_module_reaches_under_the_scope() -> None:
    """``_base_manager`` and raw SQL on a setting's tables would read every setting's rows."""
    offending = [
        (path, ast.unparse(node.func))
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ("_base_manager" in ast.unparse(node.func) or ast.unparse(node.func).endswith((".objects.raw", ".extra")))
    ]
    assert offending == []
