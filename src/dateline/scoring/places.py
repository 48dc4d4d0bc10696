"""Scores for places: toponyms found, and how far their points are from gold's.

A prediction is ``{"id", "toponyms": [{"start", "end", "lat"?, "lon"?, "geonames_id"?}]}``; gold has
the same fields. Offsets are code points, end excluded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.record import PlaceReference, Record
from dateline.scoring.gold import Figures, Line

NEAR_KM = 161.0
"""A hundred miles: the field's measure of a point that is right."""

HALF_ROUND_KM = 20_039.0
"""Half the earth's circumference: the error of a toponym without a point."""

_EARTH_KM = 6371.0088


def prediction(record: Record, gold: Line) -> dict[str, Any]:
    """Return the places of a record as the scorer reads them, in reading order."""
    return {"id": gold["id"], "toponyms": [_toponym(reference) for reference in record.places]}


def _toponym(reference: PlaceReference) -> dict[str, Any]:
    line: dict[str, Any] = {"start": reference.span.start, "end": reference.span.end}
    if reference.place is not None:
        line |= {"lat": reference.place.latitude, "lon": reference.place.longitude}
        source, _, number = reference.place.id.partition(":")
        if source == "geonames":
            line["geonames_id"] = int(number)
    return line


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Return the figures over all articles; one without a prediction counts as no output.

    ``strict_*``: both ends equal. ``overlap_*``: matched one to one, longest overlap first; it
    decides which prediction stands for a gold toponym in all that follows. ``acc161``: share of gold
    with coordinates that is matched by a point within 161 km; ``acc161_or_same_id`` counts the same
    GeoNames id too, and ``acc161_of_resolved`` is the share of those matched and given a point.
    ``auc``: area under the log error curve of these, 0 is perfect. ``id_accuracy``: share of gold with an
    id that got the same one. ``end_to_end_*``: a true positive is a match within 161 km; gold without
    coordinates, and what matches it, is left out of both sides.
    """
    tally = _Tally()
    for document in gold:
        predicted = predictions.get(str(document["id"]), {}).get("toponyms", [])
        tally.add(document["toponyms"], list({(p["start"], p["end"]): p for p in reversed(predicted)}.values()))
    return tally.figures()


class _Tally:
    """Counts over articles."""

    def __init__(self) -> None:
        self.articles = self.gold = self.predicted = self.strict = self.overlap = 0
        self.placed = self.near = self.near_or_same = self.with_id = self.same_id = self.claimed = 0
        self.errors_km: list[float] = []

    def add(self, gold: Sequence[Line], predicted: Sequence[Line]) -> None:
        predicted = sorted(predicted, key=lambda p: (p["start"], p["end"]))
        ends = {(p["start"], p["end"]) for p in predicted}
        match = matched(gold, predicted)
        self.articles += 1
        self.gold += len(gold)
        self.predicted += len(predicted)
        self.strict += sum((g["start"], g["end"]) in ends for g in gold)
        self.overlap += len(match)
        for number, toponym in enumerate(gold):
            self._resolve(toponym, predicted[match[number]] if number in match else None)
        left_out = {match[n] for n, toponym in enumerate(gold) if n in match and not _has_point(toponym)}
        self.claimed += sum(_has_point(p) and n not in left_out for n, p in enumerate(predicted))

    def _resolve(self, gold: Line, found: Line | None) -> None:
        same = found is not None and "geonames_id" in gold and found.get("geonames_id") == gold["geonames_id"]
        self.with_id += "geonames_id" in gold
        self.same_id += same
        if not _has_point(gold):
            return
        self.placed += 1
        if found is not None and _has_point(found):
            error = _distance_km(gold, found)
            self.errors_km.append(error)
            self.near += error <= NEAR_KM
            self.near_or_same += error <= NEAR_KM or same

    def figures(self) -> Figures:
        errors = sorted(self.errors_km)
        logs = sum(math.log(min(e, HALF_ROUND_KM) + 1) for e in errors)
        middle = len(errors) // 2
        return {
            "articles": self.articles,
            "gold": self.gold,
            **_prf("strict", self.strict, self.predicted, self.gold),
            **_prf("overlap", self.overlap, self.predicted, self.gold),
            "gold_with_coordinates": self.placed,
            "acc161": _share(self.near, self.placed),
            "acc161_or_same_id": _share(self.near_or_same, self.placed),
            "acc161_of_resolved": _share(self.near, len(errors)),
            "mean_km": sum(errors) / len(errors) if errors else None,
            "median_km": (errors[middle] + errors[(len(errors) - 1) // 2]) / 2 if errors else None,
            "auc": logs / (len(errors) * math.log(HALF_ROUND_KM + 1)) if errors else None,
            "id_accuracy": _share(self.same_id, self.with_id),
            **_prf("end_to_end", self.near, self.claimed, self.placed),
        }


def matched(gold: Sequence[Line], predicted: Sequence[Line]) -> dict[int, int]:
    """Match toponyms one to one, longest overlap first, then the closest ends: index in gold to index in predicted."""
    pairs = []
    first = 0
    order = sorted(range(len(gold)), key=lambda n: gold[n]["start"])
    for number in order:
        toponym = gold[number]
        while first < len(predicted) and predicted[first]["end"] <= toponym["start"]:
            first += 1
        for index in range(first, len(predicted)):
            other = predicted[index]
            if other["start"] >= toponym["end"]:
                break
            overlap = min(toponym["end"], other["end"]) - max(toponym["start"], other["start"])
            if overlap > 0:
                apart = abs(toponym["start"] - other["start"]) + abs(toponym["end"] - other["end"])
                pairs.append((-overlap, apart, number, index))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, number, index in sorted(pairs):
        if number not in found and index not in taken:
            found[number] = index
            taken.add(index)
    return found


def _has_point(toponym: Line) -> bool:
    return toponym.get("lat") is not None and toponym.get("lon") is not None


def _distance_km(a: Line, b: Line) -> float:
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (a["lat"], a["lon"], b["lat"], b["lon"]))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _prf(name: str, right: int, predicted: int, gold: int) -> Figures:
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return {
        f"{name}_precision": precision,
        f"{name}_recall": recall,
        f"{name}_f1": 2 * precision * recall / both if both else 0.0,
    }
