from __future__ import annotations

import time

import pytest

from dateline.language import EntityFinder
from dateline.record import Entity, Record
from dateline.resources.parsing import Parser
from tests.reading import with_entities
from tests.writing import written


def named(record: Record, name: str) -> Entity:
    [entity] = [e for e in record.entities if e.name.of(record.text) == name]
    return entity


def mentions(record: Record, name: str) -> list[str]:
    by_id = {mention.id: mention for mention in record.mentions}
    return [by_id[m].span.of(record.text) for m in named(record, name).mentions]


@pytest.fixture(scope="module")
def council(parser: Parser) -> Record:
    text = (
        "Deputy Mayor Helen Marsh met John Tarrant in Leeds on Monday. Mr Tarrant’s lawyers refused to comment. "
        "Marsh called the talks useful, and Tarrant left early.\n\n"
        "The World Health Organization (WHO) sent a team. The WHO’s doctors arrived in the United States, "
        "and U.S. officials met them."
    )
    return with_entities(written(text), parser)


def test_surname_and_title_are_the_person_named_in_full(council: Record) -> None:
    assert mentions(council, "John Tarrant") == ["John Tarrant", "Tarrant", "Tarrant"]
    assert mentions(council, "Helen Marsh") == ["Helen Marsh", "Marsh"]


def test_an_office_before_the_name_is_a_role(council: Record) -> None:
    assert [r.of(council.text) for r in named(council, "Helen Marsh").roles] == ["Deputy Mayor"]


def test_an_acronym_in_brackets_is_the_organisation(council: Record) -> None:
    assert mentions(council, "World Health Organization") == ["World Health Organization", "WHO", "WHO"]


def test_a_country_and_its_abbreviation_are_one_place(council: Record) -> None:
    assert mentions(council, "United States") == ["United States", "U.S."]
    assert named(council, "United States").type == "place"


def test_possessive_mark_and_article_stay_outside_the_mention(council: Record) -> None:
    words = {m.span.of(council.text) for m in council.mentions}
    assert not any(w.lower().startswith("the ") or w.endswith(("'s", "’s")) for w in words)


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("President Karim al-Hariri spoke. Later Hariri left.", "Karim al-Hariri", "Hariri"),
        ("Alexander van der Meer spoke. Later Van der Meer left.", "Alexander van der Meer", "Van der Meer"),
        ("Mary Ellis-Jones spoke in Leeds. Later Ellis-Jones left.", "Mary Ellis-Jones", "Ellis-Jones"),
    ],
)
def test_particles_and_hyphens_belong_to_the_name(parser: Parser, text: str, full: str, short: str) -> None:
    assert mentions(with_entities(written(text), parser), full) == [full, short]


def test_two_people_of_one_surname_stay_apart(parser: Parser) -> None:
    record = with_entities(
        written("Mary Miller met Tom Miller in Leeds. Mrs Miller spoke first. Then Miller left."), parser
    )
    assert mentions(record, "Mary Miller") == ["Mary Miller", "Miller"]
    assert mentions(record, "Tom Miller") == ["Tom Miller"]
    assert [m.span.start for m in record.mentions if m.id not in record.entity_of_mention] == [66]


def test_no_verb_is_part_of_a_name_in_a_headline(parser: Parser) -> None:
    record = with_entities(
        written("Tarrant met officials in Paris on Monday.", headline="John Tarrant Urges France to Sign Paris Accord"),
        parser,
    )
    assert mentions(record, "John Tarrant") == ["John Tarrant", "Tarrant"]
    assert not any("Urges" in m.span.of(record.text) for m in record.mentions)


def test_a_pronoun_is_the_only_person_it_can_be(parser: Parser) -> None:
    record = with_entities(written("Helen Marsh won the vote in Leeds. She thanked voters."), parser)
    assert mentions(record, "Helen Marsh") == ["Helen Marsh", "She"]


def test_a_pronoun_that_may_be_two_people_is_nobody(parser: Parser) -> None:
    record = with_entities(written("John Tarrant met Peter Holt in Leeds. He thanked voters."), parser)
    assert not [m for m in record.mentions if m.form == "pronoun"]


def test_gender_tells_who_a_pronoun_is(parser: Parser) -> None:
    record = with_entities(written("John Tarrant met Helen Marsh in Leeds. He thanked voters."), parser)
    assert mentions(record, "John Tarrant") == ["John Tarrant", "He"]


def test_a_description_of_the_only_office_holder_is_that_person(parser: Parser) -> None:
    record = with_entities(written("Tom Holt, the mayor of Leeds, came late. The mayor spoke at noon."), parser)
    assert mentions(record, "Tom Holt") == ["Tom Holt", "The mayor"]
    assert [r.of(record.text) for r in named(record, "Tom Holt").roles] == ["mayor of Leeds"]


