"""LiteLLM hook: asks a guardrail service about every call and reports it to it.

It speaks the wire format of Akto's data ingestion service. Put this file beside LiteLLM's config.yaml, and in there:

    litellm_settings:
      callbacks: [custom_hooks.proxy_handler_instance]

Environment:
    DATA_INGESTION_SERVICE_URL  the service (Sluice: http://127.0.0.1:4141). Unset: nothing is checked or reported.
    AKTO_API_TOKEN              sent to the service as Authorization. Optional.
    SYNC_MODE                   true (default): Block, the service is asked before the model is.
                                false: Log, the service is told afterwards.
    TIMEOUT                     seconds the service has to answer a question, all in all. Default 5.
    LITELLM_URL                 this proxy's own address: the name of calls that no agent, key or team names.

One call is one question before it, one record after it and one record for each tool call the model asked for, all
with the same call id. In Block mode the record of the answer is the question about the answer as well; a streamed
answer is asked about while it flows and ended when it is denied. When the service cannot be reached the call goes
through and a warning is logged. Nothing of a request, an answer or a credential is ever logged.

One file, because it is copied by hand. Needs only what LiteLLM's proxy brings (httpx, fastapi, pydantic).
"""

# No postponed annotations: LiteLLM loads this file without entering it in sys.modules, where dataclasses look them up.
import asyncio
import atexit
import codecs
import contextlib
import json
import logging
import os
import re
import sys
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx
from fastapi import HTTPException
from litellm.integrations.custom_logger import CustomLogger
from pydantic import BaseModel

PATH = "/api/http-proxy"
BLOCKED_PREFIX = "Blocked by Akto Guardrails"
BLOCKED_BY = "Akto Proxy"
AGENT_NAME_LIMIT = 200
# Inline media above this many characters is named, not sent: no text is found in it, and the service has a size limit.
MEDIA_LIMIT = 65_536
# A streamed answer is asked about again after this much new text, or after this long with any new text.
STREAM_WINDOW_CHARS = 400
STREAM_WINDOW_SECONDS = 0.4
# The end of the judged text stays back: what is found may only be recognisable with the text that follows.
STREAM_TAIL_CHARS = 64
# Records wait for the service in memory; beyond this they are dropped, counted and logged.
OUTBOX_BYTES = 64 * 1024 * 1024
OUTBOX_CONCURRENCY = 8
CONNECT_RETRY_SECONDS = (0.5, 2.0, 8.0)
EXIT_FLUSH_SECONDS = 2.0
REMEMBERED_CALLS = 10_000
WARN_EVERY_SECONDS = 10.0

SECRET_NAME = re.compile(r"auth|cookie|secret|token|passw|credential|api[-_]?key|(^|[-_])key$|signature", re.IGNORECASE)
UNSAFE_NAME = re.compile(r"[^a-z0-9._-]")
SESSION_HEADERS = (
    "x-session-id",
    "x-conversation-id",
    "x-akto-installer-akto_session_id",
    "x-claude-code-session-id",
    "x-litellm-session-id",
)
# LiteLLM passes the call type to the first hook only; the others know the route.
CALL_TYPES = (
    ("/chat/completions", "acompletion"),
    ("/completions", "atext_completion"),
    ("/messages", "anthropic_messages"),
    ("/responses", "aresponses"),
    ("/embeddings", "aembedding"),
    ("/moderations", "amoderation"),
)

ANSWER_FLAGS = {"response_guardrails": "true", "ingest_data": "true"}

log = logging.getLogger("sluice.litellm_hook")
if not log.handlers:
    _handler = logging.StreamHandler(sys.stderr)
    _handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(_handler)
    log.setLevel(logging.INFO)
    log.propagate = False

Json = dict[str, Any]
Pointer = tuple[str | int, ...]


class RequestBlocked(HTTPException):
    """A denial before a byte was sent; LiteLLM turns it into the error shape of the caller's API."""

    def __init__(self, reason: str) -> None:
        super().__init__(status_code=403, detail=f"{BLOCKED_PREFIX}: {reason}")
        self.type = "permission_error"


class AnswerCut(Exception):
    """Ends a stream. Not an HTTPException: on those LiteLLM breaks the connection instead of writing an error event."""

    def __init__(self, reason: str) -> None:
        self.message = f"{BLOCKED_PREFIX}: {reason}"
        self.type = "permission_error"
        self.param = None
        self.code = 403
        self.status_code = 403
        super().__init__(self.message)


class CannotMask(Exception):
    """The service rewrote more than texts, so its rewrite cannot be applied without losing something."""


# What applying a mask can meet when the service answered with something other than our payload.
MISFITS = (CannotMask, KeyError, IndexError, TypeError, AttributeError)


# ---- texts of a request -------------------------------------------------------------------------------------------


@dataclass
class Conversation:
    """A request as chat messages, whatever API it came in by, with the way back from each text to where it stands."""

    messages: list[Json] = field(default_factory=list)
    origins: list[tuple[Pointer, Any, Pointer]] = field(default_factory=list)

    def add(self, message: Json, container: Any, path: Pointer, at: Pointer = ()) -> None:
        """`at` of the new message is `path` of `container`; everything below it matches name by name."""
        self.origins.append((("messages", len(self.messages), *at), container, path))
        self.messages.append(message)

    def write_back(self, pointer: Pointer, text: str) -> None:
        """Raises CannotMask when nothing of the request stands at `pointer`."""
        for prefix, container, path in self.origins:
            if pointer[: len(prefix)] == prefix:
                set_at(container, (*path, *pointer[len(prefix) :]), text)
                return
        raise CannotMask


