"""Places on a small map, drawn as SVG: no script, no request, no style but the sheet's classes.

The projection is equirectangular with its true parallel in the middle of the frame: across and up
have one scale there, and a frame of a country or two looks as an atlas prints it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.record import Place
from dateline.resources.maps import Outline, Point, outlines
from dateline.typesetting import wording
from dateline.typesetting.escaping import shown

WIDTH, HEIGHT = 360, 240
MOST_SPOTS = 500
MOST_LABELS = 40
LONGEST_LABEL = 28
MARGIN = 1.35
"""The frame is that many times as wide and high as what it holds, so that no name stands at its edge."""

LETTER, LINE = 7.4, 14.5
"""Room for a letter and for a line of a label, in units of the map: the sheet sets them at 13, or less."""

FINENESS = (1.2, 2.0, 3.2)
"""Points of a line that are closer on the map are left out, and so are islands of less than twice that."""

LONGEST_GROUND = 30_000
"""Characters: a ground that is longer is drawn again less finely. One of Syria takes 19,000, of the world 50,000."""

WIDE_DEGREES = 45.0
"""A frame higher than that shows a world without detail, where a reader looks for a town: some places may then fall
outside, and are named below."""

_LEAST_DEGREES = {"city": 5.0, "feature": 8.0, "division": 10.0, "country": 25.0, "region": 50.0, "continent": 90.0}
"""Height of the smallest frame around a place: enough to know a coast or a border by its shape."""

_NEAR = {"city", "division"}


class Frame(NamedTuple):
    """The part of the world that is drawn. ``scale`` is units of the map a degree of latitude."""

    longitude: float
    latitude: float
    scale: float
    narrowing: float
    """How much shorter a degree of longitude is here."""

    def at(self, longitude: float, latitude: float) -> Point:
        """Return where on the map a point is, across and down."""
        across = (longitude - self.longitude) * self.scale * self.narrowing
        return WIDTH / 2 + across, HEIGHT / 2 - (latitude - self.latitude) * self.scale

    def near(self, place: Place) -> Point:
        """Return where a place is, on the side of 180° that the frame is on."""
        turns = round((self.longitude - place.longitude) / 360)
        return self.at(place.longitude + 360 * turns, place.latitude)


class Box(NamedTuple):
    """A rectangle on the map."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether two rectangles have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


PAPER = Box(0, 0, WIDTH, HEIGHT)
SHEET = Box(-4, -4, WIDTH + 4, HEIGHT + 4)
"""What land is cut to: a little more than is seen, so that no cut edge is."""


def place_map(places: Iterable[Place], *, prefix: str = "") -> Markup:
    """Return a figure with a map of the places, each once; nothing where there is none.

    The first are the most important: they are the first to have their names on the map, and of more than
    ``MOST_SPOTS`` they stay. Towns are dots; a country, region or sea is a ring at its middle and does not
    widen the frame while there is a town or division to draw. Names never overlap: one that finds no room
    is left out there, and stands in the description for those who don't see the map. ``prefix`` goes before ids.
    """
    known = list({place.id: place for place in places}.values())
    if not known:
        return Markup("")
    drawn = known[:MOST_SPOTS]
    frame = _framed([place for place in drawn if place.type in _NEAR] or drawn)
    spots = [(place, frame.near(place)) for place in drawn]
    inside = [(place, at) for place, at in spots if PAPER.meets(Box(*at, *at))]
    outside = [place for place, at in spots if not PAPER.meets(Box(*at, *at))]
    return Markup(
        '<figure class="map"><svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}" aria-describedby="{}">'
        '<title id="{}">{}</title><desc id="{}">{}</desc>{}{}{}</svg>{}</figure>'
    ).format(
        WIDTH,
        HEIGHT,
        f"{prefix}map-title",
        f"{prefix}map-list",
        f"{prefix}map-title",
        f"Map of {wording.counted(len(inside), 'place')}",
        f"{prefix}map-list",
        shown("; ".join(f"{wording.place_in_words(place)}, {wording.degrees(place)}" for place, _ in inside)),
        _ground(frame),
        Markup("").join(_spot(place, at) for place, at in inside),
        _labels(inside),
        _caption(inside, outside, len(known) - len(drawn)),
    )


