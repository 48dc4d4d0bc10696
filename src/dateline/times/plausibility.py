"""Whether words that could mean a time do so where they stand: "2012 people", "may go", "a second man"."""

from __future__ import annotations

from collections.abc import Callable

from dateline.times.direction import kinds_before
from dateline.times.grammar import Match
from dateline.times.tokens import Entries

_QUOTES = ('"', "'", "`", "“", "‘", "„", "«")


def plausible(match: Match) -> bool:
    """Say whether the words around a match allow it to be a time."""
    check = _CHECKS.get(match.pattern.reading)
    return check is None or check(match)


def _before(match: Match) -> str:
    return match.row.words(match.first - 1, match.first).casefold() if match.first else ""


def _after(match: Match) -> str:
    return match.row.words(match.end, match.end + 1) if match.end < len(match.row.starts) else ""


def _glued(match: Match) -> bool:
    """Say whether letters, digits or signs of money and measure touch the match."""
    text = match.row.text
    start, end = match.row.starts[match.first], match.row.ends[match.end - 1]
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (
        before.isalnum() or before in "$£€#@_/.+%" or (before in ":-–" and text[start - 2 : start - 1].isdigit())
    ):
        return True
    if after and (after.isalnum() or after in "%_@°$€£"):
        return True
    return bool(after and after in "-–:./;" and text[end + 1 : end + 2].isdigit() and match.parts.keys() == {"YEAR"})


def _calendar(match: Match) -> bool:
    parts = match.parts
    if match.parts.keys() == {"YEAR"} and _prefixed(match):
        return 1500 <= (match.number("YEAR") or 0) <= 2100
    if _glued(match) or "ADDRESSWORD" in _entries_after(match):
        return False
    kinds = {kind.split("_")[0] for kind in parts}
    if kinds == {"YEAR"}:
        return _bare_year(match)
    if kinds <= {"SPOKENYEAR", "NUMERAL", "HYPHEN"} and "MULTIPLIER" in match.row.entries[match.end - 1]:
        return False  # twelve hundred
    if kinds == {"MONTH"}:
        return _bare_month(match)
    if kinds == {"RELATIVEDAY"} and _capital_part_of_day(match):
        return False  # German "am Morgen": a noun, where "morgen" is tomorrow
    if kinds == {"RELATIVEDAY"} and "INTEGER" in _entries_after(match) and "AGE" in _kinds_at(match, match.end + 2):
        return False  # "die heute 46-Jährige"
    if kinds in ({"RELATIVEDAY"}, {"RELATIVENIGHT"}) and _part_of_a_name(match):
        return False  # a newspaper's name ends so: "Lund Today"
    if "SEASON" in kinds and _after(match).casefold() == "of":
        return False  # the fall of a city
    if kinds <= {"THE", "SEASON"} and match.row.words(match.first, match.end).istitle() and _within_sentence(match):
        return False  # "The Fall", a title
    if kinds == {"SEASON"}:
        return False
    if kinds == {"DECADE"} and "OWNER" in kinds_before(match):
        return False  # a man in his 30s
    if kinds <= {"CLOCK", "ZONE"}:
        return "ZONE" in kinds or "BEFORECLOCK" in kinds_before(match)
    return True


def _capital_part_of_day(match: Match) -> bool:
    row, first = match.row, match.first
    if "PART" not in row.entries[first] or not row.words(first, match.end)[0].isupper() or not first:
        return False
    return not row.entries[first - 1].keys() & {"STOP", "BREAK"} and row.words(first - 1, first)[-1].isalpha()


def _kinds_at(match: Match, index: int) -> Entries:
    return match.row.entries[index] if index < len(match.row.entries) else {}


def _within_sentence(match: Match) -> bool:
    return match.first > 0 and not match.row.entries[match.first - 1].keys() & {"STOP", "BREAK"}


def _part_of_a_name(match: Match) -> bool:
    """Say whether a word in capitals follows another in capitals without a sign or the start of a sentence between."""
    row, first = match.row, match.first
    word = row.words(first, match.end)
    if not word[0].isupper() or word.isupper() or not first:
        return False
    before = row.words(first - 1, first)
    return before[0].isupper() and not (row.entries[first - 1].keys() & {"STOP", "BREAK"})


def _set(match: Match) -> bool:
    """Leave out measures and names: "60 miles per hour", "the Daily Courier"."""
    if match.parts.keys() == {"ADVERBSET"} and match.row.words(match.first, match.end).istitle():
        return not _after(match)[:1].isupper()
    measured = (match.value("UNIT") or "") in {"TH", "TM", "TS"}
    return not (measured and match.row.words(match.first, match.first + 1).casefold() == "per")


def _earlier(match: Match) -> bool:
    """Leave out compounds: "quarter-to-quarter"."""
    row = match.row
    return match.end >= len(row.starts) or not (
        "HYPHEN" in row.entries[match.end] and row.starts[match.end] == row.ends[match.end - 1]
    )


def _title(match: Match) -> bool:
    """Say whether the words are a title in quotation marks: "60 Minutes", "This Week"."""
    row = match.row
    start, last = row.starts[match.first], match.end - 1
    before = row.text[max(0, start - 2) : start].rstrip()
    unit = row.entries[last].keys() & {"UNIT", "UNITS"}
    return bool(unit) and last > match.first and before[-1:] in _QUOTES and row.text[row.starts[last]].isupper()


def _unit(match: Match) -> bool:
    return not _title(match)


def _entries_after(match: Match) -> Entries:
    return match.row.entries[match.end] if match.end < len(match.row.starts) else {}


