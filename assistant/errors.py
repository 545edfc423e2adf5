"""The error tree: each error is one Chinese sentence a secretary understands, and a hint what to do."""


class AssistantError(Exception):
    """Anything the product refuses or fails at; only the outermost layer (terminal, page) catches it.

    `message` says what is wrong, `hint` what to do about it; both are Chinese and hold no secret.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"


class InputError(AssistantError):
    """What the person handed over cannot be used as it is: a file, an option, an answer."""


class AnswersError(InputError):
    """The answers file is not what it should be: YAML, question id, year, length."""


class FileError(InputError):
    """A file cannot be read or written: missing, binary, unknown encoding, read-only or full folder."""


class OutlineError(InputError):
    """An outline (kind of report) is unknown, or its file breaks the schema; names file and line."""


class NothingToWriteError(InputError):
    """Nothing at all was said for a whole required part: the only gap that stops a draft."""


class StorageError(AssistantError):
    """The session store cannot be opened, read or written."""


class KnowledgeError(AssistantError):
    """The knowledge store cannot be opened, read or written."""


class KnowledgeBusyError(KnowledgeError):
    """Another process has the knowledge store open; there is never more than one."""


class KnowledgeDamagedError(KnowledgeError):
    """The index cannot be read or does not find what is in it; it is made anew from the originals."""


class KnowledgeMismatchError(KnowledgeError):
    """The index was made with another encoder or another way of cutting; it is made anew."""


class ModelError(AssistantError):
    """A model's endpoint failed or its reply is of no use; what was asked of it falls to the offline writer.

    `retryable`: the same call may succeed later. `detail` is the provider's own words, free of the key.
    """

    retryable = False

    def __init__(self, message: str, hint: str = "", detail: str = "") -> None:
        super().__init__(message, hint)
        self.detail = detail


class EndpointUnreachableError(ModelError):
    """Nobody answers at the address: wrong address, no network, refused connection."""

    retryable = True


class EndpointSlowError(ModelError):
    """No answer in time: connect, read or whole-call time ran out."""

    retryable = True


class EndpointBusyError(ModelError):
    """The endpoint asks to slow down (429) or is overloaded (503); `after` is the wait it asks for, in seconds."""

    retryable = True

    def __init__(self, message: str, hint: str = "", detail: str = "", after: float | None = None) -> None:
        super().__init__(message, hint, detail)
        self.after = after


class EndpointBrokenError(ModelError):
    """The endpoint answers, but not in its own protocol: 5xx, a web page, no choices, a broken stream."""

    retryable = True


class KeyRefusedError(ModelError):
    """The key is missing, wrong, or may not use this model."""


class QuotaGoneError(ModelError):
    """The account has no money or no quota left; waiting does not help."""


class ModelMissingError(ModelError):
    """The endpoint does not know the model, or there is no such path."""


class RequestRefusedError(ModelError):
    """The endpoint refuses what it was sent: too long, a parameter it does not know, its content filter."""


class ReplyInvalidError(ModelError):
    """The reply is not of the type that was asked for, empty, or far too long."""


class ReplyCutError(ModelError):
    """The reply stopped before its end: length limit, or a stream without a last word."""


class CancelledError(AssistantError):
    """The person stopped it; what is done is kept."""