def conversation_of(data: Mapping[str, Any]) -> Conversation:
    """All texts of a request that LiteLLM is about to send, by the keys of the APIs it serves."""
    found = Conversation()
    if data.get("mcp_tool_name"):
        return found
    for key in ("system", "instructions"):
        if isinstance(data.get(key), (str, list)) and data[key]:
            found.add({"role": "system", "content": slim(data[key])}, data, (key,), ("content",))
    system = data.get("systemInstruction") or data.get("system_instruction")
    if isinstance(system, dict):
        add_gemini(found, {"role": "system", **system})
    for message in listed(data.get("messages")):
        if isinstance(message, dict):
            found.add(slim(message), message, ())
    add_input(found, data)
    add_texts(found, data, "prompt")
    for content in listed(data.get("contents")):
        if isinstance(content, dict):
            add_gemini(found, content)
    return found


def add_input(found: Conversation, data: Mapping[str, Any]) -> None:
    """`input` of /v1/responses (items), /v1/embeddings and /v1/moderations (a text or texts)."""
    add_texts(found, data, "input")
    for item in listed(data.get("input")):
        if isinstance(item, dict) and item.get("type") in ("function_call", "mcp_call", "custom_tool_call"):
            key = "input" if "input" in item else "arguments"
            function = {"name": item.get("name"), "arguments": item.get(key)}
            call = {"id": item.get("call_id") or item.get("id"), "type": "function", "function": function}
            at: Pointer = ("tool_calls", 0, "function", "arguments")
            found.add({"role": "assistant", "content": None, "tool_calls": [call]}, item, (key,), at)
        elif isinstance(item, dict) and "output" in item:
            message = {"role": "tool", "tool_call_id": item.get("call_id"), "content": slim(item["output"])}
            found.add(message, item, ("output",), ("content",))
        elif isinstance(item, dict) and item.get("content"):
            found.add(
                {"role": item.get("role", "user"), "content": slim(item["content"])}, item, ("content",), ("content",)
            )


def add_texts(found: Conversation, data: Mapping[str, Any], key: str) -> None:
    """A field that holds one text or a list of texts, each as a message of the user."""
    if isinstance(data.get(key), str) and data[key]:
        found.add({"role": "user", "content": data[key]}, data, (key,), ("content",))
    for index, entry in enumerate(listed(data.get(key))):
        if isinstance(entry, str) and entry:
            found.add({"role": "user", "content": entry}, data, (key, index), ("content",))


def add_gemini(found: Conversation, content: Json) -> None:
    roles = {"model": "assistant", "function": "tool"}
    role = roles.get(content.get("role", "user"), content.get("role", "user"))
    for part in listed(content.get("parts")):
        if isinstance(part, dict) and isinstance(part.get("text"), str):
            found.add({"role": role, "content": part["text"]}, part, ("text",), ("content",))


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def slim(value: Any) -> Any:
    """A copy without large inline media."""
    if isinstance(value, str):
        inline = len(value) > MEDIA_LIMIT and (value.startswith("data:") or " " not in value[:MEDIA_LIMIT])
        return f"[{len(value)} characters of inline media]" if inline else value
    if isinstance(value, BaseModel):
        return slim(value.model_dump(mode="json", exclude_none=True))
    if isinstance(value, Mapping):
        return {key: slim(entry) for key, entry in value.items()}
    return [slim(entry) for entry in value] if isinstance(value, (list, tuple)) else value


