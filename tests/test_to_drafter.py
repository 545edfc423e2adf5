"""What is said to the drafter steers the report and never stands in it: denials, corrections, orders, labels, talk."""

from __future__ import annotations

import pytest

from assistant.interview.answers import ReadAnswer, read_answer, read_answers
from assistant.interview.tenure import arrived_within
from assistant.outline import Outline
from assistant.report import Answers

Y = 2025


def read(outline: Outline, question: str, words: str) -> ReadAnswer:
    return read_answer(outline.question(question), words, Y, outline)


def told(answer: ReadAnswer) -> str:
    return "；".join(dict.fromkeys(fact.text for fact in answer.facts))


# (question, what was said, what must stand, what must not)
SAID = [
    # Denied: the claim, the denial and what explains it go; what stands beside them stays.
    (
        "F1",
        "签了合同上班的1038个。县里简报上写我们安置了1300人，这个数不对，不要用，那是把报名培训的也算进去了，我已经跟他们说了要更正。",
        ("1038",),
        ("1300", "简报", "更正", "算进去", "不要用"),
    ),
    ("E8", "镇里得了个先进。有人说还得了国家级的，没有这个事。", (), ("国家级", "有人说", "没有这个事")),
    (
        "F1",
        "死了1137只。外头有人传死了三千多只，那个数不对，不能用，1137只是保险公司点出来的，赔了牧民92万元。",
        ("1137只", "92万元"),
        ("3000", "三千", "传", "不能用"),
    ),
    (
        "C1",
        "班后微课96场，3420人次。有份简报写5000多人次，那个不要用，它把非党员的工友也算进去了，我当场让党建办撤了。第一场在牛仔裤厂。",
        ("96场", "3420人次", "牛仔裤厂"),
        ("5000", "简报", "撤", "工友"),
    ),
    ("F3", "外头传我们拆了200户，没有这个事，实际是16户。", ("拆", "16户"), ("200", "传")),
    (
        "E4",
        "参加率……台账上报的是93%，我不认。抽了8个支部，实际是81%，你写81%。",
        ("参加率81%",),
        ("93", "不认", "你写"),
    ),
    ("F3", "材料里写化解率99%，这个数不准确，是96%。", ("化解率96%",), ("99",)),
    # Corrected in the same breath: the wrong one goes with the talk about it.
    (
        "B1",
        "12个村——不对，12是合并以前的时候，现在是14个行政村、2个社区。党员1126名。",
        ("14个行政村", "1126名"),
        ("12个", "合并"),
    ),
    ("E3", "积极分子168名，等一下，是186名，我看倒了。发展对象71名。", ("186名", "71名"), ("168", "看倒")),
    (
        "C1",
        "党员参学1690人次以上——这个词不对，是1690人，不是人次；查摆问题33条。",
        ("1690", "33条"),
        ("人次", "词不对"),
    ),
    ("E3", "接收预备党员8名。不对，7名，有一个是去年底的，算去年。转正6名。", ("7名", "转正6名"), ("8名", "2024")),
    ("E1", "培训8期，不对，是9期，我把后面那期忘了。", ("9期",), ("8期", "忘")),
    # Orders how to write: never in the text; the words asked for may be.
    ("F2", "光伏那个只是签了意向，不要写成落地。", ("意向",), ("落地", "不要")),
    ("E6", "验收还没验，所以你不能写转化了，写“正在整顿”。", ("正在整顿",), ("转化", "“", "不能写")),
    ("B4", "剅口村那152万里头有23万是一次性补偿，所以不要把它当成稳定的写。", ("23万",), ("稳定", "当成")),
    ("F2", "户均增收3150元。户均这个数是按社员算的，请不要写成全镇农民增收。", ("3150元",), ("全镇农民", "写成")),
    ("G3", "查出低价合同23份，跟第三条是同一件事，不要重复算。", ("23份",), ("重复",)),
    # Labels and talk of telling.
    ("B1", "（书面）行政村22个，党员1874名。", ("1874名",), ("书面",)),
    ("E9", "（口头）有个情况我补充，5个老党员守堤3天。", ("守堤",), ("口头", "补充")),
    (
        "B4",
        "这个你听仔细，有两个数，总收入1238万元，经营性收入742万元。",
        ("1238万元", "742万元"),
        ("仔细", "两个数", "2个数"),
    ),
    (
        "B4",
        "你问5万、10万的，我们没有这个档次，我们看1000万：1000万元以上的15个。",
        ("1000万元以上", "15"),
        ("你问", "档次", "看1000万："),
    ),
    ("E9", "讲个人，骑手小梁，27岁，上报隐患214条。", ("小梁", "214条"), ("讲个人",)),
    ("F4", "路灯920盏。就是C1讲的那盏灯，首批260盏装在巷子里。", ("920盏", "260盏"), ("C1",)),
    ("H5", "增速全区排第10，这个别藏，照写。", ("第10",), ("藏", "照写")),
    ("D2", "住了，我算算，住了四十来个晚上。", ("晚上",), ("算算",)),
    # Other voices.
    ("F4", "修路，报表上是17公里，那是把规划的也写上了，实际修通的是12公里。", ("12公里",), ("17", "规划", "报表")),
    ("F1", "转移412人。网上传我们这儿淹死人了，纯属谣言，公安都辟谣了。", ("412人",), ("淹死", "谣")),
    ("E4", "参加率88%，上次给你的90%作废。", ("88%",), ("90", "作废")),
    ("E3", "发展党员12名，我刚才说的15名是计划数，不算。", ("12名",), ("15", "计划数")),
    ("B4", "老账是860万，新账是902万，以新账为准。", ("902万",), ("860", "为准")),
    ("C1", "警示教育3场，哎，不对，是2场，另外那场是市里组织的。", ("2场",), ("3场", "那场")),
    ("E5", "投了96万，88万，我更正一下，是88万。", ("88万",), ("96",)),
    ("D1", "党委会研究党建14次，写14次就行，别写成场。", ("14次",), ("就行", "别写", "场")),
    ("F3", "网格51个，这里头有个说法要注意，“全科网格”这四个字别用错。", ("51个",), ("说法", "四个字", "4个字")),
    ("F2", "产值312亿元，这个数统计站还没最后核，先这么写着。", ("312亿元",), ("没最后核", "写着")),
    ("J5", "再争一个盟里的示范点，争不争得上，尽力吧。", ("示范点",), ("争不", "尽力")),
    (
        "G3",
        "审计是集体资产的，23份低价合同那个，跟第三条是同一件事，不要重复算。",
        ("审计",),
        ("23份", "同一件", "重复"),
    ),
    ("F2", "户均增收3150元。户均这个数是按16家合作社的社员算的，不是全镇。", ("3150元",), ("这个数", "不是全镇")),
    ("B1", "党员4126名。数据截到2025年12月31日。", ("截至2025年12月31日，党员4126名",), ("数据",)),
    ("B4", "集体收入988万，有的村报上来说过千万了，那是没扣成本的，别用那个。", ("988万",), ("千万", "成本", "别用")),
    ("C1", "党课5次。宣传办稿子里写的“全县第一”，我没让发，没这个评比。", ("5次",), ("第一", "没让发", "评比")),
    ("D2", "包的是石桥村，去了40来趟吧，本子上记的是38趟，就按38趟写。", ("石桥村", "38"), ("40", "本子", "按38")),
    ("D3", "书记项目建冷库，2座，说错了，1座，另一座是县供销社的，跟咱没关系。", ("1座",), ("2座", "供销社", "没关系")),
    (
        "E9",
        "活动90场。插一句，县报上登的那个救人的事，主人公其实是邻镇的，登错了，不能算到我们头上。",
        ("90场",),
        ("县报", "邻镇", "插一句"),
    ),
    ("F1", "浇地3.4万亩。有人给我算成4.3万亩，数字颠倒了，以3.4万亩为准。", ("3.4万亩",), ("4.3", "颠倒", "为准")),
    ("F3", "成功率96%，四舍五入的，实际96.2%，写96.2%。", ("96.2%",), ("96%", "四舍", "写96")),
    ("B1", "党员2213名，这个数是组织办刚跑出来的，错不了。", ("2213名",), ("跑出来", "错不了")),
    ("H2", "10万元以下的村还有9个，这个数不好看，但得写。", ("9个",), ("不好看", "得写")),
    ("J1", "每年发展不少于10名，这一条上面盯得紧，写实一点。", ("10名",), ("盯得紧", "写实")),
    # A song made of the rules is a deed, no order to the drafter.
    ("C1", "社区的书记就把八项规定编成渔鼓调，码头上唱了三回。", ("渔鼓调",), ()),
]


