"""Reading a parse for reports of speech: subjects, verb groups and clauses as stretches of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.quotes.repair import repaired
from dateline.record import CueKind, Span
from dateline.resources.parsing import Parse, Token

Stretch = tuple[int, int]
"""(first token, one past the last)."""

_STEPS = 12
"""Verbs passed on the way to a subject that is shared. Longer chains are parses gone wrong."""
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})


class Grammar:
    """A parse with what hangs from each token, worked out once."""

    def __init__(self, parse: Parse, names: Sequence[Span] = ()) -> None:
        self.parse = repaired(parse, names)
        self.tokens: tuple[Token, ...] = self.parse.tokens
        self.children = self.parse.children()
        self.extents = self.parse.extents()

    def child(self, index: int, *deps: str) -> int | None:
        """Return the first dependent with one of the labels; None if there is none."""
        return next((child for child in self.children[index] if self.tokens[child].dep in deps), None)

    def sentence(self, index: int) -> Stretch:
        """Return the sentence that a token is in."""
        return self.parse.sentences[self.tokens[index].sentence]

    def verb_group(self, verb: int) -> Stretch:
        """Return the verb with the auxiliaries, negation and adverbs that touch it on the left, and its particle."""
        first = verb
        while first - 1 >= self.sentence(verb)[0]:
            before = self.tokens[first - 1]
            if before.head != verb or before.dep not in _GROUP or before.tag == "WRB":
                break
            first -= 1
        # An adverb that opens the group belongs to it only between subject and verb.
        end = verb + 1
        if end < len(self.tokens) and self.tokens[end].head == verb and self.tokens[end].dep == "prt":
            end += 1
        return first, end

    def is_passive(self, verb: int) -> bool:
        """Say whether a verb is passive: "is accused", "accused by"."""
        deps = {self.tokens[child].dep for child in self.children[verb]}
        if "auxpass" in deps:
            return True
        # The parser now and then calls the subject of "has promised" a passive one.
        return "nsubjpass" in deps and "aux" not in deps and self.tokens[verb].tag == "VBN"

    def is_participle(self, verb: int) -> bool:
        """Say whether a verb is one of several participles after a noun: "found in a box and labelled"."""
        tokens = self.tokens
        for _ in range(_STEPS):
            if tokens[verb].tag != "VBN" or self.child(verb, "aux", "nsubj") is not None:
                return False
            if tokens[verb].dep != "conj":
                return tokens[verb].dep == "acl"
            verb = tokens[verb].head
        return False

    def subject(self, verb: int) -> int | None:
        """Return the head of a verb's subject, shared ones too; None where it has none."""
        tokens = self.tokens
        seen = previous = verb
        for _ in range(_STEPS):
            found = self._own_subject(seen)
            if found is not None:
                return found
            token = tokens[seen]
            if token.dep == "acl" and tokens[token.head].pos in {"NOUN", "PROPN", "PRON"}:
                # "…, adding that": a participle after a comma is the main verb's, not the last noun's.
                aside = token.tag == "VBG" and tokens[seen - 1].text == ","
                verb_above = self._verb_above(token.head) if aside else None
                if verb_above is None:
                    return token.head
                seen = verb_above
                continue
            if token.dep == "dobj" and tokens[previous].dep == "prep" and previous > seen:
                # "made a point of saying"
                previous, seen = seen, token.head
                continue
            if (
                token.dep not in {"acomp", "conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "acl", "dep"}
                or token.head == seen
            ):
                return None
            if token.dep == "ccomp" and token.tag not in {"VB", "VBG", "VBN"}:
                return None
            if token.dep == "xcomp" and tokens[seen - 1].text != ",":
                told = self.child(token.head, "dobj")
                if told is not None and told < seen:
                    return told
            previous, seen = seen, token.head
        return None

    def _own_subject(self, verb: int) -> int | None:
        """The subject that hangs from a verb; of two before it the nearer: "Correction: an earlier version said"."""
        found = [child for child in self.children[verb] if self.tokens[child].dep in {"nsubj", "nsubjpass"}]
        before = [child for child in found if child < verb]
        return before[-1] if before else next(iter(found), None)

    def _verb_above(self, index: int) -> int | None:
        """Return the verb that a noun hangs from, over other nouns and prepositions."""
        for _ in range(_STEPS):
            head = self.tokens[index].head
            if head == index:
                return None
            index = head
            if self.tokens[index].tag.startswith("VB"):
                return index
        return None

    def noun_phrase(self, head: int, *, before: int | None = None, after: int | None = None) -> Stretch:
        """Return a noun with all that hangs from it, kept on one side of a token, without commas at its ends."""
        first, end = self.extents[head]
        if before is not None and head < before:
            end = min(end, before)
        if after is not None and head > after:
            first = max(first, after + 1)
        return self.stripped(first, end)

    def stripped(self, first: int, end: int) -> Stretch:
        """Take punctuation that is no bracket or mark off the ends of a stretch; at least one token stays."""
        while end - 1 > first and self.tokens[end - 1].text in {",", ".", ";", ":", "—", "–", "-", "--"}:
            end -= 1
        while first < end - 1 and self.tokens[first].text in {",", ".", ";", ":", "—", "–", "-", "--", ")"}:
            first += 1
        return first, end

    def subjects(self) -> dict[int, tuple[str, str]]:
        """Return where in the text the heads of main clauses' subjects begin, with each head and its verb's lemma."""
        finite = {"VBD", "VBZ", "VBP", "MD"}
        found = {}
        for token in self.tokens:
            if token.dep in {"nsubj", "nsubjpass"}:
                verb = self.tokens[token.head]
                main = verb
                for _ in range(_STEPS):
                    if main.dep != "conj":
                        break
                    main = self.tokens[main.head]
                if main.dep != "ROOT":
                    continue
                if verb.tag in finite or any(self.tokens[c].tag in finite for c in self.children[token.head]):
                    found[token.start] = (token.text.lower(), verb.lemma)
        return found

    def is_clause(self, head: int) -> bool:
        """Say whether a verb has a subject or a complementiser of its own."""
        return self.child(head, "nsubj", "nsubjpass", "csubj", "expl", "mark") is not None


class Frame(NamedTuple):
    """One report: the cue, who is told to report, and what, as far as grammar tells.

    ``content`` are stretches of tokens; empty where only quotation marks can tell. ``group`` holds
    everything that frames the content: source, cue, addressee, time.
    """

    kind: CueKind
    quotes: bool
    """Whether the cue may stand beside a quotation or inside a sentence: "…, he said"."""
    verb: int
    cue: Stretch
    source: Stretch | None
    content: tuple[Stretch, ...]
    group: Stretch
    rule: str
    addressee: Stretch | None = None
    time: Stretch | None = None
    medium: Stretch | None = None