def changed_texts(before: Any, after: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Texts of `after` that differ from `before`. Raises CannotMask where they differ in anything but texts."""
    if isinstance(before, str) and isinstance(after, str):
        if before != after:
            yield pointer, after
    elif isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        for key, entry in before.items():
            yield from changed_texts(entry, after[key], (*pointer, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, entry in enumerate(before):
            yield from changed_texts(entry, after[index], (*pointer, index))
    elif before != after:
        raise CannotMask


def set_at(container: Any, path: Pointer, text: str) -> None:
    """Replaces one text in a tree of dicts, lists and pydantic models."""
    for step in path[:-1]:
        container = getattr(container, str(step)) if isinstance(container, BaseModel) else container[step]
    if isinstance(container, BaseModel):
        setattr(container, str(path[-1]), text)
    else:
        container[path[-1]] = text


# ---- answers ------------------------------------------------------------------------------------------------------


def answer_body(response: Any) -> Any:
    """An answer as JSON in its own API's shape; vectors are counted, not sent."""
    body = response.model_dump(mode="json", exclude_none=True) if isinstance(response, BaseModel) else response
    if not isinstance(body, dict):
        return body if isinstance(body, (str, list)) else None
    body = {key: value for key, value in body.items() if key != "_hidden_params"}
    vectors = [entry for entry in listed(body.get("data")) if isinstance(entry, dict) and "embedding" in entry]
    if vectors:
        body["data"] = [{**entry, "embedding": f"[{len(entry['embedding'])} numbers]"} for entry in vectors]
    return body


def tool_calls_of(body: Any) -> Iterator[tuple[str, Any]]:
    """Name and arguments of every tool call in an answer of any API."""
    if not isinstance(body, dict):
        return
    for choice in listed(body.get("choices")):
        for call in listed((choice.get("message") or {}).get("tool_calls")):
            function = call.get("function") or {}
            yield str(function.get("name")), parsed(function.get("arguments"))
    for block in listed(body.get("content")):
        if isinstance(block, dict) and block.get("type") == "tool_use":
            yield str(block.get("name")), block.get("input")
    for item in listed(body.get("output")):
        if isinstance(item, dict) and item.get("type") == "function_call":
            yield str(item.get("name")), parsed(item.get("arguments"))


def parsed(text: Any) -> Any:
    """JSON where it is JSON, otherwise what was given."""
    try:
        return json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return text


def has_text(part: Any) -> bool:
    if isinstance(part, dict):
        return any(
            isinstance(entry, str) and entry != "" if key in ("text", "arguments", "thinking") else has_text(entry)
            for key, entry in part.items()
        )
    return any(has_text(entry) for entry in listed(part))


class StreamAssembler:
    """Puts a streamed answer together while it flows: chunks and events of every API that conversation_of reads."""

    def __init__(self) -> None:
        self.size = 0
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._tail = ""
        self._body: Json = {}
        self._parts: dict[Any, Json] = {}
        self._final: Json | None = None

    def push(self, chunk: Any) -> None:
        """Takes bytes or text cut anywhere, or whole events; what it cannot read it leaves out."""
        if isinstance(chunk, BaseModel):
            self._read(chunk.model_dump(mode="json", exclude_none=True))
        elif isinstance(chunk, dict):
            self._read(chunk)
        elif isinstance(chunk, (bytes, str)):
            text = self._decode(chunk) if isinstance(chunk, bytes) else chunk
            *frames, self._tail = (self._tail + text.replace("\r\n", "\n")).split("\n\n")
            for frame in frames:
                lines = (line[5:].strip() for line in frame.split("\n") if line.startswith("data:"))
                event = parsed("\n".join(lines))
                if isinstance(event, dict):
                    self._read(event)

    def body(self) -> Json:
        """The answer so far, in its API's shape of an answer that was not streamed."""
        if self._final is not None:
            return self._final
        parts = [self._parts[key] for key in sorted(self._parts, key=str)]
        if self._body.get("type") == "message":
            blocks = [{k: v for k, v in part.items() if k != "partial"} for part in parts]
            for part, block in zip(parts, blocks, strict=True):
                if part.get("partial"):
                    block["input"] = parsed(part["partial"])
            return {**self._body, "content": blocks}
        if self._body.get("object") == "response":
            return {**self._body, "output": parts}
        if "candidates" in self._body:
            return {**self._body, "candidates": [{"content": {"role": "model", "parts": parts}}]}
        return {**self._body, "choices": parts}

    def _read(self, event: Json) -> None:
        with contextlib.suppress(AttributeError, KeyError, TypeError, ValueError):
            self._event(event)

    def _event(self, event: Json) -> None:
        kind = str(event.get("type", ""))
        if "choices" in event:
            self._chat(event)
        elif kind.startswith("response."):
            self._responses(kind, event)
        elif "candidates" in event:
            self._gemini(event)
        else:
            self._anthropic(kind, event)

    def _replace(self, index: int, part: Any) -> None:
        """A whole part at once; what it says beyond its deltas is new text."""
        fresh = dict(part) if isinstance(part, dict) else {}
        known = len(json.dumps(self._parts.get(index, {})))
        self.size += max(0, len(json.dumps(fresh)) - known) if has_text(fresh) else 0
        self._parts[index] = fresh

    def _append(self, target: Json, key: str, text: Any) -> None:
        if isinstance(text, str) and text:
            target[key] = (target.get(key) or "") + text
            self.size += len(text)

    def _chat(self, chunk: Json) -> None:
        self._body.update(
            {key: chunk[key] for key in ("id", "created", "model", "usage") if chunk.get(key) is not None}
        )
        for choice in listed(chunk.get("choices")):
            delta = choice.get("delta")
            self._body["object"] = "text_completion" if delta is None else "chat.completion"
            part = self._parts.setdefault(
                choice.get("index", 0), {"index": choice.get("index", 0), "finish_reason": None}
            )
            part["finish_reason"] = choice.get("finish_reason") or part["finish_reason"]
            if delta is None:
                self._append(part, "text", choice.get("text"))
                continue
            message = part.setdefault("message", {"role": "assistant", "content": None})
            for key in ("content", "reasoning_content", "refusal"):
                self._append(message, key, delta.get(key))
            for call in listed(delta.get("tool_calls")):
                calls = message.setdefault("tool_calls", [])
                index = call.get("index", 0)
                while len(calls) <= index:
                    calls.append({"id": None, "type": "function", "function": {"name": "", "arguments": ""}})
                calls[index]["id"] = call.get("id") or calls[index]["id"]
                for key in ("name", "arguments"):
                    self._append(calls[index]["function"], key, (call.get("function") or {}).get(key))

    def _anthropic(self, kind: str, event: Json) -> None:
        if kind == "message_start":
            self._body = {"type": "message", **(event.get("message") or {})}
        elif kind == "content_block_start":
            self._replace(event.get("index", 0), event.get("content_block"))
        elif kind == "content_block_delta":
            part = self._parts.setdefault(event.get("index", 0), {"type": "text"})
            delta = event.get("delta") or {}
            for key, target in (("text", "text"), ("thinking", "thinking"), ("partial_json", "partial")):
                self._append(part, target, delta.get(key))
        elif kind == "message_delta":
            self._body.update({key: value for key, value in (event.get("delta") or {}).items() if value is not None})
            self._body["usage"] = {**(self._body.get("usage") or {}), **(event.get("usage") or {})}

    def _responses(self, kind: str, event: Json) -> None:
        if kind in ("response.completed", "response.failed", "response.incomplete"):
            self._final = event.get("response")
        elif kind in ("response.created", "response.in_progress"):
            self._body = {**(event.get("response") or {}), "object": "response"}
        elif kind in ("response.output_item.added", "response.output_item.done"):
            self._body.setdefault("object", "response")
            self._replace(event.get("output_index", 0), event.get("item"))
        elif kind == "response.function_call_arguments.delta":
            item = self._parts.setdefault(event.get("output_index", 0), {"type": "function_call"})
            self._append(item, "arguments", event.get("delta"))
        elif kind.endswith(".delta") and isinstance(event.get("delta"), str):
            self._body.setdefault("object", "response")
            item = self._parts.setdefault(event.get("output_index", 0), {"type": "message", "role": "assistant"})
            content = item.setdefault("content", [])
            if not content:
                content.append({"type": "output_text", "text": ""})
            self._append(content[-1], "text", event.get("delta"))

    def _gemini(self, event: Json) -> None:
        self._body.update({key: value for key, value in event.items() if key != "candidates"}, candidates=True)
        for candidate in listed(event.get("candidates")):
            for part in listed((candidate.get("content") or {}).get("parts")):
                self._append(self._parts.setdefault(0, {}), "text", part.get("text"))


# ---- the service --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    denied: bool
    reason: str
    # The whole payload with other texts; empty when nothing is to be changed.
    rewrite: str


def verdict_of(answer: Any) -> Verdict | None:
    """None when the answer is not one: a client that cannot read a verdict has none."""
    data = answer.get("data") if isinstance(answer, dict) else None
    result = data.get("guardrailsResult") if isinstance(data, dict) else None
    if not isinstance(result, dict) or not isinstance(result.get("Allowed"), bool):
        return None
    # An alert is for the service's own window; it never stops anyone.
    denied = not result["Allowed"] and str(result.get("Behaviour", "")).lower() != "alert"
    rewrite = result.get("ModifiedPayload")
    return Verdict(denied, str(result.get("Reason") or "policy violation"), rewrite if isinstance(rewrite, str) else "")


def to_bytes(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False, default=str).encode("utf-8", "replace")


class Service:
    """Akto's service on the wire. Questions fail open and loudly; records wait their turn in a bounded outbox."""

    def __init__(self, url: str, token: str, timeout_seconds: float) -> None:
        self._url = url.rstrip("/") + PATH
        self._headers = {"content-type": "application/json", **({"authorization": token} if token else {})}
        self._timeout = timeout_seconds
        # A loopback service must not be sought through the proxy of HTTP_PROXY.
        self._trust_env = urlsplit(url).hostname not in ("127.0.0.1", "localhost", "::1")
        self._client: httpx.AsyncClient | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turn = asyncio.Semaphore(OUTBOX_CONCURRENCY)
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: dict[int, tuple[dict[str, str], bytes]] = {}
        self._waiting_bytes = 0
        self._next = 0
        self._failing = 0
        self._warned: dict[str, tuple[float, int]] = {}
        atexit.register(self.flush)

    async def ask(self, flags: dict[str, str], body: bytes) -> Verdict | None:
        """None when there is no verdict, whatever the cause: the call goes through."""
        try:
            response = await asyncio.wait_for(self._post(flags, body), self._timeout)
        except asyncio.TimeoutError:
            self._fail("timeout", f"no answer within {self._timeout:g} s")
        except httpx.HTTPError as error:
            self._fail("unreachable", type(error).__name__)
        else:
            if response.status_code == 200:
                verdict = verdict_of(parsed(response.text))
                if verdict is not None:
                    self._recovered()
                    return verdict
                self._fail("garbled", "an answer without a verdict")
            else:
                hint = " (does AKTO_API_TOKEN match?)" if response.status_code == 401 else ""
                self._fail(f"status {response.status_code}", f"HTTP {response.status_code}{hint}")
        return None

    def later(self, build: Callable[[], tuple[dict[str, str], bytes]]) -> None:
        """Sends a record off the caller's path. `build` runs there too; what it raises is logged."""
        self.spawn(self._send(build))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, build: Callable[[], tuple[dict[str, str], bytes]]) -> None:
        try:
            flags, body = build()
        except Exception as error:  # a shape of LiteLLM's that is not known yet must not break its proxy
            self.warn("record", f"a record could not be built: {type(error).__name__}")
            return
        if self._waiting_bytes + len(body) > OUTBOX_BYTES:
            self.warn("outbox", "the service is too slow: records are dropped")
            return
        key, self._next = self._next, self._next + 1
        self._waiting[key] = (flags, body)
        self._waiting_bytes += len(body)
        async with self._turn:
            # From here on it may have arrived: it is never sent again but after a refused connection.
            self._waiting.pop(key, None)
            try:
                await self._deliver(flags, body)
            finally:
                self._waiting_bytes -= len(body)

    async def _deliver(self, flags: dict[str, str], body: bytes) -> None:
        for pause in (*CONNECT_RETRY_SECONDS, None):
            try:
                response = await asyncio.wait_for(self._post(flags, body), max(self._timeout, 10.0))
                if response.status_code != 200:
                    self.warn(f"record {response.status_code}", f"a record was refused: HTTP {response.status_code}")
                return
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if pause is None:
                    self.warn("lost", "a record was lost: the service cannot be reached")
                    return
                await asyncio.sleep(pause)
            except (httpx.HTTPError, asyncio.TimeoutError) as error:
                self.warn("record", f"a record may be lost: {type(error).__name__}")
                return

    async def _post(self, flags: dict[str, str], body: bytes) -> httpx.Response:
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            limits = httpx.Limits(max_connections=200, max_keepalive_connections=50)
            self._client = httpx.AsyncClient(timeout=None, trust_env=self._trust_env, limits=limits)
            self._loop = loop
        params = {"akto_connector": "litellm", **flags}
        return await self._client.post(self._url, params=params, headers=self._headers, content=body)

    def _fail(self, kind: str, what: str) -> None:
        self._failing += 1
        self.warn(kind, f"the guardrail service gave no verdict ({what}): the call goes through UNCHECKED")

    def _recovered(self) -> None:
        if self._failing:
            log.info("the guardrail service answers again; %d questions went unanswered", self._failing)
            self._failing = 0
            self._warned.clear()

    def warn(self, kind: str, text: str) -> None:
        """At once the first time, then at most every ten seconds with the number of times."""
        now = time.monotonic()
        last, times = self._warned.get(kind, (-WARN_EVERY_SECONDS, 0))
        if now - last >= WARN_EVERY_SECONDS:
            log.warning("%s%s", text, f" ({times + 1} times)" if times else "")
            self._warned[kind] = (now, 0)
        else:
            self._warned[kind] = (last, times + 1)

    def flush(self) -> None:
        """The proxy ends: what never left gets a last, short chance."""
        until = time.monotonic() + EXIT_FLUSH_SECONDS
        waiting, self._waiting = list(self._waiting.values()), {}
        if waiting:
            with httpx.Client(timeout=1.0, trust_env=self._trust_env) as client:
                for flags, body in waiting:
                    if time.monotonic() > until:
                        break
                    try:
                        client.post(
                            self._url,
                            params={"akto_connector": "litellm", **flags},
                            headers=self._headers,
                            content=body,
                        )
                    except httpx.HTTPError:
                        break


