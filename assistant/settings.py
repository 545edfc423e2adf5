"""The only reader of the environment: one frozen Settings, and where prompts and knowledge lie."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import InputError

_HERE = Path(__file__).resolve().parent
# pydantic would go through every installed package, looking for plugins; there are none that this program wants.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

ENDPOINT_FILE = "endpoint.env"
"""What the page's 设置 keeps in the data folder: address, key and model of the endpoint, readable by its owner alone."""
_ENDPOINT = ("OPENAI_BASE_URL", "OPENAI_API_KEY", "ASSISTANT_MODEL")


class Settings(BaseModel):
    """What the environment, or a `.env` in the current folder and then in the data folder, says; where neither names
    a model's endpoint, what the page's 设置 has kept.

    `accounts` are the page's (name, password) pairs; `hosts` further names under which the page may be asked for.

    `data_dir` holds sessions and everything derived; the platform's user data folder unless set.
    """

    model_config = ConfigDict(frozen=True)

    data_dir: Path
    database_url: str = ""
    api_key: str = Field(default="", repr=False)
    base_url: str = ""
    model: str = ""
    embedding_model: str = ""
    chroma_url: str = ""
    timeout: float = 120
    parallel: int = 12
    accounts: tuple[tuple[str, str], ...] = Field(default=(), repr=False)
    hosts: tuple[str, ...] = ()
    endpoint_kept: bool = False


def _env_file(path: Path) -> dict[str, str]:
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = data.decode("gb18030", "replace").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {key.strip(): value.strip().strip("'\"") for key, value in pairs}


@cache
def settings() -> Settings:
    """Reads the settings once a process; the environment wins over `.env` files. Raises InputError where a number is none."""
    here = _env_file(Path(".env")) | dict(os.environ)
    data_dir = Path(here.get("ASSISTANT_DATA_DIR") or _default_data_dir())
    env = _env_file(data_dir / ".env") | here
    kept = {} if any(env.get(name) for name in _ENDPOINT[:2]) else _env_file(data_dir / ENDPOINT_FILE)
    env = env | {name: kept[name] for name in _ENDPOINT if kept.get(name)}
    return Settings(
        data_dir=data_dir,
        database_url=env.get("ASSISTANT_DATABASE_URL", ""),
        api_key=env.get("OPENAI_API_KEY", ""),
        base_url=env.get("OPENAI_BASE_URL", ""),
        model=env.get("ASSISTANT_MODEL", ""),
        embedding_model=env.get("ASSISTANT_EMBEDDING_MODEL", ""),
        chroma_url=env.get("ASSISTANT_CHROMA_URL", ""),
        timeout=_number(env, "ASSISTANT_TIMEOUT", 120, 86_400),
        parallel=int(_number(env, "ASSISTANT_PARALLEL", 12, 1000)),
        accounts=_accounts(env.get("ASSISTANT_AUTH", "")),
        hosts=tuple(name.strip().lower() for name in env.get("ASSISTANT_HOSTS", "").split(",") if name.strip()),
        endpoint_kept=bool(kept),
    )


def _number(env: dict[str, str], name: str, otherwise: int, most: int) -> float:
    said = env.get(name) or otherwise
    try:
        number = float(said)
    except ValueError:
        number = 0
    if not 1 <= number <= most:
        raise InputError(f"设置 {name} 的值“{said}”不对。", f"请写 1 到 {most} 之间的数，或去掉这一项。")
    return number


def _accounts(text: str) -> tuple[tuple[str, str], ...]:
    """`name:password`, several with a comma between; a part without both is no account."""
    pairs = (part.strip().partition(":") for part in text.split(","))
    return tuple((name.strip(), password) for name, _, password in pairs if name.strip() and password)


def keep_endpoint(base_url: str, key: str, model: str) -> None:
    """Keeps an endpoint in the data folder for the runs to come; the three empty: forgets it. Raises OSError, ValueError.

    On POSIX the file is made readable by its owner alone before the key is in it; on Windows the user's profile, where
    the data folder lies, is what keeps others out.
    """
    path = settings().data_dir / ENDPOINT_FILE
    values = dict(zip(_ENDPOINT, (base_url, key, model), strict=True))
    if any(char in value for value in values.values() for char in "\r\n\0'\""):
        raise ValueError("a setting is one line without quotes")
    if not any(values.values()):
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{os.urandom(6).hex()}")
        with open(
            os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="\n"
        ) as file:
            file.write("".join(f"{name}={value}\n" for name, value in values.items() if value))
        os.replace(beside, path)
    settings.cache_clear()


def _default_data_dir() -> str:
    from platformdirs import user_data_dir

    return user_data_dir("assistant", appauthor=False)


@cache
def shipped_folder(name: str) -> Path:
    """The folder `prompts` or `knowledge` as shipped: inside the installed package, else beside it."""
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name


def knowledge_files(kind: str, suffix: str) -> list[Path]:
    """Files of a kind of knowledge, by name; one of the same name in the data folder wins over the shipped one."""
    found: dict[str, Path] = {}
    for folder in (shipped_folder("knowledge"), settings().data_dir / "knowledge"):
        if (folder / kind).is_dir():
            found |= {path.name: path for path in sorted((folder / kind).glob(f"*{suffix}"))}
    return [found[name] for name in sorted(found)]


def quiet_libraries() -> None:
    """Turns off, for this process, what vendors' libraries would send of their own accord; call before they load."""
    off = {"LANGSMITH_TRACING": "false", "LANGCHAIN_TRACING_V2": "false", "ANONYMIZED_TELEMETRY": "False"}
    off |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    os.environ.update(off | {"DO_NOT_TRACK": "1"})
    for name in ("LANGSMITH_API_KEY", "LANGCHAIN_API_KEY", "LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT"):
        os.environ.pop(name, None)


def quiet_page(temporary: Path) -> None:
    """Before Gradio loads: nothing it would send, nothing inherited that opens it further, its files in this folder."""
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    quiet_libraries()
    temporary.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["GRADIO_TEMP_DIR"] = str(temporary)


def on_desktop() -> bool:
    """Whether there is a desktop on which a browser can be opened."""
    if sys.platform in ("win32", "darwin"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def data_mark(folder: Path) -> str:
    """Tells one data folder from another without naming it."""
    from hashlib import sha256

    return sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
