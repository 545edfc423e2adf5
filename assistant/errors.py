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
