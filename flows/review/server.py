"""The desk's pages, for the browser of this machine alone.

Nobody gets in without the token in the address, by another name of this host (DNS rebinding), or from a page of another
origin. What stands in texts is escaped, and the page may load and run nothing but its own two files.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from flows.contracts import codes
from flows.errors import KaifaquError
from flows.review.again import Again, command
from flows.review.desk import LANGUAGES, Desk
from flows.review.labels import catalog
from flows.review.numbers import ATTRIBUTES
from flows.review.words import cause, words_of
from flows.run.language import speaking, told

HERE = Path(__file__).parent
MOST_BYTES = 256 * 1024
FILES = {"desk.js": "text/javascript; charset=utf-8", "desk.css": "text/css; charset=utf-8"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
CODES = (*codes.MEASURES, *codes.SCENARIOS, *codes.BOUNDS)


def new_token() -> str:
    """What nobody guesses."""
    return secrets.token_urlsafe(24)


def app_of(desk: Desk, token: str, port: int) -> FastAPI:
    """The pages of a desk.

    Args:
        desk: the desk.
        token: first part of every path.
        port: where it listens, for the names by which it may be called.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    pages = _Pages(desk)

    @app.middleware("http")
    async def guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        response = _refused(request, hosts, token)
        if response is None:
            try:
                response = await go_on(request)
            except Exception as error:
                # what went wrong is shown in the page; a trace belongs to nobody's browser
                response = JSONResponse({"error": f"{type(error).__name__}: {error}"}, 500)
        response.headers.update(HEADERS)
        return response

    root = f"/{token}"
    for path, method, handler in (
        ("/", "GET", pages.page),
        ("/again", "GET", pages.again_page),
        ("/again/state", "GET", pages.again_state),
        ("/answer", "POST", pages.answer),
        ("/skip", "POST", pages.skip),
        ("/undo", "POST", pages.undo),
        ("/language", "POST", pages.language),
        ("/again", "POST", pages.start_again),
        ("/{name}", "GET", pages.file),
    ):
        app.add_api_route(f"{root}{path}", handler, methods=[method], response_model=None)
    app.state.pages = pages
    return app


def _refused(request: Request, hosts: set[str], token: str) -> Response | None:
    """Why a request is none of this desk's; None where it is."""
    if request.headers.get("host", "") not in hosts:
        return PlainTextResponse("this desk is not called so", 400)
    first = request.url.path.split("/")[1]
    if not secrets.compare_digest(first.encode(), token.encode()):
        return PlainTextResponse("not found", 404)
    if request.method in ("GET", "HEAD"):
        return None
    origin = urlsplit(request.headers.get("origin", ""))
    same = origin.scheme == "http" and origin.netloc == request.headers["host"]
    if not same or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return PlainTextResponse("this came from another page", 403)
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        return PlainTextResponse("only JSON is taken", 415)
    return None


class _Pages:
    """What each address does."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.again = Again(desk.folders)
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def _html(self, template: str, **given: Any) -> HTMLResponse:
        language = self.desk.language
        left, figures = self.desk.left()
        html = self._templates.get_template(template).render(
            language=language, t=words_of(language), left=left, figures=figures, desk=self.desk,
            command=" ".join(["kaifaqu", *command(self.desk.folders)]), **given,
        )  # fmt: skip
        return HTMLResponse(html)

    async def page(self) -> Response:
        """The question that most hangs on, or that there is none."""
        if self.again.running:
            return await self.again_page()
        await self._take_over()
        return await run_in_threadpool(self._question)

    def _question(self) -> Response:
        sheet = self.desk.current()
        speaker = words_of(self.desk.language)
        return self._html(
            "question.html", sheet=sheet, cause=lambda text: cause(text, self.desk.language), attributes=ATTRIBUTES,
            codes={code: speaker.code(code) for code in CODES},
            catalog=[{"value": key, "shown": name} for key, name in catalog(self.desk.published).items()],
        )  # fmt: skip

    async def file(self, name: str) -> Response:
        """One of the two files that the page loads."""
        if name not in FILES:
            return PlainTextResponse("not found", 404)
        return Response((HERE / "static" / name).read_bytes(), media_type=FILES[name])

    async def answer(self, request: Request) -> Response:
        """Write an answer down."""
        return await self._act(request, lambda given: self.desk.answer(str(given.get("key")), given))

    async def skip(self, request: Request) -> Response:
        """Ask later."""
        return await self._act(request, lambda given: self.desk.skip(str(given.get("key"))))

    async def undo(self, request: Request) -> Response:
        """Take the last decision back."""
        return await self._act(request, lambda given: self.desk.undo())

    async def language(self, request: Request) -> Response:
        """Go on in the other language."""

        def turn(given: dict[str, Any]) -> None:
            other = [name for name in LANGUAGES if name != self.desk.language]
            self.desk.language = other[0]

        return await self._act(request, turn)

    async def start_again(self, request: Request) -> Response:
        """Run the pipeline with all that was decided."""

        def start(given: dict[str, Any]) -> None:
            if not self.again.running:
                self.again = Again(self.desk.folders, self.desk.language).start()

        return await self._act(request, start)

    async def again_page(self) -> Response:
        """How far the run is, and in the end what it changed."""
        await self._take_over()
        return await run_in_threadpool(self._html, "again.html", again=self.again)

    async def again_state(self) -> Response:
        """Whether it still goes on."""
        again = self.again
        return JSONResponse({"running": again.running, "last": "".join(again.lines[-1:])})

    async def _take_over(self) -> None:
        """Once a run has published, ask what is open then."""
        again = self.again
        if not again.running and again.published and not again.taken_over:
            again.taken_over = True
            await run_in_threadpool(self.desk.load)

    async def _act(self, request: Request, do: Callable[[dict[str, Any]], object]) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                return JSONResponse({"error": "this is too long"}, 413)
        try:
            given = json.loads(body or b"{}")
        except ValueError:
            given = None
        if not isinstance(given, dict):
            return JSONResponse({"error": "this is no JSON object"}, 400)
        try:
            await run_in_threadpool(do, given)
        except KaifaquError as error:
            with speaking(self.desk.language):
                text = told(error.problem, error.place, error.remedy)
            return JSONResponse({"error": text}, 409)
        return JSONResponse({"left": self.desk.left()[0]})
