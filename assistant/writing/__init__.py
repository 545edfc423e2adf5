"""Drafting: the plan of a report and the writer that works without a model."""
