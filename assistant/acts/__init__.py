"""What a person does to the draft that stands, each a turn of the conversation: typed, kept, and able to be undone."""
