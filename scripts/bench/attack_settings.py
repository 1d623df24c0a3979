"""The journal's own settings, for attacks: pages are asked for as "testserver", and a PIN's slow hash takes less
memory, because what is attacked is the pepper and the policy, not the hash."""

from heartsease.config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver"]
PIN_MEMORY_KIB = 64
