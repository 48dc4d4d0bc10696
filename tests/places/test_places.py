"""Places: found, resolved, with the evidence; traps where a name is no place."""

from __future__ import annotations

import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.places import PlaceFinder
from dateline.record import Mention, PlaceReference, Record, Span
from dateline.resources.gazetteer import Gazetteer
from tests.writing import covered, written


@pytest.fixture(scope="module")
def find() -> PlaceFinder:
    return PlaceFinder(Gazetteer.load())


def places(find: PlaceFinder, text: str, **facts: str) -> dict[str, PlaceReference]:
    record = written(text, **facts)
    return {covered(record, reference): reference for reference in find(record)}


def country(reference: PlaceReference) -> str | None:
    return None if reference.place is None else reference.place.country


@pytest.mark.parametrize(
    ("text", "name", "chain"),
    [
        ("A woman from Alexandria, La., was held on Friday.", "Alexandria", "Louisiana"),
        ("The mayor of Lincoln, Neb., resigned.", "Lincoln", "Nebraska"),
        ("The mayor of Lincoln, Illinois, resigned.", "Lincoln", "Illinois"),
        ("The plant in London, Ontario, will close.", "London", "Ontario"),
        ("The plant in London will close.", "London", "England"),
        ("Schools in Springfield closed. The Sangamon County board met.", "Springfield", "Illinois"),
        ("Police in Athens, Ga., searched the river.", "Athens", "Georgia"),
        ("Police in Athens searched the port of Piraeus.", "Athens", "Greece"),
    ],
)
def test_a_place_is_resolved_by_what_the_text_says_contains_it(
    find: PlaceFinder, text: str, name: str, chain: str
) -> None:
    place = places(find, text)[name].place
    assert place is not None
    assert chain in place.chain


@pytest.mark.parametrize(
    ("text", "name", "iso3", "kind"),
    [
        ("Police in Nice, France, closed the bridge.", "Nice", "FRA", "city"),
        ("Police in Reading, England, closed the bridge.", "Reading", "GBR", "city"),
        ("Troops from Chad and Niger met in Cameroon.", "Chad", "TCD", "country"),
        ("Turkey and Greece closed the border.", "Turkey", "TUR", "country"),
        ("Talks between Jordan and Syria went on.", "Jordan", "JOR", "country"),
        ("The storm crossed the Atlantic and hit Ireland.", "Atlantic", None, "feature"),
        ("A tanker sank in the Black Sea.", "Black Sea", None, "feature"),
        ("Barges were stuck on the Danube in Hungary.", "Danube", None, "feature"),
        ("Fish stocks in the Pacific fell.", "Pacific", None, "feature"),
        ("Leaders in the Middle East agreed.", "Middle East", None, "region"),
        ("Voters in Iowa and Kansas were asked.", "Iowa", "USA", "division"),
        ("Voters in Iowa and Kansas were asked.", "Kansas", "USA", "division"),
        ("She moved from Delaware to Wyoming.", "Wyoming", "USA", "division"),
        ("Snow fell on Quebec and Ontario.", "Quebec", "CAN", "division"),
        ("A court in Spokane, Wash., freed him.", "Spokane", "USA", "city"),
        ("A court in Rockville, Md., freed him.", "Rockville", "USA", "city"),
        ("John Hart, the American envoy, and Sergei Popov of Russia met in Geneva.", "Geneva", "CHE", "city"),
        ("Washington and Moscow sent envoys to Geneva, where they met on Friday.", "Geneva", "CHE", "city"),
        ("American and Russian diplomats met in Geneva without a deal.", "Geneva", "CHE", "city"),
    ],
)
def test_the_prominent_sense_is_read_where_nothing_speaks_against_it(
    find: PlaceFinder, text: str, name: str, iso3: str | None, kind: str
) -> None:
    place = places(find, text)[name].place
    assert place is not None
    assert (place.country, place.type) == (iso3, kind)


