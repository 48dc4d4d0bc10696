"""The second voter: what it reads, how its vote becomes a confidence, and that the room stands without it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.errors import ModelError
from dateline.events import EventFinder, TypeVoter, shipped_voter
from dateline.events.sureness import Sureness, counted_as, shares
from dateline.events.voter import ACTOR, LONGEST, RECIPIENT, marked
from dateline.record import Event, EventStatus, EventType, Participant, Span
from dateline.resources.parsing import Parser
from dateline.resources.wordpieces import Wordpieces
from tests.events.reading import with_names
from tests.writing import written

TEXT = "Norway condemned Peru."
PIECES = Wordpieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "norway", "peru", "condemned", "."])


@pytest.fixture(scope="module")
def voter() -> TypeVoter:
    found = shipped_voter()
    if found is None:
        pytest.skip("this install has no voter")
    return found


def event(type_: EventType, status: EventStatus, trigger: Span | None = None, *, sides: int = 2) -> Event:
    people = (Participant(span=Span(0, 6)),), (Participant(span=Span(17, 21)),)
    return Event(
        id="event-7-16",
        made_by="by-hand/1",
        type=type_,
        status=status,
        trigger=trigger or Span(7, 16),
        actors=people[0] if sides else (),
        recipients=people[1] if sides == 2 else (),
        evidence=(Span(0, len(TEXT)),),
    )


def test_a_pair_is_marked_on_its_wordpieces() -> None:
    window = marked(TEXT, Span(0, len(TEXT)), [Span(0, 6)], [Span(17, 21)], PIECES)
    assert window.pieces == (2, 4, 6, 5, 7, 3)
    assert window.roles == (0, ACTOR, 0, RECIPIENT, 0, 0)


def test_of_a_long_sentence_the_words_around_the_pair_are_read() -> None:
    text = "peru . " * 200 + "norway condemned " + "peru . " * 200
    start = text.index("norway")
    window = marked(text, Span(0, len(text)), [Span(start, start + 6)], [], PIECES)
    assert len(window.pieces) == LONGEST + 2
    assert window.roles.count(ACTOR) == 1


def test_the_voter_reads_who_condemned_whom_and_who_helped_whom(voter: TypeVoter) -> None:
    told = {}
    for verb in ("condemned", "bombed"):
        text = f"Norway {verb} Peru on Tuesday."
        start = text.index("Peru")
        told[verb] = voter(text, Span(0, len(text)), [Span(0, 6)], [Span(start, start + 4)])
    assert max(told["condemned"], key=told["condemned"].__getitem__) == "ACCUSE"
    assert max(told["bombed"], key=told["bombed"].__getitem__) == "ASSAULT"
    assert sum(told["bombed"].values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("type_", "status", "counted"),
    [
        ("CONSULT", "actual", {"CONSULT"}),
        ("CONSULT", "planned", {"CONSULT", "AGREE"}),
        ("RETREAT", "demanded", {"YIELD", "REQUEST"}),
        ("ASSAULT", "conditional", {"ASSAULT", "THREATEN"}),
        ("AGREE", "failed", {"AGREE", "REJECT"}),
    ],
)
def test_what_is_promised_or_refused_has_types_of_its_own(
    type_: EventType, status: EventStatus, counted: set[str]
) -> None:
    assert counted_as(event(type_, status)) == counted


def test_where_the_voter_agrees_the_event_is_surer(voter: TypeVoter) -> None:
    sureness = Sureness(TEXT, voter)
    for sides in (1, 2):
        [right] = sureness.added([event("ACCUSE", "actual", sides=sides)])
        [wrong] = sureness.added([event("MOBILIZE", "actual", sides=sides)])
        assert right.confidence is not None
        assert wrong.confidence is not None
        assert right.confidence > wrong.confidence


def test_an_answer_that_fits_another_event_of_the_sentence_is_no_objection(voter: TypeVoter) -> None:
    other = event("ACCUSE", "actual", Span(0, 6))
    assert Sureness(TEXT, voter).vote(event("MOBILIZE", "actual"), [event("MOBILIZE", "actual"), other]) == "agree"


def test_without_people_or_without_the_voter_nothing_is_said_of_how_sure(voter: TypeVoter) -> None:
    bare = event("ASSAULT", "actual", sides=0)
    assert Sureness(TEXT, voter).added([bare]) == [bare]
    named = event("ASSAULT", "actual")
    assert Sureness(TEXT, None).added([named]) == [named]


def test_every_case_has_its_share() -> None:
    assert len(shares()) == 8
    assert all(0 < share < 1 for share in shares().values())


def test_made_by_says_which_voters_there_were(parser: Parser, voter: TypeVoter) -> None:
    record = with_names(written("Norway condemned Peru on Tuesday."), parser)
    [alone] = [e for e in EventFinder(parser)(record) if isinstance(e, Event)]
    [both] = [e for e in EventFinder(parser, voter)(record) if isinstance(e, Event)]
    assert (alone.made_by, alone.confidence) == ("events-rules/1", None)
    assert both.made_by == "events-rules+voter/1"
    assert both.confidence == shares()["both", "told", "agree"]


def test_damaged_weights_are_refused(voter: TypeVoter, tmp_path: Path) -> None:
    for path in voter.folder.iterdir():
        shutil.copy(path, tmp_path)
    weights = tmp_path / "voter.onnx"
    weights.write_bytes(weights.read_bytes() + b"\0")
    with pytest.raises(ModelError, match="digest"):
        TypeVoter(tmp_path)(TEXT, Span(0, len(TEXT)), [Span(0, 6)], [])


def test_an_empty_folder_is_no_voter(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="can't be read"):
        TypeVoter(tmp_path)
