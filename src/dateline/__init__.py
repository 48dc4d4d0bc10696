"""Dateline turns news pages into a record that anyone can check, and publishes from that record."""
