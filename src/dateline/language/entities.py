"""Mentions and entities: who and what the article names, and which words name the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from dateline.language.lexicon import load_lexicon
from dateline.language.marked import Name
from dateline.language.names import find_names
from dateline.language.persons import Group, group_persons
from dateline.language.pronouns import resolve_bodies, resolve_descriptions, resolve_pronouns
from dateline.language.roles import Tree, find_roles, role_head
from dateline.language.things import find_acronyms, group_things
from dateline.record import Annotation, Entity, EntityType, Identifier, Mention, Record, Span
from dateline.resources.parsing import Parse, Parser


class EntityFinder:
    """Makes Mention and Entity annotations.

    A mention covers the name alone: no title, no "the", no possessive mark; titles and offices are the
    entity's ``roles``. A mention that may be of several entities is of none. Pronouns and
    descriptions are mentions only where one person is left (see pronouns.py).
    """

    needs: frozenset[type[Annotation]] = frozenset()
    makes: frozenset[type[Annotation]] = frozenset({Mention, Entity})

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._lexicon = load_lexicon()
        self.name = "entities/1"
        self.resources = parser.resources

    def __call__(self, record: Record) -> list[Mention | Entity]:
        """Return the mentions, then the entities, each in reading order."""
        parse = self._parser(record.article)
        names = find_names(record.article, parse, self._lexicon)
        stands_for, acronyms = find_acronyms(parse, names)
        names = sorted([*names, *acronyms])
        people = group_persons(parse, [n for n in names if n.type == "person"], self._lexicon)
        things = group_things(parse, [n for n in names if n.type != "person"], stands_for, self._lexicon)
        roles = self._roles(parse, people, names)
        found: list[_Found] = [
            _Found(parse.span(n.first, n.end), n.type, "name", None) for n in _ungrouped(names, people)
        ]
        for number, group in enumerate([*people, *things]):
            found += [_Found(parse.span(n.first, n.end), _type(group), "name", number) for n in group.names]
        for token, number in resolve_pronouns(record.article, parse, people, list(_ungrouped(names, people))):
            found.append(_Found(parse.span(token, token + 1), "person", "pronoun", number))
        heads = [frozenset(filter(None, (role_head(parse, r, self._lexicon) for r in spans))) for spans in roles]
        for token, number in resolve_descriptions(parse, people, heads, self._lexicon):
            found.append(_Found(parse.span(token, token + 2), "person", "description", number))
        taken = [False] * len(parse.tokens)
        for n in names:
            taken[n.first : n.end] = [True] * (n.end - n.first)
        for token, number in resolve_bodies(parse, things, taken):
            found.append(
                _Found(parse.span(token, token + 2), _type(things[number]), "description", len(people) + number)
            )
        return self._annotations(parse, [*people, *things], roles, sorted(found, key=lambda f: f.span))

    def _roles(self, parse: Parse, people: list[Group], names: list[Name]) -> list[tuple[Span, ...]]:
        tree = Tree(parse.children(), parse.extents())
        taken = {index for n in names if n.type == "person" for index in range(n.first, n.end)}
        found = []
        for group in people:
            spans = set[Span]()
            for name in group.names:
                spans.update(find_roles(parse, tree, name, taken, self._lexicon))
            found.append(tuple(sorted(spans)))
        return found

    def _annotations(
        self, parse: Parse, groups: list[Group], roles: list[tuple[Span, ...]], found: list[_Found]
    ) -> list[Mention | Entity]:
        name = Identifier()
        mentions: list[Mention] = []
        members: dict[int, list[str]] = {}
        for span, type_, form, number in found:
            mention = Mention(id=name("mention", span), made_by=self.name, span=span, type=type_, form=form)
            mentions.append(mention)
            if number is not None:
                members.setdefault(number, []).append(mention.id)
        entities = []
        for number, group in enumerate(groups):
            span = parse.span(group.fullest.first, group.fullest.end)
            entity = Entity(
                id=name("entity", span),
                made_by=self.name,
                type=_type(group),
                name=span,
                mentions=tuple(members[number]),
                roles=roles[number] if number < len(roles) else (),
            )
            entities.append(entity)
        return [*mentions, *sorted(entities, key=lambda entity: entity.name)]


class _Found(NamedTuple):
    span: Span
    type: EntityType
    form: Literal["name", "description", "pronoun"]
    group: int | None


def _type(group: Group) -> EntityType:
    return group.names[0].type


def _ungrouped(names: list[Name], people: list[Group]) -> Iterator[Name]:
    """Yield the mentions of people that may be of several."""
    grouped = {name for group in people for name in group.names}
    return (name for name in names if name.type == "person" and name not in grouped)
