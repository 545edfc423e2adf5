from __future__ import annotations

import time

import pytest
from rule_cases import REAL, fact, hits, quotes, report

from assistant.checking.names import place_names
from assistant.report import Fact

TOWN: tuple[Fact, ...] = (
    fact("举办村党组织书记、后备干部培训6场次", id="F01", metric="村党组织书记、后备干部培训", value=6, unit="场次"),
    fact("确定发展对象12名", id="F02", metric="发展对象", value=12, unit="名"),
    fact("培养入党积极分子26名", id="F03", metric="入党积极分子", value=26, unit="名"),
    fact("提升251户群众住房安全质量", id="F04", metric="住房安全提升", value=251, unit="户"),
    fact(
        "解决139户群众饮水困难", id="F05", metric="饮水困难解决", value=139, unit="户", quote="还有139户吃水的事解决了"
    ),
    fact("村书记平均年龄从56周岁下降到39周岁", id="F06", metric="村书记平均年龄", value=39, base=56, unit="周岁"),
    fact("村集体经营性收入32.5万元", id="F07", metric="村集体经营性收入", value="32.5", unit="万元"),
    fact(
        "2023年培训4期",
        id="F08",
        metric="村书记培训",
        value=4,
        unit="期",
        year=2023,
        origin={"kind": "answer", "ref": "J3"},
    ),
    fact("2021年述职反馈3个方面的问题", id="F09", metric="述职反馈问题", value=3, unit="个方面", year=2021),
    fact("建成柳沟村“暖心驿站”", id="F10", kind="act"),
    fact(
        "落地5000万元以上项目2个",
        id="F11",
        metric="落地项目",
        value=2,
        unit="个",
        threshold={"value": 5000, "unit": "万元"},
        year=2023,
    ),
    fact("每月驻村不少于4天", id="F12", metric="驻村", value=4, unit="天", per="每月", approx="不少于", year=2023),
)
HONEST = (
    "一是建强骨干队伍，夯实基层基础。全年举办村党组织书记和后备干部培训6场次。严把党员入口，确定发展对象12名，培养入党积极分子26名。"
    "村书记平均年龄由56周岁降到39周岁。村集体经营性收入达到32.5万元。\n"
    "二是办好民生实事，回应群众期盼。住房安全有了保障，惠及251户；139户吃水难题得到解决。针对2021年度述职反馈的3个方面的问题逐条整改。"
)
PLANS = (
    "一是育强头雁，抓实培训。针对第一个问题，2023年办村书记培训班4期，我每月驻村不少于4天。"
    "由镇长牵头，落地5000万元以上的项目2个。"
)


def told(work: str = HONEST, measures: str = PLANS) -> str:
    return report(work, "一是学习抓得不紧。主要表现在读得少，议得浅，原因是我重业务轻党建。", measures)


@pytest.mark.parametrize("rule_id", ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09", "B10", "B11"])
def test_an_honest_text_passes_every_rule(rule_id: str) -> None:
    assert [hit.message for hit in hits(rule_id, told(), TOWN)] == []


def swapped(one: str, other: str) -> str:
    text = told()
    assert text.count(one) == 1
    assert text.count(other) == 1
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


@pytest.mark.parametrize(("one", "other"), [("12名", "26名"), ("251户", "139户")])
def test_b01_catches_two_true_figures_swapped(one: str, other: str) -> None:
    found = quotes("B01", swapped(one, other), TOWN)
    assert one in found
    assert other in found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("举办村党组织书记培训8场次", "8场次"),
        ("召开信访听证会6场次", "6场次"),
        ("培养入党积极分子12名", "12名"),
        ("2021年举办村党组织书记培训6场次", "6场次"),
        ("2023年，确定发展对象12名", "12名"),
        ("新建文化广场两个", "两个"),
        ("村书记平均年龄从58周岁下降到39周岁", "58周岁下降到39周岁"),
        ("集体经济增收16%", "16%"),
        ("化解矛盾纠纷40余件", "40余件"),
    ],
)
def test_b01_fires_on_a_figure_that_no_fact_bears(words: str, found: str) -> None:
    marked = [
        one for one in quotes("B01", told(f"一是抓好队伍，夯实基础。{words}。"), TOWN) if found in one or one in found
    ]
    assert marked


