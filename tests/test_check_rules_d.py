from __future__ import annotations

import pytest
from rule_cases import REAL, WORK, hits, quotes, report

THREE = (
    "一是理论学习不够深。主要表现在第一议题有3次改成了传阅，读书班只办了半天。\n"
    "二是带头人后备不足。主要表现在18个村里有5个村没有后备人选，年轻党员回村少。\n"
    "三是集体经济底子薄。主要表现在有4个村年经营性收入不到10万元，项目来源单一。\n"
)
CAUSES = (
    "原因分析：一是我重业务轻党建。针对第一个问题，我把学习排在了项目后面。\n"
    "二是我育人眼光不远。针对第二个问题，我没有及早建后备库。\n"
    "三是我找路子不多。针对第三个问题，我到村里谋项目的时间少。\n"
)
ANSWERS = (
    "一是抓实理论学习，提振干事精神。针对第一个问题，由我牵头，2023年每月集中学习1次，全年办读书班2期。\n"
    "二是育强后备力量，接好发展担子。针对第二个问题，由组织委员负责，2023年6月底前5个村各储备2名后备人选，办实训班2期。\n"
    "三是壮大集体经济，夯实发展底子。针对第三个问题，由镇长牵头，2023年底前4个村经营性收入都达到15万元，新上项目6个。\n"
)


def whole(problems: str = THREE + CAUSES, measures: str = ANSWERS, work: str = WORK) -> str:
    return report(work, problems, measures)


CHAIN = ["D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08", "D09", "D10", "D11", "D12", "D13"]


@pytest.mark.parametrize("rule_id", CHAIN)
def test_an_honest_chain_passes_every_rule(rule_id: str) -> None:
    assert [hit.message for hit in hits(rule_id, whole())] == []


def test_d01_fires_on_too_few_and_on_twins() -> None:
    assert "1个问题" in hits("D01", report())[0].message
    twins = THREE.replace("二是带头人后备不足。", "二是理论学习还不够深。")
    (hit,) = hits("D01", whole(twins))
    assert hit.second is not None


@pytest.mark.parametrize(
    "problems",
    [
        THREE,
        THREE.replace("二是带头人后备不足", "二是理论宣讲不够广"),
        THREE.replace("三是集体经济底子薄", "三是集体项目后劲弱"),
    ],
)
def test_d01_is_silent_on_three_of_their_own(problems: str) -> None:
    assert not hits("D01", whole(problems))


@pytest.mark.parametrize("body", ["", "这方面做得不好。", "有差距。"])
def test_d02_fires_where_nothing_shows(body: str) -> None:
    problems = (
        f"一是理论学习不够深入扎实。{body}\n二是带头人后备力量不足。主要表现在5个村没有后备人选，年轻党员回村少。"
    )
    assert len(hits("D02", whole(problems))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "主要表现在学习频次不够，研讨质量不高。",
        "第一议题有3次改成传阅，读书班只办了半天。",
        "具体看，学用脱节，读原著少。",
        "有的支部一年只上过一次党课，讲的还是旧教案。",
        "突出体现在前山村支部半年没有换学习笔记，后山村也是如此。",
    ],
)
def test_d02_is_silent_where_it_shows(body: str) -> None:
    assert not hits("D02", whole(f"一是理论学习不够深入扎实。{body}"))


def test_d03_high_without_any_cause_and_medium_without_a_link() -> None:
    assert {hit.level for hit in hits("D03", whole(THREE))} == {"high"}
    loose = (
        THREE
        + "产生问题的原因：一是思想认识不够高。学得少。\n二是投入精力不够多。跑得少。\n三是跟踪问效不够紧。问得少。\n"
    )
    found = hits("D03", whole(loose))
    assert len(found) == 3
    assert {hit.level for hit in found} == {None}


