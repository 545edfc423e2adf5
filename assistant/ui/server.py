"""The page, served: Gradio mounted behind a gate, and our own routes for what is brought, taken away and signed in."""

from __future__ import annotations

import time
from typing import TypeAlias
from urllib.parse import quote

import gradio as gr
from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from markupsafe import Markup
from starlette.background import BackgroundTask
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

import assistant
from assistant.app import App
from assistant.brought.uploads import Upload, Uploads
from assistant.copies import copy_of
from assistant.errors import AssistantError, InputError
from assistant.settings import data_mark
from assistant.ui.gate import OWNER, Gate, Place
from assistant.ui.login import COOKIE, LASTS, Accounts, form
from assistant.ui.page import ASSETS, build_page

Served: TypeAlias = Gate
MOST_AT_ONCE = 20
"""Files of one request."""
CLEAR_EVERY, CLEAR_AFTER = 600, 3600
"""Seconds between two looks at Gradio's temporary folder, and the age at which a file there goes."""
_WRONG = Markup(
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>没有做成</title><p>{}</p><p><a href="/">返回</a></p></html>'
)


def serve_app(app: App, place: Place | None = None) -> Served:
    """The whole web application over this application, as it is served at `place`."""
    place = place or Place("127.0.0.1", 7860)
    accounts = Accounts(app.settings.accounts, app.settings.data_dir)
    web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _add_files(web, app)
    _add_downloads(web, app)
    _add_login(web, accounts)

    @web.get("/alive")
    def alive() -> dict[str, str]:
        return {"assistant": assistant.__version__, "data": data_mark(app.settings.data_dir)}

    blocks = build_page(app)
    blocks.delete_cache = (CLEAR_EVERY, CLEAR_AFTER)
    gr.mount_gradio_app(web, blocks, path="/", auth_dependency=lambda request: str(request.scope[OWNER]), **ASSETS)
    return Gate(web, place, accounts.owner)


def _add_files(web: FastAPI, app: App) -> None:
    uploads = Uploads(app.settings.data_dir)

    @web.post("/files")
    async def bring(request: Request, s: str = "") -> Response:
        if request.headers.get("x-assistant") != "1":
            return JSONResponse({"error": "请求来自别的网页，没有理会。"}, 403)
        if not app.of(request.scope[OWNER]).knows(s):
            return JSONResponse({"error": "没有这次访谈，请回到开始页从列表里选。"}, 404)
        try:
            async with request.form(max_files=MOST_AT_ONCE, max_fields=MOST_AT_ONCE) as sent:
                files = [one for one in sent.getlist("file") if isinstance(one, UploadFile)]
                if not files:
                    raise InputError("没有收到文件。", "请重新选一次。")
                kept = [await _keep(uploads, s, one) for one in files]
        except AssistantError as error:
            return JSONResponse({"error": str(error)}, 415)
        except HTTPException:
            return JSONResponse({"error": f"一次最多收{MOST_AT_ONCE}个文件。"}, 400)
        told = [{"id": k.id, "name": k.name, "size": k.size, "notes": list(k.notes)} for k in kept]
        return JSONResponse(told, background=BackgroundTask(app.tidy))


async def _keep(uploads: Uploads, session_id: str, file: UploadFile) -> Upload:
    data = await file.read()
    return await to_thread.run_sync(uploads.keep, session_id, file.filename or "", data)


def _add_downloads(web: FastAPI, app: App) -> None:
    @web.get("/download/{session_id}/{what}")
    def take(request: Request, session_id: str, what: str, minutes: float | None = None) -> Response:
        own = app.of(request.scope[OWNER])
        try:
            if not own.knows(session_id):
                return HTMLResponse(_WRONG.format("没有这次访谈。"), 404)
            copy = copy_of(own.resume(session_id).session, what, minutes)
        except AssistantError as error:
            return HTMLResponse(_WRONG.format(str(error)), 409)
        named = f"attachment; filename=\"{what}\"; filename*=UTF-8''{quote(copy.name, safe='')}"
        return Response(copy.data, 200, {"content-disposition": named}, "application/octet-stream")


def _add_login(web: FastAPI, accounts: Accounts) -> None:
    @web.get("/login")
    def show() -> Response:
        return HTMLResponse(form())

    @web.post("/login")
    async def sign_in(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=4) as told:
            name, password = str(told.get("name", "")), str(told.get("password", ""))
        address = request.client.host if request.client else ""
        value = accounts.sign_in(name, password, address)
        if value is None:
            await to_thread.run_sync(time.sleep, 0.5)
            return HTMLResponse(form("账号或密码不对。"), 401)
        if not value:
            return HTMLResponse(form("错得太多了，请过一分钟再试。"), 429)
        secure = request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
        answer = RedirectResponse("/", 303)
        answer.set_cookie(COOKIE, value, LASTS, httponly=True, samesite="lax", secure=secure)
        return answer

    @web.post("/logout")
    def sign_out() -> Response:
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE)
        return answer
