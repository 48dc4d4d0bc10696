"""Queries are read as they are meant, or refused with the part that can't be read."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.archive import Box, Near, Query, Words, parse_query
from dateline.archive.search.parsing import FIELDS, LONGEST, MOST
from dateline.errors import QueryError


def words(*folded: str, prefix: bool = False) -> Words:
    return Words(folded=folded, prefix=prefix)


def nowhere(name: str) -> None:
    return None


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Ferry", Query(words=(words("ferry"),))),
        ('"The Ferry" -calais', Query(words=(words("the", "ferry"),), without=(words("calais"),))),
        ('-"early bird"', Query(without=(words("early", "bird"),))),
        ("ferr* “never”", Query(words=(words("ferr", prefix=True), words("never")))),
        ('"the ferr"*', Query(words=(words("the", "ferr", prefix=True),))),
        ("U.S. co-operate", Query(words=(words("u", "s"), words("co", "operate")))),
        ("at 12:30", Query(words=(words("at"), words("12", "30")))),
        ('speaker:"Ana Cruz" about:port*', Query(speaker=words("ana", "cruz"), about=words("port", prefix=True))),
        ("SPEAKER:Cruz", Query(speaker=words("cruz"))),
        ("type:request,Accuse status:denied", Query(type=("REQUEST", "ACCUSE"), status=("denied",))),
        ("source:news.example.org", Query(source=words("news", "example", "org"))),
        ("place:geonames:2660646", Query(place=words("geonames", "2660646"))),
        ("near:46.2,6.1", Query(near=Near(latitude=46.2, longitude=6.1, km=25))),
        ("near:-33.9,18.4~7.5km", Query(near=Near(latitude=-33.9, longitude=18.4, km=7.5))),
        ('near:"Little Harbour"~5', Query(near=Near(latitude=1, longitude=2, km=5))),
        ("box:-20,170,-10,-170", Query(box=Box(south=-20, west=170, north=-10, east=-170))),
        ("after:2016 before:2016-12", Query(after="2016-01-01T00:00:00Z", before="2016-12-01T00:00:00Z")),
        ("after:2016-12-10T14:00+02:00", Query(after="2016-12-10T12:00:00Z")),
        ("story:story-1 language:pt-BR", Query(story="story-1", language="pt-br")),
    ],
)
def test_a_query_is_read_as_it_is_meant(text: str, query: Query) -> None:
    assert parse_query(text, locate=lambda name: (1.0, 2.0)) == query


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no word to look for"),
        ("… 🚢 -", "holds no word to look for"),
        ('ferry "from calais', "opens and never closes"),
        ('speaker:"Ana', "opens and never closes"),
        ("speker:Ana", "there is no field 'speker'; fields are section, source,"),
        ("http://a.example/", "there is no field 'http'"),
        ("speaker: Ana", "speaker: is followed by nothing"),
        ("speaker:!!", "'speaker:!!' can't be looked for: it holds no word"),
        ('""', "holds no word to look for"),
        ('"a"b', "'b' follows the closing mark"),
        ('speaker:"a"b', "'b' follows the closing mark"),
        ("a*", "too little stands before the \\*; give 2 letters"),
        ("-speaker:Ana", "only words can be left out"),
        ("speaker:Ana speaker:Bo", "speaker is given twice"),
        ("type:FIGHT", "'FIGHT' is none; allowed are AGREE, CONSULT"),
        ("status:done", "'done' is none; allowed are actual"),
        ("after:yesterday", "it is no day or time; give one like 2016"),
        ("after:2016-13", "it is no day or time"),
        ("before:99999999999999999999", "it is no day or time"),
        ("near:Atlantis", "no place is called 'Atlantis'"),
        ("near:95,10", "is not on the earth"),
        ("near:1,2~0km", "'0km' is no distance"),
        ("near:1,2~far", "'far' is no distance; give one like ~50km"),
        ("box:1,2,3", "it is no box; give south,west,north,east"),
        ("box:10,0,5,1", "its south lies north of its north"),
        ("story:a%b", "it is no id"),
        ("language:english!", "it is no language tag"),
        ("a " * LONGEST, "is too long"),
        ("ab " * (MOST + 1), "more than 32 terms"),
    ],
)
def test_what_can_t_be_read_is_named(text: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse_query(text, locate=nowhere)
    assert "part" in caught.value.facts


def test_the_gazetteer_finds_what_is_near_where_nobody_else_does() -> None:
    near = parse_query("near:Geneva~50km").near
    assert near is not None
    assert (round(near.latitude), round(near.longitude), near.km) == (46, 6, 50)


PIECES = st.sampled_from(
    [*(f"{field}:" for field in FIELDS), '"', "-", "*", " ", "~", ",", "1", "é", "\u200b", "REQUEST", "a b"]
)


@given(text=st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_any_query_is_read_or_refused(text: str) -> None:
    try:
        query = parse_query(text, locate=nowhere)
    except QueryError:
        return
    assert query != Query()
    assert parse_query(text, locate=nowhere) == query


@pytest.mark.parametrize(
    "text", ['"' * LONGEST, "- " * (LONGEST // 2), "near:" * (LONGEST // 5), "1," * (LONGEST // 2)]
)
def test_hostile_queries_are_read_in_no_time(text: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(QueryError):
        parse_query(text, locate=nowhere)
    assert time.perf_counter() - began < 0.5
