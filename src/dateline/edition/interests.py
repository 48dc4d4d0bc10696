"""What an edition prefers: sections, places, its readers' watch lists, from a small file of the user's.

sections = ["Business"]
places = ["Romania"]
watch = ["cranes"]
"""

from __future__ import annotations

import tomllib
from functools import cached_property
from itertools import chain
from pathlib import Path

import msgspec

from dateline.archive import Archive, Query, Watches, parse_query
from dateline.archive.search.query import words
from dateline.errors import InputError
from dateline.record import Story

MOST_FOUND = 2_000
"""Records of a place or a watch list, the newest: stories on the front page are of the last days."""
_BATCH = 200


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the user prefers, by name."""

    sections: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    """Names of watch lists."""


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What an archive found for a place or a watch list."""

    name: str
    records: tuple[str, ...]
    """Ids, in order."""

    @cached_property
    def known(self) -> frozenset[str]:
        """The ids, to look one up."""
        return frozenset(self.records)


class Interests(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A profile with what the archive found for it: all that the order of stories needs."""

    sections: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()

    def met_by(self, story: Story) -> tuple[str, ...]:
        """Return the names of the interests that a story meets."""
        own = {name.casefold() for name in story.sections}
        members = story.records
        return (
            *(name for name in self.sections if name.casefold() in own),
            *(each.name for each in self.found if not each.known.isdisjoint(members)),
        )


def read_profile(path: Path) -> Profile:
    """Read a profile. Raises InputError where it is none."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Profile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} is no profile ({error}); give lists named sections, places and watch, "
            'as in sections = ["Business"]'
        ) from error


def interests_of(profile: Profile, archive: Archive) -> Interests:
    """Return what an archive finds now for a profile. Raises ArchiveError for a watch list that is not there."""
    places = ((f"place {name}", Query(place=words(name))) for name in profile.places)
    lists = ((f"watch list {name}", parse_query(Watches(archive).get(name).query)) for name in profile.watch)
    found = tuple(Found(name, _records(archive, query)) for name, query in chain(places, lists))
    return Interests(profile.sections, found)


def _records(archive: Archive, query: Query) -> tuple[str, ...]:
    found: set[str] = set()
    cursor = None
    while len(found) < MOST_FOUND:
        results = archive.find(query, limit=_BATCH, cursor=cursor)
        found.update(hit.record for hit in results)
        cursor = results.cursor
        if cursor is None:
            break
    return tuple(sorted(found))
