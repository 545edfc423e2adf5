"""Problems, causes, measures and last year's points: each to its own, named by its failing, in whatever order told."""

from __future__ import annotations

import re
from functools import cache

import pytest

from assistant.interview.answers import read_answers
from assistant.outline import Outline, find_outline
from assistant.report import Answers, Fact, Item, Origin, Problem, Report
from assistant.workflow import draft
from assistant.writing.kinds import kinds_in, names_in, standing, table, told_off, written
from assistant.writing.measures import NO_DUE, NO_OWNER, NO_TARGET, by_owner, dated

OUTLINE = find_outline(None)
SOME = {
    "B1": "全镇16个村，党员1480名，流动党员340名。",
    "E1": "村干部培训办了4场，380人次。",
    "D1": "专题研究党建4次，我牵头解决了2个村办公场所的事。",
}

ONE_BREATH = {
    "H1": "问题嘛，一个是村里后备干部断档，再一个是党员外出的多管不住，还有就是我自己抓党建顾不过来，老想着项目。",
    "H2": "19个村里有7个村支书过了55岁，后备干部库里才11个人；在外党员有263名，一年联系不上的有40多个；我一年到支部参加活动也就6次。",
    "H4": "班子里有两个分管的不大管党建，村支书文化低，党员年纪大。",
    "I1": "说到底都怪我，一门心思抓项目，党建开会说得多、下去看得少。",
    "J1": "后备干部这块，明年4月底前每村选2名35岁以下的年轻人进库，组织委员负责。"
    "在外党员，6月底前建3个流动党员党支部，每月线上开1次会，党建办负责。我自己，每月至少到3个支部参加主题党日。",
}
BY_LEVEL = {
    "H1": "班子层面是抓党建不平均，重牧业轻党建。村支书层面是带富能力不强。党员层面是作用发挥不好，看不出来谁是党员。",
    "H2": "班子去年专题研究牧业14次、党建只有6次。9个村支书里有5个没有自己的产业。去年打草季节，有3个村的党员没有参加助农队。",
    "I1": "怪我自己心里还是把生产看得比党建重。村支书那条怪我光派任务，没有教方法。党员那条我没有好的抓手。",
    "J1": "班子要每月研究一次党建，一季度定好计划，我牵头。村支书上半年去县里跟班10天，组织委员负责。党员方面，6月底前设岗180个，党建办负责。",
}
FOUR = {
    "H1": "第一个问题，物业和业委会老扯皮，社区党委说话不顶用。第二个问题，两新组织党建建了支部但是活动搞不起来。"
    "第三个问题，社工留不住，一年走了21个。第四个问题，在职党员报到走过场。",
    "H2": "第一个，翠湖小区业委会换届闹了8个月。第二个，48个两新支部里有17个一年没开过组织生活会。"
    "第三个，全街道社工136名。第四个，在职党员报到2600人，参加过2次以上活动的只有700人。",
    "I1": "第三条主要是我没舍得为社工待遇去争取。第一条怪我怕矛盾，总想着拖一拖。第二条我重组建轻活动。第四条我只看报到数字，不看服务效果。",
    "J1": "第二条，上半年给17个支部派党建指导员，组织办负责。第一条，3月底前12个社区全部建立物业联席会，每月一次，党工委副书记牵头。"
    "第四条，年底前认领微心愿1500个。第三条，流失率压到10%以内，我来负责。",
}


def drafted(said: dict[str, str], outline: Outline = OUTLINE, year: int = 2024) -> Report:
    return draft(Answers(outline=outline.name, year=year, answers=SOME | said), outline)


@cache
def told(name: str) -> Report:
    return drafted({"one_breath": ONE_BREATH, "by_level": BY_LEVEL, "four": FOUR}[name])


def item(report: Report, item_id: str) -> Item:
    return next(item for part in report.parts for item in part.items if item.id == item_id)


def problem(report: Report, number: int) -> Problem:
    return report.problems[number - 1]


# Which belongs to which


