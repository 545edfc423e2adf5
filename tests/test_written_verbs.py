"""One-character doing words, villages' names, shares and moves in written words; what is a longer word stays."""

from __future__ import annotations

import pytest

from assistant.wording.register import plain_speech, write

SAID = [
    ("危窑搬了58户", "危窑搬迁58户"),
    ("管网改了14公里", "管网改造14公里"),
    ("大棚淹了230栋", "大棚受淹230栋"),
    ("冲了路19处", "冲毁路19处"),
    ("低层的谈了4个月", "低层的谈了4个月"),
    ("国庆七天接了1900多人", "国庆7天接待1900余人"),
    ("欠的钱还了29万", "欠的钱偿还29万元"),
    ("把迎检的展板拆了", "拆除迎检的展板"),
    ("成了168件", "成了168件"),
    ("改好了", "完成整改"),
    ("查出来11条问题改了10条", "查出11条问题整改10条"),
    ("修改了制度", "修改了制度"),
    ("召开了会", "召开会"),
    ("剪了6年", "剪了6年"),
]
MOVED = [
    ("党员参加率从七成五提到八成五", "党员参加率从75%提高到85%"),
    ("集体收入从620万到700万", "集体收入从620万元增至700万元"),
    ("文件少发了两成五", "发文减少25%"),
    ("实到也就六成", "实到仅六成"),
    ("村书记报酬一个月3100", "村党组织书记报酬每月3100元"),
    ("工资每月3000出头", "工资每月3000余元"),
]


@pytest.mark.parametrize(("said", "written"), SAID + MOVED)
def test_spoken_words_in_written_ones(said: str, written: str) -> None:
    assert write(plain_speech(said), year=2024) == written


def test_a_village_keeps_its_name_whatever_its_characters_mean() -> None:
    text = write("班弄村办了个夜校", year=2024, names=("班弄村",))
    assert text.startswith("班弄村")


def test_a_word_of_place_is_no_denial() -> None:
    assert plain_speech("苏木有7个嘎查") == "苏木有7个嘎查"
