"""What an exemplar may lend: its style passes, none of its figures and names does, in whatever dress they come."""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.documents import read_text
from assistant.errors import InputError
from assistant.exemplars import Exemplar, exemplars
from assistant.retrieval.masking import Masker
from assistant.settings import settings, shipped_folder
from assistant.wording.name_rules import name_rules
from assistant.wording.vocabulary import vocabulary

FIGURES = ["4731", "86.4", "318", "1,205", "９７３", "57%", "2,640", "73.5"]
CHINESE_FIGURES = [
    "三百一十八",
    "四千七百三十一",
    "百分之六十三",
    "七成半",
    "两万六",
    "翻两番",
    "五分之三",
    "一百零六",
    "二十三",
    "半数",
]
PLACES = [
    "老鸦沟",
    "海棠湾",
    "石磙坪",
    "麻栎箐",
    "双槐垛",
    "龙潭口",
    "柏枝垭",
    "杨家畈",
    "团结",
    "红旗",
    "新民",
    "高桥",
    "大坪",
    "上河",
    "永丰",
    "幸福",
    "光明",
    "太和",
    "青山",
    "前进",
]
PERSONS = [
    "张建国",
    "李秀英",
    "王二妮",
    "赵铁柱",
    "欧阳雪梅",
    "龙仲垚",
    "普兆昆",
    "于建华",
    "方志强",
    "高兴旺",
    "周明",
    "陈芳",
]
UNITS = ["盛源", "华瑞", "金穗", "绿丰源", "恒昱精工", "惠民", "兴隆", "富康", "宏达", "众鑫"]
BRANDS = ["红石榴驿站", "古道先锋", "蓝焰行动", "渠畔夜谈", "一碗茶议事", "板凳会", "幸福积分超市", "雁阵领航"]
HONOURS = [
    "全国文明村镇",
    "全省先进基层党组织",
    "省级卫生乡镇",
    "市级乡村治理示范村",
    "全县五星党支部",
    "中国美丽休闲乡村",
    "全市最美村官",
]

CARRIERS: dict[str, tuple[list[str], list[str]]] = {
    "numerals": (
        FIGURES,
        ["全年培训党员{}人次，效果不错。", "村集体收入{}万元，比上年有增加。", "完成率{}，按月通报。"],
    ),
    "chinese": (
        CHINESE_FIGURES,
        ["参加学习的党员有{}名。", "收入比上年增长了{}。", "走访群众{}户，逐户登记。", "有{}的支部没有按期开会。"],
    ),
    "suffix": (
        PLACES,
        ["我包联{}村，每月去一次。", "{}社区党组织带头整改。", "{}镇党委专题研究党建。", "在{}村党支部召开现场会。"],
    ),
    "bare": (
        PLACES + PERSONS + UNITS,
        [
            "我到{}调研，当场定下整改时限。",
            "在{}召开现场会，推广好的做法。",
            "由{}牵头，年底前完成整改。",
            "同{}签了协议，群众都满意。",
            "{}的党员主动认领任务。",
            "帮助{}、{}解决难题。",
        ],
    ),
    "company": (
        UNITS,
        ["引进{}公司，带动群众就业。", "{}合作社带着农户干。", "与{}集团签订协议。", "{}银行送来贷款。"],
    ),
    "quoted": (
        BRANDS + PLACES + UNITS,
        ["打造“{}”品牌，群众反映好。", "开展“{}”活动，党员带头参加。", "“{}”成了党建名片。", "‘{}’已经叫响。"],
    ),
    "heading": (PLACES + UNITS, ["（一）{}治理见实效", "二是建强{}班子，带好队伍。", "一、{}党建工作", "抓{}整顿。"]),
    "table": (PLACES + UNITS + FIGURES, ["| {} | 完成整改 |", "责任单位\t{}\t按期完成"]),
    "split": (
        PLACES + PERSONS,
        ["我到{dotted}调研，当场定下整改时限。", "在{spaced}召开现场会。", "“{head}”{tail}的党员主动认领任务。"],
    ),
    "person": (
        PERSONS,
        [
            "党员{}带头清理垃圾。",
            "村党支部书记{}主动上门调解。",
            "{}同志事迹感人，群众都服气。",
            "老支书{}站出来劝说。",
            "网格员{}每天走访。",
        ],
    ),
    "honour": (
        HONOURS,
        ["被评为{}，群众都高兴。", "获评{}。", "荣获{}称号，作用发挥好。", "作为{}，要带好头。", "今年拿下{}。"],
    ),
}


def dressed(pattern: str, plant: str) -> str:
    return pattern.replace("{}", plant).format(
        dotted="·".join(plant), spaced=" ".join(plant), head=plant[:-1], tail=plant[-1]
    )


