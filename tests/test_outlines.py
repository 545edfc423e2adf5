"""The kinds of report as data: what the outlines must hold, and what happens when one is written wrong."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
import yaml

from assistant.errors import OutlineError
from assistant.outline import Block, Outline, Question, find_outline, load_outline, outlines
from assistant.report import Answers
from assistant.settings import shipped_folder
from assistant.text.headings import parts_of_heading

FOLDER = shipped_folder("knowledge")
FILES = sorted((FOLDER / "outlines").glob("*.yaml"))
KINDS = {path.stem: load_outline(path) for path in FILES}
MAIN, SECOND = KINDS["party_building"], KINDS["office_summary"]
every_kind = pytest.mark.parametrize("outline", KINDS.values(), ids=list(KINDS))

OPTIONAL = {"A6", "B2", "C3", "D3", "D5", "E2", "E5", "E7", "F4", "F5", "G3", "H5", "I3", "J6"}
MINIMAL = ["A1", "A2", "B4", "C1", "D1", "D2", "E1", "E3", "E6", "F1", "G1", "G2", "H1", "H2", "I1", "J1", "K1"]
GROUPS = {"A": 6, "B": 4, "C": 3, "D": 5, "E": 9, "F": 5, "G": 3, "H": 6, "I": 3, "J": 6, "K": 3}
THRESHOLDS = {
    "E01": {"overlap_max"},
    "E02": {"share_max"},
    "E05": {"times_max"},
    "E06": {"per_thousand_max"},
    "E07": {"per_thousand_max"},
    "D14": {"similarity_max"},
    "D15": {"similarity_max"},
    "E03": {"pass_max", "stop_min"},
    "E04": {"longest_run", "share_max"},
    "A01": {"title_max"},
    "A06": {"items_min", "items_max"},
    "A07": {"headline_min", "headline_max"},
    "A09": {"opening_max"},
    "A10": {"paragraph_max"},
    "B06": {"before", "after"},
    "B07": {"tolerance"},
    "B08": {"around"},
    "D01": {"similarity_max"},
    "D04": {"coverage_min"},
    "D10": {"elements_min"},
    "D11": {"targets_min"},
    "H03": {"ratio_max"},
    "H04": {"length_difference_max"},
    "H05": {"sentences_min"},
    "H07": {"mean_max", "longest_max"},
    "H08": {"density_min", "density_max"},
    "H09": {"quoted_max"},
}
# Words that claim a result no fact may bear out.
CLAIMS = re.compile(r"显著|有效|全面|明显|大幅|圆满|充分|切实|成效|百分|[0-9０-９]")


def blocks(outline: Outline) -> list[tuple[str, Block]]:
    return [(part.id, block) for part in outline.parts for block in part.blocks]


def headlines(outline: Outline) -> list[tuple[str, str]]:
    """(part and role, headline) of all headlines of an outline."""
    found = []
    for part, block in blocks(outline):
        texts = [h.text for item in block.items for h in item.headlines] + [h.text for h in block.headlines]
        found += [(f"{part}.{block.role}", text) for text in texts]
    return found


def feeding(outline: Outline) -> Counter[str]:
    return Counter(q for _, block in blocks(outline) for item in block.items for q in item.questions)


def patterns(outline: Outline) -> list[str]:
    asked = [f for question in outline.questions for f in question.follow_ups]
    return [
        *chain.from_iterable((*f.when, *f.unless) for f in asked),
        *chain.from_iterable(v.when for v in outline.vague),
    ]


# The main kind is the handbook's


def test_main_kind_is_the_default() -> None:
    assert outlines()[0].id == find_outline(None).id == MAIN.id
    assert [outline.default for outline in KINDS.values()].count(True) == 1


HANDBOOK = [f"{group}{n}" for group, count in GROUPS.items() for n in range(1, count + 1)]
"""The questions of the handbook; whoever adds one to the outline touches no test."""


def test_fifty_three_questions_by_group_and_in_order() -> None:
    assert len(HANDBOOK) == 53
    assert [question.id for question in MAIN.questions if question.id in HANDBOOK] == HANDBOOK


def test_required_optional_and_minimal_as_in_the_handbook() -> None:
    asked = [MAIN.question(name) for name in HANDBOOK]
    assert {q.id for q in asked if not q.required} == OPTIONAL
    assert sum(q.required for q in asked) == 39
    assert [q.id for q in asked if q.minimal] == MINIMAL


def test_special_questions() -> None:
    question = MAIN.question
    assert {q.id for q in MAIN.questions if not q.skippable} == {"A1", "G1", "K1"}
    assert [q.id for q in MAIN.questions if q.per_problem] == ["H2", "I1", "J1"]
    assert [q.id for q in MAIN.questions if q.objective] == ["I3"]
    assert question("H6").role == "private"
    settings = {q.id: q.setting for q in MAIN.questions if q.setting}
    assert settings == {
        "A1": "year", "A2": "limits", "A3": "tenure", "A4": "topics", "A5": "slogans", "A6": "masking",
        "K1": "confirm", "K2": "emphasis", "K3": "signature",
    }  # fmt: skip
    offsets = {q.id: q.year_offset for q in MAIN.questions if q.year_offset}
    assert offsets == {"G1": -1} | {f"J{n}": 1 for n in range(1, 7)}
    for group in "DHI":
        assert {q.who for q in MAIN.questions if q.id[0] == group} == {"书记"}


def test_main_parts_and_limits() -> None:
    assert [part.id for part in MAIN.parts] == ["work", "problems", "plan"]
    assert MAIN.heading("plan") == "三、下一步工作思路和主要措施"
    assert MAIN.limits.total == (2000, 3500)
    assert MAIN.limits.shares == {"problems": (0.25, None), "work": (None, 0.5)}
    items = MAIN.parts[0].blocks[0].items
    assert 3 <= len(items) <= 6
    assert items[0].terms
    assert [item.review for item in items].count(True) == 1


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("履职工作特色和亮点", "work"),
        ("履行基层党建第一责任人职责情况", "work"),
        ("主要做法及成效", "work"),
        ("一年来工作开展情况", "work"),
        ("存在的主要问题及原因", "problems"),
        ("查找出的问题和不足", "problems"),
        ("下一步工作思路和主要措施", "plan"),
        ("下步打算", "plan"),
        ("今后努力方向", "plan"),
        ("2024年度履职情况", "work"),
        ("工作中存在的短板和差距", "problems"),
        ("改进措施", "plan"),
        ("明年工作计划", "plan"),
    ],
)
def test_headings_of_other_reports_are_known(heading: str, part: str) -> None:
    assert parts_of_heading(heading, MAIN)[0] == part


@pytest.mark.parametrize(
    "said",
    [
        "去的人不少",
        "收入增长了一大截",
        "落实率100%",
        "做到了全覆盖",
        "变化很明显",
        "进一步加强管理",
        "年内再建2个",
        "个别支部不按时开会",
        "得到了群众好评",
        "换届以后班子年轻了",
        "群众工作做得好",
    ],
)
def test_vague_ways_of_speaking_are_known(said: str) -> None:
    assert any(re.search(when, said) for vague in MAIN.vague for when in vague.when)


@pytest.mark.parametrize(
    "said",
    [
        "驻村不少于4天",
        "收入从341万元增长到386万元",
        "培训6场420人次",
        "2025年换届换了3名书记",
        "效果不明显",
        "群众不满意",
    ],
)
def test_plain_speech_is_not_taken_for_vague(said: str) -> None:
    assert not any(re.search(when, said) for vague in MAIN.vague for when in vague.when)


def test_ten_vague_rows() -> None:
    assert len(MAIN.vague) == 10


# The second kind proves that a kind is data


def test_second_kind_has_its_own_and_shared_questions() -> None:
    ids, main = {q.id for q in SECOND.questions}, {q.id for q in MAIN.questions}
    assert len(SECOND.parts) == 2
    assert len(ids - main) >= 10
    assert len(ids & main) >= 8
    for shared in ids & main:
        one, other = MAIN.question(shared), SECOND.question(shared)
        same = ("role", "setting", "types", "year_offset", "per_problem", "objective")
        assert [getattr(one, key) for key in same] == [getattr(other, key) for key in same], shared


def test_no_python_file_names_a_kind() -> None:
    names = [name for outline in KINDS.values() for name in (outline.id, outline.name)]
    folder = Path(load_outline.__code__.co_filename).parent
    said = [
        f"{path.name}: {name}"
        for path in folder.rglob("*.py")
        for name in names
        if name in path.read_text(encoding="utf-8")
    ]
    assert said == []


# What holds for every kind


@every_kind
def test_every_fact_question_feeds_exactly_one_item(outline: Outline) -> None:
    fed = feeding(outline)
    measures = {q.id for q in outline.questions if q.role == "measure"}
    assert {q.id for q in outline.questions if q.role in ("fact", "review")} == set(fed) - measures
    assert set(fed.values()) == {1}


@every_kind
def test_every_minimal_part_can_be_asked_for(outline: Outline) -> None:
    roles = {q.role for q in outline.questions if q.minimal}
    assert {"setting", "fact", "problem", "evidence", "cause", "measure"} <= roles


@every_kind
def test_headlines_of_one_block_have_one_shape(outline: Outline) -> None:
    shapes: dict[str, set[tuple[int, ...]]] = {}
    for where, text in headlines(outline):
        assert re.fullmatch(r"[一-龥]+，[一-龥]+", text), text
        assert 10 <= len(text) <= 32, text
        assert not CLAIMS.search(text), text
        shapes.setdefault(where, set()).add(tuple(len(half) for half in text.split("，")))
    assert all(len(shape) == 1 for shape in shapes.values()), shapes


@every_kind
def test_headlines_differ_and_each_choice_has_a_last_resort(outline: Outline) -> None:
    texts = [text for _, text in headlines(outline)]
    assert len(texts) == len(set(texts))
    for _, block in blocks(outline):
        for item in block.items:
            assert len(item.headlines) >= 3, item.id
            assert not item.headlines[-1].cues, item.id
        if block.role == "measures":
            assert len(block.headlines) >= 15
            assert sum(not headline.cues for headline in block.headlines) >= 3


@every_kind
def test_frames_hold_the_facts_once_and_claim_nothing(outline: Outline) -> None:
    framed = [(q, frame) for q in outline.questions for frame in q.frames]
    for question, frame in framed:
        assert frame.count("{facts}") == 1, question.id
        assert re.fullmatch(r"[一-龥“”、，]+，\{facts\}。", frame), frame
        assert not CLAIMS.search(frame), frame
    frames = [frame for _, frame in framed]
    assert len(frames) == len(set(frames))
    assert all(q.frames for q in outline.questions if q.role == "fact")


@every_kind
def test_phrases_hold_their_blanks(outline: Outline) -> None:
    phrases = outline.phrases
    facts = (*phrases.problem_shows, *phrases.cause_own, *phrases.cause_mechanism, *phrases.cause_objective)
    for phrase in (*facts, *phrases.measure_for, *phrases.review_lead):
        assert phrase.count("{facts}") == 1, phrase
    assert all(phrase.count("{problem}") == 1 for phrase in phrases.measure_for)
    assert all(phrase.count("{missing}") == 1 for phrase in phrases.measure_owner)
    assert "{year}年度" in phrases.title
    assert "{year}年度" in phrases.opening
    known = {"count", "year", "next_year", "place", "post", "facts", "problem", "missing", "promise"}
    assert set(re.findall(r"\{(\w+)\}", " ".join(_texts(outline)))) <= known


def _texts(outline: Outline) -> list[str]:
    values = outline.phrases.model_dump().values()
    return [text for value in values for text in ([value] if isinstance(value, str) else value)]


@every_kind
def test_thresholds_are_complete(outline: Outline) -> None:
    assert {rule: set(names) for rule, names in outline.thresholds.items()} == THRESHOLDS


@every_kind
def test_regular_expressions_compile_and_stay_linear(outline: Outline) -> None:
    for pattern in patterns(outline):
        re.compile(pattern)
        assert not re.search(r"[*+]\)?[*+]|\+\)\*", pattern), pattern


@every_kind
@pytest.mark.parametrize("field", ["ask", "why", "example", "skip"])
def test_questions_say_what_they_must(outline: Outline, field: str) -> None:
    assert [q.id for q in outline.questions if len(getattr(q, field).strip()) < 2] == []


def _question_faults(question: Question) -> list[str]:
    faults = []
    if not re.search(r"[？?。]$", question.ask):
        faults.append("ask")
    if not question.why.endswith("。") or question.why.count("。") != 1:
        faults.append("why")
    if not question.example.startswith("（例）"):
        faults.append("example")
    if len(question.cues) < 4 or len(set(question.cues)) != len(question.cues):
        faults.append("cues")
    if (
        "number" in question.types
        and question.required
        and question.role == "fact"
        and question.who not in ("书记", "主任")
    ):
        faults += [] if question.lookup else ["lookup"]
    return [f"{question.id}.{fault}" for fault in faults]


@every_kind
def test_questions_are_worded_alike(outline: Outline) -> None:
    assert [fault for question in outline.questions for fault in _question_faults(question)] == []


@every_kind
def test_cues_tell_questions_apart(outline: Outline) -> None:
    """Most cues belong to one question alone, and no question lives on shared ones."""
    owners = Counter(cue for question in outline.questions for cue in question.cues)
    assert sum(count == 1 for count in owners.values()) >= 0.9 * len(owners)
    for question in outline.questions:
        assert any(owners[cue] == 1 for cue in question.cues), question.id


# The samples


@pytest.mark.parametrize("name", sorted(path.stem for path in (FOLDER / "samples").glob("*.yaml")))
def test_samples_answer_every_question(name: str) -> None:
    """Every question of a kind that ships with an example; a kind that is added wants none before it can be used."""
    data = yaml.load((FOLDER / "samples" / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    answers = Answers.model_validate(data)
    outline = find_outline(answers.outline)
    assert outline.id == name
    assert set(answers.answers) == {q.id for q in outline.questions}
    assert answers.year == 2025
    assert any(re.search("没有|不清楚", said) for said in answers.answers.values())


# Outlines written wrong


def _broken(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "broken.yaml"
    shutil.copyfile(FOLDER / "outlines" / "party_building.yaml", path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return path


def _line(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "mark", "said"),
    [
        ("    role: setting\n", "    roel: setting\n", "roel:", "roel"),
        ("  - id: B2\n", "  - id: B2\n    colour: red\n", "colour:", "不认识的键"),
        ("    who: 组织委员\n", "    who: 镇长\n", "who: 镇长", "不在允许的取值"),
        ("  title: \"{year}", "  tilte: \"{year}", "tilte:", "tilte"),
        ("          - id: duty\n", "          - id: duty\n            term: true\n", "term:", "term"),
        ("接诉即办, \"12345\"", "接诉即办, 12345", "12345", "文字"),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, mark: str, said: str) -> None:
    path = _broken(tmp_path, old, new)
    with pytest.raises(OutlineError) as caught:
        load_outline(path)
    message = str(caught.value)
    assert "broken.yaml" in message
    assert said in message
    assert f"第{_line(path, mark)}行" in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - id: A2\n", "  - id: A1\n", "题号重复：A1"),
        ("questions: [C1, C2, C3]", "questions: [C1, C2, C9]", "C9"),
        ("    setting: limits\n", "", "setting"),
    ],
)
def test_ids_and_settings_must_agree(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(OutlineError, match=said):
        load_outline(_broken(tmp_path, old, new))


def test_bad_yaml_names_its_line(tmp_path: Path) -> None:
    path = _broken(tmp_path, "questions:\n", "questions: [\n")
    with pytest.raises(OutlineError, match=r"broken\.yaml 第\d+行不是正确的 YAML"):
        load_outline(path)


def test_unknown_kind_lists_the_choices() -> None:
    with pytest.raises(OutlineError) as caught:
        find_outline("离任述职")
    assert MAIN.name in str(caught.value)
    assert SECOND.name in str(caught.value)
