"""The day a report is about: when its news happened, as far as its opening says."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.record import Record
from dateline.stories.characters import folded, words_of
from dateline.stories.lexicon import rows
from dateline.stories.order import day, resolved_day
from dateline.stories.words import Reading

LEAD = 80
"""Words of the body that count as its opening: two or three sentences."""


def news_day(record: Record, reading: Reading) -> date | None:
    """Return the day of a report's news; None where it is not dated.

    The publication day where the opening names it (by weekday or a resolved time), else the latest
    earlier day that the opening names, else the publication day.
    """
    published = day(record)
    if published is None:
        return None
    opening = _BY_HASH.keys() & set(reading.hashes[:LEAD].tolist())
    named = {named_day for each in opening if (named_day := day_named(_BY_HASH[each], published)) is not None}
    if reading.size:
        end = reading.ends[min(LEAD, reading.size) - 1]
        for time in record.times:
            when = resolved_day(time)
            if when is not None and time.span.end <= end:
                named.add(when)
    recent = [each for each in named if timedelta(0) <= published - each < timedelta(7)]
    return max(recent, default=published)


def may_name_day(text: str) -> bool:
    """Say whether a text may name a day, as far as its letters tell: most sentences name none, and are not read."""
    plain = folded(text)
    return any(word in plain for word in _DAYS)


def day_named(word: str, published: date) -> date | None:
    """Return the day that a folded word names, at or before publication: "tuesday", "today"; None for other words."""
    fact = _DAYS.get(word)
    # Some pages are of the year 1, by their own clock: nothing lies before it.
    if fact is None or published.toordinal() <= 7:
        return None
    weekday, offset = fact
    if weekday is None:
        return published + timedelta(offset)
    return published - timedelta((published.isoweekday() - weekday) % 7)


_DAYS = {
    row["word"]: (int(row["weekday"]) if row["weekday"] else None, int(row["offset"] or 0)) for row in rows("weekdays")
}

_BY_HASH = dict(zip(words_of(" ".join(_DAYS)).hashes.tolist(), _DAYS, strict=True))