def planted() -> Iterator[tuple[str, str, str]]:
    """Carrier, plant, sentence: every plant of a carrier in every one of its patterns."""
    for carrier, (plants, patterns) in CARRIERS.items():
        for plant in plants:
            for pattern in patterns:
                yield carrier, plant, dressed(pattern, plant)


def echo(prompt: str) -> str:
    """A writer that gives its whole prompt back: what reaches it reaches the text."""
    return prompt


def shows(plant: str, text: str) -> bool:
    plain = "".join(text.split()).replace("·", "")
    return plant in text or plant.translate(WIDE) in text or (len(plant) > 1 and plant in plain)


WIDE = {ord("０") + digit: str(digit) for digit in range(10)}


def test_there_are_plants_enough() -> None:
    assert len(list(planted())) >= 500
    assert len({plant for _, plant, _ in planted()}) >= 70


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_plant_passes_alone(carrier: str) -> None:
    """Each sentence by itself: nothing else in the file gives the name away."""
    masker = Masker()
    passed = [
        (plant, masked)
        for one, plant, sentence in planted()
        if one == carrier and (masked := masker.mask(sentence)) is not None and shows(plant, masked)
    ]
    assert passed == []


def test_no_plant_reaches_the_prompt_or_the_text() -> None:
    """All of them in one past report, its own sentences between: what a writer that echoes gets, and so gives."""
    filler = [s.original.text for s in Masker().sentences(exemplars()[0].text)]
    rnd = random.Random(7)
    cases = list(planted())
    rnd.shuffle(cases)
    lines = []
    for index, (_, _, sentence) in enumerate(cases):
        lines.append(sentence if "|" in sentence or "\t" in sentence else sentence + rnd.choice(filler))
        if index % 9 == 0:
            lines.append("")
    report = "\n".join(lines)
    prompt = "范文片段（只学写法）：\n" + Masker.learned([report]).text(report)
    text = echo(prompt)
    assert len(text) > 2000
    assert [plant for plant in {plant for _, plant, _ in cases} if shows(plant, text)] == []


def test_a_name_known_by_its_end_is_masked_without_it() -> None:
    report = "我包联茶叶村，每月去一次。\n茶叶的党员主动认领任务。\n引进诚信公司。\n诚信按期分红。"
    masked = Masker.learned([report]).text(report)
    assert "茶叶" not in masked
    assert "诚信" not in masked
    assert "【村名】" in masked
    assert "主动认领任务" in masked


@pytest.mark.parametrize("exemplar", exemplars(), ids=lambda e: e.name)
def test_an_exemplar_lends_its_style_and_not_its_names(exemplar: Exemplar) -> None:
    masker = Masker.learned([exemplar.text])  # what its head lists is not told: the words must give it away
    found = masker.sentences(exemplar.text)
    kept = [one.masked for one in found if one.masked is not None]
    assert len(kept) / len(found) >= 0.6
    text = "\n".join(kept)
    assert [name for name in exemplar.head.names if name in text] == []
    assert not re.search(r"[0-9０-９]", text)
    letters = len(re.sub(r"【[^】]*】|[^\u4e00-\u9fff]", "", text))
    assert letters / len(re.sub(r"[^\u4e00-\u9fff]", "", exemplar.text)) >= 0.5  # most of its words still stand


def test_a_report_nobody_saw_before_lends_half_its_sentences() -> None:
    path = Path(os.environ.get("ASSISTANT_TEST_DATA", "../shared/data")) / "000_b54b24ad007351e6.txt"
    if not path.is_file():
        pytest.skip(f"no {path}: set ASSISTANT_TEST_DATA to the folder that holds the real report")
    text = read_text(path)
    found = Masker.learned([text]).sentences(text)
    kept = [one.masked for one in found if one.masked is not None]
    assert len(kept) / len(found) >= 0.5
    left = re.sub(r"【[^】]*】", "", "\n".join(kept))
    for plant in ("前所", "涌泉", "杏花村", "祁连山", "1510", "四抓两整治", "双好双强", "5000", "251"):
        assert plant not in left


@pytest.mark.parametrize(
    ("sentence", "masked"),
    [
        ("深刻领悟“两个确立”的决定性意义，增强“四个意识”。", "深刻领悟“两个确立”的决定性意义，增强“四个意识”。"),
        ("“三会一课”每季度抽查1次。", "“三会一课”每季度抽查【数】次。"),
        ("2024年3月底前由组织委员牵头。", "【年】【月】底前由组织委员牵头。"),
        ("我包联海棠湾村，全年去了31次。", "我包联【村名】，全年去了【数】次。"),
        ("打造“渠畔夜谈”品牌。", "打造“【品牌】”品牌。"),
        ("第一个问题是组织生活不规范。", "第一个问题是组织生活不规范。"),
        ("党员张铁生带头清理垃圾。", "党员【姓名】带头清理垃圾。"),
        ("学习《甲乙丙办法》，形成共识。", "学习《【文件】》，形成共识。"),
    ],
)
def test_what_is_shown_stays_readable(sentence: str, masked: str) -> None:
    assert Masker().mask(sentence) == masked


