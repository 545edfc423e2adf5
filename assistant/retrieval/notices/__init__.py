"""The county's notice read: page → sentences and lists → parts, lengths, topics, deadline."""
