"""The one table of exemptions: wordings a rule lets pass, each with the sentence that needed it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant.text.patterns import Either


@dataclass(frozen=True)
class Exemption:
    """A wording that a rule lets pass: a regular expression, and the sentence that needed it."""

    pattern: str
    sentence: str


# Sections by rule id, groups in the order of the handbook; a test holds each pattern against its own sentence.
EXEMPTIONS: dict[str, tuple[Exemption, ...]] = {
    # A: structure
    # B: facts and figures
    "B02": (),
    "B05": (),
    "B06": (),
    "B07": (),
    "B08": (
        Exemption("全部(?:精力|心思|身心|力量|时间|家当|意义|内容|过程)", "把全部精力放在为民办事上"),
        Exemption(
            "全部(?:取消|停[止办用发]|废止|叫停|是|来自|由|靠|用于|改[成为用]|转为)",
            "村级材料盒10月起全部取消，改用电子台账",
        ),
        Exemption(
            "(?:不是|并非|没有|未能?|尚未|还没|难以)[^，。；]{0,8}(?:100%|全部|全覆盖)", "换届后培训还没有全覆盖"
        ),
    ),
    "B10": (
        Exemption(
            r"(?:评为|获评)(?:优秀|合格|基本合格|不合格|好|较好|一般)(?:等次|档次|的|党员)?[^，。；]{0,4}\d",
            "民主评议中被评为优秀的党员18名",
        ),
        Exemption("获得(?:感|者|率|资格|证书|批复|资金|补助|项目|收益|分红)", "获得资格证书的村干部12名"),
    ),
    "B11": (
        Exemption("(?:让|使|为了|以|由|看)[^，。；]{0,10}群众[^，。；]{0,4}满意", "办好让群众满意的实事"),
        Exemption("满意不满意|不满意|人民满意的", "把群众满意不满意作为标准"),
        Exemption("认可[^，。；]{0,6}(?:机制|程序|标准|资格)", "建立成果认可机制"),
    ),
    # C: years and tense
    "C01": (
        Exemption(r"(?:较|比|同|与|从|由|自|超过?)(?:19|20)\d\d年", "比2020年增加3个"),
        Exemption(r"\d{4}年[^，。；]{0,6}(?:以来|起|开始|至今|以前|之前|前)", "2021年换届以来累计培训27期"),
        Exemption(
            r"\d{4}年度?[^，。；]{0,12}(?:反馈|点评|巡[视察]|审计|指出|整改|遗留)",
            "2020年县委巡察反馈的5个问题全部销号",
        ),
        Exemption(r"(?:对|将|把|原|使)\d{4}年[^，。；]{1,12}的", "对2019年建成的6处活动室全部翻新"),
        Exemption(r"\d{4}年[^，。；]{0,10}(?:任职|到任|上任|任[^，。；]{0,12}书记)", "2020年9月我到镇任职"),
        Exemption(r"\d{4}年(?:\d{1,2}月)?(?:印发|出台|颁布|修订|公布|发布|施行|通过)", "对照2019年修订的选举工作流程"),
    ),
    "C02": (
        Exemption(r"(?:较|比|同|与|从|由|自)(?:19|20)\d\d年", "集体经济收入比2022年增长一成"),
        Exemption(r"在\d{4}年[^，。；]{0,16}(?:基础|成果|经验|水平)", "在2022年整顿成果的基础上"),
        Exemption(
            r"(?:针对|对照|围绕|巩固|总结|吸取|依托|用好|借鉴|梳理|盘活|复盘|回访)[^，。；]{0,6}\d{4}年",
            "巩固2022年软弱涣散村整顿成果",
        ),
        Exemption(r"\d{4}年度?[^，。；]{0,10}(?:反馈|点评|述职|查摆)", "把2022年度述职评议反馈问题列入清单"),
        Exemption(
            r"\d{4}年度?(?!(?:\d{1,2}月)?(?:底|末)?(?:之?前|内))[^，。；]{1,14}(?:成果|基础|的)(?!基层|党)",
            "对2022年整顿转化的2个村开展回头看",
        ),
        Exemption(r"\d{4}年(?:的|为|是|仅有?|只有|有)\d", "参加率在2022年为61%的底子上提高到85%"),
    ),
    "C03": (
        Exemption("较|比|上年|去年|上一年|反馈|以来|累计|原来|此前|原有", "较上年的412万元增加56万元"),
        Exemption("关于[^，。；]{2,40}的?问题", "关于一件事要填3个本的问题"),
    ),
    "C05": (
        Exemption("[当全每整往]年内", "每年内至少轮训一遍"),
        Exemption("最近的|[距离隔][^，。；]{0,6}最近", "由离群众最近的党员上门代办"),
        Exemption(r"今年[\d一二三四五六七八九十]{1,3}岁", "老党员今年七十岁仍坚持巡河"),
    ),
    "C06": (
        Exemption(
            "(?:制定|提出|明确|确定|谋划|编制|规划|签订|部署|研究|立下|承诺)[^。]{0,60}(?:力争|预计|将|拟|下一?步|今后)",
            "编制村庄规划3个，明确力争三年建成示范带",
        ),
        Exemption(
            "预计[^，。；]{0,8}(?:产值|收益|增收|产量|投资|带动|可|年|分红)", "产业园建成投产，预计年产值800万元"
        ),
        Exemption("(?:在|对|将|把|巩固|依托|利用|用好|盘活|拓展|提升)[^，。；]{0,16}已", "依托已建成的4处阵地开展轮训"),
        Exemption("已[^，。；]{0,14}的", "对现已整改的问题每季度回访一次"),
    ),
    # D: problem, cause, measure
    "D01": (),
    "D02": (),
    "D03": (),
    "D06": (Exemption("成效(?:不|还不|没有|未)", "成效不明显"),),
    "D07": (),
    "D08": (),
    "D09": (),
    "D11": (),
    "D12": (Exemption("^(?:虽然|尽管)", "虽然参加率达到100%"),),
    "D13": (
        Exemption(
            "^(?![^。]*(?:述职|上年度|上一年)).*(?:学习教育|主题教育|读书班)",
            "开展学习教育，举办读书班5天，查摆33个问题，均已整改",
        ),
    ),
    # F: wording
    "F03": (
        Exemption("原(?:建档立卡|贫困)", "原建档立卡户全部纳入常态走访"),
        Exemption("“[^”]{0,20}扶贫[^”]{0,20}”", "盘活“扶贫车间”闲置厂房2处"),
        Exemption(r"20(?:1\d|20)年[^，。；]{0,12}(?:脱贫|扶贫|贫困)", "回顾2020年打赢脱贫攻坚战的经验"),
        Exemption("巩固拓展?脱贫攻坚成果同", "扎实做好巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作"),
    ),
    "F07": (),
    # H: length and style
}


@cache
def _compiled(rule_id: str) -> Either:
    return Either(f"(?:{exemption.pattern})" for exemption in EXEMPTIONS.get(rule_id, ()))


def exempt(rule_id: str, passage: str) -> bool:
    """Whether a rule lets this passage (mostly a sentence or a clause) pass."""
    return _compiled(rule_id).search(passage) is not None