@pytest.mark.parametrize(
    "words",
    [
        "先后组织6场次培训，村党组织书记、后备干部全部参训",
        "全年为后备干部办班培训6场",
        "发展对象确定了12名，入党积极分子培养了26名",
        "12名发展对象、26名入党积极分子接受了培训",
        "村级班子更年轻，书记平均年龄39周岁",
        "村书记平均年龄由56周岁降至39周岁",
        "经营性收入32.5万元，村集体家底更厚",
        "村集体经营性收入达到325000元",
        "群众住房安全问题得到解决，涉及251户",
        "吃水难的139户用上了放心水",
        "二十大报告学了一遍，“三会一课”坚持得好，第一议题、第二课堂都在做",
        "2022年3月召开大会，12月15日总结",
        "执行中发〔2019〕12号文件，落实“1510”计划",
        "镇村两级一起上，形成一盘棋",
        "集体收入具体数额【待补：需查台账3处】",
    ],
)
def test_b01_is_silent_on_honest_wording_and_on_what_is_no_figure(words: str) -> None:
    assert [hit.message for hit in hits("B01", told(f"一是抓好队伍，夯实基础。{words}。"), TOWN)] == []


@pytest.mark.parametrize("number", ["培训12", "新建广场3，修路", "走访农户120。", "发放3.5万，用于修路", "培训6干部"])
def test_b02_fires_on_a_bare_number(number: str) -> None:
    assert hits("B02", told(f"一是抓好队伍，夯实基础。年内{number}。"))


@pytest.mark.parametrize(
    "words",
    [
        "培训6场次、120人次，修渠2.1公里，投入3.5万元，增长16%，下降2个百分点",
        "实施“1510”计划，依托12345热线办结诉求30件",
        "2021—2025年规划已编，1至6月完成过半，5、6月集中攻坚",
        "镇办发〔2022〕12号文件印发后，参训3—5个班，占2/3",
        "第3季度召开推进会，24小时值守，70后、80后干部打头阵",
        "铺设DN200管道3公里，沿G312线栽树3万余棵",
        "1200余名党员、80多个支部参加，涉及3万多人",
        "推行1+3+N机制，建成5G基站2座",
    ],
)
def test_b02_is_silent_where_a_unit_or_a_name_follows(words: str) -> None:
    assert quotes("B02", told(f"一是抓好队伍，夯实基础。{words}。")) == []


def test_b03_fires_on_a_value_that_differs_from_the_fact() -> None:
    (hit,) = hits("B03", told(HONEST.replace("发展对象12名", "发展对象15名")), TOWN)
    assert "12名" in hit.message


def test_b03_fires_on_drift_within_the_text() -> None:
    facts = (*TOWN, fact("全镇党员总数420名", id="F20", metric="在册党员", value=420, unit="名"))
    work = "一是摸清家底，建好队伍。全镇共有在册党员420名。\n二是抓实教育，用好阵地。全镇共有在册党员402名。"
    found = hits("B03", told(work), facts)
    assert [hit for hit in found if hit.second]


def test_b03_lets_no_disputed_value_stand() -> None:
    one = fact(
        "开展走访80次",
        id="F30",
        metric="走访",
        value=80,
        unit="次",
        quote="走访了80次",
        status="conflict",
        origin={"kind": "answer", "ref": "D1"},
    )
    other = fact(
        "开展走访60次",
        id="F31",
        metric="走访",
        value=60,
        unit="次",
        quote="走访有60次吧",
        status="conflict",
        origin={"kind": "answer", "ref": "D3"},
    )
    assert not hits("B03", told(), (*TOWN, one, other))
    (standing,) = hits("B03", told(HONEST + "我走访80次。"), (*TOWN, one, other))
    assert "走访了80次" in standing.message
    assert standing.start is not None


@pytest.mark.parametrize(
    "work",
    [
        HONEST,
        HONEST + "2021年确定发展对象9名。",
        HONEST + "另有流动党员15名返乡。",
    ],
)
def test_b03_is_silent_on_another_year_or_matter(work: str) -> None:
    assert not hits("B03", told(work), TOWN)


def test_b04_names_what_was_left_out() -> None:
    (hit,) = hits("B04", told(HONEST.replace("，培养入党积极分子26名", "")), TOWN)
    assert "26名" in hit.message
    (hit,) = hits("B04", told(HONEST.replace("入党积极分子26名", "返乡人才26名")), TOWN)
    assert "26名" in hit.message


@pytest.mark.parametrize(
    "left_out",
    [
        fact("老账里还有7户", id="F40", metric="旧账", value=7, unit="户", year=2019),
        fact("旧账7户", id="F41", metric="旧账", value=7, unit="户", status="conflict"),
        fact("合计7户", id="F42", metric="合计", value=7, unit="户", origin={"kind": "computed", "ref": "F01+F02"}),
        fact("上年的7户", id="F43", metric="旧账", value=7, unit="户", year=2021),
    ],
)
def test_b04_asks_only_for_figures_told_of_these_years(left_out: Fact) -> None:
    assert not hits("B04", told(), (*TOWN, left_out))


