"""What happens, one event at a time: a JSON object a line for machines, a sentence for people."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from typing import Literal, TextIO

import msgspec

LOGGER = logging.getLogger("dateline")
"""All events go here, as records with ``fields``; who wants them elsewhere adds a handler."""

LogFormat = Literal["text", "json"]


def tell(event: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Tell an event: its name, and facts that JSON can hold."""
    LOGGER.log(level, event, extra={"fields": fields})


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"time": moment, "level": record.levelname.lower(), "event": record.getMessage(), **_fields(record)}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return msgspec.json.encode(told, enc_hook=str).decode()


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        clock = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        fields = _fields(record)
        url = str(fields.get("url") or fields.get("source") or "")
        facts = "  ".join(
            f"{name} {value}" if name not in {"url", "source", "reason"} else str(value).removeprefix(f"{url} ")
            for name, value in fields.items()
            if value is not None
        )
        told = f"{clock}  {record.getMessage():<12} {facts}".rstrip()
        return f"{told}\n{self.formatException(record.exc_info)}" if record.exc_info else told


def _fields(record: logging.LogRecord) -> dict[str, object]:
    fields: dict[str, object] = getattr(record, "fields", {})
    return fields


def show_events(form: LogFormat, *, stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Write events to a stream (standard error), in place of what was set before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    for old in list(LOGGER.handlers):
        LOGGER.removeHandler(old)
    LOGGER.addHandler(handler)
    LOGGER.setLevel(level)
    LOGGER.propagate = False
