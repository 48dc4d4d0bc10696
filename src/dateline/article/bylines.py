"""Who wrote the article: which of the statements stands, and what kind of name each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from msgspec import structs

from dateline.article.names import (
    Kind,
    fold,
    has_given_name,
    kind_of,
    names_in,
    opens_as_byline,
    plausible,
    without_title,
)
from dateline.article.statements import Statements
from dateline.record.article import Byline, Metadatum
from dateline.record.span import Span

Trust = Literal["asked", "marked", "read", "found"]
"""What a source is believed. One that is "asked" for names and nothing else: anything. Where a name is "marked":
one word that is written like a name or handle. A line that is "read": that only after "by". Words that are
"found" beside a date: a person whose given name is known."""
MAX_HANDLE_LINE = 60
"""Characters of a line that may name somebody by a handle."""
PREFERRED: tuple[frozenset[Kind], ...] = (
    frozenset({"person", "agency"}),
    frozenset({"unknown"}),
    frozenset({"house"}),
)
"""A source that names a person or agency stands above one with a handle, and that above a house name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the visible lines say of the authors."""

    lines: list[Metadatum]
    """Bylines under the headline, in reading order."""
    helpers: list[Metadatum]
    """Lines there that name photographers, editors, reviewers."""
    marked: list[Metadatum]
    """Names that a link or an element marks as the author's, in the head."""
    elsewhere: list[Metadatum]
    """Lines with "by" that are no byline under the headline."""
    beside: list[Metadatum]
    """What stands beside the date under the headline, and bare names there: the last resort."""


def choose_bylines(
    statements: Statements, shown: Shown, site_names: tuple[str, ...], alternatives: list[tuple[str, Metadatum]]
) -> tuple[Byline, ...]:
    """Return the authors: of the source that names a person or agency first, else house names.

    JSON-LD before meta before the visible line: the same order in which their names were right on
    the benchmark's dev pages. Names that lose become alternatives.
    """
    by_source = [found for group, trust in _sources(statements, shown) if (found := _read(group, site_names, trust))]
    chosen: list[Byline] = []
    for wanted in PREFERRED:
        for group_found in by_source:
            if any(byline.kind in wanted for byline in group_found):
                chosen = [b for b in group_found if b.kind != "house" or "house" in wanted]
                break
        if chosen:
            break
    chosen = _with_co_authors(_as_shown(chosen, shown), by_source)
    helpers = {_key(name) for statement in shown.helpers for name in names_in(statement.value)}
    chosen = [byline for byline in chosen if _key(byline.name.value) not in helpers] or chosen
    chosen = [_seen(byline, by_source) for byline in chosen]
    names = {_key(byline.name.value) for byline in chosen}
    for group_found in by_source:
        for byline in group_found:
            if _key(byline.name.value) not in names:
                alternatives.append(("bylines", byline.name))
                names.add(_key(byline.name.value))
    return tuple(chosen)


def _sources(statements: Statements, shown: Shown) -> tuple[tuple[list[Metadatum], Trust], ...]:
    """Return the sources in the order in which they are asked."""
    stated = statements.of("author")
    return (
        ([statement for statement in stated if statement.source == "json-ld"], "asked"),
        ([statement for statement in stated if statement.source != "json-ld"], "asked"),
        (shown.lines, "read"),
        (shown.marked, "marked"),
        # Many such lines are the cards of other stories.
        (shown.elsewhere if len(shown.elsewhere) <= 2 else [], "read"),
        (shown.beside, "found"),
    )


def _read(group: list[Metadatum], site_names: tuple[str, ...], trust: Trust) -> list[Byline]:
    """Return the names in a source's statements, each once, that the source is trusted with."""
    found: list[Byline] = []
    for statement in group:
        before: Kind | None = None
        for name in names_in(statement.value):
            kind = _kind(name, statement, site_names)
            first, before = before is None, kind
            if not plausible(name) or any(_key(name) == _key(byline.name.value) for byline in found):
                continue
            if not first and (kind == "agency" or ("|" in statement.value and kind != "person")):
                continue  # "Ana Cruz, Associated Press", "Ana Cruz | WKSU": where she works.
            if _trusted(trust, name, kind, statement):
                found.append(Byline(name=_named(statement, name), kind=kind))
    return found


def _kind(name: str, statement: Metadatum, site_names: tuple[str, ...]) -> Kind:
    """Return what a name looks like: one that a site is called by is a person's where metadata say so."""
    kind = kind_of(name, site_names)
    personal = statement.source == "json-ld" and not (statement.path or "").endswith("(Organization)")
    if kind == "house" and (personal or statement.span is not None) and has_given_name(name):
        return "person" if kind_of(name, ()) == "person" else kind
    return kind


def _trusted(trust: Trust, name: str, kind: Kind, statement: Metadatum) -> bool:
    """Say whether a source can be trusted with a name; see Trust."""
    if trust == "asked":
        return True
    if trust == "found":
        return kind == "person" and (has_given_name(name) or opens_as_byline(statement.value))
    if kind != "unknown" or " " in name or len(statement.value) > MAX_HANDLE_LINE:
        return kind != "unknown"
    if trust == "marked":
        return len(name) > 1 and (name[0].isupper() or any(c.isdigit() for c in name))
    return name[0].isupper() and opens_as_byline(statement.value)


def _as_shown(chosen: list[Byline], shown: Shown) -> list[Byline]:
    """Return those of the stated names that the visible byline shows, where it shows some of them.

    Metadata list editors and reviewers among the authors; the line that readers see does not.
    """
    names = {_key(name) for statement in shown.lines for name in names_in(statement.value)}
    seen = [byline for byline in chosen if _key(byline.name.value) in names]
    return seen if seen and names <= {_key(byline.name.value) for byline in chosen} else chosen


def _with_co_authors(chosen: list[Byline], groups: list[list[Byline]]) -> list[Byline]:
    """Return the longer list, where one statement names all the chosen and other persons beside them."""
    names = {_key(byline.name.value) for byline in chosen}
    for group in groups:
        for raw in {byline.name.raw: None for byline in group}:
            persons = [byline for byline in group if byline.kind == "person" and byline.name.raw == raw]
            if names and len(names) < len(persons) <= 6 and names < {_key(byline.name.value) for byline in persons}:
                return persons
    return chosen


def _key(name: str) -> str:
    return fold(without_title(name))


def _named(statement: Metadatum, name: str) -> Metadatum:
    span = statement.span
    if span is not None:
        at = statement.raw.find(name)
        span = Span(span.start + at, span.start + at + len(name)) if at >= 0 else span
    return structs.replace(statement, value=name, span=span)


def _seen(byline: Byline, groups: list[list[Byline]]) -> Byline:
    """Return the byline with the span of the visible line that gives the same name."""
    if byline.name.span is not None:
        return byline
    for group in groups:
        for other in group:
            if other.name.span is not None and _key(other.name.value) == _key(byline.name.value):
                return structs.replace(byline, name=structs.replace(byline.name, span=other.name.span))
    return byline
