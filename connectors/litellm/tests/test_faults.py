"""Failures: of the provider, of the caller's key, of the service."""

from __future__ import annotations

import time

import pytest

from conftest import Client
from doubles import ATTACK, Record


def recorded(records: list[Record]) -> list[Record]:
    return [record for record in records if "ingest_data" in record.flags and not record.is_tool_call]


@pytest.mark.parametrize("api", ["chat", "messages", "responses"])
def test_a_provider_error_is_one_record_with_its_status(block: Client, api: str) -> None:
    response = getattr(block, api)("UP_429")
    assert response.status_code == 429
    records = block.akto.wait_for(lambda seen: len(seen) == 2)
    assert records[1].flags == {"ingest_data"}
    assert records[1].status == "429"
    assert "slow down" in records[1].answer["error"]
    assert records[0].call_id == records[1].call_id


def test_a_refused_key_is_recorded_without_it(block: Client) -> None:
    assert block.chat("hello", key="sk-test-unknown").status_code == 401
    (record,) = block.akto.wait_for(lambda seen: len(seen) == 1)
    assert (record.status, record.flags) == ("401", {"ingest_data"})
    assert "sk-test-unknown" not in str(record.body)


def test_a_broken_stream_is_one_record(block: Client) -> None:
    block.chat("BREAK it", stream=True)
    records = block.akto.wait_for(lambda seen: len(recorded(seen)) == 1)
    assert "Hello from the model" in str(recorded(records)[0].answer)


@pytest.mark.parametrize("fault", ["500", "503", "401", "garbage", "hangup", "slow"])
def test_without_a_verdict_the_call_goes_through_and_a_warning_is_logged(block: Client, fault: str) -> None:
    block.chat("all is well")
    before = block.proxy.log.count("UNCHECKED")
    block.akto.fault = fault
    began = time.monotonic()
    response = block.chat(f"{ATTACK}, says nobody")
    assert response.status_code == 200
    # One question before and one after, each at most TIMEOUT (3 s).
    assert time.monotonic() - began < 8.5
    log = block.proxy.log
    assert log.count("UNCHECKED") > before
    assert ATTACK not in log
    assert "made-up-token" not in log


def test_a_stream_waits_once_for_a_slow_service(block: Client) -> None:
    block.akto.fault = "slow"
    began = time.monotonic()
    response = block.chat("LEAK_LATE", stream=True)
    assert response.status_code == 200
    assert time.monotonic() - began < 8.5


def test_an_alert_stops_nobody(block: Client) -> None:
    assert block.chat("ALERT").status_code == 200


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("api", ["chat", "messages"])
def test_tool_calls_are_records_of_their_own(block: Client, api: str, stream: bool) -> None:
    assert getattr(block, api)("CALL_TOOL", stream=stream).status_code == 200
    records = block.akto.wait_for(
        lambda seen: len([r for r in seen if r.is_tool_call]) == 2 and len(recorded(seen)) == 1
    )
    weather, issue = sorted((r for r in records if r.is_tool_call), key=lambda r: r.path, reverse=True)
    assert weather.path == "/tool/get_weather"
    assert weather.payload == {"body": {"city": "Paris"}, "toolName": "get_weather"}
    assert issue.path == "/mcp"
    assert issue.payload["method"] == "tools/call"
    assert issue.payload["params"] == {"name": "create_issue", "arguments": {"title": "Bug"}}
    assert issue.tags["mcp_server_name"] == "github"
    assert len({record.call_id for record in records}) == 1