# ---- one call -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Call:
    """What every record of one LLM call says alike."""

    id: str
    call_type: str
    path: str
    model: str
    agent: str
    headers: dict[str, str]
    tags: dict[str, str]
    address: str


def sanitised(name: Any) -> str:
    """An agent's name as Akto writes it; empty when nothing is left of it."""
    return UNSAFE_NAME.sub("-", str(name).strip().lower())[:AGENT_NAME_LIMIT] if isinstance(name, (str, int)) else ""


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def call_of(data: Mapping[str, Any], auth: Any, call_type: str | None, own_host: str) -> Call:
    request = mapping(data.get("proxy_server_request"))
    body = mapping(request.get("body"))
    metadata = [mapping(source.get(key)) for source in (body, data) for key in ("metadata", "litellm_metadata")]
    metadata += [mapping(entry.get("requester_metadata")) for entry in metadata]
    received = mapping(request.get("headers")) or next(
        (mapping(m["headers"]) for m in metadata if m.get("headers")), {}
    )
    headers = {str(name).lower(): str(value) for name, value in received.items()}
    path = urlsplit(str(request.get("url") or "")).path or str(
        getattr(auth, "request_route", None) or "/chat/completions"
    )
    kind = call_type or next((kind for ending, kind in CALL_TYPES if path.endswith(ending)), "acompletion")
    key_metadata = mapping(getattr(auth, "metadata", None))
    application = key_metadata if key_metadata.get("key_type") == "application" else {}
    named: tuple[Any, ...] = (
        *(entry.get("agent_name") for entry in metadata),
        headers.get("x-agent-name"),
        application.get("app_name"),
        application.get("app_slug"),
        getattr(auth, "key_alias", None),
        getattr(auth, "team_alias", None),
    )
    agent = next((name for name in map(sanitised, named) if name), "") or own_host or headers.get("host", "litellm")
    number = str(data.get("litellm_call_id") or getattr(data.get("litellm_logging_obj"), "litellm_call_id", "") or "")
    session = next((headers[name] for name in SESSION_HEADERS if headers.get(name)), None) or data.get(
        "litellm_session_id"
    )
    shown = {name: str(value) for name, value in key_metadata.items() if isinstance(value, (str, int, float))}
    tags = {
        **{name: value for name, value in shown.items() if not SECRET_NAME.search(name) and len(value) <= 200},
        "gen-ai": "Gen AI",
        "litellm": "LiteLLM",
        "call_type": kind,
        "model": str(data.get("model") or ""),
        "litellm_call_id": number,
        "session_id": str(session or ""),
    }
    for tag in ("key_alias", "team_id", "team_alias", "user_id", "end_user_id"):
        tags[tag] = str(getattr(auth, tag, None) or "")
    return Call(
        id=number,
        call_type=kind,
        path=path,
        model=str(data.get("model") or ""),
        agent=agent,
        headers=forwarded(headers, agent, number, str(session or "")),
        tags={name: value for name, value in tags.items() if value},
        address=next((str(m["requester_ip_address"]) for m in metadata if m.get("requester_ip_address")), "0.0.0.0"),
    )


