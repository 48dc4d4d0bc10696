"""Backing an archive up, checking it, moving it to another engine."""
