"""What stands under a story as if it went on: the outlet's appeal to its readers, lines of the page's own machinery."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.article.blurbs import asks_for_support, is_blurb
from dateline.article.lexicon import words
from dateline.article.names import fold

ASKS_FOR_SUPPORT = "the outlet asks its readers for support under the story"
LONGEST_APPEAL = 12
"""Paragraphs of an appeal."""
SHARE = 0.75
"""Share of the kept characters that an appeal may hold; more is a page that is about asking for support."""
LONGEST_STATUS = 60
_OWN_VOICE = re.compile(r"\b(?:we|our|us|you|your)\b")
_COUNTER = re.compile(r"\d{1,3}\s?(?:of|/|von|de|di|sur)\s?\d{1,3}")
"""Where in a slide show a picture stands."""
_PRESENTS = re.compile(
    r"([A-Z][\w.’' -]{1,40}?)(?:(?:,[^,.]{5,80},)? (?:is|are) (?:the|a|an|your|one of)|['’]s mission is)\b[^“\"]*$"
)


def is_status_line(line: str) -> bool:
    """Say whether a whole line tells how the page works ("Comments are closed.") or counts its slides."""
    if len(line) > LONGEST_STATUS:
        return False
    folded = line.lower().strip(" .:!…|›»[]()*")
    return folded in words("furniture_words", "status") or _COUNTER.fullmatch(folded) is not None


def appeal(paragraphs: Sequence[str], site_names: Sequence[str] = ()) -> int:
    """Return how many of the last paragraphs are the outlet's: it speaks of itself there and asks for support.

    0 where nobody is asked for support in so many words, and on a page that has little else.
    """
    sites = tuple(key for key in map(fold, site_names) if len(key) > 3)
    found: list[str] = []
    for paragraph in reversed(paragraphs[-LONGEST_APPEAL:]):
        if not _is_outlets(paragraph, sites):
            break
        found.append(paragraph)
    if not any(map(asks_for_support, found)) or sum(map(len, found)) > SHARE * sum(map(len, paragraphs)):
        return 0
    return len(found)


def _is_outlets(paragraph: str, sites: tuple[str, ...]) -> bool:
    """Say whether a paragraph is in the outlet's own voice: no quotation, "we" or "you", its name or its praise."""
    if "“" in paragraph or '"' in paragraph or _OWN_VOICE.search(paragraph.lower()) is None:
        return False
    if asks_for_support(paragraph) or is_blurb(paragraph, after_end=True):
        return True
    key = fold(paragraph)
    return any(site in key for site in sites)


def presents_site(words: str, site_names: Sequence[str]) -> bool:
    """Say whether a paragraph opens with the site's name and goes on to say what the site is."""
    match = _PRESENTS.match(words)
    return match is not None and fold(match[1]) in {fold(name) for name in site_names}
