"""Whether something is said of something: doing words, and what stands in quotation marks left out."""

from __future__ import annotations

from assistant.text.patterns import Lazy

# Inside these nothing is cut; the bound keeps a lone opening mark from swallowing the answer (and the time linear).
_HELD = Lazy(
    r"“[^“”\n]{0,80}”|‘[^‘’\n]{0,80}’|《[^《》\n]{0,80}》|「[^「」\n]{0,80}」"
    r"|\"[^\"\n]{0,80}\"|（(?![\d一二三四五六七八九十]{1,2}）)[^（）\n]{0,80}）|\((?![\d一二三四五六七八九十]{1,2}\))[^()\n]{0,80}\)"
)
# Words that can open a statement of their own; general Chinese, no trade's vocabulary.
VERBS = (
    "争取|落实|签订|落地|建成|新建|改建|扩建|改造|建|修建|修|整治|整改|完成|办理"
    "|办结|办|开展|召开|开|举办|组织|搞|培训|培育|培养|"
    "发展|转正|接收|吸收|确定|走访|慰问|看望|帮扶|帮|带动|带|增收|投入|投|争"
    "|引进|引|招|种植|种|养殖|养|栽|化解|调处|调解|"
    "处理|解决|调整|撤换|选派|选|派|评选|评|获评|获得|获|推行|推进|推广|推|实施|建立|制定|出台|完善|健全|优化|整合|"
    "谋划|储备|申报|打造|创建|成立|设立|设|开设|配备|配|安装|安|铺设|铺|硬化"
    "|拓宽|清理|清|拆除|拆|绿化|美化|提升|提高|降|"
    "讲|上|去|到|跑|进|走|研究|讨论|学习|学|督查|督促|检查|约谈|谈|通报|问责"
    "|收集|征集|发放|发|印发|落|转化|转|摘|销号|销|"
    "节约|压减|精简|减少|减|取消|合并|下沉|入户|排查|摸排|查|受理|接待|回复|答复"
    "|签约|投产|动工|完工|复工|立项|备案|上线|服务|参加|参与|覆盖|吸纳|安置|就业|流转|"
    "盘活|收回|收|筹集|筹|募集|捐|奖励|表彰|兑现|发动|动员|集中|轮训|宣讲|播放|制作|编印|挂牌|揭牌|启动|开工|竣工|验收|"
    "抓|促|强化|加强|巩固|拓展|探索|创新|坚持|履行|牵头|主持|带队|包抓|包联|联系"
    "|驻村|驻|蹲点|调研|增加|增长|实现|达到|守住|保住|救助|转移|抢修"
)
_VERB_START = Lazy(rf"(?:再|又|还|共|已经?|一共|先后|全年|累计|力争|争取|计划|预计|将|要)?(?:{VERBS})")
# These are names of things as often as doings (村干部培训), so at a phrase's end they say nothing of it.
NOUNS_TOO = frozenset(
    [
        "服务",
        "培训",
        "学习",
        "组织",
        "整治",
        "整改",
        "发展",
        "研究",
        "检查",
        "督查",
        "参与",
        "参加",
        "就业",
        "流转",
        "接待",
        "表彰",
        "奖励",
        "调研",
        "宣讲",
        "联系",
        "覆盖",
        "调解",
        "慰问",
        "帮扶",
    ]
)
LONG_VERBS = "|".join(verb for verb in VERBS.split("|") if len(verb) > 1 and verb not in NOUNS_TOO)
_PREDICATE = Lazy(rf"[了过着是有不没很都也要]|{LONG_VERBS}|^(?:{VERBS})(?!{'|'.join(sorted(NOUNS_TOO))}$)")


def held(text: str) -> str:
    """The text with what stands in quotation marks or brackets blotted out, character for character."""
    return _HELD.sub(lambda m: m[0][0] + "\ue000" * (len(m[0]) - 2) + m[0][-1], text)


def starts_with_verb(words: str) -> bool:
    """Whether a clause opens with a doing word, its subject left unsaid."""
    return _VERB_START.match(words) is not None


def has_predicate(words: str) -> bool:
    """Whether something is said of something, as far as the small list of verbs tells."""
    return _PREDICATE.search(_HELD.sub("", words)) is not None
