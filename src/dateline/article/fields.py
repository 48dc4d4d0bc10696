"""Which statement stands for each field, and which ones lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dateline.article.date_lines import DateLine
from dateline.article.lexicon import agencies, agency_pattern
from dateline.article.names import fold, kind_of, names_in, plausible
from dateline.article.statements import Statements
from dateline.record.article import Byline, Dateline, Metadatum
from dateline.record.span import Span

_TAG = re.compile(r"^([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8}){0,2}$")
_CREDIT = re.compile(
    r"(?:[-–—]\s*)?(?:with files from|\(?reporting by|additional reporting by|with reporting from|with agencies|"
    r"source:)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Visible:
    """What the visible text says: words with their element path and, where laid, their span."""

    bylines: list[Metadatum] = field(default_factory=list)
    dates: list[DateLine] = field(default_factory=list)
    """In reading order."""
    sections: list[Metadatum] = field(default_factory=list)
    authors: list[Metadatum] = field(default_factory=list)
    """Marked names in the head, then author lines elsewhere."""


Alternatives = list[tuple[str, Metadatum]]


def choose_bylines(
    statements: Statements, visible: Visible, site_names: tuple[str, ...], alternatives: Alternatives
) -> tuple[Byline, ...]:
    """Return the authors: of the source that names a person or agency first, else house names.

    JSON-LD before meta before the visible line: the same order in which their names were right on
    the benchmark's dev pages.
    """
    by_source: list[list[Byline]] = []
    for group in (
        [s for s in statements.of("author") if s.source == "json-ld"],
        [s for s in statements.of("author") if s.source != "json-ld"],
        visible.bylines,
        visible.authors,
    ):
        found: list[Byline] = []
        for statement in group:
            for name in names_in(statement.value):
                if not plausible(name) or any(fold(name) == fold(b.name.value) for b in found):
                    continue
                kind = kind_of(name, site_names)
                found.append(Byline(name=_named(statement, name), kind=kind))
        if found:
            by_source.append(found)
    chosen: list[Byline] = []
    for wanted in ({"person", "agency"}, {"unknown"}, {"house"}):
        for group_found in by_source:
            if any(byline.kind in wanted for byline in group_found):
                chosen = [b for b in group_found if b.kind != "house"] if "house" not in wanted else group_found
                break
        if chosen:
            break
    chosen = _as_shown(chosen, visible)
    chosen = [_seen(byline, by_source) for byline in chosen]
    names = {fold(byline.name.value) for byline in chosen}
    for group_found in by_source:
        for byline in group_found:
            if fold(byline.name.value) not in names:
                alternatives.append(("bylines", byline.name))
                names.add(fold(byline.name.value))
    return tuple(chosen)


def _as_shown(chosen: list[Byline], visible: Visible) -> list[Byline]:
    """Return those of the stated names that the visible byline shows, where it shows some of them.

    Metadata list editors and reviewers among the authors; the line that readers see does not.
    """
    shown = {fold(name) for statement in visible.bylines for name in names_in(statement.value)}
    seen = [byline for byline in chosen if fold(byline.name.value) in shown]
    return seen if seen and shown <= {fold(byline.name.value) for byline in chosen} else chosen


def _named(statement: Metadatum, name: str) -> Metadatum:
    span = statement.span
    if span is not None:
        at = statement.raw.find(name)
        span = Span(span.start + at, span.start + at + len(name)) if at >= 0 else span
    return Metadatum(value=name, source=statement.source, raw=statement.raw, path=statement.path, span=span)


def _seen(byline: Byline, groups: list[list[Byline]]) -> Byline:
    """Return the byline with the span of the visible line that gives the same name."""
    if byline.name.span is not None:
        return byline
    for group in groups:
        for other in group:
            if other.name.span is not None and fold(other.name.value) == fold(byline.name.value):
                name = byline.name
                return Byline(
                    name=Metadatum(
                        value=name.value, source=name.source, raw=name.raw, path=name.path, span=other.name.span
                    ),
                    kind=byline.kind,
                )
    return byline


def choose_language(statements: Statements, text: str) -> Metadatum | None:
    """Return the language: as stated where that is a language tag, else guessed from the text."""
    for statement in statements.of("language"):
        match = _TAG.match(statement.value)
        if match is not None and match[1].lower() not in {"und", "xx", "mul"}:
            parts = re.split("[-_]", statement.value)
            tag = "-".join([parts[0].lower(), *(p.upper() if len(p) == 2 else p for p in parts[1:])])
            return Metadatum(value=tag, source=statement.source, raw=statement.raw, path=statement.path)
    return detected_language(text)


def detected_language(text: str) -> Metadatum | None:
    """Return a guess at the language of a text of at least 60 letters; None for less."""
    sample = text[:3000]
    if sum(map(str.isalpha, sample)) < 60:
        return None
    from py3langid import langid

    language, _ = langid.classify(sample)
    return Metadatum(value=language, source="detected", raw=sample[:60])


def choose_sections(statements: Statements, visible: Visible) -> tuple[Metadatum, ...]:
    """Return the sections as the page names them, each once."""
    found: dict[str, Metadatum] = {}
    for statement in statements.of("section") + visible.sections:
        value = statement.value.strip(" /|")
        if 2 <= len(value) <= 60 and "://" not in value:
            found.setdefault(
                fold(value),
                Metadatum(
                    value=value, source=statement.source, raw=statement.raw, path=statement.path, span=statement.span
                ),
            )
    return tuple(found.values())[:8]


def choose_agency(
    text: str, dateline: Dateline | None, bylines: tuple[Byline, ...], tails: list[Span]
) -> Metadatum | None:
    """Return the agency that the page credits: in the dateline, the byline, or a credit line at the end."""
    if dateline is not None and dateline.agency is not None:
        words = dateline.agency.of(text)
        match = agency_pattern().search(words)
        if match is not None:
            span = Span(dateline.agency.start + match.start(), dateline.agency.start + match.end())
            return Metadatum(value=agencies()[match[0]], source="visible", raw=match[0], span=span)
        return Metadatum(value=words, source="visible", raw=words, span=dateline.agency)
    for byline in bylines:
        if byline.kind == "agency":
            match = agency_pattern().search(byline.name.value)
            value = agencies()[match[0]] if match is not None else byline.name.value
            return Metadatum(
                value=value,
                source=byline.name.source,
                raw=byline.name.raw,
                path=byline.name.path,
                span=byline.name.span,
            )
    for span in tails:
        words = span.of(text)
        if len(words) > 300:
            continue
        match = agency_pattern().search(words)
        if match is not None and (_CREDIT.search(words) is not None or match.end() - match.start() > len(words) - 6):
            found = Span(span.start + match.start(), span.start + match.end())
            return Metadatum(value=agencies()[match[0]], source="visible", raw=words[:200], span=found)
    return None
