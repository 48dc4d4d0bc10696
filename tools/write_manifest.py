"""Write the manifest of all data that ships: name, version, licence, source, script, digests.

    python tools/write_manifest.py            write src/dateline/resources/data/manifest.json
    python tools/write_manifest.py --check    compare, writing nothing

What can't be read from the files is in tools/data.tsv, by hand. A file that no row names, or two do, is an error.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.resources.shipped import MANIFEST, Manifest, Shipped

DATA = Path(__file__).parents[1] / "src" / "dateline" / "resources" / "data"


def rows() -> Iterator[Shipped]:
    """Yield what ships, in the order of the table."""
    for line in Path(__file__).with_name("data.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, version, licence, source, script, patterns = line.split("\t")
            paths = sorted({path for pattern in patterns.split(" ") for path in DATA.glob(pattern)})
            yield Shipped(
                name=name,
                version=version,
                licence=licence,
                source=source,
                script=None if script == "-" else script,
                files={
                    path.relative_to(DATA).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
                },
            )


def unlisted(shipped: tuple[Shipped, ...]) -> list[str]:
    """Return the files that are not in exactly one row."""
    named = [path for each in shipped for path in each.files]
    there = [path.relative_to(DATA).as_posix() for path in sorted(DATA.rglob("*")) if path.is_file()]
    return [path for path in there if path != MANIFEST and named.count(path) != 1]


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    shipped = tuple(rows())
    if lost := unlisted(shipped):
        sys.exit(f"in no row of tools/data.tsv, or in two: {', '.join(lost)}")
    content = msgspec.json.format(msgspec.json.encode(Manifest(version=1, data=shipped)), indent=1) + b"\n"
    if options.check:
        return int((DATA / MANIFEST).read_bytes() != content)
    (DATA / MANIFEST).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