@pytest.mark.parametrize(
    "cause",
    [
        "究其原因，主要在我自身：我把学习当软任务。",
        "根源在于我重业务轻党建。",
        "主要是因为我抓得不紧。",
        "这怪我学习抓得松。",
    ],
)
def test_d03_takes_a_cause_in_the_problem_itself(cause: str) -> None:
    assert not hits("D03", whole(f"一是理论学习不够深入。主要表现在传阅代替研讨，读书班只办半天。{cause}"))


def test_d03_takes_a_cause_that_names_the_matter() -> None:
    causes = (
        "主要原因：一是我学得不够。在理论学习不深上，我带头不够。\n二是我选人不勤。在带头人后备储备方面，我动手太晚。\n"
        "三是我办法不多。在集体经济薄弱问题上，我等靠思想重。\n"
    )
    assert not hits("D03", whole(THREE + causes))


def test_d04_high_without_any_measure_and_medium_where_words_hardly_meet() -> None:
    lone = "一是美化镇区街道，擦亮门面。由城管办负责，2023年6月底前栽树500棵、铺砖2000平方米。"
    found = hits("D04", whole(measures=lone))
    assert [hit.level for hit in found] == ["high"] * 3
    some = "一是抓好后备，接好班。由组织委员负责，2023年6月底前储备人选10名，办班2期。"
    levels = [hit.level for hit in hits("D04", whole(measures=some))]
    assert levels.count("high") == 2


@pytest.mark.parametrize(
    "measure",
    [
        "针对第二个问题，由组织委员负责，2023年6月底前储备10名，办班2期。",
        "着力解决带头人后备不足的问题，由组织委员负责，2023年6月底前储备10名。",
        "由组织委员负责，为每个村的带头人储备后备人选2名，2023年6月底前完成。",
    ],
)
def test_d04_takes_number_or_words(measure: str) -> None:
    problems = THREE.split("\n")[1].replace("二是", "一是")
    measure = measure.replace("第二个", "第一个")
    assert not hits("D04", whole(problems, f"一是育强后备，接好担子。{measure}"))


def test_d05_fires_on_a_measure_for_nothing() -> None:
    extra = ANSWERS + "四是美化镇区街道，擦亮门面。由城管办负责，2023年6月底前栽树500棵、铺砖2000平方米。\n"
    assert len(hits("D05", whole(measures=extra))) == 1


@pytest.mark.parametrize(
    "extra",
    [
        "四是抓好党风廉政，涵养清风。由纪委书记负责，2023年每季度谈话1次、通报1次。",
        "四是落实县委部署，建好廊道。由副镇长负责，2023年底前建成5公里、栽树300棵。",
        "四是补强集体经济，多找路子。由我牵头，2023年底前新上项目3个、增收20万元。",
    ],
)
def test_d05_is_silent_on_tasks_from_above_and_on_problems(extra: str) -> None:
    assert not hits("D05", whole(measures=ANSWERS + extra))


@pytest.mark.parametrize(
    "body",
    [
        "虽然全年圆满完成了学习任务，取得了一定成绩，但研讨还不深，发言还不多。",
        "总体看学习成效显著，只是个别支部跟得慢，研讨少。",
        "需进一步加强，还需持续深化，标准还不够高。",
    ],
)
def test_d06_fires_on_praise_and_idle_words(body: str) -> None:
    headline = "一是理论学习还需加强。" if "标准还不够高" in body else "一是理论学习不够深入。"
    assert hits("D06", whole(headline + body))


@pytest.mark.parametrize(
    "body",
    [
        "主要表现在学习成效不明显，研讨质量不高。",
        "主要表现在没有取得明显成效，3个支部停在念文件上。",
        "主要表现在任务谈不上圆满完成，12个村只办了7场。",
        "虽然每月都办，但有3次改成传阅，读书班只办半天。",
        "主要表现在传阅代替研讨，还需加强督促，5个支部没有笔记。",
    ],
)
def test_d06_is_silent_on_plain_faults(body: str) -> None:
    assert not hits("D06", whole(f"一是理论学习不够深入。{body}"))