@pytest.mark.parametrize(
    "words",
    [
        "互助项目增收9000元，群众互助项目增收0.9万元",
        "村集体经营性收入58万元。到年底，村集体经营性收入580000元",
        "硬化道路3公里，村内硬化道路3000米",
    ],
)
def test_b05_fires_on_one_thing_in_two_units(words: str) -> None:
    assert hits("B05", told(f"一是抓好队伍，夯实基础。{words}。"))


def test_b05_fires_on_a_rounded_fact() -> None:
    assert hits("B05", told(HONEST.replace("32.5万元", "32万元")), TOWN)
    assert not hits("B05", told(HONEST.replace("32.5万元", "约32万元")), TOWN)


@pytest.mark.parametrize(
    "words",
    [
        "互助项目增收9000元，争取项目资金5000万元",
        "硬化道路3公里，清理沟渠800米",
        "发放补助2.4万元，人均240元",
    ],
)
def test_b05_is_silent_on_different_things(words: str) -> None:
    assert not hits("B05", told(f"一是抓好队伍，夯实基础。{words}。"))


@pytest.mark.parametrize(
    "words", ["集体经济增收16%", "村均收入增长了两成", "信访量下降30%", "参训率提高5个百分点", "亩产增幅达12.5%"]
)
def test_b06_fires_on_growth_without_a_base(words: str) -> None:
    assert hits("B06", told(f"一是抓好队伍，夯实基础。年内抓产业促发展，{words}。"))


@pytest.mark.parametrize(
    "words",
    [
        "集体收入从50万元增加到58万元，增长16%",
        "集体收入同比增长16%",
        "信访量较上年下降30%",
        "集体收入58万元，增长16%",
        "增长16%，达到58万元",
        "比2021年提高5个百分点",
        "参与率提高到85%",
        "提高了为民服务水平",
    ],
)
def test_b06_is_silent_beside_a_base(words: str) -> None:
    assert not hits("B06", told(f"一是抓好队伍，夯实基础。年内抓产业促发展，{words}。"))


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("接收党员5名、转正党员4名，合计10名", "10名"),
        ("排查问题12个，其中已改8个、在改6个", "12个"),
        ("应到党员120名，实到90名，到会率85%", "85%"),
        ("18个村中有9个村超过10万元，占60%", "60%"),
        ("村集体收入从50万元增加到58万元，增长20%", "20%"),
        ("平均年龄从56周岁下降到39周岁，降低18周岁", "18周岁"),
        ("村集体收入58万元，上年50万元，增长30%", "30%"),
    ],
)
def test_b07_fires_where_a_sentence_does_not_add_up(words: str, wrong: str) -> None:
    assert quotes("B07", told(f"一是抓好队伍，夯实基础。{words}。"), TOWN) == [wrong]


@pytest.mark.parametrize(
    "words",
    [
        "接收党员5名、转正党员4名，合计9名",
        "排查问题12个，其中已改8个、在改4个",
        "排查问题12个，其中重点问题3个",
        "应到党员120名，实到90名，到会率75%",
        "18个村中有6个村超过10万元，占33.3%",
        "18个村中有6个村超过10万元，占33%",
        "村集体收入从50万元增加到58万元，增长16%",
        "村集体收入58万元，上年50万元，增长16%",
        "平均年龄从56周岁下降到39周岁，降低17周岁",
        "培训6场次、参训120人次，场均20人次",
        "培训党员120名，走访群众90户，满意率85%",
        "化解纠纷约100件，其中调解60件、其余50件移交",
    ],
)
def test_b07_is_silent_where_it_adds_up_or_is_not_a_sum(words: str) -> None:
    assert quotes("B07", told(f"一是抓好队伍，夯实基础。{words}。"), TOWN) == []


@pytest.mark.parametrize(
    "words",
    [
        "组织生活落实率100%，确定发展对象12名",
        "培训6场次，参训率100%",
        "全覆盖开展任前谈话",
        "阵地全部提档升级",
        "实现网格党组织全覆盖",
    ],
)
def test_b08_fires_on_an_absolute_without_a_count(words: str) -> None:
    assert hits("B08", told(f"一是抓好队伍，夯实基础。年内{words}。", "一是抓学习。由我抓。"))