@pytest.mark.parametrize(
    ("text", "iso3", "kind"),
    [
        ("Protesters in Tbilisi, the capital of Georgia, marched again.", "GEO", "country"),
        ("Flights from Atlanta to Savannah in Georgia were late.", "USA", "division"),
    ],
)
def test_georgia_is_the_country_or_the_state_by_its_neighbours(
    find: PlaceFinder, text: str, iso3: str, kind: str
) -> None:
    place = places(find, text)["Georgia"].place
    assert place is not None
    assert (place.country, place.type) == (iso3, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They had a nice time reading by the sea.", "nice"),
        ("Of all the towns he liked the smallest best.", "Of"),
        ("In March and May sales fell.", "March"),
        ("In March and May sales fell.", "May"),
        ("Michael Jordan scored 40 points. Jordan said he was tired.", "Jordan"),
        ("Lincoln said the bill was dead. Mr. Lincoln left.", "Lincoln"),
        ("The Washington Post had the story first.", "Washington"),
        ("He told us that it was over.", "us"),
        ("Families carved the Turkey at Thanksgiving.", "Turkey"),
        ("Paris Hilton arrived late.", "Paris"),
        ("Reading is fun, said the teacher.", "Reading"),
        ("Of mice and men he spoke at length.", "Of"),
        ("I’ve seen it all before.", "I’ve"),
        ("The call begins at 9 p.m. EST on Monday.", "EST"),
        ("Astronomers watched the planet Jupiter rise.", "Jupiter"),
        ("The Northern and Southern hemispheres differ.", "Northern"),
    ],
)
def test_a_name_that_is_a_word_a_person_or_a_newspaper_is_no_place(find: PlaceFinder, text: str, name: str) -> None:
    assert name not in places(find, text)


@pytest.mark.parametrize("name", ["Paris Hilton", "Chad Harris", "Georgia Brown", "Jordan Sydney", "Reading Lincoln"])
def test_a_name_inside_a_mention_of_a_person_is_no_place(find: PlaceFinder, name: str) -> None:
    record = written(f"{name} arrived late on Sunday.")
    mention = Mention(id="mention-1", made_by="by-hand/1", span=Span(0, len(name)), type="person")
    assert list(find(record.with_annotations([mention]))) == []


@pytest.mark.parametrize(
    ("text", "name", "stands_for"),
    [
        ("Moscow said it would not withdraw.", "Moscow", "RUS"),
        ("Moscow and Washington have discussed a truce.", "Moscow", "RUS"),
        ("Moscow and Washington have discussed a truce.", "Washington", "USA"),
        ("Officials spent the week urging Tehran to sign.", "Tehran", "IRN"),
        ("The Kremlin denied the report.", "Kremlin", "RUS"),
        ("France also wants a vote.", "France", "FRA"),
    ],
)
def test_a_capital_that_acts_stands_for_its_government(
    find: PlaceFinder, text: str, name: str, stands_for: str
) -> None:
    reference = places(find, text)[name]
    assert reference.use == "metonym"
    assert reference.stands_for == stands_for
    assert reference.reasons[0].span is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Analysts in Moscow disagreed.", "Moscow"),
        ("A bus from Paris was late.", "Paris"),
        ("The people of France said no.", "France"),
    ],
)
def test_a_capital_where_others_act_is_ground(find: PlaceFinder, text: str, name: str) -> None:
    reference = places(find, text)[name]
    assert (reference.use, reference.stands_for) == ("literal", None)


@pytest.mark.parametrize(
    ("word", "iso3"), [("Syrian", "SYR"), ("Russian", "RUS"), ("French", "FRA"), ("Sri Lankan", "LKA")]
)
def test_a_demonym_means_its_country(find: PlaceFinder, word: str, iso3: str) -> None:
    reference = places(find, f"Two {word} soldiers were hurt on Monday.")[word]
    assert (reference.use, country(reference)) == ("demonym", iso3)


