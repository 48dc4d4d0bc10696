"""The room's part: every voice on an article's topics, and which of them stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.record import Classification, Record, Section
from dateline.sections.classifier import AGREES, Verdict, classify, reads, resources
from dateline.sections.desks import stated_labels, stated_sections
from dateline.sections.encoder import Encoder
from dateline.sections.genres import find_genre
from dateline.sections.settings import find_setting
from dateline.sections.topics import topics

MOST = 2
"""Topics that stand. The right one is among the first two of 93 of 100 articles."""
SURE = 0.45
"""Confidence from which on the text's first topic stands by itself: below, fewer than half of those are right."""
SECOND = 0.3
"""Confidence from which on the text's second topic is kept."""
OVERRULES = 0.6
"""Confidence from which on the text stands above a desk whose name only leans to a topic."""
MENU = 3
"""Topics of desks from which on a page lists its site's menu: only those stand that the text supports."""


class SectionFinder:
    """Finds sections, genre and setting of a record.

    What stands, in this order: Media Topic codes on the page; a desk or feed whose name is a topic; the text,
    where it is sure; a desk that leans to a topic (before the text, unless that is very sure). The text adds
    a second topic where it is sure of one. With none of them the article is unsorted.
    """

    def __init__(self, encoder: Encoder | None = None) -> None:
        """Without an encoder the text's words stand alone; ``made_by`` of a classification says which.

        Raises ModelError where the weights are damaged, or were learnt beside another encoder.
        """
        self._encoder = encoder
        self.name = "sections-words/2" if encoder is None else "sections-words+encoder/2"
        self.resources = resources(encoder)

    def __call__(self, record: Record) -> Classification:
        """Return the classification of a record; of an empty text with nothing stated it is unsorted."""
        labels = stated_labels(record)
        stated = stated_sections(record, labels)
        refused = _refused(record)
        verdict = None if refused else classify(record, self._encoder)
        heard = () if verdict is None else _heard(verdict)
        chosen = _chosen(stated, heard)
        voices = sorted((*stated, *heard), key=lambda s: chosen.index(s.code) if s.code in chosen else MOST)
        return Classification(
            topics=chosen,
            sections=tuple(voices),
            unsorted=None if chosen else refused or "no topic is likely enough",
            genre=find_genre(record, [label for label, _ in labels]),
            setting=find_setting(record),
            made_by=self.name,
        )


def _refused(record: Record) -> str | None:
    """Say why the text is not weighed; None where it is."""
    language = record.article.language
    if not any(character.isalpha() for character in record.text):
        return "there are no words"
    if language is not None and not reads(language.value):
        return f"it is in {language.value}, and the words weighed are English"
    return None


def _heard(verdict: Verdict) -> tuple[Section, ...]:
    """Return the text's topics that are worth showing, most likely first."""
    return tuple(
        Section(code=code, name=topics()[code].name, voice="text", confidence=confidence, evidence=evidence)
        for place, (code, confidence, evidence) in enumerate(verdict.ranked[:MOST])
        if not place or confidence >= AGREES
    )


def _chosen(stated: Sequence[Section], heard: Sequence[Section]) -> tuple[str, ...]:
    """Return the topics that stand; of several that one voice states, those that the text supports come first."""
    sure = {section.code: section.confidence or 0.0 for section in heard}

    def supported(sections: Iterable[Section]) -> list[str]:
        return sorted((section.code for section in sections), key=lambda code: -sure.get(code, 0.0))

    coded = supported(section for section in stated if section.voice == "page")
    desks = supported(section for section in stated if section.voice != "page" and not section.weak)
    if len(desks) >= MENU:
        desks = [code for code in desks if code in sure] or desks[:1]
    leaning = supported(section for section in stated if section.weak)
    overruling = [code for code, confidence in sure.items() if confidence >= OVERRULES]
    likely = [code for code, confidence in sure.items() if confidence >= SECOND]
    if max(sure.values(), default=0.0) < SURE:
        likely = []
    return tuple(dict.fromkeys((*coded, *desks, *overruling, *leaning, *likely)))[:MOST]
