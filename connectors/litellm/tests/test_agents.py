"""Who a call belongs to: the host of every record is the agent's name, on every API."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Client

APIS: dict[str, dict[str, Any]] = {
    "/v1/chat/completions": {"model": "smart", "messages": [{"role": "user", "content": "who"}]},
    "/v1/messages": {"model": "claude", "max_tokens": 9, "messages": [{"role": "user", "content": "who"}]},
    "/v1/responses": {"model": "smart", "input": "who"},
}


@pytest.mark.parametrize("path", APIS)
@pytest.mark.parametrize(
    ("name", "key", "headers", "more"),
    [
        ("search-agent", "sk-test-alias", {}, {}),
        ("search_agents", "sk-test-team", {}, {}),
        ("key-wins", "sk-test-both", {}, {}),
        ("billing-bot", "sk-test-app", {}, {}),
        ("from-header", "sk-test-both", {"x_agent_name": "From Header"}, {}),
        (
            "chatbot-agent-1",
            "sk-test-both",
            {"x_agent_name": "header-loses"},
            {"metadata": {"agent_name": "Chatbot Agent/1"}},
        ),
    ],
)
def test_every_record_names_the_agent(
    block: Client, path: str, name: str, key: str, headers: dict[str, str], more: dict[str, object]
) -> None:
    assert block.post(path, {**APIS[path], **more}, key, **headers).status_code == 200
    records = block.akto.wait_for(lambda seen: len(seen) == 2)
    assert [record.headers["host"] for record in records] == [name, name]


def test_without_a_name_it_is_the_proxy(block: Client) -> None:
    block.chat("who")
    records = block.akto.wait_for(lambda seen: len(seen) == 2)
    assert {record.headers["host"] for record in records} == {block.proxy.host}


def test_tags_say_whose_key_and_which_session(block: Client) -> None:
    body = {"model": "smart", "messages": [{"role": "user", "content": "who"}]}
    block.post(
        "/v1/chat/completions", body, "sk-test-both", x_session_id="sess-1", x_my_token="do-not-send", x_plain="kept"
    )
    for record in block.akto.wait_for(lambda seen: len(seen) == 2):
        assert record.tags["key_alias"] == "key-wins"
        assert (record.tags["team_id"], record.tags["team_alias"]) == ("t-1", "team-loses")
        assert record.tags["cost_center"] == "42"
        assert record.tags["session_id"] == "sess-1"
        assert record.headers["x-session-id"] == "sess-1"
        assert record.headers["x-plain"] == "kept"
        assert "do-not-send" not in str(record.body)
        assert "sk-test-both" not in str(record.body)
