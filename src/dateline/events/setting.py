"""What the surroundings of a trigger make of it: headline attributions, dates to come, the present tense, sport."""

from __future__ import annotations

from bisect import bisect_right

from dateline.events.actors import Participants
from dateline.events.grammar import VERBAL, Grammar
from dateline.events.lexicon import EventLexicon, Trigger
from dateline.events.mood import Found, is_habit, is_headline, is_simple_present
from dateline.record import EventStatus, Record, Role, TimeExpression

_SAID_AT_ONCE = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "AGREE", "CONCEDE"})
"""Types that saying performs: "Norway urges" is the deed itself, in any tense of the present."""


_PRESENT_TELLS: frozenset[Role] = frozenset({"headline", "deck", "caption", "subheading"})
_MARKS = frozenset({":", "–", "—", "-", "--"})
_SUFFIX_WORDS = 5
_PREFIX_WORDS = 6


class Setting:
    """Reads what stands around the triggers of one record."""

    def __init__(self, grammar: Grammar, participants: Participants, lexicon: EventLexicon, record: Record) -> None:
        self._g = grammar
        self._participants = participants
        self._classes = lexicon.classes
        self._record = record
        self._blocks = sorted(record.article.blocks, key=lambda b: b.span)
        self._block_starts = [block.span.start for block in self._blocks]

    def attribution(self, index: int) -> Found | None:
        """ "Minister: rebels took town", "Rebels took town – police": who a headline leaves the word to."""
        g = self._g
        sentence = g.tokens[index].sentence
        first, end = g.sentences[sentence]
        if not is_headline(g, sentence):
            return None
        marks = [i for i in range(first + 1, end - 1) if g.tokens[i].text in _MARKS]
        if not marks:
            return None
        if index > marks[0] and marks[0] - first <= _PREFIX_WORDS:
            who = self._source(first, marks[0])
            if who is not None:
                return Found("report", marks[0], who)
        if index < marks[-1] and end - marks[-1] - 1 <= _SUFFIX_WORDS:
            who = self._source(marks[-1] + 1, end)
            if who is not None:
                return Found("report", marks[-1], who)
        return None

    def _source(self, first: int, end: int) -> int | None:
        """The head of some words without a verb that name somebody who speaks, or a report."""
        g = self._g
        if any(g.tokens[i].pos in VERBAL for i in range(first, end)):
            return None
        head = next((i for i in reversed(range(first, end)) if g.tokens[i].pos in {"NOUN", "PROPN"}), None)
        if head is None:
            return None
        speaks = g.tokens[head].lemma.lower() in self._classes["source"]
        return head if speaks or self._participants.nature(head) == "agent" else None

    def to_come(self, index: int, when: TimeExpression | None) -> Found | None:
        """A date after the publication: "are meeting on Friday" has not happened yet."""
        published = self._record.article.published
        if when is None or when.start is None or when.type not in {"DATE", "TIME"} or published is None:
            return None
        token = self._g.at(when.span.start)
        if token is None or when.start[:10] <= published.day:
            return None
        # A past tense beside a date to come: the date belongs to something else, or was read wrongly.
        verb = self._g.verb_of(index)
        past = any(self._g.tokens[w].tag == "VBD" for w in (verb, *self._g.children(verb, "aux", "auxpass")))
        return None if past or self._g.verb_of(token) != verb else Found("future", token, None)

    def is_untold(self, index: int, trigger: Trigger, status: EventStatus) -> bool:
        """The simple present of running prose tells a habit, a timetable or a plot, not what was done."""
        g = self._g
        verb = self._finite(g.verb_of(index))
        if trigger.type in _SAID_AT_ONCE or not is_simple_present(g, verb):
            return False
        if is_habit(g, verb):
            return True
        if g.tokens[verb].lemma == "be" and g.tokens[index].dep == "pobj":
            return False  # "nurses are on strike": a state, not a habit
        if status == "reported":
            return g.tokens[verb].dep == "relcl"  # "militants who attack schools are cowards, she said"
        return not is_headline(g, g.tokens[verb].sentence) and self._role(g.tokens[verb].start) not in _PRESENT_TELLS

    def _finite(self, verb: int) -> int:
        """ "they start shooting": the verb that has the tense."""
        for above in (verb, *self._g.up(verb)):
            if self._g.tokens[above].dep != "xcomp" or self._g.tokens[above].tag != "VBG":
                return above
        return verb

    def _role(self, offset: int) -> Role | None:
        index = bisect_right(self._block_starts, offset) - 1
        return self._blocks[index].role if index >= 0 else None
