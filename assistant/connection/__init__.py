"""The connection to a model: what a person sets, the leave to send, the link of a long-running page."""
