"""Argon2 with its smallest costs: the same code path as in production, quick enough for tests."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """Argon2id at the lowest cost."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
