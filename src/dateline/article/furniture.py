"""What a line is by its own form: a control, a prompt, a byline, a photo credit.

Each cue is judged from position of words, capitals, length and punctuation; the word lists are
general vocabulary (imperatives, labels), never a site's sentences.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from dateline.article.dates import read_moment
from dateline.article.lexicon import agency_pattern, forms_by_word, kinds_in, pattern, words

_WORD = re.compile(r"\w[\w'’-]*")
_DIGIT = re.compile(r"\d")
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")
_SECOND_PERSON = re.compile(r"(?<!\w)(?:you|your|yours|our readers|our team|our mission)(?!\w)")
_NAME_AFTER = re.compile(r"\s*[:|]?\s*(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*)")
_SOURCE_TAIL = re.compile(
    r"(?:/|via |\()\s*(?:Getty|Reuters|REUTERS|AP\b|AFP|Shutterstock|EPA|PA\b|Alamy|iStock|Bloomberg)"
)


class Cues(NamedTuple):
    """What the form of a line speaks for; several may hold."""

    control: bool
    share: bool
    prompt: bool
    promotion: bool
    related: bool
    category: bool
    byline: bool
    date: bool
    advert: bool
    legal: bool
    credit: bool
    correction: bool
    continued: bool
    second_person: bool
    sentence: bool
    """Ends as a sentence does."""


NO_CUES = Cues(**dict.fromkeys(Cues._fields, False))


@lru_cache(maxsize=4096)
def cues(line: str) -> Cues:
    """Return the cues of one line or block."""
    if len(line) > 300:
        # Furniture of that length is prose in form: only what it says can tell it.
        folded = line[:600].lower().replace("’", "'")
        said = _said(folded, _WORD.findall(folded)) if len(line) <= 600 else frozenset()
        return NO_CUES._replace(
            sentence=ends_as_sentence(line),
            second_person=_addresses(folded),
            promotion="promotion" in said,
            legal="legal" in said or (len(line) <= 600 and "©" in line),
            correction=opens_with("correction", folded) and ":" in line[:60],
        )
    folded = line.lower().replace("’", "'")
    tokens = _WORD.findall(folded)
    if not tokens:
        return NO_CUES
    count = len(tokens)
    sentence = ends_as_sentence(line)
    said = _said(folded, tokens)
    digit = _DIGIT.search(line) is not None
    first = tokens[0]
    return Cues(
        control=count <= 6 and not sentence and first in words("furniture_words", "control"),
        share=count <= 24 and _share_words().issuperset(tokens),
        prompt=count <= 14 and "prompt" in said,
        promotion="promotion" in said,
        related=count <= 30 and first in _first_words("related") and opens_with("related", folded),
        category=count <= 16 and not sentence and first in _first_words("category") and opens_with("category", folded),
        byline=count <= 16 and first in _first_words("byline") and is_byline(line),
        date=digit and count <= 16 and read_moment(line, day_first=False) is not None,
        advert=count <= 8 and folded.strip(" .:!|›»-–—*•[]()") in words("furniture_words", "advert"),
        legal="legal" in said or "©" in line,
        credit=count <= 24 and is_credit(line, folded),
        correction=":" in line[:60] and first in _first_words("correction") and opens_with("correction", folded),
        continued=count <= 30 and "continue" in said,
        second_person=_addresses(folded),
        sentence=sentence,
    )


def _said(folded: str, tokens: list[str]) -> set[str] | frozenset[str]:
    return kinds_in("furniture_words", ("prompt", "promotion", "legal", "continue"), folded, tokens)


def ends_as_sentence(line: str) -> bool:
    """Say whether a line ends with a mark that ends a sentence."""
    return _END.search(line[-6:]) is not None


def opens_with(kind: str, folded: str) -> bool:
    """Say whether folded text opens with one of a kind's forms as whole words."""
    return pattern("furniture_words", kind).match(folded.lstrip(" •*-–—|›»[(")) is not None


def tells_of_a_change(words: str) -> bool:
    """Say whether a paragraph is a note on what was changed in the article: "An earlier version of this story ..."."""
    return len(words) <= 700 and opens_with("changed", words[:80].lower())


def is_byline(line: str) -> bool:
    """Say whether a short line opens as an author line does: "By" and a capitalised name."""
    match = pattern("furniture_words", "byline").match(line.lower())
    return match is not None and _NAME_AFTER.match(line, match.end()) is not None and not line.endswith((".", "?"))


def is_credit(line: str, folded: str) -> bool:
    """Say whether a short line credits a picture or its agency."""
    match = pattern("furniture_words", "credit").match(folded.lstrip(" (["))
    if match is not None and len(line) < 120 and (":" in line or "/" in line or " by " in folded or "©" in line):
        return True
    if _SOURCE_TAIL.search(line) is not None and len(line) < 160 and not ends_as_sentence(line):
        return True
    found = agency_pattern().match(line)
    return found is not None and found.end() == len(line)


def _addresses(folded: str) -> bool:
    return ("you" in folded or "our " in folded) and _SECOND_PERSON.search(folded) is not None


@cache
def _first_words(kind: str) -> frozenset[str]:
    """Return the first words of a kind's forms: a line that opens with none of them needs no further look."""
    return frozenset(forms_by_word("furniture_words", (kind,)))


@cache
def _share_words() -> frozenset[str]:
    return words("furniture_words", "share") | {"on", "to", "via", "this", "link", "copy", "article", "story"}