@pytest.mark.parametrize(("question", "said", "wanted", "forbidden"), SAID, ids=[said[:14] for _, said, *_ in SAID])
def test_what_is_said_to_the_drafter_stays_out(
    outline: Outline, question: str, said: str, wanted: tuple[str, ...], forbidden: tuple[str, ...]
) -> None:
    text = told(read(outline, question, said))
    assert [words for words in wanted if words not in text] == [], text
    assert [words for words in forbidden if words in text] == [], text


def test_what_was_denied_or_ordered_is_listed_as_left_out(outline: Outline) -> None:
    messages = [f.message for f in read(outline, "F1", "外头传死了3000只，这个数不对，不要写成大灾。").findings]
    assert any("外头传死了3000只" in message for message in messages)
    ordered = [f.message for f in read(outline, "F2", "光伏签了意向，不要写成落地。").findings]
    assert any("不要写成落地" in message for message in ordered)


# Nothing of these is said to the drafter.
DEEDS = [
    ("E1", "镇里发展党员6名，不对，是8名。", ("8名",), ("6名",)),
    ("I1", "把党建当成软任务，精力用在项目上多。", ("软任务", "精力"), ()),
    ("I1", "思想上没转过弯，不能把党建当成软任务这个道理懂得晚。", ("软任务",), ()),
    ("D5", "定了个东西，不叫制度，叫“点检表”，挂在食堂门口。", ("叫“点检表”",), ()),
    ("D1", "党委会研究党建14次，主持的是10次，写14次就行。", ("14次", "10次"), ("写14",)),
    ("J1", "民主评议得写个人总结，支部书记写得实不实，镇里抽查。", ("个人总结",), ()),
    ("J2", "会议上不许念稿，不能只写材料不下村。", ("念稿", "不下村"), ()),
    ("H2", "有3个村台账不实，补的记录12处。", ("台账不实", "12处"), ()),
    ("E1", "培训6期，讲得好不好，群众说了算。", ("群众说",), ()),
    ("H2", "3个村收入有水分，虚报12万元。", ("有水分", "12万元"), ()),
    ("F1", "老水泵不能用，我们连夜调来5台新的。", ("老水泵不能用", "5台"), ()),
]


