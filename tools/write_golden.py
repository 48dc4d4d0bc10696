"""Write the golden records again: python tools/write_golden.py [NAME…]

Look at the difference in git before it is kept: a golden record is a promise.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.golden.telling import told  # noqa: E402

from dateline.pipeline import read  # noqa: E402


def main() -> None:
    """Write all golden records, or those named."""
    chosen = set(sys.argv[1:])
    golden = ROOT / "tests" / "golden"
    for page in sorted((ROOT / "samples" / "pages").iterdir()):
        if not chosen or page.name in chosen:
            (golden / f"{page.name}.golden").write_text(told(read(page)), encoding="utf-8")
    dispatch = ROOT.parent / "shared" / "samples" / "dispatch.txt"
    if dispatch.is_file() and (not chosen or "dispatch" in chosen):
        for name, published in (("dispatch-undated", None), ("dispatch-dated", "2016-12-10")):
            record = read(dispatch, published=published)
            (golden / f"{name}.golden").write_text(told(record, words=False), encoding="utf-8")


if __name__ == "__main__":
    main()
