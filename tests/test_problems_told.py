"""Problems, causes and last year's points as people tell them: every shape of list, every clause in its own place."""

from __future__ import annotations

import re
from itertools import product

import pytest
from least_told import draft_of

from assistant.interview.clauses import cut
from assistant.outline import find_outline
from assistant.report import Report

OUTLINE = find_outline(None)
NAMED = ("两新党建建得多、转得差", "外来党员底数不清，管理跟不上", "集体经济吃租，抗风险差")
SHOWN = ("61个两新支部里14个没过过组织生活", "17600人只登记612名党员", "租金占了收入的87%")
OWN = ("我看重建了几个", "我的方法太老", "我精力都放在招商上")
LISTS = {
    "第一条": ("第一条，{}。", "第二条，{}。", "第三条，{}。"),
    "一、": ("一、{}。", "二、{}。", "三、{}。"),
    "一，": ("一，{}。", "二，{}。", "三，{}。"),
    "一：": ("一：{}；", "二：{}；", "三：{}。"),
    "1.": ("1.{}。\n", "2.{}。\n", "3.{}。"),
    "1、": ("1、{}；", "2、{}；", "3、{}。"),
    "（1）": ("（1）{}；\n", "（2）{}；\n", "（3）{}。"),
    "（一）": ("（一）{}。", "（二）{}。", "（三）{}。"),
    "1）": ("1）{}；", "2）{}；", "3）{}。"),
    "①": ("①{}", "②{}", "③{}。"),
    "一是": ("一是{}；", "二是{}；", "三是{}。"),
    "头一条": ("头一条，{}。", "再一个，{}。", "还有一个，{}。"),
    "一个是": ("一个是{}，", "再一个是{}，", "还有一个是{}。"),
    "第一个问题": ("第一个问题，{}。", "第二个问题，{}。", "第三个问题，{}。"),
    "第一，": ("第一，{}。", "第二，{}。", "第三，{}。"),
    "首先": ("首先是{}，", "其次是{}，", "最后是{}。"),
    "一方面": ("一方面{}，", "另一方面{}，", "再一方面{}。"),
    "其一": ("其一，{}；", "其二，{}；", "其三，{}。"),
    "问题1": ("问题1：{}。", "问题2：{}。", "问题3：{}。"),
    "，一，": ("问题有三，一，{}，", "二，{}，", "三，{}。"),
    "第一": ("第一{}，", "第二{}，", "第三{}。"),
    "一是二是": ("一是{}", "二是{}", "三是{}。"),
    "先说": ("先说第一个，{}。", "再说第二个，{}。", "最后说第三个，{}。"),
    "最疼的": ("最疼的一条，{}。", "第二条，{}。", "第三条，{}。"),
    "三条：": ("三条：一、{}；", "二、{}；", "三、{}。"),
}


def listed(shape: str, matters: tuple[str, ...]) -> str:
    return "".join(mark.format(matter) for mark, matter in zip(LISTS[shape], matters, strict=True))


def texts(report: Report) -> list[str]:
    return [problem.text for problem in report.problems]


def review(said: dict[str, str]) -> str:
    report = draft_of(**{"H1": "第一条，后备干部接不上，年轻人留不住。"} | said)
    return next(item.text for part in report.parts for item in part.items if item.id == "review")


# Lists


@pytest.mark.parametrize(("named", "shown"), list(product(LISTS, ("一，", "（1）"))))
def test_every_problem_named_stands_with_its_own_evidence_and_cause(named: str, shown: str) -> None:
    report = draft_of(H1=listed(named, NAMED), H2=listed(shown, SHOWN), I1=listed(named, OWN))
    heads = [problem.headline for problem in report.problems]
    assert len(heads) == 3, heads
    for text, figure, cause in zip(
        texts(report), ("14个", "612名", "87%"), ("建了几个", "方法太老", "招商"), strict=True
    ):
        assert figure in text
        assert cause in text
    assert not re.search(
        r"主要表现在[一二三123][、，：]|[，。；：][一二三][、，](?![一二三]条)", "".join(texts(report))
    )