def forwarded(received: Mapping[str, str], agent: str, number: str, session: str) -> dict[str, str]:
    """The caller's headers without credentials, the collection's name as host, and the ids that pair the records."""
    dropped = ("host", "content-type", "content-length")
    headers = {
        name: value
        for name, value in received.items()
        if name not in dropped
        and not SECRET_NAME.search(name)
        and not value.lower().startswith(("bearer ", "basic ", "token "))
    }
    if session:
        headers["x-akto-installer-akto_session_id"] = session
    if number:
        headers["x-akto-installer-akto_message_id"] = number
    return {**headers, "host": agent, "content-type": "application/json"}


def record_of(
    call: Call, payload: Any, answer: Any, status: int, path: str | None = None, tags: Json | None = None
) -> bytes:
    shown_tags = json.dumps({**call.tags, **(tags or {})})
    return to_bytes(
        {
            "path": path or call.path,
            "method": "POST",
            "requestHeaders": json.dumps(call.headers),
            "responseHeaders": json.dumps({"content-type": "application/json"}),
            "requestPayload": to_bytes(payload).decode(),
            "responsePayload": None if answer is None else to_bytes({"body": answer}).decode(),
            "ip": call.address,
            "destIp": "127.0.0.1",
            "time": str(int(time.time() * 1000)),
            "statusCode": str(status),
            "status": str(status),
            "type": None,
            "akto_account_id": "1000000",
            "akto_vxlan_id": "0",
            "is_pending": "false",
            "source": "MIRRORING",
            "direction": None,
            "process_id": None,
            "socket_id": None,
            "daemonset_id": None,
            "enabled_graph": None,
            "tag": shown_tags,
            "metadata": shown_tags,
            "contextSource": "AGENTIC",
        }
    )


