"""A model by the settings: which address, which name, what the endpoint was found to understand, kept between runs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.address import Address, is_loopback, shown
from assistant.errors import ModelMissingError
from assistant.settings import Settings
from assistant.writing.endpoint import Endpoint
from assistant.writing.ladder import LADDER, Ladder, Rung

FILE_NAME = "endpoint.json"


@dataclass(frozen=True)
class Known:
    """What is known of an endpoint: the rung of the ladder it understands, whether it streams, how it counts."""

    base_url: str
    model: str
    rung: Rung = "json_schema"
    stream: bool = True
    max_tokens_name: str = "max_tokens"


def connect(settings: Settings) -> tuple[Ladder, str]:
    """The model that the settings name, and a sentence about which was taken where they name none, else "".

    Raises ModelError where the endpoint cannot be asked for its models or has none that chats.
    """
    address = Address(settings.base_url, settings.api_key, settings.model, settings.timeout)
    endpoint = Endpoint(address)
    told = ""
    if not settings.model:
        names = endpoint.models()
        if not names:
            raise ModelMissingError("端点没有列出能对话的模型。", "请写明模型名（ASSISTANT_MODEL）。")
        endpoint.close()
        endpoint = endpoint.named(names[0])
        told = f"没有指定模型，取用端点列出的“{names[0]}”；要换请写明模型名（ASSISTANT_MODEL）。"
    known = recall(settings.data_dir, shown(settings.base_url), endpoint.address.model)
    endpoint.max_tokens_name = known.max_tokens_name
    ladder = Ladder(
        endpoint,
        endpoint.address.model,
        rung=known.rung,
        stream=known.stream,
        away=not is_loopback(settings.base_url),
        parallel=settings.parallel,
    )
    return ladder, told


def recall(folder: Path, base_url: str, model: str) -> Known:
    """What was found out about this endpoint and model before; the defaults where nothing was."""
    fresh = Known(base_url, model)
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        known = Known(**kept)
    except (OSError, ValueError, TypeError):
        return fresh
    same = (known.base_url, known.model) == (base_url, model) and known.rung in LADDER
    return known if same else fresh


def remember(folder: Path, known: Known) -> None:
    """Keeps it in the data folder; no key and no secret part of the address is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text(json.dumps(asdict(known), ensure_ascii=False, indent=1), encoding="utf-8")