@pytest.mark.parametrize("words", ["一、二两条都是老问题", "农业和二、三产业都弱", "二、三季度没开会"])
def test_what_names_two_things_is_no_mark_of_a_list(words: str) -> None:
    assert {clause.about for clause in cut(words + "。", points=True)} == {None}


@pytest.mark.parametrize(
    ("said", "numbers"),
    [("第一、第二条都是上年就有。", [1, 2]), ("前两条去年就有。", [1, 2]), ("第一条和第三条去年提过。", [1, 3])],
)
def test_what_is_said_of_several_problems_stands_in_each(said: str, numbers: list[int]) -> None:
    assert [clause.about for clause in cut(said, points=True, several=True)] == numbers
    written = texts(draft_of(H1=listed("一、", NAMED), H2=listed("一、", SHOWN), H3=said))
    assert [number for number, text in enumerate(written, 1) if "这一问题2024年" in text] == numbers
    assert not re.search(r"均为问题|前两|第[一二三]条", "".join(written))


def test_also_says_again_what_was_said_before() -> None:
    written = texts(draft_of(H1=listed("一、", NAMED), H3="第三条去年评议就提了，第一条也提了。"))
    assert ["2024年已被指出" in text for text in written] == [True, False, True]


def test_outer_causes_told_with_one_more_are_put_by_subject_not_by_their_own_number() -> None:
    said = {
        "H1": listed("一、", NAMED),
        "I3": "客观上，小厂多、寿命短，一年注销412家。还有就是两新的专职党务18个人管61个支部。"
        "外贸订单波动，集体经济的租金跟着掉。",
    }
    first, _, third = texts(draft_of(**said))
    assert "管61个支部" in first
    assert "外贸订单波动" in third


def test_causes_without_numbers_as_many_as_problems_follow_their_order() -> None:
    said = {
        "H1": "第一，牧区散，党员聚不起来，组织生活质量不高。第二，集体经济靠租草场，自己挣钱的本事小。"
        "第三，嘎查班子年纪大，后头接不上。",
        "I2": "班子联系嘎查，一人包一个，可包的是牧业生产，组织生活谁去看，没分。集体经济那边，租草场的合同没有上会把关的规矩。"
        "后备干部，选了以后没有人带。",
    }
    first, second, third = texts(draft_of(**said))
    assert "组织生活谁去看，没分" in first
    assert "没有上会把关的规矩" in second
    assert "后备干部选了以后没有人带" in third


# Headlines


@pytest.mark.parametrize(
    ("said", "headline"),
    [
        ("产业链短，合作社靠卖鲜虾、鲜藕，抗跌价能力弱", "产业链短，合作社靠卖鲜虾、鲜藕，抗跌价能力弱"),
        ("集体经济还是在吃煤，转型项目慢", "集体经济还是在吃煤，转型项目慢"),
        ("牧区散，党员聚不起来，组织生活质量不高", "牧区散，党员聚不起来，组织生活质量不高"),
        ("关停企业的党员管不住，空挂", "关停企业的党员管不住，空挂"),
        ("村书记会跑煤，不会干别的，能力跟不上转行", "村书记会跑煤，不会干别的，能力跟不上转行"),
        ("毛病是村上的书记会干活不会带人", "村上的书记会干活不会带人"),
        ("党员护边热情高，但是干别的就冷，带头致富的少", "党员护边热情高，但干别的就冷，带头致富的少"),
        ("小区党支部挂了牌，议事少，物业不买账", "小区党支部挂了牌，议事少，物业不买账"),
    ],
)
def test_ones_own_clear_words_head_the_problem(said: str, headline: str) -> None:
    report = draft_of(H1=f"第一条，{said}。第二条，后备干部接不上，年轻人留不住。")
    assert report.problems[0].headline == headline


