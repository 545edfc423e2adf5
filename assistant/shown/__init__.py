"""What of a report is shown, as typed values: pure functions over a report and its kind, no markup and no storage."""
