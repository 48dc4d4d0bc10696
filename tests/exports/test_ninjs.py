"""Items in ninjs 3.1."""

from __future__ import annotations

import json
import re
from datetime import datetime

import msgspec

from dateline.exports.ninjs import ninjs_lines
from dateline.record import Classification, Genre, Metadatum, Reason, Section
from tests.exports.sample import rich_record
from tests.writing import written

FIELDS = {
    "uri", "type", "representationType", "firstCreated", "versionCreated", "pubStatus", "language", "title",
    "headlines", "descriptions", "bodies", "by", "located", "usageTerms", "rightsInfo", "genres", "people",
    "organisations", "places", "subjects", "infoSources", "altIds", "standard",
}  # fmt: skip
"""Of the format's own fields, those that are written; it allows no others."""


def test_an_item_has_the_format_s_own_fields_and_words_of_the_article() -> None:
    record = rich_record()
    [line] = ninjs_lines([record])
    item = json.loads(line)
    assert set(item) <= FIELDS
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", item["uri"])
    assert item["headlines"][0]["value"] == record.headline
    assert all(paragraph in record.text for paragraph in item["bodies"][0]["value"].split("\n\n"))
    assert item["bodies"][0]["charCount"] == len(item["bodies"][0]["value"])
    assert {"role": "text-sha256", "value": record.article.digest} in item["altIds"]
    assert [line] == list(ninjs_lines([record]))


def test_a_place_is_a_point_longitude_first_and_a_government_is_none() -> None:
    places = {place["name"].split(",")[0]: place for place in json.loads(next(ninjs_lines([rich_record()])))["places"]}
    assert "Koper" in places
    assert "Ljubljana" not in places
    longitude, latitude = places["Koper"]["geoJSON"]["coordinates"]
    assert 13 < longitude < 14
    assert 45 < latitude < 46


def test_a_time_is_written_only_with_its_hour_and_zone() -> None:
    for published, expected in (
        ("2024-03-05T10:00:00+01:00", "2024-03-05T10:00:00+01:00"),
        ("2024-03-05T10:00+01:00", "2024-03-05T10:00:00+01:00"),
        ("2024-03-05", None),
        (None, None),
    ):
        item = json.loads(next(ninjs_lines([written("Rain.", published=published)])))
        assert item.get("firstCreated") == expected
        assert expected is None or datetime.fromisoformat(expected).tzinfo is not None


def test_a_page_without_an_article_is_still_an_item() -> None:
    item = json.loads(next(ninjs_lines([written("Rain.")])))
    assert {"uri", "type", "standard"} <= set(item)


def test_what_a_page_reserves_is_written_with_its_name_and_a_licence_as_a_link() -> None:
    record = written("Rain.")
    rights = (
        Metadatum(value="1", raw="1", source="meta", path='meta[name="tdm-reservation"]'),
        Metadatum(value="https://quay.example/terms", raw="/terms", source="json-ld", path="json-ld[1].license"),
    )
    article = msgspec.structs.replace(record.article, rights=rights)
    item = json.loads(next(ninjs_lines([msgspec.structs.replace(record, article=article)])))
    assert item["usageTerms"] == "tdm-reservation: 1; /terms"
    assert item["rightsInfo"] == {"linkedRights": "https://quay.example/terms"}


def test_a_topic_that_stands_is_one_subject_however_many_voices_it_has() -> None:
    sections = (
        Section(code="04000000", name="economy, business and finance", voice="desk", said="Business"),
        Section(code="04000000", name="economy, business and finance", voice="text", confidence=0.7),
        Section(code="01000000", name="arts, culture, entertainment and media", voice="text", confidence=0.2),
    )
    genre = Genre(name="opinion", reasons=(Reason(says="by hand"),))
    about = Classification(topics=("04000000",), sections=sections, genre=genre, made_by="by-hand/1")
    item = json.loads(next(ninjs_lines([written("Rain.").with_classification(about)])))
    assert item["subjects"] == [
        {
            "name": "economy, business and finance",
            "uri": "http://cv.iptc.org/newscodes/mediatopic/04000000",
            "creator": "desk, text",
            "confidence": 70,
        }
    ]
    assert item["genres"] == [{"name": "opinion"}]
