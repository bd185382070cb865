"""Identities for the proxy under test: what LiteLLM's database would say about a virtual key."""

from __future__ import annotations

from typing import Any

from litellm.proxy._types import ProxyErrorTypes, ProxyException, UserAPIKeyAuth

KEYS: dict[str, dict[str, Any]] = {
    "sk-test-plain": {},
    "sk-test-alias": {"key_alias": "Search Agent", "user_id": "u-1"},
    "sk-test-team": {"team_id": "t-1", "team_alias": "search_agents"},
    "sk-test-both": {
        "key_alias": "key-wins",
        "team_id": "t-1",
        "team_alias": "team-loses",
        "metadata": {"cost_center": "42"},
    },
    "sk-test-app": {
        "key_alias": "alias-loses",
        "metadata": {"key_type": "application", "app_name": "Billing Bot", "app_slug": "billing"},
    },
}


async def user_api_key_auth(request: Any, api_key: str) -> UserAPIKeyAuth:
    if api_key not in KEYS:
        raise ProxyException(message="unknown key", type=ProxyErrorTypes.auth_error, param="api_key", code=401)
    return UserAPIKeyAuth(api_key=api_key, **KEYS[api_key])