@pytest.mark.parametrize(
    "body",
    [
        "主要表现在学习不够系统，研讨质量不高。",
        "主要表现在2022年以来学得不多，“三会一课”质量不高。",
        "主要表现在一些支部重视不够，部分党员热情不高。",
    ],
)
def test_d07_fires_on_what_fits_any_office(body: str) -> None:
    assert len(hits("D07", whole(f"一是理论学习不够深入。{body}"))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "主要表现在12个支部里有3个全年没有换笔记，研讨质量不高。",
        "主要表现在实到也就六成，请假的多。",
        "主要表现在柳沟村支部半年没有开过党课，群众有看法。",
        "比如冬训时不少人来签个到就走，课没有听完。",
        "主要表现在**村党支部连续两个季度没有开支委会，台账后补。",
    ],
)
def test_d07_is_silent_on_a_number_an_example_or_a_name(body: str) -> None:
    assert not hits("D07", whole(f"一是理论学习不够深入。{body}"))


def test_d08_fires_where_only_others_are_to_blame() -> None:
    blamed = THREE.replace("主要表现在18个村", "部分党支部重视不够，18个村")
    found = hits("D08", whole(blamed))
    assert found[0].start is None
    assert [hit for hit in found if hit.start is not None]


@pytest.mark.parametrize(
    "causes",
    [
        CAUSES,
        "主要原因：一是我学得不够。\n二是我育人不勤。\n三是镇党委统筹不够。\n",
        "主要原因：一是本人抓学习不紧。针对第一个问题，研究少。\n二是镇党委研究不多。针对第二个问题，动手晚。\n",
    ],
)
def test_d08_takes_the_causes_of_a_problem_for_its_own(causes: str) -> None:
    assert not [hit for hit in hits("D08", whole(THREE + causes)) if hit.start is None]


@pytest.mark.parametrize("words", ["我镇经济基础差", "我们工作做得少", "我国农村空心化"])
def test_d08_does_not_take_our_town_for_oneself(words: str) -> None:
    problems = f"一是理论学习不够深入。主要表现在{words}，有3次改成传阅。"
    assert hits("D08", whole(problems))


def test_d09_fires_on_objective_causes() -> None:
    first = CAUSES.replace(
        "一是我重业务轻党建。针对第一个问题，我把学习排在了项目后面。",
        "一是编制少人手紧。针对第一个问题，干部身兼数职。",
    )
    assert len(hits("D09", whole(THREE + first))) == 1
    two = CAUSES.replace(
        "二是我育人眼光不远。针对第二个问题，我没有及早建后备库。", "二是资金不足。针对第二个问题，县里投入少。"
    ).replace("三是我找路子不多。针对第三个问题，我到村里谋项目的时间少。", "三是地处偏远。针对第三个问题，交通不便。")
    assert len(hits("D09", whole(THREE + two))) == 1


@pytest.mark.parametrize(
    "cause",
    [
        "一是我投入精力不足。针对第一个问题，我到村少。",
        "一是思想认识不到位。针对第一个问题，总觉得人员少可以将就。",
        "一是对资金争取不主动。针对第一个问题，我跑得少。",
    ],
)
def test_d09_is_silent_on_ones_own_faults(cause: str) -> None:
    assert not hits("D09", whole(THREE + "原因分析：" + cause))


@pytest.mark.parametrize(
    ("measure", "missing"),
    [
        ("完善责任清单，落实季度督查、年终评议制度，把正能量转化为行动。", "责任人、数量"),
        ("由我牵头抓到底，办成办好。", "时限"),
        ("【待补：责任人】牵头，【待补：完成时限】前办班2期。", "责任人、时限"),
    ],
)
def test_d10_names_what_a_measure_lacks(measure: str, missing: str) -> None:
    (hit,) = hits("D10", whole(measures=f"一是抓实学习教育，提振干事精神。{measure}"))
    assert missing in hit.message