def request_payload(data: Mapping[str, Any], call: Call, messages: list[Json]) -> Json:
    body: Json = {"model": call.model, "messages": messages}
    if data.get("stream"):
        body["stream"] = True
    if isinstance(data.get("tools"), list) and data["tools"]:
        body["tools"] = slim(data["tools"])
    return {"body": body}


def mcp_payload(tool: Any, arguments: Any) -> Json:
    return {"jsonrpc": "2.0", "method": "tools/call", "params": {"name": tool, "arguments": arguments}, "id": 1}


def status_of(error: BaseException) -> int:
    for name in ("status_code", "code"):
        value = getattr(error, name, None)
        if isinstance(value, (int, str)) and str(value).isdigit() and 400 <= int(value) <= 599:
            return int(value)
    return 500


class AnswerGate:
    """Holds a streamed answer back until it is judged. The tail of the judged text stays back too, until the end."""

    def __init__(self, ask: Callable[[Any], Coroutine[Any, Any, Verdict | None]]) -> None:
        self.assembler = StreamAssembler()
        self.released = 0
        self.open = False
        self._ask = ask
        self._held: list[tuple[Any, int]] = []
        self._judged = 0
        self._since: float | None = None

    async def offer(self, chunk: Any) -> list[Any]:
        """Takes the next chunk, returns those that may go to the client. Raises AnswerCut on a denial."""
        self.assembler.push(chunk)
        size = self.assembler.size
        self._held.append((chunk, size))
        if self.open:
            return self._release(size)
        fresh, now = size - self._judged, time.monotonic()
        if not fresh:
            return []
        self._since = self._since or now
        if fresh < STREAM_WINDOW_CHARS and now - self._since < STREAM_WINDOW_SECONDS:
            return []
        verdict = await self._ask(self.assembler.body())
        self._since, self._judged = None, size
        self.judge(verdict)
        return self._release(size if self.open else size - STREAM_TAIL_CHARS)

    def judge(self, verdict: Verdict | None) -> None:
        """No verdict opens the gate for the rest of the stream: nobody waits for a dead service twice."""
        if verdict is None:
            self.open = True
        elif verdict.denied:
            raise AnswerCut(verdict.reason)
        elif verdict.rewrite:
            raise AnswerCut("the answer has to be masked, which a stream cannot be; ask again without streaming")

    def rest(self) -> list[Any]:
        return self._release(self.assembler.size)

    def _release(self, covered: int) -> list[Any]:
        ready = 0
        while ready < len(self._held) and self._held[ready][1] <= covered:
            ready += 1
        free, self._held = [chunk for chunk, _ in self._held[:ready]], self._held[ready:]
        self.released += len(free)
        return free


# ---- LiteLLM's side -----------------------------------------------------------------------------------------------


