"""The page, served: mounted in a FastAPI application of our own."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI

from assistant.app import App
from assistant.ui.page import ASSETS, build_page


def serve_app(app: App) -> FastAPI:
    """The web application over this application."""
    served: FastAPI = gr.mount_gradio_app(FastAPI(), build_page(app), path="/", **ASSETS)
    return served