@pytest.mark.parametrize(
    ("text", "name", "relation", "radius_km"),
    [
        ("Fighting went on in eastern Aleppo.", "Aleppo", "eastern", None),
        ("Refugees reached northwestern Syria.", "Syria", "northwestern", None),
        ("A fire broke out 30 km north of Homs in Syria.", "Homs", "30 km north of", 30.0),
        ("A fire broke out 10 miles from Homs in Syria.", "Homs", "10 miles from", 16.09344),
        ("Troops hold the rebel-held east of Aleppo.", "Aleppo", "the rebel-held east of", None),
    ],
)
def test_words_that_shift_a_place_are_kept(
    find: PlaceFinder, text: str, name: str, relation: str, radius_km: float | None
) -> None:
    reference = places(find, text)[name]
    assert reference.relation is not None
    assert reference.relation.of(text) == relation
    if radius_km is not None:
        assert reference.radius_km == pytest.approx(radius_km)


@pytest.mark.parametrize(
    ("text", "name", "relation", "between"),
    [
        ("The convoy stopped near the border with Lebanon.", "Lebanon", "near the border with", (60, 150)),
        ("Fighting went on along the border with Turkey.", "Turkey", "along the border with", (300, 1500)),
        ("Refugees reached northwestern Syria.", "Syria", "northwestern", (100, 500)),
        ("Troops hold the rebel-held east of Aleppo.", "Aleppo", "the rebel-held east of", (5, 40)),
        ("A village just outside Homs was shelled.", "Homs", "just outside", (25, 25)),
        ("Snow fell in northern Texas and in Dallas.", "Texas", "northern", (200, 900)),
        ("A ship sank off the coast of Libya.", "Libya", "off the coast of", (400, 1500)),
    ],
)
def test_a_shifted_place_keeps_a_radius_that_holds_it(
    find: PlaceFinder, text: str, name: str, relation: str, between: tuple[float, float]
) -> None:
    reference = places(find, text)[name]
    assert reference.relation is not None
    assert reference.relation.of(text) == relation
    assert reference.radius_km is not None
    assert between[0] <= reference.radius_km <= between[1]


def test_a_dateline_place_is_found_in_capitals_and_settles_the_rest(find: PlaceFinder) -> None:
    text = "GENEVA, Dec 3 – Talks went on. Delegates left Geneva at night."
    found = places(find, text, dateline="GENEVA, Dec 3 –")
    assert country(found["GENEVA"]) == "CHE"
    assert country(found["Geneva"]) == "CHE"
    place = found["Geneva"].place
    assert place is not None
    assert place.type == "city"


def test_the_publishers_home_decides_between_namesakes() -> None:
    gazetteer = Gazetteer.load()
    homes = {"example-beacon.com": gazetteer.find("Peoria, USA")}
    record = written("A man from Springfield was hurt on Monday.", url="https://www.example-beacon.com/a")
    [without] = PlaceFinder(gazetteer)(record)
    [with_home] = PlaceFinder(gazetteer, homes=homes)(record)
    assert without.place is None or "Illinois" not in without.place.chain
    assert with_home.place is not None
    assert "Illinois" in with_home.place.chain


def test_a_possessive_ending_is_part_of_a_name_or_left_out(find: PlaceFinder) -> None:
    assert "King's Lynn" in places(find, "The ferry to King's Lynn was late.")
    assert "Syria" in places(find, "Syria’s largest city is quiet.")


def test_a_soft_hyphen_or_zero_width_character_does_not_hide_a_place(find: PlaceFinder) -> None:
    assert "Damas\u00adcus" in places(find, "Shops in Damas\u00adcus were shut.")
    assert "Alep\u200bpo" in places(find, "Shops in Alep\u200bpo were shut.")


@pytest.mark.parametrize("text", ["…", "😀😀", "النص العربي في دمشق", "\u200b\u200b.", "123 456", "A", "Œ", "U.S."])
def test_odd_text_is_read_without_harm(find: PlaceFinder, text: str) -> None:
    record = written(text)
    assert record.with_annotations(find(record)).article.text == text


@given(st.text(alphabet=st.sampled_from("Paris Moscow,.'’-Syrian\n \u200bé日🙂U.S.La"), min_size=1, max_size=120))
def test_spans_hold_their_order_and_round_trip(text: str) -> None:
    record = written(text)
    found = list(FINDER(record))
    spans = [reference.span for reference in found]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    full = record.with_annotations(found)
    assert Record.from_json(full.to_json()) == full
    assert list(FINDER(record)) == found