class GuardrailsHandler(CustomLogger):
    # Records of a batch upload are content too: LiteLLM shows them to hooks that say so.
    enforces_request_content = True

    def __init__(self) -> None:
        super().__init__()
        self.sync_mode = os.environ.get("SYNC_MODE", "true").strip().lower() == "true"
        url = os.environ.get("DATA_INGESTION_SERVICE_URL", "").strip()
        own = urlsplit(os.environ.get("LITELLM_URL", "").strip())
        self._own_host = own.netloc.rpartition("@")[2]
        self._service = (
            Service(url, os.environ.get("AKTO_API_TOKEN", "").strip(), seconds(os.environ.get("TIMEOUT")))
            if url
            else None
        )
        self._call_types: OrderedDict[str, str] = OrderedDict()
        self._recorded: OrderedDict[str, None] = OrderedDict()
        log.info("GuardrailsHandler initialized | sync_mode=%s", self.sync_mode)
        if self._service is None:
            log.warning("DATA_INGESTION_SERVICE_URL is not set: calls are neither checked nor recorded")
        else:
            log.info("guardrail service: %s", urlsplit(url).netloc.rpartition("@")[2])

    async def async_pre_call_hook(self, user_api_key_dict: Any, cache: Any, data: Json, call_type: Any) -> Any:
        if self._service is None:
            return None
        with self._never_in_the_way():
            call = call_of(data, user_api_key_dict, str(call_type), self._own_host)
            remember(self._call_types, call.id, str(call_type))
            if data.get("mcp_tool_name"):
                return await self._guard_mcp(self._service, call, data)
            if self.sync_mode:
                return await self._guard_request(self._service, call, data)
        return None

    async def _guard_request(self, service: Service, call: Call, data: Json) -> Json | None:
        """`data`, changed in place, when texts were masked; None when nothing was. Raises RequestBlocked."""
        conversation = conversation_of(data)
        if not conversation.messages:
            return None
        payload = request_payload(data, call, conversation.messages)
        conversation.origins.append((("tools",), data, ("tools",)))
        verdict = await service.ask({"guardrails": "true"}, record_of(call, payload, None, 200))
        if verdict is None or not (verdict.denied or verdict.rewrite):
            return None
        reason = verdict.reason
        if not verdict.denied:
            try:
                for pointer, text in list(changed_texts(payload, parsed(verdict.rewrite))):
                    conversation.write_back(pointer[1:], text)
                return data
            except MISFITS:
                reason = "the request has to be masked, and the mask does not fit it"
        self._block(service, call, payload, reason)
        raise RequestBlocked(reason)

    async def async_post_call_success_hook(self, data: Json, user_api_key_dict: Any, response: Any) -> Any:
        if self._service is None:
            return None
        with self._never_in_the_way():
            call, body = self._known(data, user_api_key_dict), answer_body(response)
            messages = conversation_of(data).messages
            if (messages or has_words(body)) and not self._done(call):
                payload = request_payload(data, call, messages)
                if self.sync_mode and has_words(body):
                    return await self._guard_answer(self._service, call, payload, response, body)
                self._report(self._service, call, payload, lambda: body, 200, judge=not self.sync_mode)
        return None

    async def _guard_answer(self, service: Service, call: Call, payload: Json, response: Any, body: Any) -> Any:
        """`response`, changed in place, when texts were masked; None when nothing was. Raises RequestBlocked."""
        verdict = await service.ask(ANSWER_FLAGS, record_of(call, payload, body, 200))
        if verdict is not None and verdict.denied:
            raise RequestBlocked(verdict.reason)
        self._tools(service, call, body)
        if verdict is None or not verdict.rewrite:
            return None
        try:
            for pointer, text in list(changed_texts({"body": body}, parsed(verdict.rewrite))):
                set_at(response, pointer[1:], text)
        except MISFITS:
            raise RequestBlocked("the answer has to be masked, and the mask does not fit it") from None
        return response

    async def async_post_call_streaming_iterator_hook(
        self, user_api_key_dict: Any, response: Any, request_data: Json
    ) -> AsyncGenerator[Any, None]:
        service, payload = self._service, None
        with self._never_in_the_way():
            call = self._known(request_data, user_api_key_dict)
            payload = request_payload(request_data, call, conversation_of(request_data).messages)
        if service is None or payload is None:
            async for chunk in response:
                yield chunk
            return
        if self.sync_mode:
            async for chunk in self._guarded(service, call, payload, response):
                yield chunk
            return
        chunks: list[Any] = []
        status = 499
        try:
            async for chunk in response:
                chunks.append(chunk)
                yield chunk
            status = 200
        except Exception as error:
            status = status_of(error)
            raise
        finally:
            if not self._done(call):
                self._report(service, call, payload, lambda: assembled(chunks), status, judge=True)

    async def _guarded(self, service: Service, call: Call, payload: Json, response: Any) -> AsyncGenerator[Any, None]:
        gate = AnswerGate(
            lambda body: service.ask({"response_guardrails": "true"}, record_of(call, payload, body, 200))
        )
        try:
            async for chunk in response:
                for ready in await gate.offer(chunk):
                    yield ready
            if not self._done(call):
                body = gate.assembler.body()
                if gate.open or not gate.assembler.size:
                    self._report(service, call, payload, lambda: body, 200)
                else:
                    gate.judge(await service.ask(ANSWER_FLAGS, record_of(call, payload, body, 200)))
                    self._tools(service, call, body)
            for ready in gate.rest():
                yield ready
        except AnswerCut as cut:
            if not self._done(call):
                self._block(service, call, payload, cut.message.removeprefix(f"{BLOCKED_PREFIX}: "))
            if call.call_type != "aresponses":
                raise
            # LiteLLM would end the stream with response.failed alone, which no SDK raises on.
            yield responses_ending(gate.assembler.body(), cut, gate.released > 0)
        except Exception as error:
            self._interrupted(service, call, payload, gate, status_of(error))
            raise
        except BaseException:
            self._interrupted(service, call, payload, gate, 499)
            raise

    async def async_post_call_failure_hook(
        self,
        request_data: Json,
        original_exception: Exception,
        user_api_key_dict: Any,
        traceback_str: str | None = None,
    ) -> None:
        service = self._service
        blocked_here = isinstance(original_exception, (RequestBlocked, AnswerCut))
        if service is None or blocked_here or request_data.get("mcp_tool_name"):
            return
        with self._never_in_the_way():
            call, messages = self._known(request_data, user_api_key_dict), conversation_of(request_data).messages
            if messages and not self._done(call):
                error = {"error": str(getattr(original_exception, "message", None) or original_exception)[:2_000]}
                payload = request_payload(request_data, call, messages)
                self._report(service, call, payload, lambda: error, status_of(original_exception))

    async def _guard_mcp(self, service: Service, call: Call, data: Json) -> Any:
        """A tool call through LiteLLM's own MCP gateway: question and record in one, so that it is sent once."""
        payload = mcp_payload(data["mcp_tool_name"], data.get("mcp_arguments"))
        tags = {"mcp-server": "MCP Server", "tool_name": str(data["mcp_tool_name"])}
        if data.get("mcp_server_name"):
            tags["mcp_server_name"] = str(data["mcp_server_name"])
        flags = {"guardrails": "true", "ingest_data": "true"}
        body = record_of(call, payload, None, 200, "/mcp", tags)
        if not self.sync_mode:
            service.later(lambda: (flags, body))
            return None
        verdict = await service.ask(flags, body)
        if verdict is None or not (verdict.denied or verdict.rewrite):
            return None
        if verdict.denied:
            raise RequestBlocked(verdict.reason)
        rewritten = parsed(verdict.rewrite)
        try:
            list(changed_texts(payload, rewritten))
        except CannotMask:
            raise RequestBlocked("the tool call has to be masked, and the mask does not fit it") from None
        data["modified_arguments"] = rewritten["params"]["arguments"]
        return data

    @contextlib.contextmanager
    def _never_in_the_way(self) -> Iterator[None]:
        """A mistake of this file's, or data of a shape it does not know, must not fail anyone's call."""
        try:
            yield
        except RequestBlocked:
            raise
        except Exception as error:
            if self._service is not None:
                self._service.warn("own", f"the hook failed ({type(error).__name__}): the call goes through UNCHECKED")

    def _known(self, data: Mapping[str, Any], auth: Any) -> Call:
        number = str(
            data.get("litellm_call_id") or getattr(data.get("litellm_logging_obj"), "litellm_call_id", "") or ""
        )
        return call_of(data, auth, self._call_types.get(number), self._own_host)

    def _done(self, call: Call) -> bool:
        """True when this call has its record already; otherwise it has from now on."""
        if call.id in self._recorded:
            return True
        remember(self._recorded, call.id, None)
        return False

    def _block(self, service: Service, call: Call, payload: Json, reason: str) -> None:
        remember(self._recorded, call.id, None)
        answer = {"x-blocked-by": BLOCKED_BY, "reason": reason}
        service.later(lambda: ({"ingest_data": "true"}, record_of(call, payload, answer, 403)))

    def _interrupted(self, service: Service, call: Call, payload: Json, gate: AnswerGate, status: int) -> None:
        if not self._done(call):
            self._report(service, call, payload, gate.assembler.body, status)

    def _report(
        self, service: Service, call: Call, payload: Json, answer: Callable[[], Any], status: int, judge: bool = False
    ) -> None:
        """The record of a call, off its path; `judge` asks for a verdict that nobody waits for."""

        def build() -> tuple[dict[str, str], bytes]:
            body = answer()
            self._tools(service, call, body)
            asked = {"guardrails": "true", "response_guardrails": "true"} if judge else {}
            return {**asked, "ingest_data": "true"}, record_of(call, payload, body, status)

        service.later(build)

    def _tools(self, service: Service, call: Call, body: Any) -> None:
        for name, arguments in tool_calls_of(body):
            tags: Json = {"call_type": "tool_call", "tool_name": name}
            _, is_mcp, rest = name.partition("mcp__")
            server, _, tool = rest.partition("__")
            if is_mcp and name.startswith("mcp__") and server and tool:
                tags.update(
                    {"mcp-server": "MCP Server", "mcp-client": "litellm", "mcp_server_name": server, "tool_name": tool}
                )
                record = record_of(call, mcp_payload(tool, arguments), None, 200, "/mcp", tags)
            else:
                tags["ai-agent"] = "litellm"
                record = record_of(call, {"body": arguments, "toolName": name}, None, 200, f"/tool/{name}", tags)
            service.later(partial(record_flags, record))


