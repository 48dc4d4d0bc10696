"""The databases that an archive may be in: what differs between them, opening and migrating."""