@pytest.mark.parametrize(("question", "said", "wanted", "forbidden"), DEEDS, ids=[said[:14] for _, said, *_ in DEEDS])
def test_what_tells_of_the_work_stays_in(
    outline: Outline, question: str, said: str, wanted: tuple[str, ...], forbidden: tuple[str, ...]
) -> None:
    text = told(read(outline, question, said))
    assert [words for words in wanted if words not in text] == [], text
    assert [words for words in forbidden if words in text] == [], text


# (what was said of the time in office, whether it began within 2025)
TENURE = [
    ("我2022年8月来的哈日诺尔，三年零四个月了。今年一整年都在，没有脱产，也没挂职。", False),
    ("2023年3月任书记，两年零九个月。2025年5月在市委党校脱产一个月，实际在岗11个月。", False),
    ("2021年12月到任的，到上个月整四年。2025年全年在岗，中间6月份去省里培训了两周。", False),
    ("我算算，3月到12月，不到十个月。文件是2月28号下的，人是3月6号到的，前头那两个月是前任的班。", True),
    ("21年6月接的班，今年中间住院半个月。", False),
    ("今年4月刚调过来，在岗八个多月。", True),
    ("2025年7月上任的。", True),
    ("去年10月来的，一年零两个月。", False),
    ("全年在岗，8月去浙江学习了一个月。", False),
    ("第三个年头了。", False),
    ("到任半年。", True),
]


@pytest.mark.parametrize(("said", "within"), TENURE, ids=[said[:14] for said, _ in TENURE])
def test_only_who_came_within_the_year_reports_since_he_took_office(said: str, within: bool) -> None:
    assert arrived_within(said, 2025) is within


# (question, what was said, what is asked for)
GAPS = [
    ("D4", "党课3次，谈话嘛，正式的谈了58个人，不正式的没数。", []),
    ("C1", "老人家说，规矩我懂，就是怕你们年轻人忘了。学了11次。", []),
    ("A2", "三块，不超过2800字，可能抽几个上台讲8分钟，抽不抽着我还不知道。", []),
    ("K3", "写中共云岭镇委员会书记，名字你先空着。", ["名字"]),
    ("E9", "志愿队19支，帮了多少户没人统计，我不编。", ["户"]),
    ("F5", "台账合并了7个。APP那块减了几个，不清楚，要问数字办。", ["APP"]),
]


@pytest.mark.parametrize(("question", "said", "wanted"), GAPS, ids=[said[:14] for _, said, _ in GAPS])
def test_talk_makes_no_gap(outline: Outline, question: str, said: str, wanted: list[str]) -> None:
    asked = [one.what for one in read(outline, question, said).pending]
    assert len(asked) == len(wanted), asked
    assert all(words in what for words, what in zip(wanted, asked, strict=True)), asked
    assert not any("你" in what for what in asked), asked


def test_what_is_not_to_be_written_is_covered_by_going_through_all(outline: Outline) -> None:
    def asked(answers: dict[str, str]) -> set[str]:
        read = read_answers(Answers(outline=outline.name, year=Y, answers=answers), outline)
        return {one.question for one in read.pending}

    assert "H6" not in asked({"K1": "都对。"})
    assert "H6" in asked({"D4": "党课3次。"})


def test_what_is_named_before_a_bare_order_is_kept_back_everywhere(outline: Outline) -> None:
    answers = {
        "E6": "换了书记，清了合同，9份清了7份，剩2份在打官司。党员大会到会八成。",
        "H6": "有一个。宝力根那2份打官司的合同，牵着一个退休老领导的亲戚，这个别写。",
    }
    read = read_answers(Answers(outline=outline.name, year=Y, answers=answers), outline)
    text = "；".join(fact.text for fact in read.facts)
    assert "官司" not in text
    assert "党员大会" in text


@pytest.mark.parametrize(
    ("question", "said"), [("A1", "写2024年度的"), ("A6", "老百姓的名字不要写"), ("K1", "不要加在一起。")]
)
def test_what_steers_the_report_is_an_answer_and_no_gap(outline: Outline, question: str, said: str) -> None:
    assert read(outline, question, said).pending == []