@pytest.mark.parametrize(
    "words",
    [
        "18个支部全部完成换届",
        "应参评党员126名，实际参评126名，参评率100%",
        "对全镇12个村实行巡察全覆盖",
        "针对反馈的3个问题，制定方案，倒排工期，全部整改到位",
        "全镇18个村，全部建成活动场所",
        "实现网格党组织全覆盖，涉及36个网格",
        "把全部精力放在为民办事上",
        "安全部门联合检查，健全部门协同",
        "参训党员共计126名，全部结业",
        "党员培训还没有做到全覆盖",
    ],
)
def test_b08_is_silent_beside_a_count(words: str) -> None:
    assert quotes("B08", told(f"一是抓好队伍，夯实基础。年内{words}。", "一是抓学习。由我抓。")) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("打造“红石榴”党建品牌", "红石榴"),
        ("石桥村活动场所改造完成", "石桥村"),
        ("荣获“全省先进基层党组织”称号", "全省先进基层党组织"),
        ("开展“春风送暖”“夏日清凉”等志愿服务活动", "春风送暖"),
        ("依托“老马调解”工作室", "老马调解"),
        ("指导青禾合作社扩建大棚", "青禾合作社"),
        ("在东关社区设点", "东关社区"),
    ],
)
def test_b09_fires_on_a_name_that_no_fact_knows(words: str, found: str) -> None:
    text = told(f"一是抓好队伍，夯实基础。{words}。")
    high = [text[hit.start : hit.end] for hit in hits("B09", text, TOWN) if hit.level is None]
    assert found in high


@pytest.mark.parametrize(
    "words",
    [
        "柳沟村建成“暖心驿站”",
        "“三会一课”“主题党日”按时开，“第一议题”坚持好",
        "各村、18个行政村、软弱涣散村和示范村都走到",
        "打通服务群众“最后一公里”，当好“领头雁”",
        "**村党群服务中心改造完成",
        "镇党委和村支部一起研究，驻村工作队到村入户",
        "带动专业合作社发展，抓好农村社区治理",
        "实现全村增收，推进和美乡村建设",
    ],
)
def test_b09_is_silent_on_known_and_common_words(words: str) -> None:
    text = told(f"一是抓好队伍，夯实基础。{words}。")
    assert [text[hit.start : hit.end] for hit in hits("B09", text, TOWN) if hit.level is None] == []


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("被评为“省卫生乡镇”", "授予单位、年份"),
        ("2022年获评“先进基层党组织”", "授予单位、级别"),
        ("便民大厅荣获市级荣誉", "授予单位、年份"),
        ("2022年被县委组织部授予先进集体", ""),
    ],
)
def test_b10_names_what_an_honour_lacks(words: str, missing: str) -> None:
    found = hits("B10", told(f"一是抓好队伍，夯实基础。年内{words}。"))
    assert [missing in hit.message for hit in found] == ([True] if missing else [])


@pytest.mark.parametrize(
    "words",
    [
        "2022年11月被市委宣传部命名为市级文明村镇",
        "获得党员群众支持",
        "获得奖补资金30万元",
        "群众获得感更强，卫生条件更好",
        "民主评议中被评为优秀的党员18名",
        "力争获评省级示范社区",
        "表彰优秀党员12名",
        "12名村干部获得资格证书",
    ],
)
def test_b10_is_silent_on_complete_honours_and_on_none(words: str) -> None:
    assert quotes("B10", told(f"一是抓好队伍，夯实基础。{words}。")) == []


def test_b10_leaves_plans_alone() -> None:
    assert not hits("B10", told(measures="一是争创先进，抓好示范。由我牵头，2023年底前获评示范社区1个。"))


@pytest.mark.parametrize(
    "words", ["获得党员群众普遍认可", "赢得群众一致好评", "群众满意度不断提升", "得到居民广泛好评", "受到企业高度评价"]
)
def test_b11_fires_on_praise_without_a_survey(words: str) -> None:
    assert hits("B11", told(f"一是抓好队伍，夯实基础。年内抓实服务，{words}。"))


@pytest.mark.parametrize(
    "words",
    [
        "群众满意度测评得分96.5分",
        "回访120户，群众普遍认可",
        "收到锦旗3面，获得群众好评",
        "办好让群众满意的实事",
        "以群众满意不满意为标准",
    ],
)
def test_b11_is_silent_beside_a_survey_or_a_goal(words: str) -> None:
    assert quotes("B11", told(f"一是抓好队伍，夯实基础。{words}。")) == []


