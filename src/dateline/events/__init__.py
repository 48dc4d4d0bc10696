"""Record -> Event: who did what to whom, in PLOVER's types, with modality kept."""

from dateline.events.actors import find_actor
from dateline.events.finder import EventFinder

__all__ = ["EventFinder", "find_actor"]
