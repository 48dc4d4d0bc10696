"""How long to wait: worked out, with no clock and chance from a seed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.gather import user_agent
from dateline.gather.waiting import LONGEST_RETRY_SECONDS, next_interval, retry_after_seconds, retry_seconds


def test_each_failure_waits_four_times_longer_with_jitter_up_to_six_hours() -> None:
    waits = [retry_seconds(n, first_seconds=60, rng=random.Random(1)) for n in (1, 2, 3, 50)]
    jitter = 1 + 0.25 * random.Random(1).random()
    assert waits == [60 * jitter, 240 * jitter, 960 * jitter, LONGEST_RETRY_SECONDS * jitter]


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("999999999999", 86_400.0),
        ("Fri, 03 May 2024 00:02:00 GMT", 120.0),
        ("Fri, 03 May 2019 00:02:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("Fri, 99 May 2024 00:02:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(stated: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(stated, now=1_714_694_400.0) == seconds


def test_a_source_is_asked_sooner_while_it_brings_something() -> None:
    assert next_interval(1_800, fresh=3, refresh_minutes=None) == 900
    assert next_interval(1_800, fresh=0, refresh_minutes=None) == 2_700
    assert next_interval(700, fresh=3, refresh_minutes=None) == 600
    assert next_interval(700, fresh=3, refresh_minutes=60) == 3_600
    assert next_interval(86_000, fresh=0, refresh_minutes=None) == 86_400


@given(st.integers(0, 10**6), st.integers(0, 5), st.none() | st.integers(0, 99_999))
def test_an_interval_is_ten_minutes_at_least_and_a_day_at_most(before: int, fresh: int, minutes: int | None) -> None:
    assert 600 <= next_interval(before, fresh=fresh, refresh_minutes=minutes) <= 86_400


def test_who_asks_is_said_with_a_contact() -> None:
    assert user_agent("desk@harbour.example").endswith("(news archive; contact: desk@harbour.example)")
    assert "no contact given" in user_agent()


@pytest.mark.parametrize("contact", ["", "a\r\nX-Evil: 1", "x" * 300, "(a)", "d\u00e9sk@harbour.example"])
def test_a_contact_that_can_not_stand_in_a_header_is_refused(contact: str) -> None:
    with pytest.raises(InputError, match="can't be sent"):
        user_agent(contact)