@pytest.mark.parametrize(
    ("name", "number", "mine", "others"),
    [
        ("one_breath", 1, ("后备", "11人", "村支书文化低"), ("263名", "6次")),
        ("one_breath", 2, ("流动党员", "263名", "党员年龄偏大"), ("11人", "6次")),
        ("one_breath", 3, ("我抓党建", "6次", "班子里有2个分管"), ("263名", "11人")),
        ("by_level", 1, ("班子", "牧业14次", "看得比党建重"), ("跟班", "助农队", "没有教方法")),
        ("by_level", 2, ("村党组织书记", "5个没有自己的产业", "没有教方法"), ("牧业", "助农队")),
        ("by_level", 3, ("党员", "未参加助农队", "没有好的抓手"), ("牧业", "产业")),
        ("four", 1, ("物业", "8个月", "怕矛盾"), ("48个", "136名")),
        ("four", 2, ("“两新”组织", "17个", "重组建轻活动"), ("8个月", "2600人")),
        ("four", 3, ("136名", "社工待遇"), ("17个", "怕矛盾")),
        ("four", 4, ("在职党员", "700人", "只看报到数字"), ("136名", "重组建")),
    ],
)
def test_evidence_and_causes_stand_with_their_problem(
    name: str, number: int, mine: tuple[str, ...], others: tuple[str, ...]
) -> None:
    report = told(name)
    text = problem(report, number).text
    causes = "".join(cause.text for cause in report.causes if cause.problem == problem(report, number).id)
    if name == "one_breath" and "村支书文化低" in mine:
        # A level that no problem speaks of by name may stand with any of them.
        mine = tuple(words for words in mine if words != "村支书文化低")
    assert all(words in text + causes for words in mine), text
    assert not any(words in text for words in others), text


@pytest.mark.parametrize(
    ("name", "owners"),
    [
        ("one_breath", ["组织委员", "党建办", "我"]),
        ("by_level", ["我", "组织委员", "党建办"]),
        ("four", ["党工委副书记", "组织办", "我", NO_OWNER]),
    ],
)
def test_measures_by_number_and_by_subject_answer_their_problem(name: str, owners: list[str]) -> None:
    report = told(name)
    measures = {measure.id: measure for measure in report.measures}
    assert [[measures[m].owner for m in p.measures] for p in report.problems] == [[owner] for owner in owners]
    for measure in report.measures:
        assert measure.text in report.parts[2].text
        assert measure.problem is not None
        assert problem(report, int(measure.problem[1:])).headline.split("，")[0] in measure.text


def test_evidence_in_another_order_and_causes_by_subject() -> None:
    report = drafted(
        {
            "H1": "村里党员文化低，好多不会讲普通话，上党课听不懂。村小组长兼着党小组长，忙不过来，党小组基本上不开会。还有村集体没有什么收入。",
            "H2": "58个党小组里有31个一年开会不到4次。640个党员小学文化以下的有290个。7个村里经营性收入5万以下的有4个。",
            "I1": "上党课我就是念稿子。党小组的事我交给组织委员就没再问过。集体经济我找项目找得少。",
            "J1": "党课3月底前培养12个双语宣讲员，宣传委员负责。党小组长上半年选20个专职的，组织委员负责。集体经济年底前建示范基地1个，我来跑。",
        }
    )
    for number, words in enumerate(("290个", "31个", "4个"), 1):
        assert words in problem(report, number).text
    for number, words in enumerate(("念稿子", "没再问", "找项目"), 1):
        assert words in problem(report, number).text
    assert [m.owner for m in report.measures] == ["宣传委员", "组织委员", "我"]


def test_points_marked_by_a_bare_numeral() -> None:
    report = drafted(
        {
            "H1": "一、党支部强弱不均，差的支部连会都开不成。二、年轻党员发展得慢，3年没发展党员的村还有4个。三、我对党建研究不深。",
            "H2": "一、22个支部一星的还有3个。二、全年发展党员9名。三、我全年到村4次。",
            "I1": "一、怪我抓两头不够。二、怪我没有盯着支部。三、怪我学得少。",
            "J1": "一、给3个一星支部各派1名指导员，组织委员负责。二、全年发展党员不少于14名，副书记负责。三、我每月到支部2次。",
        }
    )
    assert len(report.problems) == 3
    assert all("、" not in p.headline[:2] for p in report.problems)
    assert [m.owner for m in report.measures] == ["组织委员", "副书记", "我"]


