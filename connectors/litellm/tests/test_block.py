"""SYNC_MODE=true: the service is asked before the model is, and about the answer before the caller gets it."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import openai
import pytest

from conftest import Client
from doubles import ATTACK, CARD, IBAN, WORD, Record

ASKS = ("chat", "messages", "responses")
REASON = "Blocked by Akto Guardrails: Prompt injection (policy default, rule override)"


def ask(client: Client, api: str, text: str, **more: Any) -> httpx.Response:
    response: httpx.Response = getattr(client, api)(text, **more)
    return response


def recorded(records: list[Record]) -> list[Record]:
    return [record for record in records if "ingest_data" in record.flags and not record.is_tool_call]


def questions(records: list[Record]) -> list[Record]:
    return [record for record in records if record.flags == {"guardrails"}]


def test_says_that_it_is_there(block: Client) -> None:
    assert re.search(r"GuardrailsHandler initialized \| sync_mode=True$", block.proxy.log, re.MULTILINE)


@pytest.mark.parametrize("api", ASKS)
@pytest.mark.parametrize("stream", [False, True])
def test_an_allowed_call_is_one_question_and_one_record(block: Client, api: str, stream: bool) -> None:
    response = ask(block, api, "hello there", stream=stream)
    assert response.status_code == 200
    assert "several" in response.text

    records = block.akto.wait_for(lambda seen: len(recorded(seen)) == 1)
    question, record = records
    assert question.flags == {"guardrails"}
    assert record.flags == {"response_guardrails", "ingest_data"}
    assert {entry.call_id for entry in records} == {response.headers["x-litellm-call-id"]}
    assert {entry.headers["x-akto-installer-akto_message_id"] for entry in records} == {question.call_id}
    assert {entry.authorization for entry in records} == {"made-up-token"}
    assert {entry.path for entry in records} == {response.request.url.path}
    assert {entry.headers["host"] for entry in records} == {block.proxy.host}
    assert [message["content"] for message in question.messages] == ["hello there"]
    assert record.status == "200"
    assert "Hello from the model, in several words." in json.dumps(record.answer)


def test_the_record_of_an_answer_has_the_shape_of_its_api(block: Client) -> None:
    for stream in (False, True):
        block.akto.forget()
        ask(block, "chat", "hi", stream=stream)
        ask(block, "messages", "hi", stream=stream)
        ask(block, "responses", "hi", stream=stream)
        chat, messages, responses = [
            r.answer for r in block.akto.wait_for(lambda seen: len(recorded(seen)) == 3) if r.answer
        ]
        assert chat["choices"][0]["message"]["content"].startswith("Hello")
        assert messages["content"][0]["text"].startswith("Hello")
        assert responses["output"][0]["content"][0]["text"].startswith("Hello")


@pytest.mark.parametrize("api", ASKS)
@pytest.mark.parametrize("stream", [False, True])
def test_a_denied_request_never_reaches_the_model(block: Client, api: str, stream: bool) -> None:
    response = ask(block, api, f"please {ATTACK}", stream=stream)
    assert response.status_code == 403
    error = response.json()["error"]
    assert error["message"] == REASON
    assert error["type"] == "permission_error"
    assert (response.json().get("type") == "error") == (api == "messages")
    assert block.model.requests == []

    records = block.akto.wait_for(lambda seen: len(seen) == 2)
    assert [sorted(record.flags) for record in records] == [["guardrails"], ["ingest_data"]]
    assert records[1].status == "403"
    assert records[1].answer["x-blocked-by"] == "Akto Proxy"
    assert records[1].answer["reason"] in REASON
    assert records[0].call_id == records[1].call_id


def test_sdks_raise_permission_denied(block: Client) -> None:
    sdk = openai.OpenAI(
        base_url=f"{block.proxy.url}/v1", api_key="sk-test-plain", http_client=httpx.Client(trust_env=False)
    )
    with pytest.raises(openai.PermissionDeniedError, match="Prompt injection"):
        sdk.chat.completions.create(model="smart", messages=[{"role": "user", "content": ATTACK}])
    with pytest.raises(openai.PermissionDeniedError, match="Prompt injection"):
        sdk.responses.create(model="smart", input=ATTACK)
    with pytest.raises(openai.PermissionDeniedError, match="Credit card"):
        sdk.responses.create(model="smart", input="LEAK")
    block.akto.wait_for(lambda seen: len(seen) == 6)


def test_system_texts_and_tools_are_asked_about(block: Client) -> None:
    tools = [
        {"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {}}}}
    ]
    block.chat("hi", tools=tools)
    block.messages("hi", system=[{"type": "text", "text": "SYSTEM TEXT"}])
    block.responses("hi", instructions="INSTRUCTIONS TEXT")
    chat, messages, responses = questions(block.akto.wait_for(lambda seen: len(questions(seen)) == 3))
    assert chat.payload["body"]["tools"] == tools
    assert messages.messages[0] == {"role": "system", "content": [{"type": "text", "text": "SYSTEM TEXT"}]}
    assert responses.messages[0] == {"role": "system", "content": "INSTRUCTIONS TEXT"}
    assert block.responses("hi", instructions=ATTACK).status_code == 403


def test_items_of_responses_are_asked_about(block: Client) -> None:
    items = [
        {"role": "user", "content": [{"type": "input_text", "text": "what is it like"}]},
        {"type": "function_call", "call_id": "c1", "name": "weather", "arguments": '{"city": "Oslo"}'},
        {"type": "function_call_output", "call_id": "c1", "output": f"rain. {ATTACK}"},
    ]
    assert block.post("/v1/responses", {"model": "smart", "input": items}).status_code == 403
    user, call, result = questions(block.akto.wait_for(lambda seen: bool(seen)))[0].messages
    assert user["content"] == [{"type": "input_text", "text": "what is it like"}]
    assert call["tool_calls"][0]["function"] == {"name": "weather", "arguments": '{"city": "Oslo"}'}
    assert result == {"role": "tool", "tool_call_id": "c1", "content": f"rain. {ATTACK}"}


def test_prompts_and_inputs_are_asked_about(block: Client) -> None:
    assert block.post("/v1/completions", {"model": "text", "prompt": ATTACK}).status_code == 403
    assert block.post("/v1/embeddings", {"model": "vectors", "input": ["fine", ATTACK]}).status_code == 403
    assert block.post("/v1/completions", {"model": "text", "prompt": "hi"}).status_code == 200
    assert block.post("/v1/embeddings", {"model": "vectors", "input": "hi"}).status_code == 200
    done = block.akto.wait_for(lambda seen: len(recorded(seen)) == 4)
    vectors = next(r for r in recorded(done) if r.path == "/v1/embeddings" and r.status == "200")
    assert vectors.answer["data"][0]["embedding"] == "[3 numbers]"


@pytest.mark.parametrize("stream", [False, True])
def test_a_mask_changes_texts_and_nothing_else(block: Client, stream: bool) -> None:
    text = f"my account {IBAN} please"
    kept: dict[str, Any] = {"temperature": 0.25, "max_tokens": 77, "stream": stream}
    assert block.chat(text, **kept, seed=7).status_code == 200
    assert block.messages(text, **kept, system="SYS").status_code == 200
    options: dict[str, Any] = {"temperature": 0.25, "max_output_tokens": 77, "stream": stream}
    assert block.responses(text, **options, instructions="INS").status_code == 200

    (_, chat), (_, messages), (_, responses) = block.model.requests
    assert chat["messages"] == [{"role": "user", "content": "my account [IBAN] please"}]
    assert (chat["temperature"], chat["max_tokens"], chat["seed"]) == (0.25, 77, 7)
    assert messages["messages"][0]["content"] in (
        "my account [IBAN] please",
        [{"type": "text", "text": "my account [IBAN] please"}],
    )
    assert (messages["temperature"], messages["max_tokens"], messages["system"]) == (0.25, 77, "SYS")
    assert responses["input"] == "my account [IBAN] please"
    assert (responses["temperature"], responses["max_output_tokens"], responses["instructions"]) == (0.25, 77, "INS")
    records = recorded(block.akto.wait_for(lambda seen: len(recorded(seen)) == 3))
    assert all("[IBAN]" in json.dumps(record.payload) and IBAN not in json.dumps(record.payload) for record in records)


def test_a_mask_reaches_blocks_arguments_and_history(block: Client) -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "pay", "arguments": json.dumps({"to": IBAN})}}
    history = [
        {"role": "user", "content": [{"type": "text", "text": "one"}, {"type": "text", "text": f"to {IBAN}"}]},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c1", "content": f"sent to {IBAN}"},
        {"role": "user", "content": "thanks"},
    ]
    assert block.post("/v1/chat/completions", {"model": "smart", "messages": history}).status_code == 200
    sent = json.dumps(block.model.requests[0][1]["messages"])
    assert sent.count("[IBAN]") == 3
    assert IBAN not in sent


def test_a_mask_that_does_not_fit_blocks(block: Client) -> None:
    response = block.chat("BADMASK")
    assert response.status_code == 403
    assert "masked" in response.json()["error"]["message"]
    assert block.model.requests == []


@pytest.mark.parametrize("api", ASKS)
def test_a_denied_answer_is_not_handed_out(block: Client, api: str) -> None:
    response = ask(block, api, "LEAK please")
    assert response.status_code == 403
    assert CARD not in response.text
    assert "Credit card" in response.json()["error"]["message"]
    records = block.akto.wait_for(lambda seen: len(seen) == 2)
    assert records[1].flags == {"response_guardrails", "ingest_data"}


@pytest.mark.parametrize("api", ASKS)
def test_an_answer_is_masked(block: Client, api: str) -> None:
    response = ask(block, api, "VEGETABLE please")
    assert response.status_code == 200
    assert "I like [WORD] most." in response.text
    assert WORD not in response.text


@pytest.mark.parametrize("api", ASKS)
def test_a_short_denied_stream_is_an_error_from_its_first_byte(block: Client, api: str) -> None:
    response = ask(block, api, "LEAK please", stream=True)
    assert response.status_code == 403
    assert "Credit card" in response.json()["error"]["message"]
    assert "4111" not in response.text


@pytest.mark.parametrize("api", ASKS)
def test_a_long_stream_is_cut_before_what_is_denied(block: Client, api: str) -> None:
    response = ask(block, api, "LEAK_LATE please, SLOWLY", stream=True)
    assert response.status_code == 200
    assert "harmless words" in joined(response.text)
    assert "4111" not in response.text
    events = [line for line in response.text.split("\n\n") if line.strip()]
    ending = (
        events[-1]
        if api == "messages"
        else next(event for event in events if '"error": {"message"' in event or '"error":{' in event)
    )
    assert "Credit card" in ending
    assert ("event: error" in ending) == (api == "messages")
    if api == "responses":
        assert any("response.failed" in event for event in events)
    records = block.akto.wait_for(lambda seen: len(recorded(seen)) == 1)
    blocked = recorded(records)[0]
    assert (blocked.status, blocked.answer["x-blocked-by"]) == ("403", "Akto Proxy")
    assert {record.call_id for record in records} == {blocked.call_id}


def test_sdks_raise_on_a_cut_stream(block: Client) -> None:
    sdk = openai.OpenAI(
        base_url=f"{block.proxy.url}/v1", api_key="sk-test-plain", http_client=httpx.Client(trust_env=False)
    )
    with pytest.raises(openai.APIError, match="Credit card"):
        for _ in sdk.chat.completions.create(
            model="smart", messages=[{"role": "user", "content": "LEAK_LATE"}], stream=True
        ):
            pass
    with pytest.raises(openai.APIError, match="Credit card"):
        for _ in sdk.responses.create(model="smart", input="LEAK_LATE", stream=True):
            pass


def test_a_stream_that_would_need_a_mask_is_ended(block: Client) -> None:
    response = block.chat("VEGETABLE please", stream=True)
    assert WORD not in response.text
    assert "masked" in response.text


def test_a_slow_stream_flows_while_it_is_judged(block: Client) -> None:
    with httpx.stream(
        "POST",
        f"{block.proxy.url}/v1/chat/completions",
        json={"model": "smart", "messages": [{"role": "user", "content": "SLOWLY LEAK_LATE"}], "stream": True},
        headers={"authorization": "Bearer sk-test-plain"},
        timeout=30,
        trust_env=False,
    ) as response:
        first = next(response.iter_text())
    assert "harmless" in first or "assistant" in first
    # The caller left: the call still has its one record.
    records = block.akto.wait_for(lambda seen: len(recorded(seen)) == 1)
    assert recorded(records)[0].status == "499"


def joined(stream: str) -> str:
    """The text of a stream of any of the three APIs."""
    found = re.findall(r'"(?:content|text|delta)":\s?"((?:[^"\\]|\\.)*)"', stream)
    return "".join(found)
