"""What happens is told an event a line: JSON for machines, words for people."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from dateline.gather.events import LOGGER, show_events, tell


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    yield
    for handler in list(LOGGER.handlers):
        LOGGER.removeHandler(handler)
    LOGGER.propagate = True
    LOGGER.setLevel(logging.NOTSET)


def test_a_json_line_has_time_level_event_and_facts() -> None:
    out = io.StringIO()
    show_events("json", stream=out)
    tell("fetched", url="http://a.example/\n1", status=200, bytes=12)
    tell("fault", level=logging.ERROR, error=ValueError("ü"))
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert (first["event"], first["level"], first["status"], first["url"]) == (
        "fetched",
        "info",
        200,
        "http://a.example/\n1",
    )
    assert first["time"].endswith("+00:00")
    assert (second["level"], second["error"]) == ("error", "ü")


def test_a_line_for_people_says_the_address_once() -> None:
    out = io.StringIO()
    show_events("text", stream=out)
    tell("not fetched", url="http://a.example/1", reason="http://a.example/1 answered with status 500; try again later")
    assert out.getvalue().count("http://a.example/1") == 1
    assert "answered with status 500" in out.getvalue()