def test_one_cause_for_all_serves_each_in_other_words() -> None:
    report = told("one_breath")
    causes = [[c.text for c in report.causes if c.problem == p.id] for p in report.problems]
    assert all(causes)
    assert len({own[0] for own in causes}) == 3
    assert all("我" in own[0] for own in causes)
    assert not [f for f in report.findings if f.rule in ("D03", "D08", "D09")]


def test_causes_for_two_of_three_leave_the_third_to_be_asked() -> None:
    report = drafted(FOUR | {"I1": "第一条怪我怕矛盾。第三条怪我没有去争取。"})
    assert "怕矛盾" in problem(report, 1).text
    assert "没有去争取" in problem(report, 3).text
    for number in (2, 4):
        assert problem(report, number).text.count("【待补") == 1
    assert [p.what for p in report.pending if p.question == "I1"] == ["第2个问题的主观原因", "第4个问题的主观原因"]


def test_own_cause_first_objective_last() -> None:
    report = drafted(FOUR | {"I2": "物业联席会没形成制度。", "I3": "客观上，老旧小区多，物业费收不上来。"})
    text = problem(report, 1).text
    assert text.index("怕矛盾") < text.index("没形成制度") < text.index("老旧小区多")
    assert "客观上，客观" not in text


def test_a_level_no_problem_speaks_of_is_listed_not_misplaced() -> None:
    report = drafted(FOUR | {"H4": "村书记是会做事、不会带队伍；党员是年纪大。"})
    assert "不会带队伍" not in report.parts[1].text
    assert [f for f in report.findings if f.rule == "W02" and "不会带队伍" in f.message]


# How a problem is headed


@pytest.mark.parametrize(
    ("said", "headline"),
    [
        ("第一条，年轻人都走了，后备干部找不着。", "村级后备力量储备不足"),
        (
            "第一条，党员年龄大，活动参加得齐，但是出力的还是那几个人。",
            "党员年龄偏大，活动参加较齐，但出力的集中在少数人",
        ),
        ("第一条，集体经济还是一头重一头轻，好的很好，差的很差。", "村级集体经济发展不平衡"),
        ("第一条，虽然合作社建了不少，但真正挣钱的没几个。", "支部领办合作社运营质量不高"),
        ("第一条，我自己抓党建抓得少。", "我抓党建工作精力投入不足"),
        ("第一条，党建引领经济发展的成效不佳。", "党建引领经济发展的成效不佳"),
    ],
)
def test_a_problem_is_named_by_its_failing(said: str, headline: str) -> None:
    report = drafted(FOUR | {"H1": said, "H2": "第一条，3个村一年没开展过活动。"})
    assert problem(report, 1).headline == headline


def test_a_concession_never_heads_a_problem() -> None:
    report = drafted(FOUR | {"H1": "第一条，虽然宣传栏建了一圈，但是内容半年没换过。", "H2": "第一条，9个村是这样。"})
    headline = problem(report, 1).headline
    assert "半年没换" in headline
    assert not headline.startswith("虽然")


@pytest.mark.parametrize("name", ["one_breath", "by_level", "four"])
def test_headlines_are_of_a_length_and_none_twice(name: str) -> None:
    report = told(name)
    heads = [p.headline for p in report.problems]
    assert all(10 <= len(head) <= 32 for head in heads)
    assert len(set(heads)) == len(heads)
    plans = [item.headline for item in report.parts[2].items]
    assert len({tuple(len(half) for half in head.split("，")) for head in plans}) == 1
    assert len(set(plans)) == len(plans)


def test_every_name_in_the_table_is_of_a_length_and_its_words_name_its_own_kind() -> None:
    names = [name for kind in table().kinds for name in kind.names]
    assert all(10 <= len(name.name) <= 32 for name in names)
    assert all(re.fullmatch(r"[一-龥“”、，]+", name.name) for name in names)
    assert len(table().kinds) >= 20


# Measures


def test_owner_due_and_target_in_the_words_said() -> None:
    report = told("four")
    first = next(m for m in report.measures if m.problem == "P1")
    assert (first.owner, first.due, str(first.due_date)) == ("党工委副书记", "3月底前", "2025-03-31")
    assert "每月一次" in first.target or "12个社区" in first.target
    fourth = next(m for m in report.measures if m.problem == "P4")
    assert (fourth.owner, fourth.due) == (NO_OWNER, "年底前")
    assert "1500个" in fourth.target
    for part in report.parts:
        for one in part.items:
            assert one.text.count("【待补") <= 1


