"""Claims denied when all is gone through: struck where they were told, and what is so instead told in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.figures.reading import FigureSpan, read_figures
from assistant.interview.amended_answers import ALIKE, Amended, places_of, the_figure
from assistant.interview.clauses import STRETCH
from assistant.outline import Outline, Question
from assistant.report import Pending
from assistant.text.char_pairs import char_pairs


def deny(done: Amended, claim: str, right: str, question: Question, outline: Outline) -> None:
    """Strikes a denied claim where an answer holds it; what is so instead is told there, or where its words belong."""
    quoted = re.search(r"[“‘]([^”’]{2,40})[”’]", claim)
    claim = quoted[1] if quoted is not None else claim
    spans = read_figures(claim)
    struck = None
    if spans:
        matter = claim[: spans[0].start]
        places = [p for p in places_of(done.answers, the_figure(spans[0]), matter, "", outline) if p.near >= ALIKE]
        struck = places[0] if len(places) == 1 else None
    words = _made_whole(claim, spans, right) if right else ""
    if struck is not None:
        text = done.answers[struck.question]
        clause = next(c for c in STRETCH.finditer(text) if c.start() <= struck.span[0] < c.end())
        done.put(struck.question, clause.span(), words, right or claim)
    elif words:
        home = _home(words, done.answers, outline)
        if home is None:
            done.pending.append(Pending(question=question.id, what=f"“{right}”写到哪一题里"))
        else:
            end = len(done.answers[home])
            ends = done.answers[home].rstrip()[-1:] in "。！？；;"
            done.put(home, (end, end), f"{'' if ends else '。'}{words}。", right)


def _made_whole(claim: str, spans: list[FigureSpan], right: str) -> str:
    """What is so instead, with what only the claim names: whose it is (退捕渔民) and of what the share is (就业率)."""
    head = claim[: spans[0].start] if spans else claim
    shared = next((at for at in range(2, len(head) - 1) if head[at : at + 2] in right), 0)
    clauses = [clause.strip() for clause in right.split("，")]
    if shared and not char_pairs(head[:shared]) & char_pairs(right):
        clauses[0] = head[:shared] + clauses[0]
    unit = spans[0].figure.unit if spans else ""
    for place, clause in enumerate(clauses):
        told = read_figures(clause)
        if shared and len(told) == 1 and told[0].text == clause and told[0].figure.unit == unit:
            clauses[place] = head[shared:] + clause
    return "，".join(clauses)


def _home(words: str, answers: Mapping[str, str], outline: Outline) -> str | None:
    """The answered question of the work whose cues the words hold most of; None where no single one."""
    scored = sorted(
        (
            (sum(len(cue) for cue in question.cues if cue in words), question.id)
            for question in outline.questions
            if question.role == "fact" and answers.get(question.id, "").strip()
        ),
        reverse=True,
    )
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return scored[0][1]
