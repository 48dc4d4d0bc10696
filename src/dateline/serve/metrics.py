"""Numbers of the archive and of gathering, for a monitor: the text format of Prometheus, version 0.0.4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from dateline.archive import Archive, Jobs, Sources

MEDIA_TYPE = "text/plain; version=0.0.4"


def metrics(archive: Archive) -> bytes:
    """Return the numbers as they are now: no name of a source, page or person is among them."""
    jobs = Jobs(archive)
    health: Counter[str] = Counter(source.health for source in Sources(archive).all())
    kept = msgspec.structs.asdict(archive.counts())
    samples = [
        *_samples("dateline_kept", "gauge", "What the archive holds.", "kind", kept),
        *_samples("dateline_sources", "gauge", "Sources, by health.", "health", health),
        *_samples(
            "dateline_jobs", "gauge", "Jobs, by kind and state.", "job",
            {f"{kind} {state}": number for (kind, state), number in jobs.counts().items()},
        ),
        *_samples(
            "dateline_gathered_total", "counter", "What gathering did since the archive was made.", "event",
            jobs.counters(),
        ),
    ]  # fmt: skip
    return "".join(samples).encode()


def _samples(name: str, kind: str, says: str, label: str, values: Mapping[str, int]) -> Iterator[str]:
    yield f"# HELP {name} {says}\n# TYPE {name} {kind}\n"
    for value in sorted(values):
        quoted = value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
        yield f'{name}{{{label}="{quoted}"}} {values[value]}\n'
