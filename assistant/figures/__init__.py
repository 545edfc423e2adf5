"""Quantities: numerals, units, amounts read exactly out of spoken and written Chinese, and printed as a report prints them."""