@pytest.mark.parametrize(
    "measure",
    [
        "由组织委员负责，6月底前办班2期。",
        "我每季度专题研究1次党建，列出问题清单。",
        "镇纪委牵头，上半年对18个支部巡察一遍。",
        "2023年建立述学机制，每月研讨1次。",
    ],
)
def test_d10_is_silent_on_three_of_four(measure: str) -> None:
    assert not hits("D10", whole(measures=f"一是抓实学习教育，提振干事精神。{measure}"))


def test_d11_fires_on_too_few_and_on_vague_goals() -> None:
    vague = "一是壮大集体经济，夯实底子。由我牵头，2023年特色种植大规模增加，带动收入持续增长，新上项目2个、基地3处。"
    assert quotes("D11", whole(measures=vague)) == ["特色种植大规模增加", "带动收入持续增长"]
    assert (
        "0个"
        in hits("D11", whole(measures="一是抓实学习，提振精神。由我牵头，2023年内完成，目前已有3个点。"))[0].message
    )


@pytest.mark.parametrize(
    "measure",
    [
        "2023年收入稳步增长10%，新上项目2个。",
        "不断引导12名党员创业，持续巩固5个示范点。",
        "每月研究1次，年底前培训4期。",
    ],
)
def test_d11_is_silent_on_counted_goals(measure: str) -> None:
    assert not hits("D11", whole(measures=f"一是抓实重点工作，提振干事精神。{measure}"))


CLASHES = [
    ("主题党日参加率达到100%", "党员参加主题党日不经常，实到只有六成"),
    ("党员志愿服务得到居民普遍认可", "居民对党员队伍满意度不高，意见较多"),
    ("党员先锋模范作用充分发挥", "党员作用发挥不明显"),
    ("村干部能力素质明显提升", "村干部能力不足，不会抓产业"),
    ("物业管理成效显著", "物业管理成效不明显，投诉多"),
    ("巡察反馈的4个问题全部整改到位", "巡察反馈的个别问题仍存在反弹"),
    ("党建工作思路更加清晰", "抓党建思路不够清晰"),
    ("小区环境明显改善", "背街小区环境脏乱，反复性大"),
    ("班子年龄结构明显优化", "班子年龄结构老化"),
    ("网格管理制度健全完善", "网格管理制度落实不到位"),
    ("党员参与议事积极性大幅提高", "党员参加议事积极性不高"),
    ("班子成员责任全面落实", "班子成员责任传导不到位"),
    ("党组织凝聚力不断增强", "党组织凝聚力不强"),
    ("有效解决停车难", "停车难尚未解决"),
    ("全年信访零上访", "信访时有发生"),
    ("集体经济不断壮大", "集体经济薄弱"),
    ("机关作风明显好转", "机关作风不实"),
]


@pytest.mark.parametrize(("claim", "denial"), CLASHES)
def test_d12_pairs_a_claim_with_its_denial(claim: str, denial: str) -> None:
    problems = f"一是工作抓得不够扎实。主要表现在{denial}，有3处需要补课。"
    text = whole(problems, work=f"一是建强战斗堡垒，夯实基层基础。我带队走访18个村，{claim}。")
    found = hits("D12", text)
    assert found
    first = found[0]
    assert first.second is not None
    assert first.start is not None
    assert text[first.start : first.end] in claim
    assert text[first.second[0] : first.second[1]].replace("主要表现在", "") in denial


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("便民服务大厅建设成效显著", "集体经济发展成效不够显著"),
        ("机关干部能力素质明显提升", "村干部能力不足"),
        ("安全隐患全部整改到位", "年轻党员培养还存在短板"),
        ("镇区环境明显改善", "主题党日形式单一"),
        ("3个村级阵地建设实现全覆盖", "流动党员参学率不高"),
        ("石桥村环境明显改善", "柳沟村环境脏乱"),
        ("力争党员作用充分发挥", "党员作用发挥不充分"),
        ("党员作用尚未充分发挥", "党员作用发挥不充分"),
        ("财务制度健全完善", "网格管理机制不健全"),
        ("民兵队伍结构明显优化", "产业项目结构单一"),
        ("党支部战斗堡垒作用充分发挥", "党员先锋模范作用不明显"),
        ("物业党支部作用有效发挥", "村党支部作用不充分"),
        ("群众对基层党组织普遍认可", "群众对物业服务不满意"),
        ("集体经济收入增长20%", "产业结构单一"),
        ("建立健全信访接待制度", "学习制度坚持不够"),
    ],
)
def test_d12_is_silent_on_unrelated_passages(claim: str, denial: str) -> None:
    problems = f"一是有的事抓得不紧。主要表现在{denial}，有3处需要补课。"
    assert not hits("D12", whole(problems, work=f"一是建强阵地，夯实基础。我带队走访18个村，{claim}。"))


