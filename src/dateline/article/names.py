"""Author names: what a byline says, without "By", dates, offices and places."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from dateline.article.dates import find_moments
from dateline.article.lexicon import agencies, agency_pattern, given_names, house_words, months, pattern, words

Kind = Literal["person", "agency", "house", "unknown"]

MAX_NAME = 60
"""Characters of a name."""
_GLUED = re.compile(r"(?<=\bBy)(?=[A-Z])|(?<=\bVon)(?=[A-Z])|(?<=[a-z])(?=(?:Updated|Published|Posted)\b)")
_SPLIT = re.compile(
    r"\s*(?:[;|/•·\n]|\s[–—-]+(?=\s|$)|,(?!\s*(?:Jr|Sr|II|III)\b))\s*|\s+(?:and|und|et|y|e|en|with|mit|&)\s+|\s&\s"
)
_CUT = re.compile(
    r"\s*(?:\(|\[|@|https?:|\bin\s+[A-Z]|\bfor\s+(?:the\b|[A-Z])|\bon\s+[A-Z]|\bas told to\b|"
    r"(?i:\b(?:is|was)\s+(?:an?|the)\b|\bupdated\b|\bpublished\b|\bposted\b)|(?<=\s)\d).*$",
    re.DOTALL,
)
_CREDENTIAL = re.compile(r"(?:[A-Z]{1,6}|Ph\.?D|M\.?D|[A-Z](?:\.[A-Z]){1,4})\.?(?:\s[A-Z]{2,6})*")
_TITLES = frozenset({"dr", "prof", "professor", "rev", "sir", "mag", "med", "ing", "dipl", "mr", "mrs", "ms"})
_HOST = re.compile(r"[^\W_]{2,}\.[a-z]{2,}\b")
_LETTERS = re.compile(r"[^\W_]+")
_EDGES = " \t\"'“”‘’.,;:|-–—*•·<>"


def names_in(line: str) -> list[str]:
    """Return the names in a byline's words, in their order; dates, offices, degrees and places left out.

    An address is no name. What is left may be a handle or a house name: see kind_of.
    """
    line = line.strip()[:300]
    if "://" in line:
        return []
    line = _without_dates(re.sub(r"<[^>]{0,200}>", " ", line))
    line = _without_opening(_GLUED.sub(" ", line))
    found: list[str] = []
    for piece in _SPLIT.split(line):
        name = _without_tail(_CUT.sub("", _without_opening(piece.strip())).strip(_EDGES))
        agency = agency_pattern().search(name)
        if agency is not None and agency.start() > 0 and agency.end() == len(name) and agency[0][-1].islower():
            # "Ana Cruz The Associated Press": the person, then the agency.
            name = name[: agency.start()].removesuffix("The ").strip(_EDGES)
        if found and (is_office(name) or (_CREDENTIAL.fullmatch(name) is not None and name not in agencies())):
            continue
        if name and len(name) <= MAX_NAME and name not in found and any(c.isalpha() for c in name):
            found.append(name)
    return found


def opens_as_byline(line: str) -> bool:
    """Say whether a line opens with words that a name follows ("By", "Autor:", "Posted by")."""
    return _opening().match(_GLUED.sub(" ", line)) is not None


def names_a_helper(line: str) -> bool:
    """Say whether a line opens with words such as "Photography by": who it names helped the author."""
    return _helper().match(line.lower()) is not None


@cache
def _helper() -> re.Pattern[str]:
    return re.compile(r"\W*" + pattern("byline_words", "helper").pattern)


def _without_dates(line: str) -> str:
    """Return a line without the dates in it and what labels them; the rest keeps its order."""
    for start, end, _ in reversed(find_moments(line)):
        line = f"{line[:start]} | {line[end:]}"
    return line


def _without_opening(line: str) -> str:
    match = _opening().match(line)
    return line[match.end() :] if match is not None else line


@cache
def _opening() -> re.Pattern[str]:
    made = "|".join(map(re.escape, sorted(words("byline_words", "made"), key=lambda form: (-len(form), form))))
    opening = "|".join(map(re.escape, sorted(words("byline_words", "opening"), key=lambda form: (-len(form), form))))
    return re.compile(
        rf"[\s|]*(?:(?:{made})(?:\s+(?:am|on|el|le))?[\s|]+)?(?:{opening})(?![\w'’-])\s*[:|]?\s*", re.IGNORECASE
    )


def _without_tail(name: str) -> str:
    """Return a name without a month, or "updated", that a date line left behind."""
    parts = name.split()
    while len(parts) > 1 and (
        (len(parts) > 2 and parts[-1].lower().rstrip(".") in months())
        or parts[-1].lower().rstrip(":") in words("byline_words", "last")
    ):
        parts.pop()
    return "" if len(parts) == 1 and parts[0].lower().rstrip(".") in months() else " ".join(parts)


def is_office(name: str) -> bool:
    """Say whether words give an office ("Senior Editor"), as bylines have it after a name."""
    return any(part.strip(".,").lower() in words("byline_words", "office") for part in name.split())


def kind_of(name: str, site_names: tuple[str, ...]) -> Kind:
    """Return what a name looks like; ``site_names`` are the names that the site goes by."""
    whole = " ".join(name.split())
    if whole in agencies() or whole.title() in agencies():
        return "agency"
    folded = fold(whole)
    if any(folded and folded == fold(site) for site in site_names):
        return "house"
    parts = whole.split()
    if any(part.strip(".,").lower() in house_words() for part in parts):
        match = agency_pattern().search(whole)
        return "agency" if match is not None and match.start() == 0 else "house"
    lowered = [part for part in parts if part.lower() not in words("byline_words", "particle")]
    capital = sum(part[:1].isupper() for part in lowered)
    if 2 <= len(parts) <= 5 and capital == len(lowered) and not any(c.isdigit() for c in whole):
        if any(folded and len(folded) > 5 and folded in fold(site) for site in site_names):
            return "house"
        if _HOST.search(whole) is not None:
            return "house"
        return "unknown" if parts[0].lower() in {"the", "le", "la", "die", "il"} else "person"
    return "unknown"


def plausible(name: str) -> bool:
    """Say whether words can be a name at all: short, with a letter, no address, no office, no sentence."""
    parts = name.split()
    if not 1 <= len(parts) <= 6 or len(name) > MAX_NAME:
        return False
    if "://" in name or "@" in name or ".com" in name.lower() or (len(parts) > 1 and any(c.isdigit() for c in name)):
        return False
    return name in agencies() or not is_office(parts[-1])


def has_given_name(name: str) -> bool:
    """Say whether a name begins with a known given name, a title left aside."""
    first = without_title(name).split(" ", 1)[0]
    return first in given_names() or first.capitalize() in given_names()


def without_title(name: str) -> str:
    """Return a name without "Dr", "Prof" and the like before it."""
    parts = name.split()
    while len(parts) > 1 and parts[0].rstrip(".").lower() in _TITLES:
        parts.pop(0)
    return " ".join(parts)


def fold(text: str) -> str:
    """Return the letters and digits of a text in lower case, and nothing else."""
    return "".join(_LETTERS.findall(text.casefold()))
