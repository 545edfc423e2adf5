"""The talk, left on the page: the board, what was said, what was taken of it, the question that is open, the box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from assistant.interview.events import Event
from assistant.report import Fact
from assistant.talk.standing import Exchange, PartState, QuestionState, ReadBack, Standing
from assistant.ui.frame import Doing, Handler, Show, View, under_way
from assistant.ui.html import button, join, lines, tag

NAME = "talk"
TITLE = "访谈"
_WELCOME = (
    "您好，我来帮您起草这份报告。一次只问一题，说大白话就行：先说做了什么，再说数字，记不清的直接说“不清楚”。",
    "每句话说完就存好了，随时可以关掉，回来接着答。",
)
_EXAMPLE = (
    "这是一份写好的示例，镇名、人名、数字都是编的，随便改。",
    "看：右边“草稿”，带下划线的数点一下，就知道是哪句话说的。",
    "改：每条下面有“更具体”“精简”，也可以在这里说“第二个问题太虚”；“事实”里改一个数，处处跟着改。",
    "交：“检查”看意见，“定稿”里下载 Word、现场稿和清单。自己的那份，从左上角“全部报告”新建。",
)
_FIRST = 2
"""Exchanges that the example itself makes: loading it, and the draft."""
_OPENS = {"意见": "findings", "定稿": "finish"}
"""What is better looked at on its tab than read in the talk."""
_STATES = {"answered": "已答", "later": "稍后补", "missing": "还缺", "optional": "可跳过"}


# What was said -----------------------------------------------------------------------------------------------------


def show(view: View) -> Markup:
    """What was said so far, the last at the bottom."""
    if view.conversation is None:
        return Markup("")
    told = view.standing
    welcome = () if told.exchanges else (tag("div", *(tag("p", words) for words in _WELCOME), cls="reply"),)
    turns = (_exchange(one) for one in told.exchanges)
    fresh = view.session.sample and len(told.exchanges) <= _FIRST
    example = (tag("div", *(tag("p", words) for words in _EXAMPLE), cls="reply"),) if fresh else ()
    return tag("div", *welcome, *turns, *example, cls="log", role="log", tabindex=0, aria_label="问答记录")


def _exchange(one: Exchange) -> Markup:
    replies = tag("div", *(tag("p", words) for words in one.replies), cls="reply") if one.replies else Markup("")
    # What the page did itself is kept in brackets; it is no speech.
    own = one.said.startswith("（") and one.said.endswith("）")
    asked = tag("p", one.asked, cls="asked") if one.asked and not own else Markup("")
    said = tag("div", lines(one.said.strip("（）") if own else one.said), cls="did" if own else "said")
    return join((asked, said, replies))


# The question that is open ----------------------------------------------------------------------------------------


def question(view: View) -> Markup:
    """What was taken of the last answer, the question that is open, why, an example, what others wrote, the chips."""
    if view.conversation is None:
        return Markup("")
    told = view.standing
    return join((_read_back(told.read) if told.read else "", tag("section", *_card(told), cls="card asking")))


def _card(told: Standing) -> Iterator[Markup]:
    if told.kind == "done" and told.drafted:
        yield tag("p", "要改哪里，直接说", cls="ask")
        yield tag("p", "例如：第二个问题太虚｜把第三条压到200字｜换届那句别提｜去年的措施完成得怎么样", cls="dim")
    elif told.kind == "done":
        yield tag("p", told.progress + "。", cls="ask")
        yield tag("p", "要补哪一题，点上面的进度找到它；想起什么也可以直接说。", cls="dim")
    elif told.kind in ("notes", "notice"):
        yield tag("p", "请先看一眼读出来的表", cls="ask")
        yield tag("p", "对的不用动，不对的在表里改，看完点“都对，记下”。", cls="dim")
    elif told.kind == "reason":
        yield tag("p", "这一条还要改，或者说明理由放行", cls="ask")
        yield tag("p", "打“理由：……”就放行；改好了再说“定稿”。", cls="dim")
    else:
        yield from _question(told)
    yield tag("div", *_chips(told), cls="chips")


def _question(told: Standing) -> Iterator[Markup]:
    number = tag("span", told.key.partition("#")[0], cls="tag")
    where = {"follow_up": "追问", "depth": "写得虚的地方，一处一处说实"}.get(told.kind, told.where or "先问几句")
    yield tag("p", *((number, " ") if told.key and told.kind != "depth" else ()), where, cls="where")
    yield tag("p", told.words, cls="ask", id="asked")
    if told.why:
        yield tag("p", "为什么问：", told.why, cls="dim")
    if told.earlier:
        yield tag("p", "原来答的是：", told.earlier, cls="dim")
    if told.example:
        yield tag("p", tag("b", "这样答就好"), " ", told.example, cls="example")
    if told.references:
        rows = (
            tag("p", tag("b", one.label), " ", one.text, tag("span", f"（{one.source}，{one.locator}）", cls="dim"))
            for one in told.references
        )
        yield tag("details", tag("summary", f"本题参考（{len(told.references)}）"), *rows, cls="references")


def _chips(told: Standing) -> Iterator[Markup]:
    for words in told.chips:
        opens = _OPENS.get(words)
        yield button(words, "", "chip", data_tab=opens) if opens else button(words, "talk.say", "chip", data_text=words)
    for words in told.usual:
        yield button(words, "", "chip usual", data_insert=words, title="点一下填进回答框，再接着写")


def _read_back(read: ReadBack) -> Markup:
    """The facts as chips; each opens to be changed or taken out."""
    chips = (_fact(read.question, number, fact) for number, fact in enumerate(read.facts))
    head = tag("span", f"刚才记下（{read.question}）", cls="dim")
    return tag("div", head, *chips, button("都对", "talk.say", "chip", data_text="对"), cls="taken")


def _fact(question: str, number: int, fact: Fact) -> Markup:
    name = f"taken-{question}-{number}"
    field = tag("textarea", fact.quote, id=name, name="words", rows=2, aria_label="您的原话，改成")
    form = tag(
        "form",
        field,
        tag(
            "div",
            tag("button", "改好", type="submit", cls="btn primary small"),
            button("这条不要", "talk.correct", "btn small", data_words="", data_gone="1"),
            button("不动它", "", "btn quiet small", data_close=True),
            cls="row",
        ),
        data_act="talk.correct",
        data_fields=True,
        data_question=question,
        data_quote=fact.quote,
    )
    return tag("details", tag("summary", fact.text, cls="chip fact"), form, cls="taken-fact")


# The board --------------------------------------------------------------------------------------------------------


def board(view: View) -> Markup:
    """已答 / 还缺 / 可跳过 part by part, with what is missing in plain words."""
    if view.conversation is None:
        return Markup("")
    told = view.standing
    bars = tag("span", *(_bar(part) for part in told.parts), cls="bars", aria_hidden="true")
    head = tag("summary", tag("span", told.progress, cls="progress"), bars)
    sheet = button("问题单", "others.open", "btn small", title="还缺的题按人分好，复制了发给知道的同事")
    more = button("先按已有的写一稿", "talk.say", "btn small", data_text="写吧")
    return tag("details", head, *(_part(part) for part in told.parts), tag("div", sheet, more, cls="row"), cls="board")


def _bar(part: PartState) -> Markup:
    whole = max(1, len(part.questions))
    done = round(10 * part.count("answered", "later") / whole)
    return tag("i", cls=f"bar fill-{done}" + ("" if part.left else " ready"))


def _part(part: PartState) -> Markup:
    counts = f"已答 {part.count('answered')} · 还缺 {part.count('missing', 'later')} · 可跳过 {part.count('optional')}"
    verdict = tag("span", "可以写了", cls="tag good") if part.numbered and not part.left else Markup("")
    rows = (_row(one) for one in part.questions)
    return tag("section", tag("h3", part.heading, " ", verdict), tag("p", counts, cls="dim"), tag("ul", *rows))


def _row(one: QuestionState) -> Markup:
    state = tag("span", _STATES[one.state], cls=f"tag {one.state}")
    return tag("li", button(join((state, " ", one.key, " ", one.name)), "talk.goto", "line", data_key=one.key))


# The box, and what is done ----------------------------------------------------------------------------------------


def box() -> Markup:
    """Where answers are typed; never redrawn, so that half a word stays."""
    words = "在这里回答，说大白话就行（Enter 发送，Shift+Enter 换行）"
    area = tag("textarea", id="say", name="text", rows=2, placeholder=words, aria_label="您的回答", maxlength=20000)
    send = tag("button", "发送", type="submit", cls="btn primary", id="send")
    stop = button("停止", "talk.stop", "btn", id="stop")
    busy = tag("span", "正在想……", cls="busy", role="status")
    return tag("form", area, tag("div", busy, stop, send, cls="row"))


def say(doing: Doing) -> Iterator[Event]:
    """An answer, a wish, a request: whatever the person said; 对 takes what lies ready too."""
    talk = doing.conversation
    brought = doing.app.bringing(doing.session_id)
    guiding = brought.guiding()
    yield from under_way(talk.say(doing.data.get("text", "")))
    yield from brought.shelve(guiding)


def goto(doing: Doing) -> Iterator[Event]:
    """To a question of the board."""
    yield from under_way(doing.conversation.go_to(doing.data.get("key", "")))


def correct(doing: Doing) -> Iterator[Event]:
    """Other words for what was taken, or none."""
    data = doing.data
    words = "" if data.get("gone") else data.get("words", "")
    yield from under_way(doing.conversation.correct(data.get("question", ""), data.get("quote", ""), words))


def stop(doing: Doing) -> None:
    """Ends what a model is writing; what is done is kept."""
    doing.conversation.stop()


ACTS: Mapping[str, Handler] = {"say": say, "goto": goto, "correct": correct, "stop": stop}
MORE: Mapping[str, Show] = {"board": board, "question": question}
