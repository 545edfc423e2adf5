"""Names in sentences: foreign ones put together from parts, and the own ones of the answer files."""

from __future__ import annotations

import random
from collections.abc import Iterator

SYLLABLES = [
    "海棠湾", "石磙坪", "麻栎箐", "双槐垛", "龙潭口", "柏枝垭", "杨家畈", "高桥", "大坪", "上河", "永丰", "太和", "青山",
    "前进", "团结", "红旗", "新民", "幸福", "光明", "三河", "九龙", "镇海", "黄泥岗", "五里牌", "白鹭洲", "渡口", "柳林", "南阳坝", "金鸡",
    "马头", "东风", "和平", "朝阳", "下寨", "梅子关", "桐木冲", "塔山", "老鹰岩", "丁家", "枫香",
]  # fmt: skip
PERSONS = [
    "张建国", "李秀英", "王二妮", "赵铁柱", "欧阳雪梅", "龙仲垚", "普兆昆", "于建华", "方志强", "高兴旺", "周明", "陈芳", "罗永顺", "何翠花",
    "杜鹏", "彭晓东", "蒋德福", "上官云飞", "孙红梅", "马得草", "钱多", "韦国栋", "阿依古丽", "谭腊生",
]  # fmt: skip
FIRMS = ["盛源", "华瑞", "金穗", "绿丰源", "恒昱精工", "惠民", "兴隆", "富康", "宏达", "众鑫", "嘉禾", "天一"]
BRANDS = [
    "红石榴驿站",
    "古道先锋",
    "蓝焰行动",
    "渠畔夜谈",
    "一碗茶议事",
    "雁阵领航",
    "幸福积分超市",
    "老马工作室",
    "江畔红帆",
    "板凳会",
]
HONOURS = [
    "全国文明村镇", "全省先进基层党组织", "省级卫生乡镇", "市级乡村治理示范村", "全县五星党支部", "中国美丽休闲乡村", "全市最美村官",
    "全省优秀党务工作者", "全市党建工作先进单位", "国家级水利风景示范区", "全县综合考核一等奖", "县级平安建设标兵",
]  # fmt: skip

PLACE_FORMS = [
    "{}村",
    "{}社区",
    "{}镇",
    "{}乡",
    "{}街道",
    "{}县",
    "{}区",
    "{}村党支部",
    "{}示范点",
    "{}镇党委",
    "{}社区党总支",
]
FIRM_FORMS = ["{}公司", "{}合作社", "{}集团", "{}农业开发有限公司", "{}种植专业合作社"]
PLACE_CARRIERS = [
    "我包联{}，每月去一次。", "{}党组织带头整改。", "在{}召开现场会，推广做法。", "帮助{}解决难题。", "到{}走访党员，听取意见。",
    "以{}为样板，带动周边一起抓。", "针对{}班子不强的问题，调整了人选。", "推动{}整顿转化，年底验收。",
]  # fmt: skip
FIRM_CARRIERS = ["引进{}，带动群众就业。", "由{}牵头流转土地。", "与{}签订协议，保底收购。", "{}吸纳党员入股。"]
PERSON_CARRIERS = [
    "村党支部书记{}主动上门调解。", "{}同志事迹感人。", "党员{}带头清理垃圾。", "由{}主任负责督办。", "网格员{}每天走访。", "镇长{}到场协调。",
]  # fmt: skip
BRAND_CARRIERS = ["打造“{}”品牌，党员带头参加。", "“{}”叫得响。", "开展“{}”活动，群众欢迎。"]
HONOUR_CARRIERS = [
    "被评为{}，群众都高兴。",
    "获评{}。",
    "荣获{}称号。",
    "今年拿下{}。",
    "作为{}，要带好头。",
    "镇党委被授予{}荣誉。",
]


def foreign(seed: int = 5) -> Iterator[tuple[str, str, str]]:
    """Kind, name, sentence: over 600, each name in several sentences."""
    chance = random.Random(seed)
    for name in SYLLABLES:
        for form in chance.sample(PLACE_FORMS, 4):
            whole = form.format(name)
            for carrier in chance.sample(PLACE_CARRIERS, 2):
                yield "place", whole, carrier.format(whole)
    for kind, names, forms, carriers in (
        ("firm", FIRMS, FIRM_FORMS, FIRM_CARRIERS),
        ("person", PERSONS, ["{}"], PERSON_CARRIERS),
        ("brand", BRANDS, ["{}"], BRAND_CARRIERS),
        ("honour", HONOURS, ["{}"], HONOUR_CARRIERS),
    ):
        for name in names:
            for form in forms:
                for carrier in chance.sample(carriers, min(3, len(carriers))):
                    yield kind, form.format(name), carrier.format(form.format(name))


OWN = {
    "guizhou": ["岩脚村", "岩脚村党支部"],
    "heilongjiang": ["永兴村", "永兴村党支部"],
    "hunan": ["石塘村", "山口村", "“洞塘红”党建品牌"],
    "jiangsu": ["柳荫社区", "梧桐里", "河西新村", "“红色楼宇”书记项目", "“望河同心”党建品牌", "“红色物业”", "骑手小周"],
    "sichuan": ["青杠村", "桐子村", "老鸦村", "龙洞村", "青杠村党总支"],
    "zhejiang": ["茶坑村", "岭脚村", "“院里谈”", "“竹链共富”书记项目", "“共享食堂”", "茶坑村党总支"],
    "answers_seed": ["**村", "前所、涌泉两个村", "“祁连山下党旗红”党建品牌", "“**镇便民服务大厅”", "“**杏花村”示范点"],
    "party_building": ["石桥村", "下坝村", "上河村", "松树坪村", "“院坝议事”", "下坝村党支部"],
}
OWN_CARRIERS = [
    "我把{}作为联系点，常去走访。", "在{}召开现场会。", "针对{}的难处，我带队上门想办法。", "{}的做法在全镇推开。", "推动{}抓整改、见实效。",
    "班子成员到{}听取党员群众意见。", "帮助{}理清思路。", "{}这件事由我牵头。", "以{}为抓手，带动支部建设。",
]  # fmt: skip
