"""The page: Gradio as the transport, everything shown built here as escaped HTML; no decision is taken in this folder."""
