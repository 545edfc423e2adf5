"""A report's text: spans, headings, items, ordinals, and expressions compiled only where they could match."""