def test_nothing_said_of_owner_date_or_number_is_asked_for() -> None:
    report = drafted(FOUR | {"J1": "第一条，推行首问负责制。"})
    measure = next(m for m in report.measures if m.problem == "P1")
    assert (measure.owner, measure.due, measure.target) == (NO_OWNER, NO_DUE, NO_TARGET)
    (pending,) = [p for p in report.pending if measure.id in p.measures]
    assert all(words in pending.what for words in ("由谁负责", "几月底前完成", "做到多少"))


def test_tasks_of_their_own_go_to_items_of_their_own_or_to_the_problem_of_their_kind() -> None:
    said = {
        "J2": "我每季度专题研究一次党建。",
        "J4": "无职党员设岗260个。",
        "J5": "集体经济收入到760万元，新培育3个示范党支部。",
    }
    loose = drafted(FOUR | said)
    texts = {one.headline: one.text for one in loose.parts[2].items}
    assert "作为第一责任人，我每季度专题研究一次党建" in texts["坚持躬身示范，扛牢首要责任"]
    report = drafted(ONE_BREATH | said)
    homes = {m.problem for m in report.measures if "每季度专题研究" in m.text}
    assert homes == {"P3"}


def test_one_target_told_twice_is_written_once() -> None:
    said = {
        "H1": "第一个，集体经济就靠收租，没有别的路子。",
        "H2": "第一个，租金占了300万元。",
        "I1": "怪我胆子小。",
        "J1": "第一个，年底前建成2个农产品加工项目，分管副镇长负责，集体经济要过600万元。",
        "J5": "集体经济600万元。",
    }
    assert drafted(said).parts[2].text.count("600万") == 1


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("六月底前定项目", "2025年6月底前定项目"),
        ("年底前完成", "2025年底前完成"),
        ("村支书上半年跟班", "村支书2025年上半年跟班"),
        ("2026年3月底前完成", "2026年3月底前完成"),
        ("每月研究一次", "每月研究一次"),
        ("每季度通报", "每季度通报"),
    ],
)
def test_a_due_without_year_gets_it(words: str, text: str) -> None:
    assert dated(words, 2026 if "2026" in words else 2025) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("组织委员负责", "由组织委员负责"),
        ("由副书记牵头", "由副书记牵头"),
        ("我负责", "由我负责"),
        ("推行首问负责制", "推行首问负责制"),
    ],
)
def test_owner_at_the_end_of_a_sentence(words: str, text: str) -> None:
    assert by_owner(words) == text


# Causes in a block


def test_causes_in_a_block_name_their_problem() -> None:
    parts = []
    for part in OUTLINE.parts:
        blocks = tuple(b.model_copy(update={"causes": "block"}) if b.role == "problems" else b for b in part.blocks)
        parts.append(part.model_copy(update={"blocks": blocks}))
    report = drafted(FOUR, OUTLINE.model_copy(update={"parts": tuple(parts)}))
    items = report.parts[1].items
    assert [one.id for one in items] == ["P1", "P2", "P3", "P4", "CI1", "CI2", "CI3", "CI4"]
    for place in range(4):
        assert report.problems[place].headline in items[4 + place].text
    assert all(cause.text in report.parts[1].text for cause in report.causes)
    assert "怕矛盾" not in items[0].text


# Last year's points


def review(said: dict[str, str]) -> tuple[str, Report]:
    report = drafted(FOUR | said)
    return item(report, "review").text, report


def rules(report: Report, rule: str) -> list[str]:
    return [finding.level for finding in report.findings if finding.rule == rule]


def test_points_by_number_each_with_its_standing() -> None:
    text, report = review(
        {
            "G1": "去年给提了2条，一条是集体经济道儿少，一条是党员活动整得少。",
            "G2": "头一条改了点，清理合同136份。第二条没咋改好，还得接着整。",
        }
    )
    assert "第一，关于集体经济渠道少的问题。清理合同136份，已完成部分整改。" in text
    assert "第二，关于党员活动开展较少的问题。尚未整改到位，下一步继续整改。" in text
    assert rules(report, "D13") == []


