"""Command words as phones mishear them and thumbs slip: 借单 for 接单, banjie for 办结."""

from collections.abc import Mapping

_SLIPS = {  # the word, and what is typed or heard in its place
    "接单": "借单 接丹 接弹 接担 接蛋 街单 姐单 皆单 截单 jiedan jd",
    "收到": "收道 手到 受到 收倒 首到 搜到 收刀 shoudao sd",
    "到场": "到厂 到常 道场 倒场 到长 daochang dc",
    "办结": "办节 办洁 办接 办借 半结 班结 板结 伴结 办杰 办捷 以办结 已办节 办姐 banjie bj",
    "转办": "转半 转班 转板 专办 赚办 转伴 zhuanban zb",
    "转给": "专给 赚给 zhuangei",
    "退回": "退会 腿回 推回 退汇 tuihui",
    "延期": "延其 言期 沿期 严期 延七 延齐 yanqi",
    "挂账": "挂长 挂涨 挂张 瓜账 挂仗 guazhang",
    "催办": "催板 催半 催班 崔办 吹办 cuiban",
    "备注": "备住 被注 备主 北注 beizhu",
    "待办": "代办 带办 呆办",
    "详情": "祥情 想情 详请 xiangqing",
    "修好了": "休好了 修号了",
    "弄好了": "弄号了 农好了",
}

MISHEARD: Mapping[str, str] = {slip: word for word, slips in _SLIPS.items() for slip in slips.split()}
