"""Handing over: Word, Markdown, JSON."""
