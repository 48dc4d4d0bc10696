"""Author names: what a byline says, without "By", sites and sections left out."""

from __future__ import annotations

import re
from typing import Literal

from dateline.article.lexicon import agencies, agency_pattern, house_words, months

Kind = Literal["person", "agency", "house", "unknown"]

_BY = re.compile(
    r"^(?:(?:article|story|report|words|text|written|authored|reported|posted|published|created|review(?:ed)?|opinion|"
    r"analysis|exclusive|interview|medically reviewed)\s+)?"
    r"(?:by|von|par|por|di|da|door|af|av|autor(?:in)?|author|auteur|autore|text|texte|testo)\b\s*[:|]?\s*",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=\bBy)(?=[A-Z])|(?<=\bVon)(?=[A-Z])|(?<=[a-z])(?=(?:Updated|Published|Posted)\b)")
_SPLIT = re.compile(
    r"\s*(?:[;|/•·\n]|,(?!\s*(?:Jr|Sr|II|III|PhD|Ph\.D|M\.?D)\b))\s*|\s+(?:and|und|et|y|e|en|with|&)\s+"
)
_CUT = re.compile(
    r"\s*(?:\s-\s|\(|\[|@|https?:|\bfor\s+(?:the\b|[A-Z])|\bin\s+[A-Z]|\b(?:is|was)\s+(?:an?|the)\b|\bupdated\b|\bpublished\b|"
    r"\bposted\b|\bon\s+[A-Z]|\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_TITLE_WORDS = frozenset({
    "editor", "reporter", "correspondent", "writer", "columnist", "contributor", "staff", "senior", "associate",
    "deputy", "managing", "chief", "photographer", "journalist", "producer", "intern", "director", "manager",
    "author", "freelance", "digital", "political", "sports", "news", "associated", "press", "business", "science",
    "health", "technology", "national", "international", "foreign",
})  # fmt: skip
_OFFICES = frozenset({
    "editor", "reporter", "correspondent", "writer", "columnist", "contributor", "photographer", "journalist",
    "producer", "intern", "director", "manager", "officer", "head", "professor", "president", "chief",
    "editor-in-chief", "redakteur", "redakteurin", "redactor", "redactora",
    "chefredakteur", "journalistin", "autor",
    "autorin",
})  # fmt: skip
_PARTICLES = frozenset({
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter",
    "ten", "zu", "al", "el", "bin", "ibn", "y", "e", "st", "af", "av",
})  # fmt: skip
_LETTERS = re.compile(r"[^\W_]+")
_EDGES = " \t\"'“”‘’.,;:|-–—*•·<>"


def names_in(words: str) -> list[str]:
    """Return the names in a byline's words, in their order, offices and places left out."""
    words = words.strip()[:300]
    words = re.sub(r"<[^>]{0,200}>", " ", words)
    words = _BY.sub("", _GLUED.sub(" ", words))
    found: list[str] = []
    for piece in _SPLIT.split(words):
        name = _without_tail(_CUT.sub("", _BY.sub("", piece.strip())).strip(_EDGES))
        agency = agency_pattern().search(name)
        if agency is not None and agency.start() > 0 and agency.end() == len(name) and agency[0][-1].islower():
            # "Ana Cruz The Associated Press": the person, then the agency.
            name = name[: agency.start()].removesuffix("The ").strip(_EDGES)
        if len(found) > 0 and _is_office(name):
            continue
        if name and len(name) <= 60 and name not in found and any(c.isalpha() for c in name):
            found.append(name)
    return found


def _without_tail(name: str) -> str:
    """Return a name without a month, or "updated", that a date line left behind."""
    words = name.split()
    while len(words) > 1 and (
        words[-1].lower().rstrip(".") in months() or words[-1].lower() in {"updated", "am", "um"}
    ):
        words.pop()
    return "" if len(words) == 1 and words[0].lower().rstrip(".") in months() else " ".join(words)


def _is_office(words: str) -> bool:
    """Say whether words give an office ("Senior Editor"), as bylines have it after a name."""
    return any(word.strip(".,").lower() in _OFFICES for word in words.split())


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
    lowered = [part for part in parts if part.lower() not in _PARTICLES]
    capital = sum(part[:1].isupper() for part in lowered)
    if 2 <= len(parts) <= 5 and capital == len(lowered) and not any(c.isdigit() for c in whole):
        if any(folded and len(folded) > 5 and folded in fold(site) for site in site_names):
            return "house"
        return "person"
    return "unknown"


def plausible(name: str) -> bool:
    """Say whether words can be a name at all: short, with a letter, no address, no sentence."""
    parts = name.split()
    if not 1 <= len(parts) <= 6 or len(name) > 60:
        return False
    if "://" in name or "@" in name or ".com" in name.lower() or any(c.isdigit() for c in name):
        return False
    return not all(part.lower() in _TITLE_WORDS for part in parts) or name in agencies()


def fold(text: str) -> str:
    """Return the letters and digits of a text in lower case, and nothing else."""
    return "".join(_LETTERS.findall(text.casefold()))
