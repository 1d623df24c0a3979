"""Heartsease: a learning journal for early-years settings."""

__version__ = "0.1.0"