# Words kept


@pytest.mark.parametrize(
    ("question", "said", "wanted", "forbidden"),
    [
        ("I1", "第一条，我的思想上有“安置完就算完”的松劲。", "：思想上有“安置完就算完”的松劲", "：的"),
        ("I1", "第一条，我的能力不够，对销售不懂。", "：能力不够，对销售不懂", "：的"),
        ("I1", "第一条，怪我把它当成了转手续，以为盖了章就算完。", "：把它当成了转手续，以为盖了章就算完", "怪我"),
        (
            "H2",
            "登记的612名里，全年参加过组织生活的278名，不到一半。",
            "登记的612名里，全年参加过组织生活的278名",
            "登记612名里",
        ),
        ("H2", "第一条，有3个支部两年没开过会，其中9名电话都打不通。", "其中9名电话都打不通", ""),
        ("H3", "第一条去年就有，病根没除，以前开的是止疼片。", "病根没除，以前开的是止疼片", "为啥"),
        ("H4", "班子：调研多、督办弱。", "班子调研多、督办弱", "班子："),
        ("H4", "党员：本地党员热情够、外来党员没归属。", "本地党员热情够、外来党员没归属", "党员："),
        ("I2", "第一条，党建联盟没有约束，各卖各的。", "各卖各的", ""),
        ("I3", "第一条，像九个工作面同时开，顾不住。", "像9个工作面同时开", ""),
        ("I1", "第一条，今年去渔村一共6次，不多。", "6次，不多", "2025年去"),
        # Behind another year the own one is told, else the count would be since then.
        ("I1", "第一条，2020年搬完以后，去得少了，今年去渔村一共6次。", "2025年去渔村共6次", ""),
        ("H2", "第一条，去年登记了430名，今年只登记了212名。", "2024年登记了430名，2025年只登记了212名", ""),
        ("H2", "第一条，空置率从去年的6.2%升到今年的9.6%。", "升至9.6%", "的9.6%"),
    ],
)
def test_the_persons_own_words_stand_whole(question: str, said: str, wanted: str, forbidden: str) -> None:
    text = texts(draft_of(**{"H1": "第一条，外来党员教育管理跟不上，底数不清。", question: said}))[0]
    assert wanted in text
    assert not forbidden or forbidden not in text


def test_ranks_are_told_with_what_they_are_among_each_at_its_problem() -> None:
    said = {
        "H1": listed("一、", NAMED).replace("外来党员底数", "流动党员底数"),
        "H5": "全区13个镇街，两新覆盖率排第9，流动党员纳管率排第11。集体收入排第2，但增速排第10，这个别藏，照写。",
    }
    first, second, third = texts(draft_of(**said))
    assert "全区13个镇街，两新覆盖率排第9" in first
    assert "全区13个镇街，流动党员纳管率排第11" in second
    assert "全区13个镇街，集体收入排第2，但增速排第10" in third
    assert not re.search("别藏|照写", first + second + third)


def test_what_is_of_no_problem_is_remarked_on_once_an_answer() -> None:
    said = {"H1": listed("一、", NAMED), "H5": "化解率也不高，全县第7，信访倒是少，排第3。"}
    found = [finding.message for finding in draft_of(**said).findings if finding.rule == "W02"]
    assert len(found) == 1
    assert "化解率也不高，全县第7，信访倒是少，排第3" in found[0]


def test_a_level_of_no_problem_by_name_goes_to_the_one_of_its_subject() -> None:
    said = {"H1": listed("一、", NAMED), "H4": "社区书记：会收租不会经营。"}
    assert "会收租不会经营" in texts(draft_of(**said))[2]


# Last year's points