REVIEW = "一是逐条抓好整改，务求见底见效。针对上年述职评议反馈的3个问题，"


@pytest.mark.parametrize(
    "rest",
    [
        "制定方案，现已全部整改到位。",
        "一是针对学习不深的问题，集中学习12次，已整改；二是针对后备不足的问题，储备10名，已整改。",
        "关于学习不深的问题，已整改到位。其余正在推进。",
    ],
)
def test_d13_fires_where_the_list_is_short(rest: str) -> None:
    assert [hit.level for hit in hits("D13", whole(work=REVIEW + rest))] == [None]


def test_d13_is_medium_where_a_point_has_no_outcome() -> None:
    rest = "第一，针对学习不深的问题，集中学习12次，已整改。第二，针对后备不足的问题，储备10名，已整改。第三，针对经济薄弱的问题，多想办法。"
    assert [hit.level for hit in hits("D13", whole(work=REVIEW + rest))] == ["medium"]


@pytest.mark.parametrize(
    "work",
    [
        REVIEW
        + "针对学习不深的问题，集中学习12次，已整改；针对后备不足的问题，储备10名，已整改；针对经济薄弱的问题，新上项目4个，尚未见效。",
        REVIEW + "一是学习不深，已集中学习12次；二是后备不足，已储备10名；三是经济薄弱，正在新上项目4个。",
        REVIEW + "第一，学习不深，已集中学习12次。第二，后备不足，已储备10名。第三，经济薄弱，正在新上项目4个。",
        REVIEW + "①学习不深，已集中学习12次；②后备不足，已储备10名；③经济薄弱，正在新上项目4个。",
        REVIEW + "（1）学习不深，已集中学习12次。（2）后备不足，已储备10名。（3）经济薄弱，正在新上项目4个。",
        "一是抓好民情收集，解决急难愁盼。走访收集群众反映的困难，办结120件。",
        "一是逐条抓好整改，务求见底见效。针对反馈的问题，集中学习12次，储备10名。",
    ],
)
def test_d13_is_silent_where_all_are_listed_or_none_is_counted(work: str) -> None:
    assert not hits("D13", whole(work=work))


@pytest.mark.skipif(not REAL.is_file(), reason="the real report is not on this machine (ASSISTANT_TEST_DATA)")
class TestRealReport:
    @pytest.mark.parametrize("rule_id", ["D03", "D07", "D08", "D10", "D11", "D12", "D13"])
    def test_finds(self, rule_id: str) -> None:
        assert hits(rule_id, REAL.read_text(encoding="utf-8"))

    @pytest.mark.parametrize("rule_id", ["D01", "D02", "D09"])
    def test_silent(self, rule_id: str) -> None:
        assert not hits(rule_id, REAL.read_text(encoding="utf-8"))

    def test_finds_at_least_four_contradictions(self) -> None:
        found = hits("D12", REAL.read_text(encoding="utf-8"))
        assert len({hit.second for hit in found}) >= 4


def test_a_report_without_parts_upsets_no_rule() -> None:
    for rule_id in CHAIN:
        assert not [hit for hit in hits(rule_id, "一段没有分部分的话。") if hit.start is not None]