def test_the_short_form_of_an_organisation_is_the_organisation(parser: Parser) -> None:
    record = with_entities(
        written("Nordhain Cells Group will close two lines in Leipzig. Workers said Nordhain Cells Group had lied."),
        parser,
    )
    assert mentions(record, "Nordhain Cells Group") == ["Nordhain Cells Group", "Nordhain Cells Group"]
    assert named(record, "Nordhain Cells Group").type == "organisation"


def test_a_name_after_what_somebody_is_is_a_persons(parser: Parser) -> None:
    record = with_entities(written("“We had a chapter,” said the historian Oddny Brekke of Leeds."), parser)
    assert named(record, "Oddny Brekke").type == "person"


def test_words_set_against_a_closing_mark_are_no_part_of_a_name(parser: Parser) -> None:
    text = "Murat Seyfert spoke in Leeds.\n\n“They stayed for three”Murat Seyfert, works council\n\nSeyfert left."
    record = with_entities(written(text), parser)
    assert mentions(record, "Murat Seyfert")[-1] == "Seyfert"
    assert not any("”" in m.span.of(text) for m in record.mentions)


def test_many_mentions_of_one_person_take_time_in_line_with_the_text(parser: Parser) -> None:
    finder = EntityFinder(parser)

    def seconds(times: int) -> float:
        record = written("Helen Marsh said she would go to Leeds. Marsh left.\n\n" * times)
        parser(record.article)
        started = time.process_time()
        finder(record)
        return time.process_time() - started

    small, large = seconds(50), seconds(400)
    # Eight times the text; a quadratic reader would need 64 times as long.
    assert large < 30 * small + 0.1


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("Ben Tarrant spoke. Later Tarrant left.", "Ben Tarrant", 2),
        # The surname alone is the one whom the article calls so; the namesake has her given name each time.
        (
            f"John Tarrant spoke. {'Tarrant left. ' * 3}Mary Tarrant came. {'It rained. ' * 5}Tarrant sang.",
            "John Tarrant",
            5,
        ),
    ],
)
def test_a_bare_surname_is_whom_it_plainly_means(text: str, name: str, count: int, parser: Parser) -> None:
    assert len(mentions(with_entities(written(text), parser), name)) == count


def test_a_body_is_described_by_the_noun_in_its_name(parser: Parser) -> None:
    record = with_entities(written("The Harbour Ministry opened. On Monday the ministry said no."), parser)
    assert mentions(record, "Harbour Ministry") == ["Harbour Ministry", "the ministry"]


def test_a_verb_before_the_name_is_no_given_name(parser: Parser) -> None:
    record = with_entities(written("Tom Holt was there. Said Holt: “We will see.”"), parser)
    assert mentions(record, "Tom Holt") == ["Tom Holt", "Holt"]


@pytest.mark.parametrize(
    ("text", "name", "called"),
    [
        # A town's name is also a surname.
        (
            "Justin Bamberg came. It was late. Bamberg, who is 28, left.",
            "Justin Bamberg",
            ["Justin Bamberg", "Bamberg"],
        ),
        # "Will" opens a question.
        ("Will Marsh go? Helen Marsh is late. Marsh left.", "Helen Marsh", ["Marsh", "Helen Marsh", "Marsh"]),
        # Somebody named in telling of another does not take over the surname.
        (
            "Clint Holt is a miller. Holt left early. His father, Rafael Holt, stayed. Holt came back.",
            "Clint Holt",
            ["Clint Holt", "Holt", "His", "Holt"],
        ),
    ],
)
def test_a_surname_is_its_bearer(text: str, name: str, called: list[str], parser: Parser) -> None:
    assert mentions(with_entities(written(text), parser), name) == called


def test_words_of_a_first_paragraph_in_headline_case_are_no_names(parser: Parser) -> None:
    text = "Helen Marsh Backs Tarrant Over Broken Leeds Dam\n\nHelen Marsh spoke. Marsh backs John Tarrant."
    record = with_entities(written(text), parser)
    assert record.mentions
    assert not any("Backs" in m.span.of(text) for m in record.mentions)


def test_the_minister_long_after_one_was_named_may_be_another(parser: Parser) -> None:
    near = with_entities(written("The minister Ana Ruiz came. It rained. The minister left."), parser)
    far = with_entities(written("The minister Ana Ruiz came. " + "It rained. " * 12 + "The minister left."), parser)
    assert any(m.form == "description" for m in near.mentions)
    assert not any(m.form == "description" for m in far.mentions)
