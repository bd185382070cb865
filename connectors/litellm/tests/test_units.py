"""The parts that need no proxy: texts of requests, answers in pieces, the outbox."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from custom_hooks import (
    AnswerCut,
    AnswerGate,
    CannotMask,
    Service,
    StreamAssembler,
    Verdict,
    changed_texts,
    conversation_of,
    forwarded,
    sanitised,
    seconds,
    slim,
    tool_calls_of,
    verdict_of,
)
from doubles import AktoDouble, anthropic_frames, chat_frames, responses_frames

ALLOWED = Verdict(denied=False, reason="", rewrite="")


def masked(data: dict[str, Any]) -> dict[str, Any]:
    """`data` after a service replaced every "secret" in it."""
    conversation = conversation_of(data)
    payload = {"messages": conversation.messages}
    for pointer, text in list(changed_texts(payload, json.loads(json.dumps(payload).replace("secret", "[x]")))):
        conversation.write_back(pointer, text)
    return data


@pytest.mark.parametrize(
    "data",
    [
        {"messages": [{"role": "user", "content": "a secret"}], "temperature": 1},
        {
            "messages": [
                {
                    "role": "user",
                    "content": [{"type": "text", "text": "secret"}, {"type": "image_url", "image_url": {"url": "u"}}],
                }
            ]
        },
        {
            "messages": [
                {"role": "user", "content": [{"type": "tool_result", "content": [{"type": "text", "text": "secret"}]}]}
            ]
        },
        {"system": "secret", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 5},
        {"system": [{"type": "text", "text": "secret", "cache_control": {"type": "ephemeral"}}], "messages": []},
        {"input": "secret", "instructions": "secret"},
        {
            "input": [
                {"role": "user", "content": "secret"},
                {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "secret"}]},
            ]
        },
        {"input": [{"type": "function_call", "call_id": "c", "name": "f", "arguments": '{"a": "secret"}'}]},
        {"input": [{"type": "function_call_output", "call_id": "c", "output": "secret"}]},
        {"input": ["one", "secret"]},
        {"prompt": "secret"},
        {"prompt": ["one", "secret"]},
        {
            "contents": [{"role": "user", "parts": [{"text": "secret"}, {"inlineData": {"data": "AA"}}]}],
            "systemInstruction": {"parts": [{"text": "secret"}]},
        },
    ],
)
def test_a_mask_finds_its_way_back_into_every_request(data: dict[str, Any]) -> None:
    wanted = json.loads(json.dumps(data).replace("secret", "[x]"))
    assert masked(data) == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": "x"}, {"b": "x"}),
        ({"a": "x"}, {"a": "x", "b": "y"}),
        ({"a": ["x"]}, {"a": ["x", "y"]}),
        ({"a": 1}, {"a": 2}),
        ({"a": "x"}, {"a": None}),
        ({"a": "x"}, "text"),
    ],
)
def test_a_rewrite_of_more_than_texts_cannot_be_applied(before: Any, after: Any) -> None:
    with pytest.raises(CannotMask):
        list(changed_texts(before, after))


def test_a_rewrite_of_something_that_is_no_text_of_the_request_cannot_be_applied() -> None:
    with pytest.raises(CannotMask):
        conversation_of({"messages": []}).write_back(("model",), "other")


def test_large_inline_media_is_named_not_sent() -> None:
    url = "data:image/png;base64," + "A" * 70_000
    assert slim([{"url": url}]) == [{"url": "[70022 characters of inline media]"}]
    assert slim("A" * 100) == "A" * 100
    assert slim("word " * 20_000) == "word " * 20_000


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (" Chatbot Agent/1 ", "chatbot-agent-1"),
        ("search_agents", "search_agents"),
        ("", ""),
        (None, ""),
        ("ä", "-"),
        ("x" * 300, "x" * 200),
    ],
)
def test_names_are_written_as_akto_writes_them(name: Any, wanted: str) -> None:
    assert sanitised(name) == wanted


def test_credentials_do_not_leave_with_the_headers() -> None:
    received = {
        "authorization": "Bearer made-up",
        "x-api-key": "made-up",
        "cookie": "a=b",
        "x-my-token": "made-up",
        "x-custom": "Bearer made-up",
        "user-agent": "sdk",
        "host": "proxy",
    }
    assert forwarded(received, "agent", "id-1", "") == {
        "user-agent": "sdk",
        "x-akto-installer-akto_message_id": "id-1",
        "host": "agent",
        "content-type": "application/json",
    }


@pytest.mark.parametrize(
    ("result", "wanted"),
    [
        ({"Allowed": True}, Verdict(False, "policy violation", "")),
        ({"Allowed": False, "Reason": "why"}, Verdict(True, "why", "")),
        ({"Allowed": False, "Reason": "why", "Behaviour": "warn"}, Verdict(True, "why", "")),
        ({"Allowed": False, "Reason": "why", "Behaviour": "Alert"}, Verdict(False, "why", "")),
        ({"Allowed": True, "ModifiedPayload": "{}"}, Verdict(False, "policy violation", "{}")),
        ({"Allowed": None}, None),
        ({"Allowed": "true"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_verdicts(result: Any, wanted: Verdict | None) -> None:
    assert verdict_of({"data": {"guardrailsResult": result}}) == wanted
    assert verdict_of([result]) is None


@pytest.mark.parametrize("text", [None, "", "x", "-1", "0"])
def test_a_timeout_that_is_none_is_five_seconds(text: str | None) -> None:
    assert seconds(text) == 5


@pytest.mark.parametrize("frames", [chat_frames, anthropic_frames, responses_frames])
@pytest.mark.parametrize("cut", [1, 2, 3, 7, 100, 100_000])
def test_a_stream_in_pieces_is_the_whole_answer(frames: Any, cut: int) -> None:
    wire = "".join(frames("Grüße, 你好 and more")).encode()
    assembler = StreamAssembler()
    for at in range(0, len(wire), cut):
        assembler.push(wire[at : at + cut])
    assert "Grüße, 你好 and more" in json.dumps(assembler.body(), ensure_ascii=False)
    assert assembler.size >= len("Grüße, 你好 and more")


@pytest.mark.parametrize("frames", [chat_frames, anthropic_frames])
def test_streamed_tool_calls_are_whole(frames: Any) -> None:
    assembler = StreamAssembler()
    assembler.push("".join(frames("")))
    assert list(tool_calls_of(assembler.body())) == [
        ("get_weather", {"city": "Paris"}),
        ("mcp__github__create_issue", {"title": "Bug"}),
    ]


def test_text_that_comes_without_deltas_counts_as_text() -> None:
    assembler = StreamAssembler()
    item = {"type": "message", "content": [{"type": "output_text", "text": "all at once"}]}
    assembler.push({"type": "response.output_item.done", "output_index": 0, "item": item})
    assert assembler.size > 0


def test_garbage_in_a_stream_breaks_nothing() -> None:
    assembler = StreamAssembler()
    for chunk in (
        b"\xff\xfe",
        "data: {broken\n\n",
        "data: []\n\n",
        "event: x\n\n",
        {"choices": None},
        {"type": "message_delta"},
        7,
    ):
        assembler.push(chunk)
    assembler.body()


def chunk(text: str) -> dict[str, Any]:
    return {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": text}}]}


def gate(verdicts: list[Verdict | None]) -> tuple[AnswerGate, list[Any]]:
    asked: list[Any] = []

    async def ask(body: Any) -> Verdict | None:
        asked.append(body)
        return verdicts.pop(0)

    return AnswerGate(ask), asked


def test_the_gate_lets_out_what_is_judged_but_its_tail() -> None:
    async def run() -> None:
        held, asked = gate([ALLOWED])
        assert await held.offer(chunk("a" * 100)) == []
        assert await held.offer(chunk("b" * 300)) == [chunk("a" * 100)]
        assert len(asked) == 1
        assert held.rest() == [chunk("b" * 300)]

    asyncio.run(run())


def test_the_gate_ends_a_denied_answer() -> None:
    async def run() -> None:
        held, _ = gate([Verdict(True, "why", "")])
        with pytest.raises(AnswerCut, match="why"):
            await held.offer(chunk("a" * 500))

    asyncio.run(run())


def test_the_gate_does_not_ask_a_dead_service_again() -> None:
    async def run() -> None:
        held, asked = gate([None])
        first, second = chunk("a" * 500), chunk("b" * 500)
        assert await held.offer(first) == [first]
        assert await held.offer(second) == [second]
        assert len(asked) == 1

    asyncio.run(run())


def test_a_record_waits_for_a_service_that_comes_up_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("custom_hooks.CONNECT_RETRY_SECONDS", (0.05,) * 20)
    akto = AktoDouble()
    port = akto.url.rpartition(":")[2]
    akto.close()

    async def run() -> AktoDouble:
        service = Service(f"http://127.0.0.1:{port}", "", 1)
        service.later(lambda: ({"ingest_data": "true"}, record()))
        await asyncio.sleep(0.1)
        late = AktoDouble(int(port))
        while not late.records:
            await asyncio.sleep(0.01)
        return late

    late = asyncio.run(run())
    assert len(late.records) == 1
    late.close()


def test_a_full_outbox_drops_and_says_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("custom_hooks.OUTBOX_BYTES", 10)
    monkeypatch.setattr("custom_hooks.log.propagate", True)

    async def run() -> None:
        service = Service("http://127.0.0.1:9", "", 1)
        service.later(lambda: ({}, b"x" * 11))
        await asyncio.sleep(0)

    asyncio.run(run())
    assert "records are dropped" in caplog.text


def test_what_never_left_is_sent_when_the_proxy_ends() -> None:
    akto = AktoDouble()
    service = Service(akto.url, "", 1)

    async def run() -> None:
        for _ in range(20):
            service.later(lambda: ({"ingest_data": "true"}, record()))
        await asyncio.sleep(0)

    asyncio.run(run())  # cancels what is left, as a stopping proxy does
    service.flush()
    # Those that had begun to leave may or may not have arrived; none arrives twice.
    assert 12 <= len(akto.records) <= 20
    akto.close()


def record() -> bytes:
    fields = {
        "path": "/x",
        "statusCode": "200",
        "requestHeaders": "{}",
        "tag": "{}",
        "requestPayload": "{}",
        "responsePayload": None,
    }
    return json.dumps(fields).encode()