_UNLIKE = [
    ("矛盾纠纷全部化解在村里", "矛盾纠纷化解不及时，仍有积案"),
    ("村级阵地全部提档升级", "村级阵地建设滞后，有3个村没有活动场所"),
    ("流动党员全部纳入管理", "流动党员管理松散，有21名失去联系"),
    ("村干部报酬按月足额发放", "村干部报酬发放不及时"),
    ("党员教育培训实现全覆盖", "党员教育培训覆盖面不够，农牧民党员参训少"),
    ("第一议题制度有效落实", "第一议题落实不严，有时以传阅代替"),
    ("集体经济不断壮大", "集体经济薄弱，增收渠道单一"),
    ("人居环境明显改善", "人居环境反弹，脏乱差仍然存在"),
    ("后备力量充足", "后备力量不足，青黄不接"),
    ("干部作风明显转变", "干部作风漂浮，推诿扯皮"),
    ("网格员队伍作用充分发挥", "网格员作用发挥不明显"),
    ("信访量持续下降，实现零上访", "信访上访时有发生"),
    ("群众满意度大幅提升", "群众对村务公开不满意，意见较多"),
    ("党员积极性高涨，踊跃参与志愿服务", "党员参与志愿服务积极性不高"),
    ("责任层层压实", "责任传导不到位，上热下冷"),
    ("发展思路更加清晰", "发展思路不清，没有主导产业"),
]
_ALIKE = [
    ("矛盾纠纷化解率98%", "集体经济薄弱，增收渠道单一"),
    ("村级阵地全部提档升级", "年轻党员偏少，后备力量不足"),
    ("党员教育培训实现全覆盖", "村干部带富能力不强"),
    ("人居环境明显改善", "产业规模不大，带动能力弱"),
    ("红星村集体经济不断壮大", "柳沟村集体经济薄弱"),
    ("群众对便民服务满意度提升", "党员对组织生活意见较多"),
    ("机关干部作风明显转变", "村干部能力不足"),
    ("信访积案全部化解", "矛盾排查不够经常"),
    ("责任层层压实", "制度机制不健全"),
    ("水利设施明显改善", "文化设施薄弱"),
]


def _contradicted(claim: str, denial: str) -> bool:
    problem = f"一是{denial}。主要表现在有的方面做得不够，原因是我抓得不够。"
    return bool(hits("D12", report(work=f"一是建强堡垒，夯实基础。年内{claim}。", problems=problem)))


def test_d12_finds_contradictions_beyond_the_listed_pairs() -> None:
    missed = [pair for pair in _UNLIKE if not _contradicted(*pair)]
    assert len(missed) <= 0.1 * len(_UNLIKE), missed


def test_d12_leaves_look_alikes_alone() -> None:
    accused = [pair for pair in _ALIKE if _contradicted(*pair)]
    assert len(accused) <= 0.1 * len(_ALIKE), accused


def test_d15_fires_on_a_measure_said_twice_and_says_how_to_end_it() -> None:
    doubled = ANSWERS + "四是抓好培训，提升本领。由组织委员负责，2023年6月底前5个村各储备2名后备人选。\n"
    (hit,) = hits("D15", whole(measures=doubled))
    assert hit.second is not None
    assert "删掉第四条措施" in hit.message
    assert "第二条措施和第四条措施合并" in hit.message
    assert not hits("D15", whole())


@pytest.mark.parametrize("due", ["2024年6月底前", "2025年底前", "2024年"])
def test_d16_fires_on_a_measure_due_after_the_next_year(due: str) -> None:
    late = ANSWERS.replace("2023年6月底前", due)
    (hit,) = hits("D16", whole(measures=late))
    assert "2023年底前" in hit.message


@pytest.mark.parametrize(
    "words", ["力争三年内到2025年全部达标，2023年底前", "按照“十四五”规划到2025年建成，2023年底前"]
)
def test_d16_lets_plans_of_several_years_pass(words: str) -> None:
    assert not hits("D16", whole(measures=ANSWERS.replace("2023年底前", words)))