def _framed(places: Sequence[Place]) -> Frame:
    """Return a frame around all places; where they lie over the world, around those near the most important two."""
    frame = frame_around(places)
    if HEIGHT / frame.scale <= WIDE_DEGREES:
        return frame
    kept = list(places[:2])
    frame = frame_around(kept)
    widest = max(WIDE_DEGREES, HEIGHT / frame.scale)
    for place in places[2:MOST_LABELS]:
        wider = frame_around([*kept, place])
        if HEIGHT / wider.scale <= widest:
            kept.append(place)
            frame = wider
    return frame


def frame_around(places: Sequence[Place]) -> Frame:
    """Return the smallest frame that holds the places with a margin, over 180° where that is the shorter way."""
    west, east = _span_of([place.longitude for place in places])
    latitudes = [place.latitude for place in places]
    south, north = min(latitudes), max(latitudes)
    latitude = (south + north) / 2
    # Towards the poles the map would be stretched without end.
    narrowing = max(0.2, math.cos(math.radians(latitude)))
    least = max(_LEAST_DEGREES[place.type] for place in places)
    height = max((north - south) * MARGIN, least)
    width = min((east - west) * MARGIN, 360.0) * narrowing
    scale = min(HEIGHT / height, WIDTH / width if width else math.inf)
    # The poles are not in the middle of a map: it ends there.
    room = max(0.0, 90 - HEIGHT / scale / 2)
    return Frame((west + east) / 2, min(max(latitude, -room), room), scale, narrowing)


def _span_of(longitudes: Sequence[float]) -> tuple[float, float]:
    """Return west and east (which may be over 180) of the shortest stretch that holds the longitudes."""
    ordered = sorted({longitude % 360 for longitude in longitudes})
    gaps = [after - before for before, after in zip(ordered, [*ordered[1:], ordered[0] + 360], strict=True)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    west = ordered[(widest + 1) % len(ordered)]
    return west, west + max(0.0, 360 - gaps[widest])


@lru_cache(maxsize=256)
def _ground(frame: Frame) -> Markup:
    """Return land, coasts and borders. Kept: stories of one place have one frame, and drawing takes 30 ms."""
    ground = Markup("")
    for fineness in FINENESS:
        ground = _drawn_ground(frame, fineness)
        if len(ground) <= LONGEST_GROUND:
            break
    return ground


def _drawn_ground(frame: Frame, fineness: float) -> Markup:
    world = outlines()
    land = "".join(
        _path(_cut([frame.at(*p) for p in moved]), fineness, closed=True)
        for moved in _shown(world.land, frame, fineness)
    )
    paths = [Markup('<path class="land" d="{}"/>').format(land)] if land else []
    for name, lines in (("coast", world.coasts), ("border", world.borders)):
        drawn = "".join(
            _path(run, fineness, closed=False)
            for moved in _shown(lines, frame, fineness)
            for run in _runs([frame.at(*p) for p in moved])
        )
        if drawn:
            paths.append(Markup('<path class="{}" d="{}"/>').format(name, drawn))
    return Markup('<g transform="scale(.1)">{}</g>').format(Markup("").join(paths))


def _shown(lines: Iterable[Outline], frame: Frame, fineness: float) -> Iterator[list[Point]]:
    """Yield the lines that meet the frame, as often as a turn of the globe brings them into it."""
    first = round(frame.longitude / 360)
    across = frame.scale * frame.narrowing
    west, east = (frame.longitude + (x - WIDTH / 2) / across for x in (SHEET.left, SHEET.right))
    north, south = (frame.latitude - (y - HEIGHT / 2) / frame.scale for y in (SHEET.top, SHEET.bottom))
    turns = (360 * (first - 1), 360 * first, 360 * (first + 1))
    for line in lines:
        if line.south >= north or line.north <= south:
            continue
        if max((line.east - line.west) * across, (line.north - line.south) * frame.scale) <= 2 * fineness:
            continue
        for turn in turns:
            if line.west + turn < east and west < line.east + turn:
                yield [(longitude + turn, latitude) for longitude, latitude in line.points]


def _cut(ring: list[Point]) -> list[Point]:
    """Cut a ring to the sheet, side by side (Sutherland & Hodgman, 1974)."""
    for axis, limit, sign in ((0, SHEET.left, 1), (0, SHEET.right, -1), (1, SHEET.top, 1), (1, SHEET.bottom, -1)):
        kept: list[Point] = []
        for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
            a_in, b_in = (a[axis] - limit) * sign >= 0, (b[axis] - limit) * sign >= 0
            if a_in != b_in:
                part = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
            if b_in:
                kept.append(b)
        ring = kept
    return ring


def _runs(points: list[Point]) -> Iterator[list[Point]]:
    """Yield the stretches of a line that may be seen; what they have too much lies outside the frame."""
    run: list[Point] = []
    for a, b in pairwise(points):
        if Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])).meets(SHEET):
            run += [b] if run else [a, b]
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(points: list[Point], fineness: float, *, closed: bool) -> str:
    """Return a line in tenths of a unit, each step from the last point: half as long as in units from the corner."""
    kept: list[tuple[int, int]] = []
    for number, (x, y) in enumerate(points):
        point = round(x * 10), round(y * 10)
        near = kept and math.dist(point, kept[-1]) < fineness * 10
        if not near or (number == len(points) - 1 and not closed and point != kept[-1]):
            kept.append(point)
    if len(kept) < 2 + closed:
        return ""
    steps = (f"{x - x0} {y - y0}" for (x0, y0), (x, y) in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}{'Z' if closed else ''}".replace(" -", "-")


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _spot(place: Place, at: Point) -> Markup:
    kind, radius = ("town", 2.6) if place.type == "city" else ("area", 5)
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(kind, _number(at[0]), _number(at[1]), radius)


