"""Files people bring and take away: read as text with places, whatever the format; written whole or not at all."""

from assistant.documents.document import Block, Document
from assistant.documents.plain import NOT_THE_REPORT, TEXT_SUFFIXES, front_matter
from assistant.documents.reading import load_answers, read_blocks, read_plain, read_text
from assistant.documents.saving import save, save_all

__all__ = [
    "NOT_THE_REPORT",
    "TEXT_SUFFIXES",
    "Block",
    "Document",
    "front_matter",
    "load_answers",
    "read_blocks",
    "read_plain",
    "read_text",
    "save",
    "save_all",
]
