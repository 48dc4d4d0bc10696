"""The JSON form of a record, described for other programs."""

from __future__ import annotations

import inspect
import json

import msgspec

from dateline.record.record import RECORD_VERSION, Record
from dateline.record.story import Story

NOUNS: dict[str, type[msgspec.Struct]] = {"record": Record, "story": Story}


def json_schema(noun: str = "record") -> str:
    """Return the JSON Schema (2020-12) of a record or story as indented JSON, made from the types themselves."""
    schema = msgspec.json.schema(NOUNS[noun])
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Dateline {noun}, version {RECORD_VERSION}",
    }
    for definition in schema.get("$defs", {}).values():
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"
