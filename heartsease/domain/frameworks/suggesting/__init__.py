"""What a note is most likely about: areas, aspects and prompts of a framework, ranked.

Worked out in this process from the framework's own texts and the hints of its pack. Nothing of a note is kept, here or
anywhere it passes through.
"""

from heartsease.domain.frameworks.suggesting.suggestions import Suggestion, suggest

__all__ = ["Suggestion", "suggest"]