def test_points_in_any_list_are_named_before_what_was_done_about_them() -> None:
    text = review(
        {
            "G1": "去年反馈4条，我从档案里翻出来的。一，企业党建跟着企业走，企业一垮就散；二，村集体收入过分依赖煤；三，主题党日质量不高；"
            "四，年轻党员发展得少。",
            "G2": "第一条，96名转了71名，组织委员管，没做完。第二条，降是降了，一半是因为煤的钱少了。"
            "第三条，对了签到表，11月开始每个月抽5个支部。第四条，35岁以下接收了10名，去年是6名，算改了。",
            "G3": "市委巡察是4月到6月，反馈5条。党费9月补齐了。剩下1条12月底没有办完，市委组织部同意延期到2026年6月。审计没有。",
        }
    )
    assert "紧盯反馈问题，逐条整改落实" in text
    assert "针对2024年度述职评议考核反馈的4条问题" in text
    assert "第一，关于企业党建跟着企业走、企业一垮就散的问题。96名转了71名，由组织委员负责" in text
    assert "对了签到表" in text
    assert "接收10名，2024年35岁以下接收6名，已作整改" in text
    assert "同意延期到2026年6月" in text
    assert "审计没有" not in text
    assert text.index("反馈5条") < text.index("补齐") < text.index("延期")


def test_a_bare_count_says_how_many_were_raised() -> None:
    text = review(
        {
            "G1": "四条。一、两新组织覆盖不够。二、底数不清。三、监管弱。四、材料多。",
            "G2": "第一条，改了一半，我不好意思说改完了。",
        }
    )
    assert "2024年度述职评议考核反馈的4条问题" in text
    assert "第一，关于“两新”组织覆盖不够的问题。" in text
    assert "已完成一半整改" in text
    assert "不好意思" not in text


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("完成", "已完成"),
        ("还是不清", "目前仍然不清"),
        ("算有反复", "有反复"),
        ("算改了", "已作整改"),
        ("说正在改", "正在整改"),
        ("没有专门做", "未作专门整改"),
        ("没有完全到位", "尚未完全到位"),
    ],
)
def test_how_a_point_stands_reads_as_a_sentence(said: str, written: str) -> None:
    text = review({"G1": "反馈1条：后备力量不足。", "G2": f"第一条，后备干部储备了46名，{said}。"})
    assert f"，{written}。" in text


# What announces, what cannot be written, what was said already


@pytest.mark.parametrize("announced", ["说三个哈。", "我认为主要是三个方面：", "主要有3个问题。", ""])
def test_what_only_counts_the_problems_is_none(announced: str) -> None:
    report = draft_of(H1=announced + listed("一是", NAMED))
    assert [problem.headline for problem in report.problems] == list(NAMED)
    assert not re.search("三个|3个", "".join(texts(report)))


def test_a_problem_too_spoken_to_write_still_stands() -> None:
    report = draft_of(H1="头一个，村集体那几口塘弄得咋样大家都晓得。再一个，后备干部接不上，年轻人留不住。")
    assert len(report.problems) == 2
    assert "待补" not in report.problems[0].headline


def test_a_rank_is_not_lost_for_a_word_it_shares_with_a_count() -> None:
    said = {
        "H1": "一、社工留不住，队伍不稳。二、集体经济吃租，抗风险差。",
        "H2": "一、社工142人。",
        "H5": "社工流失率列第2，是高的那头。",
    }
    assert "社工流失率列第2" in texts(draft_of(**said))[0]


def test_a_point_of_last_year_is_not_named_again_by_what_was_done() -> None:
    said = {
        "G1": "反馈2条：一是集体经济就靠几口鱼塘；二是党员积分走过场。",
        "G2": "一是鱼塘那条没有起色；二是积分这项我们叫停了，重新设计。",
        "G3": "县委巡察没来。",
    }
    text = review(said)
    assert "第二，关于党员积分走过场的问题。叫停了，重新设计" in text
    assert "几口鱼塘的问题。没有起色" in text
    assert "没来" not in text


def test_circled_marks_name_several_points() -> None:
    assert [clause.about for clause in cut("①③是老问题。②往年也有。", points=True, several=True)] == [1, 3, 2]
