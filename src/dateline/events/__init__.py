"""Record -> Event: who did what to whom, in PLOVER's types, with modality kept."""

from dateline.events.finder import EventFinder
from dateline.events.identity import find_actor

__all__ = ["EventFinder", "find_actor"]
