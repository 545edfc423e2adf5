"""The interview: what to ask next, speech read into facts, notes put to their questions."""
