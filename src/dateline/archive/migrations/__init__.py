"""Migrations of the archive: run by themselves when one is opened."""
