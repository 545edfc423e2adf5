"""One draft from workflow on: with a model, guided, stopped, spoken, carried over from last year."""
