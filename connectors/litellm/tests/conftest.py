from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

HERE = Path(__file__).parent
# Of the hook. On a busy machine LiteLLM blocks its own event loop for over a second at the first call of a route.
TIMEOUT = "3"
sys.path[:0] = [str(HERE), str(HERE.parent)]

from doubles import AktoDouble, ModelDouble  # noqa: E402
from proxy import Proxy  # noqa: E402


class Client:
    """A caller of the proxy with one of the keys of custom_auth.py."""

    def __init__(self, proxy: Proxy, akto: AktoDouble, model: ModelDouble) -> None:
        self.proxy, self.akto, self.model = proxy, akto, model

    def post(self, path: str, body: dict[str, Any], key: str = "sk-test-plain", **headers: str) -> httpx.Response:
        named = {"authorization": f"Bearer {key}", **{name.replace("_", "-"): value for name, value in headers.items()}}
        response = httpx.post(self.proxy.url + path, json=body, headers=named, timeout=30, trust_env=False)
        self.akto.calls.add(response.headers.get("x-litellm-call-id", ""))
        return response

    def chat(self, text: str, key: str = "sk-test-plain", **more: Any) -> httpx.Response:
        body = {"model": "smart", "messages": [{"role": "user", "content": text}], **more}
        return self.post("/v1/chat/completions", body, key)

    def messages(self, text: str, key: str = "sk-test-plain", **more: Any) -> httpx.Response:
        body = {"model": "claude", "max_tokens": 64, "messages": [{"role": "user", "content": text}], **more}
        return self.post("/v1/messages", body, key)

    def responses(self, text: str, key: str = "sk-test-plain", **more: Any) -> httpx.Response:
        return self.post("/v1/responses", {"model": "smart", "input": text, **more}, key)


@pytest.fixture(scope="session")
def model() -> Iterator[ModelDouble]:
    double = ModelDouble()
    yield double
    double.close()


def started(
    tmp_path_factory: pytest.TempPathFactory, model: ModelDouble, name: str, **environment: str
) -> Iterator[Client]:
    akto = AktoDouble()
    proxy = Proxy(tmp_path_factory.mktemp(name), model.url, akto.url, environment)
    yield Client(proxy, akto, model)
    proxy.close()
    akto.close()


@pytest.fixture(scope="session")
def block_client(tmp_path_factory: pytest.TempPathFactory, model: ModelDouble) -> Iterator[Client]:
    yield from started(tmp_path_factory, model, "block", SYNC_MODE="true", TIMEOUT=TIMEOUT)


@pytest.fixture(scope="session")
def log_client(tmp_path_factory: pytest.TempPathFactory, model: ModelDouble) -> Iterator[Client]:
    yield from started(tmp_path_factory, model, "log", SYNC_MODE="false", TIMEOUT=TIMEOUT)


@pytest.fixture
def block(block_client: Client) -> Client:
    block_client.akto.forget()
    block_client.model.requests.clear()
    return block_client


@pytest.fixture
def logged(log_client: Client) -> Client:
    log_client.akto.forget()
    log_client.model.requests.clear()
    return log_client
