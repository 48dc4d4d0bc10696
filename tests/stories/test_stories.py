from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record import Event, Participant, Record, Span, Story
from dateline.stories import StoryFinder, find_stories
from dateline.stories.grouping import JOIN, Constraints, grouped
from dateline.stories.pairs import Report, likely_pairs
from dateline.stories.terms import ONE, Subject, subjects, terms
from dateline.stories.words import read_words
from tests.writing import written


def told(outlet: str, text: str, published: str | None, headline: str | None = None) -> Record:
    return written(text, published=published, headline=headline, url=f"https://{outlet}.example/{published}")


BRIDGE = told(
    "one",
    "A road bridge near Mostar collapsed on Tuesday, killing two lorry drivers, police in Mostar said.\n\n"
    "The engineer Dino Hadrović had warned of cracks in the piers, his office said.",
    "2024-05-07",
    "Two die as bridge collapses near Mostar",
)
BRIDGE_ELSEWHERE = told(
    "two",
    "At least three people were killed when the Neretva bridge outside Mostar gave way on Tuesday.\n\n"
    "Dino Hadrović, an engineer, said that he had found cracks in its piers in March.",
    "2024-05-07",
    "Bridge outside Mostar gives way",
)
TWIN = told(
    "one",
    "Two lorry drivers died when the road bridge at Nitra collapsed during a storm on Tuesday, Slovak police said.\n\n"
    "Ema Kollárová, who inspects bridges for the district, told the council of Nitra about cracks a year ago.",
    "2024-05-07",
    "Two die as bridge collapses near Nitra",
)
LATER = told(
    "one",
    "Prosecutors in Mostar charged a builder on Monday over the fall of a bridge in which two lorry drivers died.\n\n"
    "The engineer Dino Hadrović gave evidence about cracks in the piers.",
    "2024-05-13",
    "Builder charged over Mostar bridge",
)


def groups(stories: list[Story]) -> set[frozenset[str]]:
    return {frozenset(story.records) for story in stories}


def test_two_reports_of_one_event_are_one_story_with_two_independent_reports() -> None:
    (story,) = find_stories([BRIDGE, BRIDGE_ELSEWHERE])
    assert story.independent_reports == 2
    assert story.reasons[0].says == "both open with Mostar, Dino, Hadrović"


def test_a_twin_in_another_town_on_the_same_day_stays_apart_and_is_linked() -> None:
    stories = find_stories([BRIDGE, TWIN])
    assert groups(stories) == {frozenset({BRIDGE.id}), frozenset({TWIN.id})}
    assert [link.type for story in stories for link in story.links] == ["twin", "twin"]


def test_news_of_the_same_thing_six_days_later_is_a_follow_up() -> None:
    first, later = find_stories([LATER, BRIDGE])
    assert first.links == ()
    assert [(link.type, link.story) for link in later.links] == [("follows-up", first.id)]


def test_a_least_figure_contradicts_a_smaller_one_and_no_larger_one() -> None:
    (story,) = find_stories([BRIDGE, BRIDGE_ELSEWHERE])
    assert [claim.value for claim in story.claims if claim.about == "killed"] == ["2", "3+"]
    assert [contradiction.about for contradiction in story.contradictions] == ["killed"]


def test_the_id_of_a_story_stays_while_reports_join() -> None:
    (alone,) = find_stories([BRIDGE])
    joined = told("nine", BRIDGE_ELSEWHERE.text, "2024-05-08")
    (story,) = find_stories([joined, BRIDGE])
    assert alone.id == story.id == f"story-{BRIDGE.id}"


def test_an_update_of_the_page_resolves_its_own_earlier_figure() -> None:
    first = told(
        "one", "Two people died when a bridge near Mostar collapsed on Tuesday, the mayor of Mostar said.", "2024-05-07"
    )
    text = "Three people died when a bridge near Mostar collapsed on Tuesday, the mayor of Mostar said."
    second = written(text, published="2024-05-07", url=first.page.url)
    changed = msgspec.structs.replace(second.article, modified=second.article.published)
    (story,) = find_stories([first, msgspec.structs.replace(second, article=changed)])
    (contradiction,) = story.contradictions
    assert contradiction.resolved_by == "claim-number-killed-3"


def test_what_one_report_says_and_another_denies_stands_side_by_side() -> None:
    def accused(record: Record, status: str) -> Record:
        actor, recipient = record.text.index("Mostar"), record.text.index("Hadrović")
        event = Event(
            id="event-0-1",
            made_by="by-hand/1",
            type="ACCUSE",
            trigger=Span(0, 1),
            actors=(Participant(span=Span(actor, actor + 6)),),
            recipients=(Participant(span=Span(recipient, recipient + 8)),),
            status=status,  # type: ignore[arg-type]
            evidence=(Span(0, 20),),
        )
        return record.with_annotations([event])

    (story,) = find_stories([accused(BRIDGE, "actual"), accused(BRIDGE_ELSEWHERE, "denied")])
    (contradiction,) = [c for c in story.contradictions if c.about.startswith("ACCUSE")]
    assert contradiction.says == "said by some, denied by others"
    assert len(contradiction.claims) == 2


def test_undated_reports_are_joined_by_their_words() -> None:
    one, other = told("one", BRIDGE.text, None), told("two", BRIDGE_ELSEWHERE.text, None)
    (story,) = find_stories([one, other])
    assert (story.first, story.latest) == (None, None)


