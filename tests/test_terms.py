"""Terms: every slip fires, every right form is silent, honest speech is left alone, years hold."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.settings import knowledge_files
from assistant.wording import term_slips, terms
from assistant.wording.term_slips import correct, slips
from assistant.wording.terms import is_known_name, load_terms, year_forms

# Term, year, what was written, what it becomes (None: a person is asked and the text stays).
WRONG = [
    ("T01", 2024, "以习近平总书记新时代中国特色社会主义思想为指导", "以习近平新时代中国特色社会主义思想为指导"),
    ("T01", 2024, "学习习近平中国特色社会主义思想", "学习习近平新时代中国特色社会主义思想"),
    ("T01", 2024, "贯彻习近平新时代社会主义思想", "贯彻习近平新时代中国特色社会主义思想"),
    ("T01", 2024, "坚持以习近平新时代中国特色社会主义为指导", None),
    ("T01", 2024, "学习习近平新时代特色社会主义思想", "学习习近平新时代中国特色社会主义思想"),
    ("T04", 2024, "坚持“四个自信”“四个意识”", None),
    ("T08", 2024, "坚持以党的政治建设为引领", "坚持以党的政治建设为统领"),
    ("T16", 2024, "落实“三会一课”制度，按时召开党代会、支委会、党小组会", None),
    ("T28", 2024, "推行“四议两公开一审核”工作法", None),
    ("T47", 2024, "发展壮大新型集体农村经济", "发展壮大新型农村集体经济"),
    ("T51", 2024, "推行网格化服务、精细化管理、信息化支撑", "推行网格化管理、精细化服务、信息化支撑"),
    ("D16", 2024, "学习《关于整治形式主义为基层减负若干规定》", "学习《整治形式主义为基层减负若干规定》"),
    ("T01", 2024, "学懂弄通习近平新时代中国特色社会主义的思想", "学懂弄通习近平新时代中国特色社会主义思想"),
    ("T05", 2024, "忠诚践行“两个坚决维护”", "忠诚践行“两个维护”"),
    ("T15", 2024, "发挥党员的堡垒作用", None),
    ("T19", 2024, "评为优秀、合格、不合格", "评为优秀、合格、基本合格、不合格"),
    ("T53", 2024, "推进德治、自治、法治融合", None),
    ("T56", 2024, "做好退伍老兵优抚", None),
    ("T62", 2025, "扎实推进第二批主题教育", None),
    ("T69", 2024, "学习二十届三中全会精神", "学习党的二十届三中全会精神"),
    ("T70", 2025, "学习二十届四中全会精神", "学习党的二十届四中全会精神"),
    ("T02", 2022, "坚决拥护“两个确定”", "坚决拥护“两个确立”"),
    ("T02", 2022, "深刻领悟两个确定的决定性意义", "深刻领悟“两个确立”的决定性意义"),
    ("T02", 2022, "围绕“两个确定”开展研讨", None),
    ("T02", 2022, "坚决做到“两个确立”", None),
    ("T02", 2022, "坚定捍卫两个确立", "坚定捍卫“两个确立”"),
    ("T03", 2022, "增强四个意识", "增强“四个意识”"),
    ("T03", 2022, "坚定“四个意识”", None),
    ("T03", 2022, "树牢大局意识、政治意识、核心意识、看齐意识", None),
    ("T04", 2022, "坚定四个自信", "坚定“四个自信”"),
    ("T04", 2022, "做到“四个自信”", None),
    ("T04", 2022, "坚定理论自信、道路自信、制度自信、文化自信", None),
    ("T04", 2022, "坚定“三个自信”", None),
    ("T05", 2022, "坚决做到两个维护", "坚决做到“两个维护”"),
    ("T05", 2022, "对党忠诚，两个维护。", "对党忠诚，“两个维护”。"),
    ("T05", 2022, "增强“两个维护”", None),
    ("T05", 2022, "坚决维护县委核心地位", None),
    (
        "T06",
        2022,
        "增强“四个意识”“四个自信”“两个维护”",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”",
    ),
    ("T06", 2022, "坚定“四个自信”、增强“四个意识”", "增强“四个意识”、坚定“四个自信”"),
    ("T06", 2022, "做到“两个维护”、坚定“四个自信”", None),
    ("T06", 2022, "做到“两个维护”，深刻领悟“两个确立”的决定性意义", None),
    ("T07", 2025, "落实首要议题制度", "落实“第一议题”制度"),
    ("T07", 2025, "第一议题学了24次", "“第一议题”学了24次"),
    ("T08", 2025, "落实新时代党的建设总路线", None),
    ("T09", 2025, "贯彻新时代党的组织方针", "贯彻新时代党的组织路线"),
    ("T09", 2025, "贯彻新时代党的组织总路线", "贯彻新时代党的组织路线"),
    ("T10", 2025, "压实党建主题责任", "压实党建主体责任"),
    ("T10", 2025, "这是书记的主体责任", None),
    ("T10", 2025, "扛起从严治党主体责任", "扛起全面从严治党主体责任"),
    ("T11", 2025, "书记是基层党建首要责任人", "书记是基层党建第一责任人"),
    ("T11", 2025, "我是党建工作第一负责人", "我是党建工作第一责任人"),
    ("T11", 2025, "抓基层党建“第一责任”述职", "抓基层党建“第一责任人”述职"),
    ("T12", 2025, "班子成员落实一岗双责", "班子成员落实“一岗双责”"),
    ("T12", 2025, "班子成员落实“一岗双职”", "班子成员落实“一岗双责”"),
    ("T12", 2025, "我认真履行“一岗双责”", None),
    ("T13", 2025, "增强组织功能和政治功能", "增强政治功能和组织功能"),
    ("T13", 2025, "提升政治功能和组织力", None),
    ("T14", 2025, "树立大抓基层的鲜明方向", "树立大抓基层的鲜明导向"),
    ("T14", 2025, "树立大抓基层明显导向", "树立大抓基层的鲜明导向"),
    ("T15", 2025, "发挥党员战斗堡垒作用", None),
    ("T15", 2025, "发挥党支部的先锋模范作用", None),
    ("T15", 2025, "发挥模范先锋作用", "发挥先锋模范作用"),
    ("T15", 2025, "筑牢战斗保垒", "筑牢战斗堡垒"),
    ("T16", 2025, "严格落实三会一课制度", "严格落实“三会一课”制度"),
    ("T16", 2025, "“三会一课”是支部党员大会、党代会", None),
    ("T16", 2025, "党小组会每季度召开1次", None),
    ("T16", 2025, "支委会坚持每季度1次", None),
    ("T17", 2025, "开展主体党日", "开展主题党日"),
    ("T17", 2025, "开展党员主题日", "开展主题党日"),
    ("T18", 2025, "各支部召开民主生活会", None),
    ("T18", 2025, "党委班子召开组织生活会", None),
    ("T19", 2025, "开展民评党员", "开展民主评议党员"),
    ("T19", 2025, "民主评议党员评出基本称职2名", None),
    ("T20", 2022, "发展正式党员4名", "转正党员4名"),
    ("T20", 2022, "发展了6名正式党员", "转正党员6名"),
    ("T20", 2022, "接收正式党员4名", None),
    ("T20", 2022, "发展预备党员5名", "接收预备党员5名"),
    ("T20", 2022, "发展了五名预备党员", "接收了五名预备党员"),
    ("T20", 2022, "组织党员和积极分子参加", "组织党员和入党积极分子参加"),
    ("T20", 2022, "新确定积极分子23名", "新确定入党积极分子23名"),
    ("T20", 2022, "发展对象12名，积极分子26名", "发展对象12名，入党积极分子26名"),
    ("T20", 2022, "积极分子也有二十六名", "入党积极分子也有二十六名"),
    ("T20", 2022, "现在有26名积极分子", "现在有26名入党积极分子"),
    ("T20", 2022, "积极分子今年26名", "入党积极分子今年26名"),
    ("T20", 2022, "入党的积极分子26名", "入党积极分子26名"),
    ("T20", 2022, "转正党员对象4名", None),
    ("T20", 2022, "预备期为两年", None),
    ("T21", 2025, "推进党支部规范化标准化建设", "推进党支部标准化规范化建设"),
    ("T22", 2022, "围绕四抓两整治提升", "围绕“四抓两整治”提升"),
    ("T22", 2022, "围绕“四抓一整治”提升", None),
    ("T23", 2022, "突出双好双强标准", "突出“双好双强”标准"),
    ("T23", 2022, "3个村荣获“双好双强”", None),
    ("T24", 2025, "整顿软弱散漫党组织", "整顿软弱涣散党组织"),
    ("T24", 2025, "整顿涣散软弱村1个", "整顿软弱涣散村1个"),
    ("T24", 2025, "转化后进党支部2个", None),
    ("T25", 2025, "书记主任一肩挑11名", "书记主任“一肩挑”11名"),
    ("T25", 2025, "任命11名书记“一肩挑”", None),
    ("T26", 2025, "“村两委”班子", "村“两委”班子"),
    ("T26", 2025, "村两委换届", "村“两委”换届"),
    ("T26", 2025, "社区两委成员", "社区“两委”成员"),
    ("T26", 2025, "两委班子齐心", "“两委”班子齐心"),
    ("T26", 2025, "“两委”（含村务监督委员会）", None),
    ("T27", 2025, "村“两委”每届任期三年", None),
    ("T27", 2025, "完成村“两委”改选", None),
    ("T28", 2025, "落实四议两公开", "落实“四议两公开”"),
    ("T28", 2025, "落实“四议二公开”", "落实“四议两公开”"),
    ("T28", 2025, "落实“四议两公开一监督”", None),
    ("T29", 2025, "选聘专职村支书3名", None),
    ("T30", 2022, "驻村扶贫工作队3支", "驻村工作队3支"),
    ("T30", 2022, "扶贫第一书记3名", "驻村第一书记3名"),
    ("T31", 2025, "新建党员活动室2个", None),
    ("T31", 2025, "建成党群服务中兴", "建成党群服务中心"),
    ("T32", 2025, "党支部带头入股合作社", None),
    ("T33", 2025, "打造党建名牌", "打造党建品牌"),
    ("T34", 2025, "选派驻村干部（党建指导员）9名", None),
    ("T35", 2025, "开展设岗定则", "开展设岗定责"),
    ("T35", 2025, "无职党员定岗定责320个", "无职党员设岗定责320个"),
    ("T36", 2025, "组织党员冬季训练", None),
    ("T37", 2025, "找回失联党员3名", None),
    ("T37", 2025, "管理流失党员", None),
    ("T38", 2025, "清退不合格党员2名", None),
    ("T39", 2025, "村级组织运作经费12万元", "村级组织运转经费12万元"),
    ("T40", 2025, "扎实抓党建促振兴", "扎实抓党建促乡村振兴"),
    ("T40", 2025, "以党建促振兴", None),
    ("T41", 2025, "推行党建领治", None),
    ("T41", 2025, "党建带领基层治理", "党建引领基层治理"),
    ("T42", 2022, "在巩固脱贫攻坚成果与乡村振兴有效衔接上", "在巩固拓展脱贫攻坚成果同乡村振兴有效衔接上"),
    ("T42", 2022, "巩固拓展脱贫攻坚成果和乡村振兴衔接", "巩固拓展脱贫攻坚成果同乡村振兴有效衔接"),
    ("T42", 2022, "推进脱贫攻坚与乡村振兴有效衔接", None),
    ("T42", 2022, "持续巩固脱贫攻坚成果", None),
    ("T43", 2022, "带动建档立卡户12户", "带动脱贫户12户"),
    ("T43", 2022, "带动建档立卡贫困户12户", "带动脱贫户12户"),
    ("T43", 2022, "帮助建档立卡贫困人口就业", "帮助脱贫人口就业"),
    ("T43", 2022, "慰问贫困户30户", None),
    ("T43", 2022, "纳入返贫监测对象5户", "纳入防止返贫监测对象5户"),
    ("T44", 2026, "抓住衔接过渡期帮扶", None),
    ("T45", 2025, "推进全面乡村振兴", None),
    ("T45", 2025, "推进乡村振新", None),
    ("T46", 2022, "学用浙江“千村示范、万村整治”经验", "学用浙江“千村示范、万村整治”工程经验"),
    ("T46", 2022, "学用千村示范万村整治工程经验", "学用“千村示范、万村整治”工程经验"),
    ("T46", 2022, "学用“千村示范万村整治”工程经验", "学用“千村示范、万村整治”工程经验"),
    ("T46", 2022, "学用“千村示范、万村整治工程”经验", "学用“千村示范、万村整治”工程经验"),
    ("T46", 2025, "学习运用千万工程经验", "学习运用“千万工程”经验"),
    ("T46", 2025, "学习“千万”工程经验", "学习“千万工程”经验"),
    ("T47", 2025, "发展农村新型集体经济", "发展新型农村集体经济"),
    ("T47", 2025, "集体经济总量增收16%", None),
    ("T48", 2025, "建设宜业宜居和美乡村", "建设宜居宜业和美乡村"),
    ("T48", 2025, "建设宜居宜业美丽乡村", None),
    ("T49", 2025, "对24户群众人居面貌进行整治", None),
    ("T49", 2025, "整治人居环镜", "整治人居环境"),
    ("T50", 2025, "推广枫桥经验", "推广新时代“枫桥经验”"),
    ("T50", 2025, "坚持“枫桥经验”", "坚持新时代“枫桥经验”"),
    ("T50", 2025, "坚持和发展“新时代枫桥经验”", "坚持和发展新时代“枫桥经验”"),
    ("T50", 2025, "坚持和发展新时代枫桥经验", "坚持和发展新时代“枫桥经验”"),
    ("T50", 2025, "学习枫桥式做法", None),
    ("T51", 2025, "网格化管理、信息化支撑、精细化服务", "网格化管理、精细化服务、信息化支撑"),
    ("T52", 2025, "共建共享共治", "共建共治共享"),
    ("T52", 2025, "共建、共享、共治", "共建共治共享"),
    ("T53", 2025, "健全自治、法制、德治体系", "健全自治、法治、德治体系"),
    ("T53", 2025, "德治、法治、自治相结合", "自治、法治、德治相结合"),
    ("T54", 2025, "健全一约四会", "健全“一约四会”"),
    ("T55", 2025, "建设高标农田3000亩", "建设高标准农田3000亩"),
    ("T56", 2022, "26名退伍军人进了班子", "26名退役军人进了班子"),
    ("T57", 2025, "抓好“两新组织”党建", "抓好“两新”组织党建"),
    ("T57", 2025, "抓好两新党组织", "抓好“两新”党组织"),
    ("T57", 2025, "抓好三新组织党建", None),
    ("T58", 2025, "扩大党的两个覆盖", "扩大党的“两个覆盖”"),
    ("T59", 2025, "整治形势主义", "整治形式主义"),
    ("T59", 2025, "全年开展督查检查46次", None),
    ("T60", 2025, "选派驻村书记3名", None),
    ("T61", 2021, "开展党史教育学习", "开展党史学习教育"),
    (
        "T62",
        2023,
        "开展学习贯彻习近平新时代中国特色社会主义思想学习教育",
        "开展学习贯彻习近平新时代中国特色社会主义思想主题教育",
    ),
    ("T62", 2023, "我镇参加第一批主题教育", None),
    ("T63", 2024, "开展党纪教育学习", "开展党纪学习教育"),
    ("T63", 2024, "开展党规党纪学习教育", None),
    ("T64", 2025, "开展中央八项规定学习教育", "开展深入贯彻中央八项规定精神学习教育"),
    ("T64", 2025, "贯彻中央八项规定精神学习教育", "深入贯彻中央八项规定精神学习教育"),
    ("T65", 2026, "开展正确政绩观学习教育", "开展树立和践行正确政绩观学习教育"),
    ("T65", 2026, "开展树立正确政绩观学习教育", "开展树立和践行正确政绩观学习教育"),
    ("T66", 2026, "编制“十五五规划”", "编制“十五五”规划"),
    ("T66", 2026, "谋划十五五时期项目", "谋划“十五五”时期项目"),
    ("T66", 2025, "完成十四五规划", "完成“十四五”规划"),
    ("T66", 2025, "十四五期间修路", "“十四五”期间修路"),
    ("T67", 2021, "学习十九届六中全会精神", "学习党的十九届六中全会精神"),
    ("T68", 2022, "宣讲二十大精神", "宣讲党的二十大精神"),
    ("T68", 2022, "学习党的20大报告", "学习党的二十大报告"),
    ("T69", 2024, "学习20届三中全会精神", "学习党的二十届三中全会精神"),
    ("T69", 2024, "学习党的二十大三中全会精神", "学习党的二十届三中全会精神"),
    ("T70", 2025, "学习20届四中全会精神", "学习党的二十届四中全会精神"),
    ("T70", 2025, "学习党的二十大四中全会精神", "学习党的二十届四中全会精神"),
    ("D02", 2025, "《中国共产党农村基层组织条例》", "《中国共产党农村基层组织工作条例》"),
    ("D03", 2025, "《中国共产党党支部工作条例》", "《中国共产党支部工作条例（试行）》"),
    ("D05", 2025, "《中国共产党党员教育管理条例》", "《中国共产党党员教育管理工作条例》"),
    ("D06", 2025, "《中国共产党党员发展工作细则》", "《中国共产党发展党员工作细则》"),
]

HONEST = """
坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大精神
深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”
坚决捍卫“两个确立”、坚决做到“两个维护”
围绕“四个意识”“四个自信”“两个维护”开展专题研讨
贯彻习近平经济思想、习近平生态文明思想和习近平法治思想
中国特色社会主义理论体系读书班办了2期
做到两个确定：确定责任人、确定时限
修了两个维护费用比较高的泵站
坚决维护习近平总书记党中央的核心、全党的核心地位
“第一议题”学了24次，中心组集中学了12次
这次会的第一议题是换届
我是抓基层党建第一责任人，班子成员落实“一岗双责”
党委扛牢全面从严治党主体责任，书记负第一责任
充分发挥党支部战斗堡垒作用和党员先锋模范作用
“三会一课”“主题党日”这些组织生活都落实了
把三年的《“三会一课”记录本》翻了一遍
支部党员大会每季度开一次，党小组会每月开一次
支委会每季度研究一次党建经费
参加镇党委领导班子民主生活会，支部开了组织生活会
转正的党员4名，接收预备党员5名，发展对象12名，入党积极分子26名，都是今年的数
新确定入党积极分子23名
工会积极分子12名、文艺积极分子8名受到表扬
广场舞队评选出30名积极分子
群众文艺积极分子带头排练
村里一喊，30名积极分子上了河堤
妇联培养积极分子15名参加宣传
大家参加活动很积极，分子工作做得细
预备党员转正6名，预备期都是一年
落实“四抓两整治”，突出“双好双强”
排查出1个软弱涣散村，派了第一书记
“一肩挑”的11名，都走了法定程序
家里家外一肩挑，她从不叫苦
村“两委”换届平稳完成，社区“两委”也选齐了
镇党委、政府两委托单位都到了场
按照“四议两公开”定了分红方案
驻村工作队3支，第一书记3名
2019年扶贫工作队修的路今年补了2公里
改造了3个村的党群服务中心，腾出一间做党员活动室，党群服务更方便
支部领办的合作社有6个，入社农户430户
党建品牌是“祁连山下党旗红”
无职党员设岗320个，“设岗定责”“亮身份、晒承诺”
党员“冬训”全覆盖
流动党员95名，联系上88名
清退党员干部违规占用的周转房2套
村级组织运转经费从12万元提到14万元
抓党建促乡村振兴，推进以党建引领基层治理
巩固拓展脱贫攻坚成果同乡村振兴有效衔接
原建档立卡户里有3户办起了民宿
脱贫户和监测对象一户一策
换届过渡期人心不散
学好用活浙江“千村示范、万村整治”工程经验
学习运用“千万工程”经验，总投资三千万工程款已到位
村集体总收入386万元，去年是341万元，发展新型农村集体经济
建设宜居宜业和美乡村，改善产业园和美丽乡村片区环境
坚持和发展新时代“枫桥经验”，化解矛盾141件
镇派出所创建“枫桥式公安派出所”
今年是“枫桥经验”诞生60多年，镇里办了个展
网格化管理、精细化服务、信息化支撑都跟上了
形成共建共治共享的格局，健全自治、法治、德治相结合的体系
高标准农田建了3000亩
给退役军人送了光荣牌，名单按《退伍军人登记表》核的
用好“两新”政策，以旧换新补了36户，“两新”组织建了支部
党的组织覆盖和工作覆盖都抓了，两个覆盖面大的村先上
整治形式主义为基层减负，会议从62个减到41个
开展党史学习教育，又搞了党纪学习教育
深入贯彻中央八项规定精神学习教育办了2期读书班
带头落实中央八项规定精神，树立正确政绩观
树立和践行正确政绩观学习教育已经部署
编制“十五五”规划，完成“十四五”规划任务
党的十九大和二十大精神、党的二十届四中全会精神都学了
按照《中国共产党支部工作条例（试行）》抓支部
我们的品牌叫“村两委连心桥”，“三会一课在田间”是它的一项
村里后备干部接不上，年轻人少，我下村看项目多、看支部少
我包的是下坝村，全年去了26次，调了5回水渠纠纷
督查检查多、动真碰硬少，这是我的问题
巩固拓展主题教育成果，健全长效机制
评为优秀、合格、基本合格、不合格四个等次
原扶贫车间改造为帮扶车间2处
组织开展主题教育活动12场
开展主题教育实践6次
组织主题教育党日4次
2023年开展第二批主题教育时建的台账一直在用
2019年开展主题教育时建的台账一直在用
以党的政治建设为统领抓班子
""".strip().splitlines()


def fired(text: str, year: int | None) -> list[str]:
    return [hit.found for hit in slips(text, year)]


@pytest.mark.parametrize(("term", "year", "wrong", "right"), WRONG)
def test_slip_fires_and_right_form_is_silent(term: str, year: int, wrong: str, right: str | None) -> None:
    forms = {one.id: one for one in load_terms()}
    hits = [hit for hit in slips(wrong, year) if hit.term == forms[term].form]
    assert hits, "the slip is not found"
    assert all(wrong[hit.start : hit.end] == hit.found for hit in hits)
    if right is None:
        assert [hit.right for hit in hits] == [None] * len(hits)
        assert correct(wrong, year).text == wrong
        return
    done = correct(wrong, year)
    assert done.text == right
    assert done.corrections
    assert fired(right, year) == []


def test_every_slip_stands_in_the_table() -> None:
    written = {term.id: [text for name, _, text, _ in WRONG if name == term.id] for term in load_terms()}
    untried = [
        (term.id, slip.pattern)
        for term in load_terms()
        for slip in term.slips
        if not any(re.search(slip.pattern, text) and slip.word in text for text in written[term.id])
    ]
    assert untried == []


@pytest.mark.parametrize("sentence", HONEST)
def test_honest_speech_is_left_alone(sentence: str) -> None:
    assert fired(sentence, 2025) == []
    assert correct(sentence, 2025).text == sentence


def test_enough_honest_sentences() -> None:
    assert len(HONEST) >= 60


@pytest.mark.parametrize("term", load_terms(), ids=lambda term: term.id)
def test_right_forms_are_silent(term: terms.Term) -> None:
    for name in (term.form, *term.names, *(wording.text for wording in term.wording)):
        for text in (name, f"全面落实{name}要求。", f"一是{name}，二是抓落实"):
            assert fired(text, term.valid_until or 2025) == []


def test_all_terms_of_the_handbook_are_there_and_whole() -> None:
    known = {term.id: term for term in load_terms()}
    assert {f"T{number:02}" for number in range(1, 67)} <= set(known)
    for term in known.values():
        assert term.meaning.endswith("。")
        assert term.issued_by
        assert term.source.startswith(("V", "手册"))
    assert all(known[f"T{number:02}"].level == "high" for number in range(1, 16))
    assert all(known[f"T{number:02}"].level == "medium" for number in range(16, 67))
    assert all(known[f"T{number:02}"].slips for number in range(1, 67))


def test_level_and_rule_of_a_hit() -> None:
    assert [(hit.level, hit.rule) for hit in slips("坚定捍卫“两个确定”", 2025)] == [("high", "F02")]
    assert [(hit.level, hit.rule) for hit in slips("退伍军人", 2025)] == [("medium", "F03")]
    assert [change.rule for change in correct("发展正式党员4名", 2025).corrections] == ["F07"]


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("建档立卡户12户", 2020, []),
        ("建档立卡户12户", 2021, ["建档立卡户"]),
        ("驻村扶贫工作队", 2019, []),
        ("提升政治功能和组织力", 2021, []),
        ("抓住衔接过渡期帮扶", 2025, []),
        ("党规党纪学习教育", 2023, []),
        ("坚定“三个自信”", 2015, []),
    ],
)
def test_slips_of_other_years(text: str, year: int, found: list[str]) -> None:
    assert fired(text, year) == found
    if not found:
        assert correct(text, year).text == text


def test_without_a_year_only_what_is_always_wrong_is_corrected() -> None:
    assert fired("建档立卡户里有退伍军人", None) == ["建档立卡户", "退伍军人"]
    assert correct("建档立卡户里有退伍军人").text == "建档立卡户里有退役军人"


@pytest.mark.parametrize(
    "text",
    [
        "“退伍军人之家”党建品牌",
        "‘村两委连心桥’",
        "《退伍军人三会一课读本》",
        '"一岗双责在行动"',
        "“学千村示范、万村整治”活动",
    ],
)
def test_quoted_names_are_somebodys_own(text: str) -> None:
    assert slips(text, 2025) == []
    assert correct(text, 2025).text == text


def test_several_corrections_keep_order_and_words_between() -> None:
    done = correct("村两委里有3名退伍军人，带动建档立卡户9户", 2024)
    assert done.text == "村“两委”里有3名退役军人，带动脱贫户9户"
    assert [(one.found, one.right) for one in done.corrections] == [
        ("村两委", "村“两委”"),
        ("退伍军人", "退役军人"),
        ("建档立卡户", "脱贫户"),
    ]


PIECES = [text for _, _, text, _ in WRONG] + HONEST[:20] + list("“”《》、，。\n0名村党")


@given(st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from([None, 2019, 2022, 2025, 2026]))
def test_correcting_twice_changes_nothing_more(pieces: list[str], year: int | None) -> None:
    once = correct("".join(pieces), year)
    twice = correct(once.text, year)
    assert twice.text == once.text
    assert twice.corrections == ()


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_hits_are_in_order_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    hits = slips(text, 2025)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert all(text[hit.start : hit.end] == hit.found for hit in hits)


@pytest.mark.parametrize(
    ("year", "study", "campaign"),
    [
        (2021, "党的十九届六中全会精神", "党史学习教育"),
        (2022, "党的二十大精神", ""),
        (2023, "党的二十大精神", "学习贯彻习近平新时代中国特色社会主义思想主题教育"),
        (2024, "党的二十届三中全会精神", "党纪学习教育"),
        (2025, "党的二十届四中全会精神", "深入贯彻中央八项规定精神学习教育"),
        (2026, "党的二十届四中全会精神", "树立和践行正确政绩观学习教育"),
    ],
)
def test_year_forms(year: int, study: str, campaign: str) -> None:
    forms = year_forms(year)
    assert forms.guiding == "坚持以习近平新时代中国特色社会主义思想为指导"
    assert forms.study == f"深入学习贯彻{study}"
    assert forms.campaign == campaign
    assert forms.upholding.startswith("深刻领悟“两个确立”的决定性意义，增强“四个意识”")
    assert all(fired(text, year) == [] for text in vars(forms).values())


def test_year_forms_outside_the_known_years() -> None:
    assert year_forms(2016) == terms.YearForms("", "", "", "")
    assert year_forms(2020).upholding == "增强“四个意识”、坚定“四个自信”、做到“两个维护”"
    assert year_forms(2027).study == year_forms(2027).campaign == ""


@pytest.mark.parametrize("year", range(2012, 2031))
def test_one_wording_a_use_and_year(year: int) -> None:
    uses = [wording.use for term in load_terms() for wording in term.wording if wording.holds_in(year)]
    assert len(uses) == len(set(uses))


def test_known_names() -> None:
    for name in ("“三会一课”", "三会一课", "两委", "“一肩挑”", "千村示范、万村整治", "千万工程", "枫桥经验", "十五五"):
        assert is_known_name(name)
    for name in ("祁连山下党旗红", "“先锋领航”", "杏花村", "", "“”"):
        assert not is_known_name(name)


def test_a_term_reads_as_its_right_forms() -> None:
    listed = "\n".join(str(term) for term in load_terms())
    assert "村“两委”" in listed
    assert "退伍军人" not in listed


ENTRY = (
    "- {id: X1, form: 某某工程, meaning: 一句话说明它。, issued_by: 某局, date: '2020', certainty: known, source: 手册"
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- id: [", "不是正确的 YAML"),
        ("只是一句话", "应是一列术语"),
        ("- {id: X1}", "X1"),
        (ENTRY + ", colour: red}", "colour"),
        (ENTRY.replace("'2020'", "2020") + "}", "date"),
        (ENTRY + ", valid_from: 2025, valid_until: 2021}", "valid_from"),
        (ENTRY + "}\n" + ENTRY + "}", "重复"),
    ],
)
def test_a_bad_file_is_named(content: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8", newline="\n")
    monkeypatch.setattr(terms, "knowledge_files", lambda *_: [path])
    terms.filed_terms.cache_clear()
    try:
        with pytest.raises(InputError) as caught:
            load_terms()
    finally:
        terms.filed_terms.cache_clear()
    assert "mine.yaml" in str(caught.value)
    assert said in str(caught.value)


def test_a_bad_pattern_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(ENTRY + ", slips: [{pattern: '某某(', right: null}]}", encoding="utf-8", newline="\n")
    monkeypatch.setattr(terms, "knowledge_files", lambda *_: [path])
    cached = (terms.filed_terms, term_slips._watches)
    for one in cached:
        one.cache_clear()
    try:
        with pytest.raises(InputError, match=r"mine\.yaml"):
            slips("某某")
    finally:
        for one in cached:
            one.cache_clear()


def test_load_time_is_sane() -> None:
    best = 9.0
    for _ in range(3):
        terms.filed_terms.cache_clear()
        start = time.perf_counter()
        load_terms()
        best = min(best, time.perf_counter() - start)
    assert best < 1
    assert len(knowledge_files("terms", ".yaml")) >= 4


def test_time_grows_with_the_text_only() -> None:
    start = time.perf_counter()
    assert len(slips("村两委" * 4000, 2025)) == 4000
    slips("“" * 20000 + "积极分子" * 5000, 2025)
    assert time.perf_counter() - start < 2
