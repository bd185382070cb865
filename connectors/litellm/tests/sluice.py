"""Sluice itself, headless, with what it recorded read back by its own `export`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from proxy import free_port

ROOT = Path(__file__).parents[3]
OWN_NODE = ROOT / "node_modules" / ".bin" / "node"
NODE = os.environ.get("SLUICE_NODE") or (str(OWN_NODE) if OWN_NODE.exists() else "node")
BUNDLE = ROOT / "dist" / "engine" / "main.mjs"
START_SECONDS = 30

Json = dict[str, Any]


def policy(name: str, **more: Any) -> Json:
    base = {"id": name, "name": name, "description": "", "enabled": True, "severity": "high"}
    return {**base, "rules": [], "agents": [], "advice": "", **more}


def rule(kind: str, request: str, response: str) -> Json:
    return {"type": kind, "onRequest": request, "onResponse": response}


# An attack is denied, an IBAN masked, an answer with a card denied.
POLICIES = [
    policy("no-attacks", rules=[rule("injection.*", "block", "none")]),
    policy("mask-iban", rules=[rule("iban", "mask", "mask")]),
    policy("no-cards", rules=[rule("credit_card", "block", "block")]),
]


class Sluice:
    """One engine on a free port. `freeze` makes it slow: it takes connections and says nothing."""

    def __init__(self, folder: Path, upstream: str, mode: str = "block") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        document = {"version": 1, "revision": 1, "policies": POLICIES, "exceptions": []}
        (folder / "policies.json").write_text(json.dumps(document))
        self._folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = (folder / "sluice.log").open("wb")
        # Without `--` Node takes some flags for its own.
        command = [NODE, "--", str(BUNDLE), "serve", "--port", str(self.port), "--ui-port", str(free_port())]
        self._process = subprocess.Popen(
            [*command, "--upstream", upstream, "--mode", mode, "--data", str(folder)],
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def exchanges(self, matching: Callable[[Json], bool], wanted: int = 1, seconds: float = 60) -> list[Json]:
        """The exchanges that match, once there are exactly so many and all of them have ended."""
        until = time.monotonic() + seconds
        while True:
            found = [one for one in self._export() if matching(one)]
            if len(found) == wanted and all(one["state"] != "open" for one in found):
                return found
            if time.monotonic() > until:
                shown = [(one["agent"], one["path"], one["state"], one["verdict"]) for one in found]
                raise AssertionError(f"{wanted} expected, got {shown}")
            time.sleep(0.2)

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        if self._process.poll() is not None:
            return
        self.thaw()
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._log.close()

    def _export(self) -> list[Json]:
        command = [NODE, "--", str(BUNDLE), "export", "--data", str(self._folder), "--format", "jsonl", "--reveal"]
        printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout
        return [json.loads(line) for line in printed.splitlines()]

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/healthCheck", trust_env=False).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        log = (self._folder / "sluice.log").read_text(errors="replace")
        self.stop()
        raise RuntimeError(f"Sluice did not start (npm run build?):\n{log[-4000:]}")
