"""Why: PLOVER's contexts of an event, by the words of its sentence and of those beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from dateline.errors import LexiconError
from dateline.events.directory import Word, singulars, words_of
from dateline.record import Record, Span
from dateline.resources.tables import read_table

CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
"""PLOVER 2.0's contexts, in the manual's order."""

_WORDS_BESIDE = 2
"""Different words that the sentences beside must have of a context: one alone is often about something else."""


class Shown(NamedTuple):
    """A context, and the first words that show it."""

    context: str
    span: Span


class _Hit(NamedTuple):
    context: str
    words: str
    span: Span


class Contexts:
    """Reads the contexts of the events of one record."""

    def __init__(self, record: Record) -> None:
        self._text = record.text
        self._sentences = [sentence.span for sentence in record.sentences]
        self._starts = [span.start for span in self._sentences]
        self._blocks = [block.span for block in record.article.blocks]
        self._found: dict[Span, list[_Hit]] = {}

    def around(self, sentences: tuple[Span, ...]) -> tuple[Shown, ...]:
        """Return the contexts of an event that these sentences tell, in PLOVER's order, each once.

        A word of the sentences themselves is enough; beside them, in the same paragraph, it takes two.
        """
        own: dict[str, Span] = {}
        for sentence in sentences:
            for hit in self._hits(sentence):
                own.setdefault(hit.context, hit.span)
        beside: dict[str, dict[str, Span]] = defaultdict(dict)
        for sentence in sentences:
            for neighbour in self._neighbours(sentence):
                for hit in self._hits(neighbour):
                    beside[hit.context].setdefault(hit.words, hit.span)
        for context, words in beside.items():
            if len(words) >= _WORDS_BESIDE:
                own.setdefault(context, min(words.values()))
        return tuple(Shown(context, own[context]) for context in CONTEXTS if context in own)

    def _neighbours(self, sentence: Span) -> list[Span]:
        at = bisect_right(self._starts, sentence.start) - 1
        block = next((b for b in self._blocks if b.contains(sentence)), None)
        near = (i for i in (at - 1, at + 1) if 0 <= i < len(self._sentences))
        return [self._sentences[i] for i in near if block is not None and block.contains(self._sentences[i])]

    def _hits(self, sentence: Span) -> list[_Hit]:
        if sentence not in self._found:
            self._found[sentence] = list(self._read(sentence))
        return self._found[sentence]

    def _read(self, sentence: Span) -> list[_Hit]:
        table = _table()
        words = words_of(self._text, sentence.start, sentence.end)
        found = []
        for at in range(len(words)):
            for end in range(min(len(words), at + table.longest), at, -1):
                keys = table.matching(words[at:end])
                if keys:
                    span = Span(words[at].start, words[end - 1].end)
                    found += [_Hit(context, key, span) for key, context in keys]
                    break
        return found


class _Table:
    """Words by their folded form."""

    def __init__(self) -> None:
        self._contexts: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        self.longest = 1
        for context, phrase in read_table("events", "contexts", columns=2):
            if context not in CONTEXTS:
                raise LexiconError(f"events/contexts.tsv: {context!r} is no context; use one of {', '.join(CONTEXTS)}")
            words = [word.folded for word in words_of(phrase)]
            self.longest = max(self.longest, len(words))
            self._contexts[" ".join(words)].append((context, phrase[0].isupper()))

    def matching(self, words: list[Word]) -> list[tuple[str, str]]:
        """Return (words, context) for each context that the words show, as they stand or in the singular."""
        before = [word.folded for word in words[:-1]]
        for last in singulars(words[-1].folded):
            key = " ".join((*before, last))
            contexts = [c for c, named in self._contexts.get(key, ()) if not named or words[0].text[0].isupper()]
            if contexts:
                return [(key, context) for context in contexts]
        return []


@cache
def _table() -> _Table:
    return _Table()
