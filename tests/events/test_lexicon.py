"""The tables are what their headers say."""

from __future__ import annotations

import pytest

from dateline.errors import LexiconError
from dateline.events import lexicon
from dateline.events.lexicon import EventLexicon


def test_every_slot_that_a_trigger_names_exists() -> None:
    tables = EventLexicon()
    slots = {"subj", "obj", "dative", "owner", "below", "told", "aim", "poss", "mod", "light", "lightobj", "undergoer",
             "bearer"}  # fmt: skip
    links = {"to", "with", "on", "upon", "against", "from", "for", "at", "by", "of", "in", "into", "between", "about",
             "over", "under", "among", "near", "along", "toward", "towards"}  # fmt: skip
    for readings in tables.triggers.values():
        for trigger in readings:
            for slot in (*trigger.actor, *trigger.recipient):
                assert slot.removeprefix("under:") in slots | links, trigger


def test_the_digest_names_the_tables() -> None:
    name, digest = EventLexicon().resource
    assert name == "events-lexicon/1"
    assert len(digest) == 64
    assert EventLexicon().resource == (name, digest)


def test_an_unknown_type_is_refused_with_its_word() -> None:
    with pytest.raises(LexiconError, match="gather: 'MEET' is no PLOVER type"):
        lexicon._trigger(["gather", "V", "-", "MEET", "-", "subj", "-"], frozenset())


def test_a_mode_of_another_type_is_refused() -> None:
    with pytest.raises(LexiconError, match="gather: CONSULT has no mode 'aerial'"):
        lexicon._trigger(["gather", "V", "-", "CONSULT", "aerial", "subj", "-"], frozenset({("ASSAULT", "aerial")}))