def _labels(spots: list[tuple[Place, Point]]) -> Markup:
    taken = [Box(x - 4, y - 4, x + 4, y + 4) for _, (x, y) in spots]
    written: list[Markup] = []
    for place, at in spots:
        if len(written) == MOST_LABELS:
            break
        name = place.name if len(place.name) <= LONGEST_LABEL else place.name[: LONGEST_LABEL - 1].rstrip() + "…"
        for x, y, anchor, box in _rooms(at, name):
            own = Box(at[0] - 4, at[1] - 4, at[0] + 4, at[1] + 4)
            free = not any(box.meets(other) for other in taken if other != own)
            if free and box.left >= 2 and box.right <= WIDTH - 2 and box.top >= 2 and box.bottom <= HEIGHT - 2:
                taken.append(box)
                written.append(
                    Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(
                        _number(x), _number(y), anchor, escape(shown(name))
                    )
                )
                break
    return Markup("").join(written)


def _rooms(at: Point, name: str) -> Iterator[tuple[float, float, str, Box]]:
    """Yield where a name can stand around its spot, best first: right, left, above, below."""
    # Letters that no Latin face holds are about twice as wide.
    width = sum(LETTER if ord(letter) < 0x2E80 else 2 * LETTER for letter in name)
    x, y = at
    for left, base, anchor, mark in (
        (x + 7, y + 4, "start", x + 7),
        (x - 7 - width, y + 4, "end", x - 7),
        (x - width / 2, y - 8, "middle", x),
        (x - width / 2, y + 16, "middle", x),
        (x + 4, y - 6, "start", x + 4),
        (x + 4, y + 14, "start", x + 4),
        (x - 4 - width, y - 6, "end", x - 4),
        (x - 4 - width, y + 14, "end", x - 4),
    ):
        yield mark, base, anchor, Box(left, base - LINE * 0.75, left + width, base + LINE * 0.25)


def _caption(inside: list[tuple[Place, Point]], outside: list[Place], left_out: int) -> Markup:
    says = []
    if any(place.type != "city" for place, _ in inside):
        says.append("Dots are cities and towns; a ring stands in the middle of something wider.")
    if outside:
        names = ", ".join(place.name for place in outside[:5])
        more = f" and {len(outside) - 5:,} more" if len(outside) > 5 else ""
        says.append(f"Outside this map: {names}{more}.")
    if left_out:
        says.append(f"{wording.counted(left_out, 'place')} more, named less, are not drawn.")
    if not says:
        return Markup("")
    return Markup('<figcaption class="small">{}</figcaption>').format(shown(" ".join(says)))
