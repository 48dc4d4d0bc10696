from __future__ import annotations

import json

from dateline.exports import geojson
from tests.exports.sample import rich_record
from tests.writing import written


def test_every_resolved_place_is_a_point_longitude_first_with_its_words() -> None:
    record = rich_record()
    features = json.loads(geojson([record]))["features"]
    resolved = [reference for reference in record.places if reference.place is not None]
    assert [feature["id"] for feature in features] == [f"{record.id}/{reference.id}" for reference in resolved]
    for feature, reference in zip(features, resolved, strict=True):
        said = feature["properties"]
        assert record.text[said["start"] : said["end"]] == said["words"]
        assert reference.place is not None
        assert feature["geometry"]["coordinates"] == [reference.place.longitude, reference.place.latitude]


def test_a_government_is_told_from_the_place_it_is_named_after() -> None:
    uses = {f["properties"]["words"]: f["properties"]["use"] for f in json.loads(geojson([rich_record()]))["features"]}
    assert (uses["Ljubljana"], uses["Koper"]) == ("metonym", "literal")


def test_a_record_without_places_gives_an_empty_collection() -> None:
    assert json.loads(geojson([written("Rain.")])) == {"type": "FeatureCollection", "features": []}