def record_flags(record: bytes) -> tuple[dict[str, str], bytes]:
    return {"ingest_data": "true"}, record


def assembled(chunks: list[Any]) -> Json:
    assembler = StreamAssembler()
    for chunk in chunks:
        assembler.push(chunk)
    return assembler.body()


def has_words(body: Any) -> bool:
    """An answer of a model in words or tool calls: not vectors, files or lists of things."""
    return isinstance(body, dict) and any(key in body for key in ("choices", "content", "output", "candidates"))


def responses_ending(body: Json, cut: AnswerCut, begun: bool) -> str:
    """Frames that end a stream of /v1/responses: the event its protocol has, and the error that SDKs raise on."""
    error = {"message": cut.message, "type": cut.type, "param": None, "code": str(cut.code)}
    frame = f"data: {json.dumps({'error': error})}\n\n"
    if not begun:
        return frame
    failed = {"code": "server_error", "message": cut.message}
    response = {**body, "status": "failed", "error": failed, "output": []}
    return f"data: {json.dumps({'type': 'response.failed', 'response': response}, default=str)}\n\n{frame}"


def remember(store: OrderedDict[str, Any], key: str, value: Any) -> None:
    if key:
        store[key] = value
        store.move_to_end(key)
        while len(store) > REMEMBERED_CALLS:
            store.popitem(last=False)


def seconds(text: str | None) -> float:
    try:
        value = float(text or 5)
    except ValueError:
        return 5.0
    return value if value > 0 else 5.0


proxy_handler_instance = GuardrailsHandler()