def _soon(match: Match) -> bool:
    """Say whether "soon" tells of what is to come, not of "as soon as", "soon after" or "soon became"."""
    row, after = match.row, _entries_after(match)
    near = [kinds_before(match), after]
    if "AFTERSOON" in after or "BEFORESOON" in kinds_before(match) or any("PASTVERB" in kinds for kinds in near):
        return False
    return not (match.end < len(row.starts) and _after(match).endswith("ed"))


def _reference(match: Match) -> bool:
    """Leave out halves of compounds and addresses: "now-here", "/recent"."""
    text = match.row.text
    start, end = match.row.starts[match.first], match.row.ends[match.end - 1]
    if "SOON" in match.parts and not _soon(match):
        return False
    return not (
        text[start - 1 : start] in "-/@#." and text[start - 1 : start] and not text[start - 2 : start - 1].isspace()
    ) and not (text[end : end + 1] in {"-", "/"} and text[end + 1 : end + 2].isalnum())


_PREFIXES = frozenset({"pre", "post"})


def _prefixed(match: Match) -> bool:
    """Say whether "pre-" or "post-" touches a year: "post-1990 politics"."""
    row, first = match.row, match.first
    return (
        first >= 2
        and "HYPHEN" in row.entries[first - 1]
        and row.words(first - 2, first - 1).casefold() in _PREFIXES
        and row.ends[first - 2] == row.starts[first - 1]
    )


def _bare_year(match: Match) -> bool:
    """A number of four digits is a year after words that take one; else only of our times, and not before a plural."""
    year = match.number("YEAR") or 0
    before, after = _before(match), _after(match)
    if "COUNTED" in _entries_after(match) or before[-1:].isdigit() or after[:1].isdigit() or not 1000 <= year <= 2100:
        return False
    if "BEFOREYEAR" in kinds_before(match):
        return year >= 1500 or "SURELYYEAR" in kinds_before(match)
    return 1900 <= year <= 2099 and not (after.islower() and after.endswith("s"))


def _bare_month(match: Match) -> bool:
    ambiguous = "ALSOAWORD" in match.row.entries[match.parts["MONTH"][0]]
    if not ambiguous or "BEFOREMONTH" in kinds_before(match):
        return True
    after = _entries_after(match)
    noun = _after(match).islower() and not after.keys() & {"OF", "ON", "TO", "AND", "IN", "AT"}
    return "THE" in kinds_before(match) and noun  # "the March meeting", not "the March on the capital"


def _period(match: Match) -> bool:
    """Leave out ages ("a 14-year-old", TIMEX3 has no such type), fractions ("three-quarters") and bare plurals."""
    if _glued(match) or _title(match):
        return False
    row = match.row
    after = row.entries[match.end] if match.end < len(row.starts) else {}
    if "HYPHEN" in after and match.end + 1 < len(row.starts):
        after = row.entries[match.end + 1]
    unit = match.value("UNIT") or match.value("UNITS")
    if unit == "Y" and ("AGE" in after or "AGED" in kinds_before(match)):
        return False
    if unit in {"M", "W", "D"} and "AGE" in after and _a_persons(match):
        return False
    if unit == "Q" and (
        "HYPHEN" in match.parts
        or ("OF" in after and "QUANTITY" not in match.parts)
        or match.value("A")
        or "COUNT" in match.parts
    ):
        return False
    if unit in {"TH", "TM", "TS"} and _is_work(match):
        return False
    if unit in {"TS", "WE"} and match.value("A"):
        return False
    if match.parts.keys() == {"NUMBER", "A", "UNIT"} and _rate(match):
        return False
    if "COUNT" in match.parts and (match.number() or 0) >= 1000 and "UNIT" in match.parts:
        return False
    if match.parts.keys() == {"THE", "UNITS"}:
        return unit == "Y" and "OVERWORD" in kinds_before(match)
    return match.parts.keys() != {"UNITS"} or "FORWORD" in kinds_before(match)


def _is_work(match: Match) -> bool:
    """Say whether hours are counted in millions, which are those of many people: "175.5 million hours of viewing"."""
    tokens = range(match.first, match.end)
    return any(match.row.entries[index].get("NUMERAL", "")[1:].count("0") >= len("000000") for index in tokens)


def _a_persons(match: Match) -> bool:
    """Say whether an age is a child's: "a 6-month-old boy", "their 3-week-old daughter"."""
    row = match.row
    near = range(match.end, min(match.end + 6, len(row.starts)))
    return any("PERSON" in row.entries[index] for index in near)


def _pair(match: Match) -> bool:
    return not _glued(match)


def _latest(match: Match) -> bool:
    """Leave out prizes: "Coach of the Year"."""
    last = match.row.words(match.end - 1, match.end)
    return last.islower() or match.row.words(match.first, match.end).isupper()


def _rate(match: Match) -> bool:
    """Say whether "a year" is "for each year": "$1.76 a year", "four flights a week"."""
    before = match.row.words(match.first - 1, match.first) if match.first else ""
    return (
        before[-1:].isdigit()
        or "NUMERAL" in kinds_before(match)
        or (before.islower() and len(before) > 3 and before.endswith("s"))
    )


_CHECKS: dict[str, Callable[[Match], bool]] = {
    "calendar": _calendar,
    "period": _period,
    "shift": _period,
    "pair": _pair,
    "reference": _reference,
    "unit": _unit,
    "latest": _latest,
    "earlier": _earlier,
    "set": _set,
}
