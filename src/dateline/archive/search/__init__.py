"""Queries: their words, what they are found by, and what they find."""
