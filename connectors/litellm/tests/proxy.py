"""A real LiteLLM proxy with the hook beside its config.yaml."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

HERE = Path(__file__).parent
START_SECONDS = 90

CONFIG = """\
model_list:
  - model_name: smart
    litellm_params: {{model: openai/up-model, api_base: "{model}/v1", api_key: sk-up}}
  - model_name: claude
    litellm_params: {{model: anthropic/claude-sonnet-4-5, api_base: "{model}", api_key: sk-up}}
  - model_name: text
    litellm_params: {{model: text-completion-openai/up-model, api_base: "{model}/v1", api_key: sk-up}}
  - model_name: vectors
    litellm_params: {{model: openai/text-embedding-3-small, api_base: "{model}/v1", api_key: sk-up}}
litellm_settings:
  callbacks: [custom_hooks.proxy_handler_instance]
  drop_params: true
  num_retries: 0
router_settings:
  disable_cooldowns: true
  num_retries: 0
general_settings:
  master_key: sk-test-master-0000000000000000000000000000
  custom_auth: custom_auth.user_api_key_auth
"""


class Proxy:
    """Starts in about six seconds without a network; `log` is all it printed."""

    def __init__(
        self,
        folder: Path,
        model_url: str,
        akto_url: str,
        environment: dict[str, str],
        *,
        config: str = CONFIG,
        port: int | None = None,
    ) -> None:
        shutil.copy(HERE.parent / "custom_hooks.py", folder)
        shutil.copy(HERE / "custom_auth.py", folder)
        (folder / "config.yaml").write_text(config.format(model=model_url))
        port = port or free_port()
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}"
        self._log = folder / "proxy.log"
        quiet = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False", "PYTHONUNBUFFERED": "1"}
        service = {"DATA_INGESTION_SERVICE_URL": akto_url, "AKTO_API_TOKEN": "made-up-token", "LITELLM_URL": self.url}
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(
                [
                    str(Path(sys.executable).parent / "litellm"),
                    "--config",
                    "config.yaml",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    str(port),
                ],
                cwd=folder,
                env={**os.environ, **quiet, **service, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._wait()

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def close(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/health/liveliness", trust_env=False).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.2)
        self.close()
        raise RuntimeError(f"LiteLLM did not start:\n{self.log[-4000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