def test_b11_does_not_read_problems() -> None:
    text = report(problems="一是服务群众不够好。主要表现在群众满意度不高，认可度下降，原因是我跑得少。")
    assert not hits("B11", text)


@pytest.mark.skipif(not REAL.is_file(), reason="the real report is not on this machine (ASSISTANT_TEST_DATA)")
class TestRealReport:
    @pytest.mark.parametrize("rule_id", ["B06", "B08", "B10", "B11"])
    def test_finds(self, rule_id: str) -> None:
        assert hits(rule_id, REAL.read_text(encoding="utf-8"))

    @pytest.mark.parametrize("rule_id", ["B02", "B05"])
    def test_silent(self, rule_id: str) -> None:
        assert not hits(rule_id, REAL.read_text(encoding="utf-8"))


@pytest.mark.parametrize("run", ["反馈3个问题", "荣获“", "村", "5万", "一"])
def test_rules_stay_linear_on_a_text_without_any_full_stop(run: str) -> None:
    text = told("一是抓好队伍，夯实基础。" + (run * 20_000)[:20_000])
    start = time.perf_counter()
    for rule_id in ("B01", "B02", "B03", "B05", "B06", "B07", "B08", "B09", "B10", "B11", "D12", "D13", "F03", "F07"):
        hits(rule_id, text, TOWN)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("2025年承诺的打造百万元村2个已完成。", []),
        ("力争突破10万元村8个。", []),
        ("培育十万元以上村4个。", []),
        ("创建五星村5个。", []),
        ("推动三个空壳村转化。", []),
        ("确保挂牌督办村全部销号。", []),
        ("打造家门口就业社区4个。", []),
        ("力争石桥村摘帽。", ["石桥村"]),
        ("石桥村3个支部换届。", ["石桥村"]),
        ("在柳树村、清源村2个村新建冷库。", ["柳树村", "清源村"]),
    ],
)
def test_villages_that_are_counted_are_no_names(words: str, names: list[str]) -> None:
    assert [name.text for name in place_names(words)] == names


@pytest.mark.parametrize(
    ("rule_id", "words"),
    [
        # a share with a subject of its own, and one whose whole is not the count before it
        ("B07", "合作社16家，有加工能力的3家，小龙虾鲜销占87%。"),
        ("B07", "女党员287名，有60岁以上的493名，占44%。"),
        ("B07", "新建4处、改造6处，晚间有人值守，晚间办件占38%。"),
        ("B07", "应到84人、实到71人，60岁以上的占52%。"),
        ("B02", "晚上9点40赶到现场。"),
        ("B02", "村部在海拔1300的山梁上，120进不去。"),
        ("B02", "能办的事一共17样，动了11公分就撤，住了4晚。"),
        ("B02", "17.6万外来人口里登记党员612名。"),
        ("B08", "“迎检”材料盒10月起全部取消，改用电子台账。"),
        ("B08", "参加率全部是扫码数据。"),
        ("B08", "首批260盏全部装在夜班工人走的巷子里。"),
        ("B08", "1846份合同全部录入平台。"),
    ],
)
def test_what_only_looks_wrong_is_left_alone(rule_id: str, words: str) -> None:
    assert quotes(rule_id, told(f"一是抓实基础工作。{words}"), TOWN) == []


@pytest.mark.parametrize(
    ("rule_id", "words", "found"),
    [
        ("B07", "应到84人、实到71人，到会率96%。", "96%"),
        ("B07", "党员1800名，其中流动党员360名，占35%。", "35%"),
        ("B07", "受理纠纷200件，其中化解150件，化解率95%。", "95%"),
        ("B02", "全年走访了126，效果明显。", "126"),
        ("B08", "旱厕改造全部完成。", "旱厕改造全部完成"),
    ],
)
def test_what_is_wrong_is_still_found(rule_id: str, words: str, found: str) -> None:
    assert found in quotes(rule_id, told(f"一是抓实基础工作。{words}"), TOWN)


def test_marks_that_may_fall_on_one_person_need_not_add_up() -> None:
    text = "一是严把入口。接收预备党员21名，其中35岁以下15名、致富能手8名。"
    assert quotes("B07", told(text), TOWN) == []
    assert quotes("B07", told(text.replace("致富能手8名", "致富能手28名")), TOWN) == ["21名"]


def test_b05_leaves_the_sum_of_another_place_alone() -> None:
    sums = "一是做强产业。经营性收入达到6.42亿元。沙尾村经营性收入达到512万元。"
    assert quotes("B05", told(sums), TOWN) == []
    assert quotes("B05", told(sums.replace("沙尾村", "")), TOWN) == ["512万元"]
