"""The site holds what its description promises, whatever the description allows to be asked."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from dateline.archive import Watches
from dateline.serve import Site, make_app
from tests.edition.editions import archive
from tests.serve.sites import CLOCK, kept

with warnings.catch_warnings():
    # What it imports may warn: that is not of this project.
    warnings.simplefilter("ignore")
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    from schemathesis.specs.openapi.checks import positive_data_acceptance

ASKED = 6
"""Questions of each operation: 50 operations in some seconds."""
KEYS = {
    "speakers": "hanna-brzoza", "places": "geonames-3099434", "sources": "harbour", "stories": "story-a",
    "watch": "cranes",
}  # fmt: skip
QUESTIONS = (
    "crane",
    '"a crane fell"',
    "type:COERCE",
    "near:Gdansk~5km",
    "near:nowhere~x",
    "speaker:Brzoza -doctor",
    "flood*",
)


def section(reader: TestClient) -> str:
    """The key of a section, as the front page has it."""
    found = re.search(r'href="sections/(local[^"]*)\.html"', reader.get("/").text)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ASGIApp]:
    made = archive()
    folder: Path = tmp_path_factory.mktemp("described")
    with kept(folder / "archive.sqlite", list(made.records()), list(made.stories())) as opened:
        Watches(opened).add("cranes", "crane")
        yield make_app(Site(opened, title="The Quay", contact="desk@quay.example", clock=lambda: CLOCK))


@pytest.fixture(scope="module")
def keys(app: ASGIApp) -> dict[str, str]:
    """A key that is there, of each kind of list."""
    reader = TestClient(app, base_url="http://localhost")
    record = reader.get("/sources/harbour.json").json()["items"][0]["record"]
    return {**KEYS, "articles": record, "sections": section(reader)}


def test_each_address_of_the_description_is_answered_with_what_it_names(app: ASGIApp, keys: dict[str, str]) -> None:
    reader = TestClient(app, base_url="http://localhost")
    described = reader.get("/api").json()
    assert described["openapi"] == "3.1.0"
    assert {"StoryRow", "EventRow", "Record", "Story"} <= set(described["components"]["schemas"])
    for path, asked in described["paths"].items():
        answer = reader.get(path.replace("{key}", keys.get(path.split("/")[1], "")))
        assert answer.status_code == 200, path
        [media_type] = asked["get"]["responses"]["200"]["content"]
        assert answer.headers["content-type"].startswith(media_type), path


def test_no_question_that_the_description_allows_breaks_the_site_or_its_promises(
    app: ASGIApp, keys: dict[str, str]
) -> None:
    schema = schemathesis.openapi.from_asgi("/api", app, headers={"Host": "localhost"})
    answers: Counter[int] = Counter()
    found = [result.ok() for result in schema.get_all_operations()]
    assert len(found) == len({each.path for each in found}) > 50
    for operation in found:
        kept_key = keys.get(operation.path.split("/")[1])

        @settings(
            max_examples=ASKED, database=None, phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(
            case=operation.as_strategy(),
            key=st.sampled_from([None, kept_key]),
            question=st.sampled_from([None, *QUESTIONS]),
        )
        def ask(case: Any, key: str | None, question: str | None) -> None:
            if key is not None and "key" in case.path_parameters:
                case.path_parameters["key"] = key
            if question is not None and "q" in case.query:
                case.query["q"] = question
            answer = case.call(headers={"Host": "localhost"})
            answers[answer.status_code] += 1
            # A question or a cursor may be a string, and yet not be one that the archive reads.
            unread = answer.status_code == 400 and case.path.startswith(("/search", "/watch"))
            case.validate_response(answer, excluded_checks=[positive_data_acceptance] if unread else [])

        ask()
    assert set(answers) == {200, 400, 404}
    assert answers[200] > answers[404]
