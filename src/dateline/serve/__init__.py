"""The reader's site over an archive: the edition's own pages, drawn when somebody asks. It only reads."""

from dateline.serve.app import make_app
from dateline.serve.site import Site

__all__ = ["Site", "make_app"]
