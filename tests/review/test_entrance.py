"""Nobody gets into the desk but who has its address, from its own page, on this machine."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from flows.review.desk import Folders

Asked = tuple[int, dict[str, str], str]


@pytest.fixture
def ask(office: Folders, opened: Callable[..., str]) -> Callable[..., Asked]:
    """Open a desk; ask it for a path below its token, or for another path that begins with //."""
    address = urlsplit(opened(office))

    def request(path: str = "", method: str = "GET", body: object = None, **headers: str) -> Asked:
        assert address.port is not None
        connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=30)
        given = {"Host": address.netloc, **{name.replace("_", "-"): value for name, value in headers.items()}}
        data = body if isinstance(body, bytes) else json.dumps(body) if body is not None else None
        connection.request(method, path[1:] if path.startswith("//") else address.path + path, data, given)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    request.address = address  # type: ignore[attr-defined]
    return request


def post(ask: Callable[..., Asked], what: str, body: object, **headers: str) -> Asked:
    own = {"Origin": f"http://{ask.address.netloc}", "Content_Type": "application/json"}  # type: ignore[attr-defined]
    return ask(what, "POST", body, **{**own, **headers})


def test_without_the_token_there_is_nothing(ask: Callable[..., Asked]) -> None:
    assert ask()[0] == 200
    for path in ("//", "//desk.js", "//docs", "//openapi.json", "//x/", "//%2e%2e/"):
        assert ask(path)[0] == 404, path
    token = ask.address.path.strip("/")  # type: ignore[attr-defined]
    assert len(token) >= 32 and ask(f"//{token[:-1]}/")[0] == 404


def test_another_name_of_the_host_is_refused(ask: Callable[..., Asked]) -> None:
    port = ask.address.port  # type: ignore[attr-defined]
    for host in (f"evil.example:{port}", "127.0.0.1", f"127.0.0.1.evil.example:{port}", ""):
        assert ask(Host=host)[0] == 400, host
    assert ask(Host=f"localhost:{port}")[0] == 200


def test_only_its_own_page_may_change_anything(ask: Callable[..., Asked], office: Folders) -> None:
    answer = {"key": "as_of:two_zones#1", "value": "2024-06"}
    port = ask.address.port  # type: ignore[attr-defined]
    refused = [
        {"Origin": "http://evil.example"},
        {"Origin": f"http://localhost:{port}"},
        {"Origin": f"https://127.0.0.1:{port}"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
    ]
    for headers in refused:
        assert post(ask, "answer", answer, **headers)[0] == 403, headers
    assert post(ask, "answer", answer, Content_Type="text/plain")[0] == 415
    assert ask("answer", "POST", answer, Content_Type="application/json")[0] == 403
    assert ask("answer")[0] in (404, 405)
    assert not (office.raw / "two_zones.toml").exists()
    assert post(ask, "answer", answer)[0] == 200
    assert (office.raw / "two_zones.toml").exists()


def test_what_is_no_answer_changes_nothing(ask: Callable[..., Asked], office: Folders) -> None:
    assert post(ask, "answer", b"{")[0] == 400
    assert post(ask, "answer", [1])[0] == 400
    assert post(ask, "answer", {"key": "none"})[0] == 409
    assert post(ask, "answer", {"key": ["as_of:two_zones#1"], "value": {"a": 1}})[0] == 409
    assert post(ask, "answer", {"key": "as_of:two_zones#1", "value": "x" * 300_000})[0] == 413
    assert list(office.raw.glob("*.toml")) == []


def test_each_answer_bears_the_policy(ask: Callable[..., Asked]) -> None:
    for path in ("", "desk.js", "none", "//"):
        headers = ask(path)[1]
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer" and headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


def test_only_this_machine_is_listened_to(ask: Callable[..., Asked]) -> None:
    port = ask.address.port  # type: ignore[attr-defined]
    others = {entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for other in others - {"127.0.0.1"}:
        with socket.socket() as plug:
            plug.settimeout(2)
            assert plug.connect_ex((other, port)) != 0, other
