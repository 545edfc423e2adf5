"""What is kept and found again: passages, past reports, terms; what may leave it, and how it is masked first."""
