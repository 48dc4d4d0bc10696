"""Reading a query as a person writes it.

ceasefire "exact words" pref* -without speaker:Kerry about:Aleppo after:2016-12-01 near:Geneva~50km
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from dateline.archive.search.query import Box, Near, Query, Words, words
from dateline.archive.times import moment
from dateline.errors import InputError, QueryError
from dateline.record import EventStatus, EventType

if TYPE_CHECKING:
    from dateline.resources.gazetteer import Gazetteer

LONGEST = 1_000
"""Characters of a query."""
MOST = 32
"""Terms of a query."""
SHORTEST_PREFIX = 2
"""Letters before a *: one letter alone begins tens of thousands of words."""
RADIUS_KM = 25.0
"""How far ``near`` reaches where it does not say: a town with what lies around it."""
FARTHEST_KM = 20_038.0
"""Half the way around the earth."""

Locate = Callable[[str], tuple[float, float] | None]
"""From the name of a place to its latitude and longitude; None for a name that is none."""

_TERM = re.compile(
    r'(?P<minus>-?)(?:(?P<field>[A-Za-z]+):(?=\S))?(?:"(?P<quoted>[^"]*)"(?P<tail>[^\s"]*)|(?P<bare>\S+))'
)
_NUMBER = r"[+-]?\d{1,3}(?:\.\d{1,12})?"
_POINT = re.compile(rf"({_NUMBER}),({_NUMBER})")
_BOX = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})")
_RADIUS = re.compile(r"~(\d{1,5}(?:\.\d{1,6})?)(?:km)?")
_DAY = re.compile(r"\d{4}(-\d\d)?")
_ID = re.compile(r"[\w.:-]{1,200}")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class _Term(NamedTuple):
    written: str
    negated: bool
    field: str | None
    value: str
    quoted: bool
    tail: str


def parse_query(text: str, *, locate: Locate | None = None) -> Query:
    """Read a query. ``locate`` finds the place that ``near`` names; the shipped gazetteer if None.

    Raises QueryError, which names the part that can't be read and what is allowed there.
    """
    if len(text) > LONGEST:
        raise QueryError(f"a query of {len(text)} characters is too long; give {LONGEST} at most", part=text[:40])
    readers: dict[str, Callable[[_Term], Any]] = {**_READERS, "near": partial(_near, locate=locate or _shipped)}
    found: dict[str, Any] = {"words": (), "without": ()}
    for term in _terms(text):
        if term.field is None:
            found["without" if term.negated else "words"] += (_text_words(term),)
            continue
        field = term.field.lower()
        if field not in readers:
            raise _refused(
                term,
                f"there is no field {field!r}",
                f"fields are {', '.join(FIELDS)}; to look for the words themselves put marks around them",
            )
        if term.negated:
            raise _refused(term, "only words can be left out", 'give -word or -"some words"')
        if field in found:
            raise _refused(term, f"{field} is given twice", "give it once")
        found[field] = readers[field](term)
    if not any(found.values()):
        raise QueryError(
            f"{text!r} holds no word to look for; give one or more, or a field as in speaker:NAME", part=text
        )
    return Query(**found)


def _terms(text: str) -> Iterator[_Term]:
    at = count = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _TERM.match(text, at)
        if match is None or (match["bare"] and match["bare"].startswith('"')):
            raise QueryError(f"the mark at {text[at : at + 40]!r} opens and never closes; close it", part=text[at:])
        at = match.end()
        quoted = match["quoted"] is not None
        value = match["quoted"] if quoted else match["bare"]
        if value.endswith(":") and value[:-1].lower() in FIELDS:
            raise QueryError(f"{value} is followed by nothing; give a value without a space before it", part=value)
        if not (match["field"] or any(character.isalnum() for character in value)):
            continue  # a dash or an emoji between words looks for nothing
        count += 1
        if count > MOST:
            raise QueryError(f"more than {MOST} terms, from {match[0]!r} on; give {MOST} at most", part=match[0])
        yield _Term(match[0], bool(match["minus"]), match["field"], value, quoted, match["tail"] or "")


def _refused(term: _Term, why: str, allowed: str) -> QueryError:
    return QueryError(f"{term.written!r} can't be looked for: {why}; {allowed}", part=term.written)


def _text_words(term: _Term) -> Words:
    prefix = (term.tail if term.quoted else term.value).endswith("*")
    if term.quoted and term.tail not in {"", "*"}:
        raise _refused(term, f"{term.tail!r} follows the closing mark", "put a space between")
    return _words(term, prefix=prefix)


def _name(term: _Term) -> Words:
    if term.tail not in {"", "*"}:
        raise _refused(term, f"{term.tail!r} follows the closing mark", "put a space between")
    return _words(term, prefix=(term.tail or term.value).endswith("*"))


def _words(term: _Term, *, prefix: bool) -> Words:
    found = words(term.value, prefix=prefix)
    if found is None:
        raise _refused(term, "it holds no word", "give letters or digits")
    if prefix and len(found.folded[-1]) < SHORTEST_PREFIX:
        raise _refused(term, "too little stands before the *", f"give {SHORTEST_PREFIX} letters at least")
    return found


def _one_of(allowed: tuple[str, ...], spelled: Callable[[str], str]) -> Callable[[_Term], tuple[str, ...]]:
    def read(term: _Term) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(spelled(value) for value in term.value.split(",")))
        for value in values:
            if value not in allowed:
                raise _refused(
                    term, f"{value!r} is none", f"allowed are {', '.join(allowed)}, several with commas between"
                )
        return values

    return read


def _when(term: _Term) -> str:
    match = _DAY.fullmatch(term.value)
    day = term.value if match is None else term.value + ("-01" if match[1] else "-01-01")
    try:
        return moment(day)
    except InputError:
        raise _refused(
            term, "it is no day or time", "give one like 2016, 2016-12, 2016-12-10 or 2016-12-10T14:00Z"
        ) from None


def _id(term: _Term) -> str:
    if not _ID.fullmatch(term.value):
        raise _refused(term, "it is no id", "give one as a listing shows it")
    return term.value


def _tag(term: _Term) -> str:
    if not _TAG.fullmatch(term.value):
        raise _refused(term, "it is no language tag", "give one like en or pt-BR")
    return term.value.lower()


def _degrees(term: _Term, latitude: str, longitude: str) -> tuple[float, float]:
    north, east = float(latitude), float(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise _refused(term, f"{latitude},{longitude} is not on the earth", "give latitude, then longitude, in degrees")
    return north, east


def _box(term: _Term) -> Box:
    match = _BOX.fullmatch(term.value)
    if match is None:
        raise _refused(term, "it is no box", "give south,west,north,east in degrees, as in 35.5,35.7,37.3,42.4")
    south, west = _degrees(term, match[1], match[2])
    north, east = _degrees(term, match[3], match[4])
    if south > north:
        raise _refused(term, "its south lies north of its north", "give south,west,north,east")
    return Box(south=south, west=west, north=north, east=east)


def _near(term: _Term, locate: Locate) -> Near:
    name, tilde, rest = (term.value, term.tail[:1], term.tail[1:]) if term.quoted else term.value.rpartition("~")
    if not tilde and not term.quoted:
        name, rest = term.value, ""
    km = RADIUS_KM
    if tilde:
        match = _RADIUS.fullmatch(f"{tilde}{rest}")
        if match is None or not 0 < float(match[1]) <= FARTHEST_KM:
            raise _refused(term, f"{rest!r} is no distance", f"give one like ~50km, {FARTHEST_KM:.0f} at most")
        km = float(match[1])
    point = _POINT.fullmatch(name)
    at = _degrees(term, point[1], point[2]) if point else locate(name)
    if at is None:
        raise _refused(term, f"no place is called {name!r}", "give another name of it, or latitude,longitude")
    return Near(latitude=at[0], longitude=at[1], km=km)


@cache
def _gazetteer() -> Gazetteer:
    from dateline.resources.gazetteer import Gazetteer

    return Gazetteer.load()


def _shipped(name: str) -> tuple[float, float] | None:
    places = _gazetteer().candidates(name)
    return (places[0].latitude, places[0].longitude) if places else None


_READERS: dict[str, Callable[[_Term], Any]] = {
    "section": _name,
    "source": _name,
    "speaker": _name,
    "about": _name,
    "actor": _name,
    "recipient": _name,
    "type": _one_of(get_args(EventType), str.upper),
    "status": _one_of(get_args(EventStatus), str.lower),
    "place": _name,
    "box": _box,
    "after": _when,
    "before": _when,
    "story": _id,
    "language": _tag,
}

FIELDS = (*_READERS, "near")
"""The names of the fields."""
