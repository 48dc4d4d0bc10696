"""Numbers in words and digits: "two and a half", "nineteen ninety-six", "1,200"."""

from __future__ import annotations

from dateline.times.lexicon import Row


def number_at(row: Row, first: int, end: int) -> float | None:
    """Return the number that the tokens first to end - 1 make; None where they make none ("ten two")."""
    total = current = 0.0
    seen_small = False
    for entries in row.entries[first:end]:
        if "FRACTION" in entries:
            current += float(entries["FRACTION"])
        elif "HALF" in entries:
            current += 0.5
        elif "NUMERAL" in entries:
            value = int(entries["NUMERAL"])
            if value >= 1000:
                total += (current or 1) * value
                current = 0
                seen_small = False
            elif value == 100 or (value == 12 and seen_small):
                current = (current or 1) * value
            else:
                if seen_small and (current % 100 == 0 or (current % 10 == 0 and value < 10)) is False:
                    return None
                current += value
                seen_small = True
        elif "INTEGER" in entries:
            current += int(entries["INTEGER"])
        elif "DECIMAL" in entries:
            current += float(entries["DECIMAL"])
        elif "A" in entries and not current:
            current += 1
            if end - first > 1 and "NUMERAL" in row.entries[first + 1]:
                current = 0
    return total + current


def spoken_year(row: Row, first: int, end: int) -> int | None:
    """Return the year that is read as it is spoken ("nineteen ninety-six", "two thousand"); None for another number."""
    values = [int(entries["NUMERAL"]) for entries in row.entries[first:end] if "NUMERAL" in entries]
    if values[:2] == [2, 1000]:
        rest = sum(values[2:])
        return 2000 + rest if rest < 100 else None
    if 10 <= values[0] <= 20 and len(values) >= 2:
        tens, *ones = values[1:]
        if 20 <= tens <= 90 and not ones:
            return 100 * values[0] + tens
        if 20 <= tens <= 90 and len(ones) == 1 and ones[0] < 10:
            return 100 * values[0] + tens + ones[0]
        if tens == 100 and not ones:
            return 100 * values[0]
        if 10 <= tens < 20 and not ones:
            return 100 * values[0] + tens
    return None


def amount_text(amount: float) -> str:
    """Return a number as TIMEX3 writes it: "2", "2.5"."""
    return str(int(amount)) if amount == int(amount) else f"{amount:g}"
