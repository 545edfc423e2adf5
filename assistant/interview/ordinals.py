"""The marks that points are told with (第一条, 一是, 1., （2）), and which of them only count within a point."""

from __future__ import annotations

import re

from assistant.text.patterns import Lazy

DIGITS = "零一二三四五六七八九十"
ORDINAL = Lazy(
    r"(?:我(?:觉得|认为|看|想)|(?:先|再|接着|最后)(?:来)?(?:说|讲|谈)|那|再就是|再有|还有|然后|(?:明年|来年|下一?步)(?=头|首|第))?(?:针对|对于|关于|对|解决|围绕)?(?:(?:这|那|我|他)?(?:的)?)?"
    r"(?:第(?P<a>[一二三四五六七八九十]|\d{1,2})(?:个问题|条问题|条|点|项|方面"
    r"|类|桩|件|样|个(?!月|季度|年|星期|工作日|村|支部|社区))"
    r"|(?P<first>(?:头|首)(?:一条|一个|一点|一件|一桩|一样|一项|条)|最[一-龥]{1,4}的(?:是)?一(?:条|个|点)(?=[，,：:]|$))"
    r"|第(?P<b>[一二三四五六七八九十])(?=[，,是：:、]|就是|怪我|$)"
    r"|(?P<c>[一二三四五六七八九十])(?:是|[：:])"
    # 一、两新组织… opens a point; 一、二两条 and 二、三产业 name two things.
    r"|(?P<i>[一二三四五六七八九十])、(?!第?[一二两三四五六七八九十](?:两?[条个点项、和至到]|次?产|[级类组线期批者月]|季度|年级))"
    r"|其(?P<d>[一二三四五六七八九])(?=[，,是：:、]|$)"
    r"|(?P<e>\d{1,2})(?:[、．)）]|\.(?!\d))"
    r"|[（(]?(?P<f>[一二三四五六七八九十]|(?<=[（(])\d{1,2})[）)]"
    r"|(?P<g>[①②③④⑤⑥⑦⑧⑨⑩])"
    r"|(?:问题|原因|措施)(?P<h>[一二三四五六七八九十]|\d{1,2})(?=[，,是：:、]))"
    r"(?:的?(?:问题|意见|原因|措施)(?=[，,：:、是]|$))?(?:来说|来讲|的话|呢|嘛|上(?![半级门报台岗街交访一]))?[，,：:、 ]*(?:就是|是(?!否))?"
)
_OPENS = Lazy(r"(?:^|[。；;！？!?\n\r：:，,])[ \t\u3000]*")
# Said in turns for one another: 第一条, 头一条, 第二，问题三.
_STYLES = {
    "a": "第",
    "first": "第",
    "b": "第",
    "h": "第",
    "c": "是",
    "i": "、",
    "d": "其",
    "e": "1.",
    "f": "（一）",
    "g": "①",
}


def point_of(found: re.Match[str]) -> int:
    """The number of a point's mark."""
    if found["first"]:
        return 1
    if found["g"]:
        return "①②③④⑤⑥⑦⑧⑨⑩".index(found["g"]) + 1
    said = next(found[name] for name in "abcdefhi" if found[name])
    return int(said) if said.isdigit() else DIGITS.index(said)


def _style(found: re.Match[str]) -> str:
    style = next(told for name, told in _STYLES.items() if found[name])
    return "(1)" if style == "（一）" and found["f"].isdigit() else style


class Nesting:
    """Points within points: under 一、…二、… what is marked 1. 2., or 一是 二是, counts on its own and names no point."""

    def __init__(self, text: str) -> None:
        marks = [found for at in _OPENS.finditer(text) if (found := ORDINAL.match(text, at.end()))]
        styles = [_style(found) for found in marks]
        outer = styles[0] if styles else ""
        numbers = {point_of(found) for found, style in zip(marks, styles, strict=True) if style == outer}
        self._outer = outer if len(numbers) > 1 and len(set(styles)) > 1 else ""
        self._inner: tuple[str, int] | None = None

    def within(self, words: str, about: int | None) -> bool:
        """Whether the mark that words open with only counts within the point spoken of."""
        found = ORDINAL.match(words)
        if found is None or not self._outer or about is None:
            return False
        style, number = _style(found), point_of(found)
        if style == self._outer or not (number == 1 or self._inner == (style, number - 1)):
            self._inner = None
            return False
        self._inner = (style, number)
        return True