def test_points_by_subject_and_a_sweeping_claim_that_one_of_them_belies() -> None:
    text, report = review(
        {
            "G1": "去年给我指了三条，一个是集体经济弱，一个是党员教育管理松，还有一个是后备干部少。",
            "G2": "都改完了。后备干部储备了32名，组织委员管的。集体经济不是涨了么。党员教育那个其实还在搞，没完。",
        }
    )
    assert "第一，关于集体经济弱的问题。集体经济已有增长。" in text
    assert "第二，关于党员教育管理松的问题。党员教育仍在推进，尚未完成。" in text
    assert "第三，关于后备干部少的问题。后备干部储备32名，由组织委员负责。" in text
    assert "均已" not in text
    assert [f for f in report.findings if "都改完了" in f.message]
    assert rules(report, "D13") == []


def test_points_in_brackets_and_points_in_one_list() -> None:
    text, report = review(
        {
            "G1": "2023年述职点评指出3个问题：（1）社区党组织引领物业治理不强；（2）两新组织覆盖有空白；（3）党建经费使用慢。",
            "G2": "1.物业这块成立了3个红色业委会，副书记牵头。2.两新组织新建了14个支部，11月份销号。3.经费执行率95%，已经销号。",
        }
    )
    assert "第一，关于社区党组织引领物业治理不强的问题。" in text
    assert "已于11月销号" in text
    assert rules(report, "D13") == []
    text, _ = review(
        {
            "G1": "反馈了3条意见，村干部队伍老化、集体经济薄弱、主题党日质量不高。",
            "G2": "村干部队伍换了5名村支书。集体经济上，13个村新上了光伏。主题党日质量还是不高，没改到位。",
        }
    )
    assert text.count("，关于") == 3
    assert text.index("5名村党组织书记") < text.index("集体经济薄弱") < text.index("光伏") < text.index("尚未整改到位")


def test_only_promised_is_asked_for_and_d13_is_high() -> None:
    text, report = review(
        {
            "G1": "上年点评说了三点：第一，抓党建压力传导不够；第二，基层支部弱；第三，党员教育管理宽松软。都整改到位了。",
            "G2": "三个问题都制定了整改方案，正在按计划推进。",
        }
    )
    assert text.count("【待补") == 1
    assert "整改到位" not in text
    sweeping, other = review({"G1": "去年反馈了3个方面的问题，都改完了。", "G2": "具体内容稍后补，每条都有整改方案。"})
    assert sweeping.count("【待补") == 1
    assert rules(other, "D13") == ["high"]
    assert report.findings


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("还没改彻底", "整改尚不彻底"),
        ("这个还在做", "目前仍在推进"),
        ("9月份销的号", "已于9月销号"),
        ("8月底都改好了", "已于8月完成整改"),
        ("没动", "尚未启动整改"),
        ("还有7名没联系上", "尚有7名未联系上"),
    ],
)
def test_how_a_point_stands(said: str, text: str) -> None:
    assert standing(said) == text


# The table


def test_told_off_and_written() -> None:
    assert told_off("其余两条是今年的")
    assert not told_off("该问题2023年已存在")
    assert written("党员是年龄偏大") == "党员年龄偏大"
    assert kinds_in("后备干部库里才11个人") >= {"reserve"}
    assert not names_in("今年培训办了6场")


def test_a_cause_that_ends_in_kilometres_leads_to_nothing_and_stands() -> None:
    answers = Answers(
        outline=OUTLINE.name,
        year=2024,
        answers={
            "C1": "学习教育办了读书班2期。",
            "H1": "组织生活开不齐。",
            "I1": "怪我没坚持。",
            "I3": "草原地广人稀，一个嘎查三百多平方公里。",
            "J1": "6月底前建16个党小组，组织委员管。",
        },
    )
    text = "".join(part.text for part in draft(answers, OUTLINE).parts)
    assert "草原地广人稀，一个嘎查300余平方公里。" in text
    assert "。。" not in text


def test_points_keep_their_numbers_in_reading() -> None:
    reading = read_answers(
        Answers(
            outline=OUTLINE.name, year=2024, answers={"H1": "第一，后备干部少。第二，组织生活走过场。第三怪我没管。"}
        ),
        OUTLINE,
    )
    assert [fact.about for fact in reading.facts if fact.origin.ref == "H1"] == [1, 2, 3]
    assert isinstance(reading.facts[0], Fact)
    assert reading.facts[0].origin == Origin(kind="answer", ref="H1")
