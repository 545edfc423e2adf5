"""Words: exact terms and their slips, spoken words into written ones, names, and what may not enter a report."""
