"""A drafting assistant for the yearly reports of grassroots secretaries: interview, facts, draft, checks, Word."""

__version__ = "0.1.0"
