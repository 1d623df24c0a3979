"""Before anything runs: the data folder with its secret, Django, the tables, the frameworks, the photo folder."""

import os
import secrets
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from heartsease.kernel.statistics import refresh_statistics


def make_data_folder(data: Path) -> None:
    """A folder that only this user reads, with the secrets that sign sessions and links and make PINs unreadable."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, path in (("SECRET_KEY", data / "secret_key"), ("HEARTSEASE_PEPPER", data / "pepper")):
        if path.exists() or os.environ.get(name) or os.environ.get(f"{name}_FILE"):
            continue
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))


def start_django() -> None:
    """Load the settings and the tables' descriptions."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heartsease.config.settings")
    django.setup()


def bring_up_to_date() -> None:
    """Migrate, load the packs, prove the photo folder: quick when nothing is new, and it says what it does."""
    from heartsease.domain.frameworks import actions as frameworks  # noqa: PLC0415
    from heartsease.domain.frameworks.pack import read_pack  # noqa: PLC0415
    from heartsease.domain.photos import storage  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database ...", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    for folder in sorted(path for path in settings.PACKS.iterdir() if path.is_dir()):
        framework = frameworks.load_pack(pack=read_pack(folder))
        print(f"Framework {framework.slug} {framework.version} is loaded.", flush=True)
    storage.ensure_marker()
    refresh_statistics()
