"""The example setting: a believable year of a nursery that never was, the same for the same seed and day.

This is the one place beside the actions that writes rows: 1,500 entries by way of the actions would take minutes.
What it leaves is what the actions would have left, and a test holds it to that.
"""

from heartsease.cli.example.building import build_example
from heartsease.cli.example.meeting import people_to_meet

__all__ = ["build_example", "people_to_meet"]
