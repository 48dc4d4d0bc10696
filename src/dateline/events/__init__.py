"""Record -> Event: who did what to whom, in PLOVER's types, with modality kept."""

from dateline.events.finder import EventFinder
from dateline.events.identity import find_actor
from dateline.events.voter import TypeVoter, shipped_voter

__all__ = ["EventFinder", "TypeVoter", "find_actor", "shipped_voter"]