def test_pages_without_an_article_are_in_no_story() -> None:
    assert find_stories([told("one", "", None), told("two", "🙂", None)]) == []
    assert find_stories([]) == []


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_same_page_given_again_counts_once(count: int) -> None:
    (story,) = find_stories([BRIDGE] * count)
    assert len(story.records) == 1


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(order: random.Random) -> None:
    records = [BRIDGE, BRIDGE_ELSEWHERE, TWIN, LATER]
    expected = msgspec.json.encode(find_stories(records))
    order.shuffle(records)
    assert msgspec.json.encode(find_stories(records)) == expected


@given(st.lists(st.text(max_size=120), max_size=6))
def test_any_texts_are_grouped_and_each_is_in_one_story(texts: list[str]) -> None:
    records = [told(f"outlet{number}", text, None) for number, text in enumerate(texts)]
    stories = StoryFinder()(records)
    members = [member for story in stories for member in story.records]
    assert len(members) == len(set(members)) <= len(records)
    assert msgspec.json.decode(msgspec.json.encode(stories), type=list[Story]) == stories


@pytest.mark.parametrize(
    ("each", "told_of", "groups_found"),
    [
        pytest.param(2, 90, 1, id="two-reports-have-no-principal"),
        pytest.param(3, 90, 2, id="three-have"),
        pytest.param(3, 5, 1, id="three-titles-leave-names-out"),
        pytest.param(30, 5, 2, id="thirty-do-not"),
    ],
)
def test_groups_with_principal_names_of_their_own_are_not_joined(each: int, told_of: int, groups_found: int) -> None:
    def report(name: str) -> Report:
        about = Subject(frozenset({name, "split"}), lead=frozenset({name, "split"}), kind=frozenset({"clinic"}))
        return Report(
            about, {"clinic": 6 * ONE // 10, name: 8 * ONE // 10} | {f"w{n}": 0 for n in range(told_of - 2)}, None
        )

    reports = [report("horvatic") for _ in range(each)] + [report("bellmunt") for _ in range(each)]
    assert len(grouped(reports)) == groups_found


@pytest.mark.parametrize(
    ("alike", "opening", "decided", "groups_found"),
    [
        pytest.param(0.15, "apple", None, [[0], [1]], id="one-firm-named-in-both"),
        pytest.param(0.25, "apple", None, [[0, 1]], id="told-in-like-words"),
        pytest.param(
            0.15, "apple court fine appeal brussels ruling levy three", None, [[0, 1]], id="opened-with-the-same-words"
        ),
        pytest.param(0.15, "apple", Constraints(together=((0, 1),)), [[0, 1]], id="an-editor-says-so"),
    ],
)
def test_what_is_like_by_chance_is_no_story(
    alike: float, opening: str, decided: Constraints | None, groups_found: list[list[int]]
) -> None:
    def report(own: str) -> Report:
        about = Subject(frozenset({"apple"}), frozenset({"apple"}), frozenset(opening.split()[1:]))
        return Report(about, {"apple": round(ONE * alike**0.5), own: round(ONE * (1 - alike) ** 0.5)}, None)

    assert grouped([report("orchard"), report("tablet")], decided=decided) == groups_found


def test_a_report_that_only_a_loose_likeness_holds_leaves_its_group() -> None:
    def report(words: dict[str, float]) -> Report:
        about = Subject(frozenset({"gaza"}), frozenset({"gaza"}), frozenset())
        length = sum(weight * weight for weight in words.values()) ** 0.5
        return Report(about, {word: round(ONE * weight / length) for word, weight in words.items()}, None)

    council = {"gaza": 1.0, "council": 2.0, "vote": 2.0}
    reports = [report(council), report(council | {"veto": 1.0}), report({"gaza": 1.0, "song": 2.0, "stage": 2.0})]

    assert likely_pairs(reports)[-1].likeness > JOIN
    assert grouped(reports) == [[0, 1], [2]]


def test_a_word_is_a_name_where_most_reports_write_it_so() -> None:
    records = [
        told("one", "The court heard that Selbro went bankrupt and that bankruptcy helps nobody.", None),
        told("two", "A judge said bankruptcy was near for Selbro and for its bakery.", None),
    ]
    records.append(written("Nothing more.", headline="Selbro Files For Bankruptcy"))
    found = subjects([terms(record, read_words(record)) for record in records])
    assert "bankruptci" not in found[2].names
    assert found[2].lead == {"selbro"}
    assert "bankruptci" in found[2].kind


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("12 sailors were killed", "More than 3,000 villagers were killed", False),
        ("12 sailors were killed", "More than 3,000 people were killed", True),
        ("12 sailors were killed", "15 villagers were killed", True),
        ("12 sailors were killed", "3,000 sailors were killed", True),
        ("The wave killed 12 sailors", "It killed 3,000 villagers in an hour", False),
    ],
)
def test_counts_of_others_by_far_contradict_nothing(one: str, other: str, *, differ: bool) -> None:
    told_by = [
        told(
            outlet,
            f"{text} when the wave came over the mole of Arvik on Tuesday, the mayor of Arvik said.",
            "2024-05-07",
        )
        for outlet, text in (("one", one), ("two", other))
    ]
    (story,) = find_stories(told_by)
    assert bool(story.contradictions) == differ
