"""Files brought to the page: kept after they were found to be what they say, and checked where one is brought for that."""