@pytest.mark.parametrize(
    "sentence",
    [
        "联系电话139请拨打。ABC公司带动就业。",
        "“海棠湾的党员主动认领任务。",
        "<b>党员</b>带头。",
        "详见http://a.cn的说明。",
        "海棠·湾的党员带头。",
        "甲｜乙",
    ],
)
def test_what_is_not_certain_is_refused(sentence: str) -> None:
    masked = Masker().mask(sentence)
    assert masked is None or not {"海棠", "ABC", "http"} & set(re.findall(r"[A-Za-z]+|海棠", masked))


def test_invented_names_by_chance_hardly_ever_pass() -> None:
    """3,000 names put together by chance, bare, in a sentence each: what passes is an ordinary word (水渠, 上岗),
    hardly ever anything else."""
    rnd = random.Random(11)
    first = "老鸦海棠青龙虎石桥大小上下东西南北新旧高长双金银铜铁木花草松柏桃李杏梅竹马牛羊凤仙王张刘陈杨吴郑前后里外平安永兴福寿康太和顺清"
    last = "沟湾坡岭桥河江湖山塘坝屯寨堡店铺集场岗洼坪坳冲峪崖台洲滩岛泉井池垭坨营"
    trade = "富惠利旺隆盛昌丰裕达通顺源泉鑫金银宝恒永久安康泰宁瑞吉福禄荣华光辉耀星月晖霞宏博远拓"
    family = (
        "王李张刘陈杨黄赵吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖"
    )
    given = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞刚桂华建国文辉志健世广义兴海仁波宁贵福龙元胜祥才武清飞彬"
    patterns = [
        "我到{}调研，当场定下整改时限。",
        "在{}召开现场会。",
        "由{}牵头，年底前完成。",
        "{}的党员主动认领任务。",
        "组织委员联系{}，每月上门。",
        "像{}这样的支部要重点帮。",
    ]
    masker = Masker()
    passed = []
    for number in range(3000):
        kind = number % 3
        if kind == 0:
            name = "".join(rnd.choice(first) for _ in range(rnd.choice((1, 2)))) + rnd.choice(last)
        elif kind == 1:
            name = rnd.choice(trade) + rnd.choice(trade)
        else:
            name = rnd.choice(family) + "".join(rnd.choice(given) for _ in range(rnd.choice((1, 2))))
        masked = masker.mask(rnd.choice(patterns).replace("{}", name))
        if masked is not None and name in masked and name not in vocabulary():
            passed.append((name, masked))
    assert len(passed) <= 3, passed  # 0.1 %


def test_a_word_of_ones_own_makes_a_sentence_usable() -> None:
    sentence = "党员带头搬走晒谷簟。"
    assert Masker().mask(sentence) is None
    folder = settings().data_dir / "knowledge" / "masking"
    folder.mkdir(parents=True)
    (folder / "own.txt").write_text("# 本地常用\n晒谷簟\n", encoding="utf-8")
    vocabulary.cache_clear()
    try:
        assert Masker().mask(sentence) == sentence
    finally:
        (folder / "own.txt").unlink()
        vocabulary.cache_clear()


def test_a_slip_in_the_rules_is_said() -> None:
    folder = settings().data_dir / "knowledge" / "masking"
    folder.mkdir(parents=True)
    shipped = shipped_folder("knowledge") / "masking" / "names.yaml"
    (folder / "names.yaml").write_text(
        shipped.read_text(encoding="utf-8").replace("honour_from:", "honor_from:"), encoding="utf-8"
    )
    name_rules.cache_clear()
    try:
        with pytest.raises(InputError, match=r"names\.yaml 第\d+行：honor_from"):
            name_rules()
    finally:
        (folder / "names.yaml").unlink()
        name_rules.cache_clear()


def test_no_ordinary_word_is_a_name_of_an_exemplar() -> None:
    words = vocabulary().words | vocabulary().ends
    assert not [name for exemplar in exemplars() for name in exemplar.head.names if name in words]


def test_masking_is_quick_enough() -> None:
    masker = Masker()
    masker.mask("先跑一句，把词表读进来。")
    begin = time.perf_counter()
    for exemplar in exemplars()[:3]:
        masker.text(exemplar.text)
    assert time.perf_counter() - begin < 3
