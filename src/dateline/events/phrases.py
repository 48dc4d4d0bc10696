"""Who a phrase is: its country and PLOVER sectors, from its words, the day, and the places that are known in it.

A phrase is read as people read it: names first ("FSB", "Boko Haram"), then the noun that says what somebody is
("gunmen") with what stands before it ("opposition lawmaker", "French police"), then what follows ("people in Kenya").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dateline.events.directory import NON_STATES, Directory, Fact
from dateline.events.pieces import Piece, Pieces
from dateline.record import Span

_AFTER = frozenset(
    {"of", "in", "at", "from", "for", "to", "on", "with", "near", "by", "against", "under", "who", "that", "which"}
    | {"based", "fleeing", "loyal", "linked", "living", "allied", "backed"}
)
"""Words at which what somebody is ends, and where from, or of what, begins."""

_BELONGING = frozenset({"of", "for", "from"})
_FORMER = frozenset({"former", "ex", "ousted", "deposed", "disgraced", "erstwhile", "onetime"})
_LOST_BY_LEAVING = frozenset({"GOV", "LEG"})
_TURNED = frozenset({"backed", "trained", "funded", "born", "made", "armed", "supported", "aligned", "style"})
"""After a nation and a hyphen: it is not who they are ("Saudi-backed")."""
_LED = frozenset({"led", "based", "controlled", "held", "run", "ruled", "occupied"})
_FOR_OR_AGAINST = frozenset({"pro", "anti"})
_WORLDWIDE = frozenset({"international", "world", "global"})
_SOCIETIES = frozenset({"association", "federation", "forum", "foundation", "network", "alliance", "confederation",
                        "society", "union", "institute", "committee"})  # fmt: skip
_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "we", "us", "i", "me", "who"})
_DEFENCE = frozenset({"defence minister", "defense minister", "defence secretary", "defense secretary"})


class Decision(NamedTuple):
    """One thing that was concluded, and the words that decided it."""

    says: str
    span: Span


class Identity(NamedTuple):
    """Who a phrase is. ``sectors`` may be UNK: somebody who acts, the words do not say who.

    ``inferred``: said neither by the words nor by a table under the full name, as with a family name alone or
    an office on an unknown day.
    """

    country: str | None = None
    sectors: tuple[str, ...] = ()
    inferred: bool = False
    decisions: tuple[Decision, ...] = ()


def identify(
    directory: Directory,
    text: str,
    span: Span,
    *,
    day: date | None,
    places: Sequence[tuple[Span, str]] = (),
    person: Span | None = None,
) -> Identity:
    """Return who the words at a span are.

    ``day`` decides between holders of an office; without one, what all the periods of a name share is told.
    ``places`` are known names of places in the words, with their countries. ``person`` is a
    person's name in them that is known for one: Ms Baker is no baker.
    """
    pieces = Pieces(directory, text, span, day=day, places=places, person=person)
    return _Reading(pieces, day).identity()


class _Reading:
    """One phrase being read."""

    def __init__(self, pieces: Pieces, day: date | None) -> None:
        self._pieces = pieces
        self._words = pieces.words
        self._directory = pieces.directory
        self._day = day
        self._decisions: list[Decision] = []
        self._inferred = pieces.inferred

    def identity(self) -> Identity:
        if len(self._words) == 1 and self._words[0].folded in _PRONOUNS and not self._pieces.found:
            return Identity(sectors=("UNK",))
        cut = self._cut()
        core = [piece for piece in self._pieces.found if piece.first < cut]
        tail = [piece for piece in self._pieces.found if piece.first >= cut]
        country = self._own_country(core)
        sectors = self._sectors(core, cut)
        if tail and self._is_open(core) and (belonging := self._belonging(core, tail)):
            sectors = belonging
        if country is None:
            country = self._country_after(core, tail) or self._society(core)
        return Identity(country, sectors, self._inferred, tuple(self._decisions))

    def _cut(self) -> int:
        """Where what somebody is ends: at a comma, or a word such as "of", after the first noun or name."""
        inside = {i for piece in self._pieces.found for i in range(piece.first, piece.end)}
        begun = False
        for i, word in enumerate(self._words):
            if begun and i not in inside:
                if self._pieces.parted(i - 1, i + 1) or (word.folded in _AFTER and not self._pieces.is_joined(i)):
                    return i
            elif begun and i and self._pieces.parted(i - 1, i + 1):
                return i
            begun = begun or i in inside
        return len(self._words)

    # Countries.

    def _own_country(self, core: Sequence[Piece]) -> str | None:
        nations = [
            (piece, code)
            for piece in core
            if piece.is_nation and not self._is_turned(piece) and (code := self._code(piece)) is not None
        ]
        named = [(p, code) for p in core if not p.is_nation and (code := self._code(p)) is not None]
        if len({code for _, code in nations}) > 1 and self._is_list(nations[0][0], nations[-1][0]):
            return None  # "French and German officials" are of two countries
        if named:
            piece, code = named[-1]
            before = [n for n in nations if n[0].end == piece.first]
            # "Chile's Defense Department": a name that many states have is that of the state before it.
            if before and code not in NON_STATES and not piece.is_person:
                piece, code = before[0]
            return self._country(code, piece)
        if nations:
            # "Iraqi Kurdish fighters": what stands first says whose.
            firm = [n for n in nations if not self._is_followed(n[0], _LED)] or nations
            firm = [n for n in firm if n[0].facts] or firm
            return self._country(firm[0][1], firm[0][0])
        return None

    def _code(self, piece: Piece) -> str | None:
        if piece.country is not None:
            return piece.country
        codes = {fact.code for fact in self._of_the_day(piece.facts)}
        return codes.pop() if len(codes) == 1 else None

    def _of_the_day(self, facts: tuple[Fact, ...]) -> list[Fact]:
        """The facts that hold on the day; where none does, the last one before it, else the first one after."""
        if self._day is None:
            return list(facts)
        day = self._day
        past = [fact for fact in facts if fact.period.is_over(day)]
        return (
            [fact for fact in facts if fact.period.holds(day)]
            or sorted(past, key=lambda fact: fact.period.end or "")[-1:]
            or list(facts[:1])
        )

    def _is_list(self, first: Piece, last: Piece) -> bool:
        between = self._pieces.text[self._words[first.end - 1].end : self._words[last.first].start]
        return "," in between or " and " in between or " or " in between

    def _is_turned(self, piece: Piece) -> bool:
        """ "Saudi-backed", "pro-Iranian": whose friends or foes they are, not who."""
        before = self._words[piece.first - 1].folded if piece.first else ""
        return self._is_followed(piece, _TURNED) or (before in _FOR_OR_AGAINST and self._pieces.is_joined(piece.first))

    def _is_followed(self, piece: Piece, words: frozenset[str]) -> bool:
        after = piece.end
        return after < len(self._words) and self._pieces.is_joined(after) and self._words[after].folded in words

    def _country_after(self, core: Sequence[Piece], tail: Sequence[Piece]) -> str | None:
        """ "people in Kenya", "head of the Russian army"."""
        link = self._link(core)
        # A country's own name before that of a place in it: "a village in Western Cambodia".
        for piece in sorted(tail, key=lambda piece: not piece.facts):
            code = self._code(piece)
            if code is None or self._is_turned(piece):
                continue
            if not self._is_open(core) and (code in NON_STATES or link in {"against", "by", "to", "with"}):
                continue  # "ambassador to the United Nations"
            return self._country(code, piece)
        return None

    def _society(self, core: Sequence[Piece]) -> str | None:
        if not core or core[-1].noun is None or core[-1].noun.words not in _SOCIETIES:
            return None
        for word in self._words[: core[-1].end]:
            if word.folded in _WORLDWIDE:
                self._decisions.append(Decision("country NGO", Span(word.start, word.end)))
                return "NGO"
        return None

    def _country(self, code: str, piece: Piece) -> str:
        self._decisions.append(Decision(f"country {code}", self._span(piece)))
        return code

    # Sectors.

    def _sectors(self, core: Sequence[Piece], cut: int) -> tuple[str, ...]:
        titles = [piece for piece in core if piece.noun is not None]
        if core and core[-1].is_person and titles and not self._is_former(core):
            core = titles  # "Prime Minister Scott Morrison": the words give the office
        found: tuple[str, ...] = ()
        for piece in reversed(core):
            here = self._sectors_of(piece)
            if here and (not found or here != ("UNK",)):
                found = self._sector(here, piece)
            if here and not self._is_open([piece]):
                break
        if self._is_open(core):
            is_named = any(f.kind == "organisation" for piece in core for f in piece.facts)
            if not is_named:
                found = self._qualified(core, cut, weakly=found not in {(), ("UNK",)}) or found
            if found == ("UAF",) and core[-1].noun is not None and core[-1].noun.words == "force":
                # "Serbian forces" are those of a state.
                found = ("MIL",) if any(p.is_nation and self._code(p) for p in core) else found
            if not found and core and self._are_people(core[-1]):
                found = ("CVL",)
        if found and found[0] in _LOST_BY_LEAVING and self._is_former(core):
            return ("ELI",)
        return found

    def _are_people(self, piece: Piece) -> bool:
        """ "2,000 Libyans", "young Algerians": some of a people; the people as a whole may mean their state."""
        before = [word for word in self._words[: piece.first] if word.folded not in {"the", "all"}]
        plural = self._words[piece.end - 1].folded.endswith("s")
        return piece.is_nation and bool(piece.facts) and piece.facts[0].kind == "people" and plural and bool(before)

    def _sectors_of(self, piece: Piece) -> tuple[str, ...]:
        if piece.noun is not None:
            return (piece.noun.sector, "MIL") if piece.noun.words in _DEFENCE else (piece.noun.sector,)
        if not piece.facts:
            return ()
        if piece.facts[0].kind == "capital":
            others = [w for w in self._words if w.folded != "the"]
            return ("GOV",) if len(others) == piece.end - piece.first else ()
        if self._day is None:
            # Out of office or not: unknown. What every period shares is told.
            self._inferred = self._inferred or (piece.is_person and any(f.period.end for f in piece.facts))
            return piece.facts[0].sectors if len({f.sectors for f in piece.facts}) == 1 else ()
        holding = [fact for fact in piece.facts if fact.period.holds(self._day)]
        if holding:
            return holding[0].sectors
        past = [fact for fact in piece.facts if fact.period.is_over(self._day)]
        if not past or not piece.is_person:
            return ()
        return ("ELI",) if any(_LOST_BY_LEAVING.intersection(f.sectors) for f in past) else past[-1].sectors

    def _is_open(self, core: Sequence[Piece]) -> bool:
        """Say whether the last noun leaves open who it is: "leader", "forces", "member"."""
        if not core:
            return True
        noun = core[-1].noun
        return noun.weak if noun is not None else core[-1].is_nation

    def _qualified(self, core: Sequence[Piece], cut: int, *, weakly: bool) -> tuple[str, ...]:
        """ "parliamentary group", "displaced": a word that is no noun for somebody, nearest to the end first."""
        inside = {i for piece in core if not weakly or piece.noun is None for i in range(piece.first, piece.end)}
        for i in range(cut - 1, -1, -1):
            word = self._words[i].folded
            sector = self._directory.qualifiers.get(f"{self._words[i - 1].folded} {word}" if i else "")
            sector = sector or (None if i in inside and not weakly else self._directory.qualifiers.get(word))
            if sector is not None:
                span = Span(self._words[i].start, self._words[i].end)
                self._decisions.append(Decision(f"sector {sector}", span))
                return (sector,)
        return ()

    def _is_former(self, core: Sequence[Piece]) -> bool:
        end = core[-1].end if core else 0
        return any(word.folded in _FORMER for word in self._words[:end])

    def _link(self, core: Sequence[Piece]) -> str:
        end = core[-1].end if core else 0
        return self._words[end].folded if core and end < len(self._words) else "of"

    def _belonging(self, core: Sequence[Piece], tail: Sequence[Piece]) -> tuple[str, ...]:
        """ "leader of Hamas", "member of parliament", "group of thieves": who it is stands after "of" or "for"."""
        if self._link(core) not in _BELONGING:
            return ()
        near = [piece for i, piece in enumerate(tail) if i == 0 or piece.first == tail[i - 1].end]
        found = self._sectors(near, near[-1].end)
        return () if found == ("UNK",) else found

    def _sector(self, sectors: tuple[str, ...], piece: Piece) -> tuple[str, ...]:
        if sectors != ("UNK",):
            self._decisions.append(Decision(f"sector {sectors[0]}", self._span(piece)))
        return sectors

    def _span(self, piece: Piece) -> Span:
        return Span(self._words[piece.first].start, self._words[piece.end - 1].end)
