"""Gather from a faulty press while ``dateline run`` is killed at random moments; see that nothing is lost or doubled.

make soak                                          2,000 pages, 200 kills: some 20 minutes
.venv/bin/python tools/soak.py --pages 300 --kills 40 --seed 3
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main() -> int:
    """Run it, and return 1 where something was wrong."""
    from tests.gather.soaking import soak

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2_000, help="of which 1,000 a feed are listed (two feeds)")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--archive", metavar="PATH|URL", help="an empty archive; a file of its own if left out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.archive or f"{folder}/archive.sqlite"
        found = soak(where, pages=options.pages, kills=options.kills, seed=options.seed, say=print)
    print(
        f"{found.pages:,} pages, {found.kills} kills, {found.requests:,} requests in {found.seconds:.0f} s: "
        f"{found.records:,} records, {found.changed} pages changed meanwhile"
    )
    for problem in found.problems:
        print(problem)
    print("nothing lost, nothing doubled" if not found.problems else f"{len(found.problems)} problems")
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
