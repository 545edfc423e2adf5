"""Our search as a LangChain retriever, for whoever builds on it; nothing of the product loads this module."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.retrieval.passages import KINDS, Kind
from assistant.retrieval.retriever import Retriever


class KnowledgeRetriever(BaseRetriever):
    """`invoke(query)` gives up to `count` documents; kind, score, source, locator, year stand in their metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    count: int = 5
    kinds: Sequence[Kind] = KINDS
    year: int | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = self.retriever.search(query, self.count, kinds=self.kinds, year=self.year)
        return [
            Document(
                page_content=hit.passage.text,
                id=hit.passage.id,
                metadata={
                    "kind": hit.passage.kind,
                    "score": hit.score,
                    "source": hit.passage.source,
                    "locator": hit.passage.locator,
                    "year": hit.passage.year,
                },
            )
            for hit in hits
        ]
