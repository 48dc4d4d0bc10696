"""What the room's tables say: triggers, operators, agents, classes of objects."""

from __future__ import annotations

import hashlib
from functools import cached_property
from importlib.resources import files
from typing import NamedTuple, get_args

from dateline.errors import LexiconError
from dateline.record import EventType

KINDS = frozenset({
    "negation", "modal", "future", "condition", "report", "wish", "demand", "plan", "purpose", "attempt",
    "failure", "question", "doubt", "factive", "implicative", "light", "occurs",
})  # fmt: skip


class Trigger(NamedTuple):
    """One reading of a word that may tell an event; the columns of triggers.tsv."""

    lemma: str
    pos: str
    needs: tuple[str, ...]
    type: EventType
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]

    @property
    def rule(self) -> str:
        """Name of the reading, for the event's ``rule``."""
        return ".".join((self.lemma, self.pos.lower(), *map(_shortened, self.needs)))


def _shortened(need: str) -> str:
    """
    >>> _shortened("obj=agreement,deal,accord,pact,truce")
    'obj=agreement,deal,accord,…'
    """
    words = need.split(",")
    return need if len(words) <= _NAMED else ",".join((*words[:_NAMED], "…"))


_NAMED = 3
"""Words of a list that a rule's name shows."""


class AgentWord(NamedTuple):
    """What a word for somebody who acts gives: a PLOVER sector, and a code for organisations."""

    sector: str | None
    code: str | None


class EventLexicon:
    """The tables, read once.

    Raises LexiconError with file and line where a row is not as its header says.
    """

    name = "events-lexicon/1"

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self.triggers: dict[tuple[str, str], tuple[Trigger, ...]] = {}
        modes = frozenset((type_, mode) for type_, _, mode, _ in self._rows("plover.tsv", 4))
        for row in self._rows("triggers.tsv", 7):
            trigger = _trigger(row, modes)
            key = (trigger.lemma, trigger.pos)
            self.triggers[key] = (*self.triggers.get(key, ()), trigger)
        self.modes: dict[str, tuple[tuple[str, str], ...]] = {}
        """(word, mode) by type, in the order of modes.tsv."""
        for type_, mode, word in self._rows("modes.tsv", 3):
            if (type_, mode) not in modes:
                raise LexiconError(f"modes.tsv, {word}: {type_} has no mode {mode!r}; use one that plover.tsv lists")
            self.modes[type_] = (*self.modes.get(type_, ()), (word, mode))
        self.operators: dict[tuple[str, str, str], str] = {}
        for lemma, pos, complement, kind in self._rows("operators.tsv", 4):
            if kind not in KINDS:
                raise LexiconError(f"operators.tsv, {lemma}: kind {kind!r} is unknown; use one of {sorted(KINDS)}")
            self.operators[lemma, pos, complement] = kind
        self.light_verbs = frozenset(
            lemma for (lemma, pos, _), kind in self.operators.items() if pos == "V" and kind == "light"
        )
        self.agents: dict[str, AgentWord] = {
            phrase: AgentWord(None if sector == "-" else sector, None if code == "-" else code)
            for phrase, sector, code in self._rows("agents.tsv", 3)
        }
        self.people = frozenset(noun for (noun,) in self._rows("people.tsv", 1))
        """Nouns for a person that agents.tsv does not list."""
        self.classes: dict[str, frozenset[str]] = {}
        for name, lemma in self._rows("classes.tsv", 2):
            self.classes[name] = self.classes.get(name, frozenset()) | {lemma}

    def knows(self, word: str) -> bool:
        """Say whether a word in small letters is one of the tables', by its lemma or a regular form of it."""
        return not self._known.isdisjoint(_possible_lemmas(word))

    @cached_property
    def transitive(self) -> frozenset[str]:
        """Verbs whose every reading has an object."""
        verbs: dict[str, bool] = {}
        for (lemma, pos), readings in self.triggers.items():
            if pos == "V":
                verbs[lemma] = all("obj" in t.recipient or any(n.startswith("obj") for n in t.needs) for t in readings)
        return frozenset(lemma for lemma, has_object in verbs.items() if has_object)

    @cached_property
    def _known(self) -> frozenset[str]:
        words = {lemma for lemma, _ in self.triggers} | {lemma for lemma, _, _ in self.operators}
        words |= {word for phrase, agent in self.agents.items() if agent.code is None for word in phrase.split()}
        return frozenset(words.union(*self.classes.values()))

    @cached_property
    def resource(self) -> tuple[str, str]:
        """(name and version, SHA-256 of the tables)."""
        return self.name, self._digest.hexdigest()

    def _rows(self, name: str, columns: int) -> list[list[str]]:
        data = (files("dateline.resources") / "data" / "events" / name).read_bytes()
        self._digest.update(data)
        rows = []
        for number, line in enumerate(data.decode().splitlines(), start=1):
            if not line or line.startswith("#"):
                continue
            row = line.split("\t")
            if len(row) != columns:
                raise LexiconError(f"{name}, line {number}: {len(row)} columns, not {columns}; write - for none")
            rows.append(row)
        return rows


def _possible_lemmas(word: str) -> set[str]:
    """The word itself and what it may be a regular form of: "condemns", "seized", "striking", "parties"."""
    found = {word}
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            found |= {stem, stem + "e"}
            if stem[-1] == stem[-2]:
                found.add(stem[:-1])
            if stem[-1] == "i":
                found.add(stem[:-1] + "y")
    return found


def _trigger(row: list[str], modes: frozenset[tuple[str, str]]) -> Trigger:
    lemma, pos, needs, type_, mode, actor, recipient = row
    if type_ not in get_args(EventType):
        raise LexiconError(f"triggers.tsv, {lemma}: {type_!r} is no PLOVER type; use one of {get_args(EventType)}")
    if (type_, mode) not in modes:
        raise LexiconError(f"triggers.tsv, {lemma}: {type_} has no mode {mode!r}; use one that plover.tsv lists, or -")
    return Trigger(
        lemma,
        pos,
        () if needs == "-" else tuple(needs.split()),
        type_,  # type: ignore[arg-type]  # checked above
        None if mode == "-" else mode,
        () if actor == "-" else tuple(actor.split("+")),
        () if recipient == "-" else tuple(recipient.split("+")),
    )
