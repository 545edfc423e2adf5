"""Checking: the rules of the genre over any text, as findings."""
