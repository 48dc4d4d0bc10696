"""How many were harmed: the number before an object as a range, and who gives it."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from dateline.events.frames import Frames
from dateline.events.grammar import Grammar
from dateline.events.lexicon import EventLexicon, Trigger
from dateline.record import Operator, Span, Victims

Harm: TypeAlias = Literal["killed", "wounded", "abducted", "arrested"]

_HARM: dict[str, Harm] = {
    **dict.fromkeys(("kill", "murder", "massacre", "behead", "execute", "assassinate", "lynch", "slaughter"), "killed"),
    **dict.fromkeys(("wound", "injure", "maim"), "wounded"),
    **dict.fromkeys(("kidnap", "abduct"), "abducted"),
    **dict.fromkeys(("arrest", "detain", "jail", "imprison"), "arrested"),
}
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_SMALL)} | {word: 30 + 10 * i for i, word in enumerate(_TENS)}
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+|[a-z]+")
_RANGE = re.compile(r"(\d[\d,]*)\s*(?:to|and|-|–|or)\s*(\d[\d,]*)")
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|no fewer than|upwards of|no less than)\b")
_AT_MOST = re.compile(r"\b(?:up to|at most|as many as|fewer than|less than|no more than|under)\b")
_ABOUT = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately|an estimated|perhaps)\b")
_COUNTED = re.compile(r"\d|\b(?:dozens|scores|hundreds|thousands)\b")


class VictimCounter:
    """Reads the numbers of those harmed in one record."""

    def __init__(self, grammar: Grammar, frames: Frames, lexicon: EventLexicon, text: str) -> None:
        self._g = grammar
        self._frames = frames
        self._quantities = lexicon.classes["quantity"]
        self._text = text

    def victims(self, index: int, trigger: Trigger, operators: tuple[Operator, ...]) -> tuple[Victims, ...]:
        """Return those whom a verb of killing, wounding, abducting or arresting counts, in order.

        Only numbers count: "the judge" is a recipient, no toll. ``said_by`` is the innermost speaker.
        """
        harm = _HARM.get(trigger.lemma)
        if harm is None or trigger.pos != "V":
            return ()
        said_by = next((o.holder for o in reversed(operators) if o.kind == "report" and o.holder is not None), None)
        found = []
        for head in self._frames.objects(index):
            words = self._counted(head)
            if words is not None:
                lowest, highest, approximate = bounds(words.of(self._text))
                found.append(
                    Victims(
                        span=words, harm=harm, lowest=lowest, highest=highest, approximate=approximate, said_by=said_by
                    )
                )
        return tuple(found)

    def _counted(self, head: int) -> Span | None:
        """The noun phrase with its number; None where nothing counts it."""
        g = self._g
        counted = g.tokens[head].pos == "NUM" or g.tokens[head].lemma.lower() in self._quantities
        if not counted and g.child(head, "nummod") is None:
            return None
        span = g.phrase(head)
        first = g.at(span.start)
        while (
            first is not None and first > 0 and g.tokens[first - 1].text.lower() in {"least", "at", "to", "up", "than"}
        ):
            first -= 1
        start = span.start if first is None else g.tokens[first].start
        return Span(start, span.end)


def bounds(words: str) -> tuple[int | None, int | None, bool]:
    """Return (lowest, highest, whether roughly) of the number in some words; None where a side is open.

    >>> bounds("at least eight soldiers"), bounds("10 to 15 people"), bounds("nearly 2,000 men")
    ((8, None, False), (10, 15, False), (2000, 2000, True))
    >>> bounds("dozens of civilians")
    (None, None, True)
    """
    lower = words.lower()
    both = _RANGE.search(lower)
    if both is not None:
        return _value(both[1]), _value(both[2]), False
    number = next((v for word in _NUMBER.findall(lower) if (v := _value(word)) is not None), None)
    if number is None:
        return None, None, _COUNTED.search(lower) is not None
    if _AT_LEAST.search(lower):
        return number, None, False
    if _AT_MOST.search(lower):
        return None, number, False
    return number, number, _ABOUT.search(lower) is not None


def _value(word: str) -> int | None:
    digits = word.replace(",", "")
    if digits.isdecimal():
        return int(digits[:12])
    return _WORDS.get(word)
