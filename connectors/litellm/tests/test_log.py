"""SYNC_MODE=false: the call goes first, the service hears of it afterwards, once."""

from __future__ import annotations

import re

import pytest

from conftest import Client
from doubles import ATTACK


def test_says_that_it_is_there(logged: Client) -> None:
    assert re.search(r"GuardrailsHandler initialized \| sync_mode=False$", logged.proxy.log, re.MULTILINE)


@pytest.mark.parametrize("api", ["chat", "messages", "responses"])
@pytest.mark.parametrize("stream", [False, True])
def test_a_call_is_one_record_after_it(logged: Client, api: str, stream: bool) -> None:
    response = getattr(logged, api)(f"{ATTACK}: hello", stream=stream)
    assert response.status_code == 200
    (record,) = logged.akto.wait_for(lambda seen: len(seen) == 1)
    assert record.flags == {"guardrails", "response_guardrails", "ingest_data"}
    assert record.path == response.request.url.path
    assert record.call_id == response.headers["x-litellm-call-id"]
    assert ATTACK in str(record.messages)
    assert "Hello from the model, in several words." in str(record.answer)


def test_a_denied_answer_still_reaches_its_caller(logged: Client) -> None:
    assert "4111" in logged.chat("LEAK").text
    assert "4111" in logged.chat("LEAK", stream=True).text
    logged.akto.wait_for(lambda seen: len(seen) == 2)


def test_a_slow_service_costs_the_caller_nothing(logged: Client) -> None:
    logged.akto.fault = "slow"
    response = logged.chat("hello")
    assert response.elapsed.total_seconds() < 6
    logged.akto.wait_for(lambda seen: len(seen) == 1)


def test_failures_and_tool_calls_are_recorded(logged: Client) -> None:
    assert logged.chat("UP_429").status_code == 429
    (record,) = logged.akto.wait_for(lambda seen: len(seen) == 1)
    assert record.status == "429"
    logged.akto.forget()
    assert logged.messages("CALL_TOOL", stream=True).status_code == 200
    records = logged.akto.wait_for(lambda seen: len(seen) == 3)
    assert sorted(record.path for record in records) == ["/mcp", "/tool/get_weather", "/v1/messages"]
