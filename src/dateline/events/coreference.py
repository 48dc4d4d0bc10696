"""Events that an article tells more than once, joined: one event, several pieces of evidence."""

from __future__ import annotations

import msgspec

from dateline.record import Event, Participant, Record


def join_events(record: Record, events: list[Event]) -> list[Event]:
    """Join events of one type and status whose participants agree and whose times do not differ.

    The fullest telling stays (most participants, then the earliest), its own evidence first and
    that of the others after it in reading order. The order of triggers is kept.
    """
    groups: list[list[Event]] = []
    for event in events:
        group = next((g for g in groups if all(_same(record, event, other) for other in g)), None)
        if group is None:
            groups.append([event])
        else:
            group.append(event)
    return sorted((_joined(group) for group in groups), key=lambda e: (e.trigger, e.type))


def _joined(group: list[Event]) -> Event:
    best = max(group, key=lambda e: (len(e.actors) + len(e.recipients), -e.trigger.start))
    others = [span for event in group if event is not best for span in event.evidence if span not in best.evidence]
    return msgspec.structs.replace(
        best,
        evidence=(*best.evidence, *dict.fromkeys(sorted(others))),
        time=best.time or next((e.time for e in group if e.time is not None), None),
        place=best.place or next((e.place for e in group if e.place is not None), None),
    )


def _same(record: Record, left: Event, right: Event) -> bool:
    if left.type != right.type or left.status != right.status:
        return False
    if left.mode is not None and right.mode is not None and left.mode != right.mode:
        return False
    if _times_differ(record, left.time, right.time):
        return False
    if left.place is not None and right.place is not None and not _same_place(record, left.place, right.place):
        return False
    # Something must tie them: two sets of unknown people are not the same people.
    return _agree(record, left.actors, right.actors) and (
        _agree(record, left.recipients, right.recipients) or (not left.recipients and not right.recipients)
    )


def _agree(record: Record, left: tuple[Participant, ...], right: tuple[Participant, ...]) -> bool:
    return bool(left and right) and any(_is(record, a, b) for a in left for b in right)


def _is(record: Record, left: Participant, right: Participant) -> bool:
    if left.entity is not None and left.entity == right.entity:
        return True
    words = _words(record, left), _words(record, right)
    if words[0] == words[1]:
        return True
    if left.country is None or left.country != right.country:
        return False
    states = _is_state(record, left), _is_state(record, right)
    if any(states):
        # A state and whoever acts for it: "Kerry urged …", "the United States pleaded …".
        return all(states) or "GOV" in (right if states[0] else left).sectors
    return left.sectors == right.sectors and (left.entity is None or right.entity is None)


def _is_state(record: Record, participant: Participant) -> bool:
    """Say whether the words are the name of a country or of a capital that stands for its government."""
    return any(
        place.span == participant.span
        and (place.use == "metonym" or (place.place is not None and place.place.type == "country"))
        for place in record.places
    )


def _words(record: Record, participant: Participant) -> str:
    return participant.span.of(record.text).lower().removeprefix("the ")


def _times_differ(record: Record, left: str | None, right: str | None) -> bool:
    if left is None or right is None or left == right:
        return False
    values = [getattr(record.by_id.get(name), "value", None) for name in (left, right)]
    return values[0] is None or values[1] is None or values[0] != values[1]


def _same_place(record: Record, left: str, right: str) -> bool:
    places = [getattr(record.by_id.get(name), "place", None) for name in (left, right)]
    return left == right or (places[0] is not None and places[0] == places[1])
