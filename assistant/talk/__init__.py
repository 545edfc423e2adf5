"""A turn of the conversation by what it does: draft, revise, lead with a model, come to the final copy."""