FINDER = PlaceFinder(Gazetteer.load())


def test_ten_thousand_place_names_take_time_in_proportion(find: PlaceFinder) -> None:
    names = ["Paris", "Lagos", "Lima", "Oslo", "Cairo", "Quito", "Perth", "Turin", "Osaka", "Leeds"]

    def seconds(times: int) -> float:
        record = written(". ".join(f"He was in {name}" for name in names * times))
        start = time.process_time()
        found = list(find(record))
        assert len(found) >= times * 9
        return time.process_time() - start

    seconds(10)
    assert seconds(1000) < 40 * max(seconds(100), 0.02)


def test_every_resolved_place_gives_a_reason(find: PlaceFinder) -> None:
    text = "Officials in Lyon and Turin met in Geneva. The Swiss hosts and the Italian team from Milan agreed."
    for reference in find(written(text)):
        assert reference.reasons
        assert reference.confidence is not None


def test_the_sample_dispatch_is_placed(find: PlaceFinder, shared: Path) -> None:
    text = (shared / "samples" / "dispatch.txt").read_text(encoding="utf-8")
    begin, end = text.index("PARIS, Dec"), text.index("Categorized")
    found = list(find(written(text[begin:end].strip(), dateline=text[begin : begin + 15])))
    named = [(r.span.of(text[begin:]), r.use, country(r), r.stands_for) for r in found]
    for expected in (
        ("PARIS", "literal", "FRA", None),
        ("Geneva", "literal", "CHE", None),
        ("Aleppo", "literal", "SYR", None),
        ("Idlib", "literal", "SYR", None),
        ("Syrian", "demonym", "SYR", None),
        ("Moscow", "metonym", "RUS", "RUS"),
        ("Washington", "metonym", "USA", "USA"),
        ("Britain", "literal", "GBR", None),
        ("Turkey", "literal", "TUR", None),
        ("Saudi Arabia", "literal", "SAU", None),
    ):
        assert expected in named
    assert all(r.confidence is not None and r.confidence >= 0.3 for r in found if r.span.of(text[begin:]) == "Geneva")
    relations = {r.relation.of(text[begin:]) for r in found if r.relation is not None}
    assert {"eastern", "northwestern"} <= relations


@pytest.mark.parametrize("name", ["lgl", "trnews"])
def test_every_point_in_real_articles_carries_evidence(find: PlaceFinder, shared: Path, name: str) -> None:
    for line in (shared / "bench" / "places" / f"{name}.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        gold = json.loads(line)
        record = written(gold["text"], url=gold["url"])
        full = record.with_annotations(find(record))
        assert Record.from_json(full.to_json()) == full
        for reference in full.places:
            assert reference.place is None or reference.reasons, covered(full, reference)
            assert reference.via is None or reference.place is not None


def test_a_name_that_is_a_place_elsewhere_in_the_article_is_one_here_too(find: PlaceFinder) -> None:
    from dateline.places.finder import _hear_elsewhere
    from dateline.places.toponyms import toponym_at

    record = written("Fighters left Aleppo. They vowed to save Aleppo, and Aleppo Jones sang.")
    starts = [match.start() for match in re.finditer("Aleppo", record.text)]
    found = [toponym_at(record.text, start, start + 6, find.gazetteer) for start in starts]
    for toponym, score in zip(found, (1.0, -0.5, -0.5), strict=True):
        toponym.score = score
    spans = [Span(starts[0], starts[0] + 6), Span(starts[1], starts[1] + 6), Span(starts[2], starts[2] + 12)]
    mentions = [
        Mention(id=f"mention-{n}", made_by="by-hand/1", span=span, type="person" if n == 2 else "place")
        for n, span in enumerate(spans)
    ]
    _hear_elsewhere(record.text, found, mentions)
    assert [toponym.score > 0 for toponym in found] == [True, True, False]
