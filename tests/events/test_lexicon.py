"""The tables are what their headers say."""

from __future__ import annotations

import pytest

from dateline.errors import LexiconError
from dateline.events import lexicon
from dateline.events.lexicon import EventLexicon


def test_every_slot_and_class_that_a_trigger_names_exists() -> None:
    tables = EventLexicon()
    known = set(tables.classes) | {"agent", "civilian", "armed"}
    for readings in tables.triggers.values():
        for trigger in readings:
            for need in trigger.needs:
                wanted = need.partition("=")[2]
                assert not wanted or wanted in known or need.startswith("prt=") or "," in wanted or wanted.islower()


def test_the_digest_names_the_tables() -> None:
    name, digest = EventLexicon().resource
    assert name == "events-lexicon/1"
    assert len(digest) == 64
    assert EventLexicon().resource == (name, digest)


def test_an_unknown_type_is_refused_with_its_word() -> None:
    with pytest.raises(LexiconError, match="gather: 'MEET' is no PLOVER type"):
        lexicon._trigger(["gather", "V", "-", "MEET", "-", "subj", "-"])
