"""Slips of the parser that hide events are mended in one place."""

from __future__ import annotations

import pytest

from dateline.events.grammar import Grammar
from dateline.resources.parsing import Parse, Parser, Token
from tests.events.reading import events_of
from tests.writing import article, written


@pytest.mark.parametrize(
    "adjunct",
    ["in the last two weeks", "over the past month", "in recent days", "during the night"],
)
def test_a_participle_far_from_its_auxiliary_keeps_its_object(adjunct: str, parser: Parser) -> None:
    record = written(f"Government troops have {adjunct} driven rebels from three villages.")
    [event] = events_of(record, parser)
    assert (event.type, event.status) == ("ASSAULT", "actual")
    assert [p.span.of(record.text) for p in event.actors] == ["Government troops"]
    assert [p.span.of(record.text) for p in event.recipients] == ["rebels"]


def test_the_auxiliary_of_a_far_participle_is_mended_even_where_the_parser_changes() -> None:
    grammar = Grammar(_far_participle())
    driven = next(i for i, t in enumerate(grammar.tokens) if t.text == "driven")
    assert grammar.is_root(driven)
    assert [grammar.tokens[c].text for c in grammar.children(driven, "nsubj", "aux", "dobj")] == [
        "Troops",
        "have",
        "rebels",
    ]


def test_a_joined_perfect_has_the_first_ones_subject(parser: Parser) -> None:
    record = written("Critics have warned that thousands risk hunger and have urged Kenya to act.")
    request = next(e for e in events_of(record, parser) if e.type == "REQUEST")
    assert [p.span.of(record.text) for p in request.actors] == ["Critics"]
    assert request.status == "actual"


def test_a_phrase_leaves_out_determiner_and_clauses(parser: Parser) -> None:
    laid = article("The tired old minister of finance, who had slept, met envoys.")
    grammar = Grammar(parser(laid))
    minister = next(i for i, t in enumerate(grammar.tokens) if t.text == "minister")
    assert grammar.phrase(minister).of(laid.text) == "tired old minister of finance"


def _far_participle() -> Parse:
    rows = [
        ("Troops", "troop", "NOUN", "NNS", "nsubj", 1),
        ("have", "have", "VERB", "VBP", "ROOT", 1),
        ("in", "in", "ADP", "IN", "prep", 1),
        ("two", "two", "NUM", "CD", "nummod", 4),
        ("weeks", "week", "NOUN", "NNS", "nmod", 6),
        ("driven", "drive", "VERB", "VBN", "amod", 6),
        ("rebels", "rebel", "NOUN", "NNS", "pobj", 2),
        ("out", "out", "ADP", "RP", "prep", 6),
    ]
    return _parsed(rows)


def _parsed(rows: list[tuple[str, str, str, str, str, int]]) -> Parse:
    tokens, offset = [], 0
    for text, lemma, pos, tag, dep, head in rows:
        entity = "DATE" if text == "weeks" else ""
        tokens.append(Token(offset, offset + len(text), text, lemma, pos, tag, dep, head, entity, False, 0))
        offset += len(text) + 1
    return Parse(tuple(tokens), ((0, len(tokens)),))


@pytest.mark.parametrize(
    ("line", "trigger", "status"),
    [
        ("Norway to hand over statue taken from Benin", "hand", "planned"),
        ("Kenyan teacher shot dead hours after arrest", "shot", "actual"),
        ("Danish nurses to strike over shift rota", "strike", "planned"),
        ("Villagers in Chad accuse soldiers of burning homes", "burning", "reported"),
        ("Peru: opposition calls off march", "march", "denied"),
        ("Kenya asked Somali troops to leave; they stayed until May.", "asked", "actual"),
        ("Rather than negotiate, the junta jailed the miners.", "negotiate", "denied"),
        ("Minister hints at deal with rebels", "deal", "hypothetical"),
        ("Serbia has never once been invited to the summit.", "invited", "denied"),
    ],
)
def test_a_slip_of_the_parser_keeps_no_event_from_being_told(
    line: str, trigger: str, status: str, parser: Parser
) -> None:
    found = {event.trigger.of(line): event.status for event in events_of(written(line), parser)}
    assert found[trigger] == status


@pytest.mark.parametrize(
    "line",
    [
        "Were the army to leave, warned the archbishop, the whole city would rise.",
        "He walked out holding the sleeve of a man.",
        "Two people died in the fire and 17 were injured.",
        "Voters punished the liberals for a broken promise.",
        "The minister called the general a coward.",
        "Inside the ministry the report was met with praise from editors.",
        "The senator beat the governor by a margin of nine thousand votes.",
        "The firm's tweet was hijacked by critics of the regime.",
        "They start shooting the prisoners.",
        "A guard told the Tagblatt that bishops had asked soldiers to leave.",
    ],
)
def test_what_only_looks_like_a_deed_is_not_told_as_one(line: str, parser: Parser) -> None:
    assert [event for event in events_of(written(line), parser) if event.status == "actual"] == []


def test_a_noun_after_a_lone_preposition_is_no_second_object() -> None:
    rows = [
        ("Show", "show", "VERB", "VB", "ROOT", 0),
        ("grace", "grace", "NOUN", "NN", "dobj", 0),
        ("in", "in", "ADP", "IN", "prep", 1),
        ("Juba", "Juba", "PROPN", "NNP", "compound", 4),
        ("talks", "talk", "VERB", "VBZ", "dobj", 0),
    ]
    grammar = Grammar(_parsed(rows))
    assert [grammar.tokens[i].text for i in grammar.prepositional(1, "in")] == ["talks"]
    assert grammar.tokens[4].pos == "NOUN"
