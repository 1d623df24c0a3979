"""The journal's own settings, plus one bare address to compare with."""

from heartsease.config.settings import *  # noqa: F403

ROOT_URLCONF = "scripts.bench.bench_urls"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
