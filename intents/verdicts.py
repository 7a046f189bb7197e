"""How satisfied somebody is, in free words: 可以了谢谢, 好多了就是慢, 修是修了没两天又坏, 等我回家看看."""

import re
from dataclasses import dataclass

LONGEST = 60  # characters of an evaluation; who writes more, tells something else


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """`value` is "satisfied", "mostly", "unsolved", or "unsure": about the work, but it does not say.

    `told` when the words also say what is wrong, so that nobody need ask.
    """

    value: str
    told: bool = False


def verdict(text: str, *, lately: bool = True) -> Verdict | None:
    """What a normalised text says of the work; None when it says nothing of it.

    Bare words (好的, 可以, 1) and hints count only `lately`: when the question was asked just now.
    """
    if len(text) > LONGEST:
        return None
    if points := _points(text):
        return Verdict(value=points)
    said = _said(text)
    if said is None or _is_other(text, said.value, lately=lately):
        return None
    if said.value == "unsure" and not lately:
        return None
    return said


def _said(text: str) -> Verdict | None:
    """The first rule that fits: what is still wrong outweighs praise, a doubt outweighs both kinds of praise."""
    plain = _GONE.sub("✓", text)
    wrong = _WRONG.search(plain)
    if _asks(plain):
        return Verdict(value="unsure") if wrong else None
    if (wrong and not _MOSTLY_FIRST.search(plain)) or _only(_BARE_WRONG, plain):
        return Verdict(value="unsolved", told=bool(_TOLD.search(plain)))
    praise = _praised(plain)
    if _NODS.fullmatch(plain) or _DOUBT.search(plain):
        return Verdict(value="unsure")
    if _FAIR.search(plain) or _only(_BARE_FAIR, plain) or (praise and _complains(plain)):
        return Verdict(value="mostly", told=_complains(plain))
    if praise:
        return Verdict(value="satisfied")
    return Verdict(value="unsure") if _only(_HINT, plain) else None


def _asks(text: str) -> bool:
    """Whether it ends in a question: 修好了吗; one that answers itself (哪里修好了?一样漏) does not."""
    last = next((part for part in reversed(re.split(r"[,。!~\s]|(?<=[?])", text)) if part), "")
    return bool(_ASKED.search(last)) and not _RHETORIC.search(last)


def _praised(text: str) -> bool:
    """可以 alone, or in front of a 但是."""
    turn = _TURN.search(text)
    head = text[: turn.start()] if turn else text
    return bool(_GOOD.search(_MANNER.sub("", text)) or _only(_BARE_GOOD, _MANNER.sub("", head)))


def _complains(text: str) -> bool:
    """修好了,但是垃圾没扫: something is said against it, more than thanks after a 就是."""
    turn = _TURN.search(text)
    rest = text[turn.end() :] if turn else ""
    return bool(_COMPLAINT.search(text)) or bool(rest and not _THANKS.search(rest) and len(rest) > 1)


def _only(words: re.Pattern[str], text: str) -> bool:
    """Whether the text is these words and filler, nothing else."""
    rest, said = words.subn("", text)
    return said > 0 and not _FILLER.sub("", rest)


def tells_why(text: str) -> bool:
    """Whether the text tells what is wrong with the work: 还是滴水, 地上没扫, 太慢."""
    wrong = _WRONG.search(text) or _COMPLAINT.search(text) or _TROUBLED.search(text)
    return bool(wrong) and not _ELSE.search(text) and not _asks(text) and len(text) <= LONGEST


_LEFT = {
    True: 12,
    False: 4,
}  # characters that no rule knows, of an evaluation that was just asked for, or later


def _is_other(text: str, value: str, *, lately: bool) -> bool:
    """Whether it rather speaks of something else: 这件衣服我很满意, 大家填一下满意度调查."""
    if _ELSE.search(text):
        return True
    if not lately and not _CLEAR.search(text) and not (value == "unsolved" and _CLEARLY_WRONG.search(text)):
        return True
    rest = _GONE.sub("", text)
    for words in (_WRONG, _GOOD, _FAIR, _DOUBT, _HINT, _COMPLAINT, _THANKS):
        rest = words.sub("", rest)
    return len(_FILLER.sub("", rest)) > _LEFT[lately]


def _points(text: str) -> str | None:
    """5分, 三星, 90分, 满分: of five, of ten or of a hundred; only as the beginning of what is said."""
    if re.match(r"(?:打|给)?满分|五星(?!红|级)", text):
        return "satisfied"
    found = _POINTS.match(text)
    if found is None:
        return None
    number = _NUMERALS.get(found[1]) or int(found[1] if found[1].isdigit() else 0)
    share = number / (5 if number <= 5 else 10 if number <= 10 else 100)
    return "satisfied" if share >= 0.8 else "mostly" if share >= 0.6 else "unsolved"


_NUMERALS = {word: number for number, word in enumerate("零一二三四五六七八九十") if number}
_NUMERALS |= {f"{word}十": number * 10 for word, number in tuple(_NUMERALS.items()) if number < 10}
_POINTS = re.compile(
    r"(?:我?[给打])?(?:你们?|他们?|您)?(?:打)?(\d{1,2}|100|[一二三四五六七八九]?[一二三四五六七八九十])\s?(?:分|颗?星)"
    r"(?:好评|吧|哈|啊|满意|[,。!~\s]|$)"
)
_TROUBLES = "漏坏堵臭响吵滴闪黑渗冒卡抖晃闹脏乱灭断停掉"

_GONE = re.compile(  # what sounds bad and is good
    rf"[没莫冇](?:什么|啥|得|有)*(?:问题|毛病|意见|说的|话说|得说)|没事|没(?:有)?再?[{_TROUBLES}]|[不冇][再]?[{_TROUBLES}]了|唔(?:再)?漏"
    r"|没(?:有)?(?:了)?(?:味道?|异味|臭味|怪味|声音|动静|响声|水渍|蟑螂|老鼠|积水|垃圾)了|(?:味道?|声音|异味|噪音)(?:都)?(?:没|冇)(?:有)?了"
)
_AGAIN = rf"(?:又|再次|重新)(?:开始)?(?:[{_TROUBLES}]|不[亮行通动转灵能好出来]|没[电水反了声]|来了|这样|那样|犯|打不|关不|出)"
_HOW = r"(?:会|有点|有|那么|很|老|一直|天天|不停地?)*"
_STILL = (
    rf"(?:还|仍|一直|依然|依旧|照样|照旧|仍然|仲|都(?=没|不))(?:是|在|系|喺)?{_HOW}"
    rf"(?:[{_TROUBLES}]|不[亮行通动转灵能好出来冲]|[关打开刷锁]不|用不|没[好修弄来人解处换动搞]|未|莫|冇|味|声|水|气"
    r"|老样子|原样|那?这?[个副]?样|那么[小大吵臭黑慢差]|一样|一?大?堆|.{1,4}[漏坏堵臭响吵闪黑卡])"
)
_NOTHING = (
    r"(?:(?<!有)没|未|冇|莫|木有|不曾|唔)(?:有|得|见|真正|完全|彻底|给我?|怎么|能)*"
    r"(?:解决|结局|解绝|修|处理|弄|搞|整|换|管|清|通|改|落实|好(?!说|意)|见好|到位"
    r"|用|效|作用|效果|变化|改善|区别|动|人|来(?!得及|了?电))"
)
_WRONG = re.compile(
    rf"不(?:太|是很|怎么|大|够|咋)?满[意亿]|{_NOTHING}(?!多久|话)|{_AGAIN}|{_STILL}"
    r"|(?:还|都)在(?:那|原地|原来|$)|哪有人|人影|寂寞|半?颗?星都不|[味水]还在|老样子|跟没.{1,3}一样|等于没|(?:一|跟以前|和以前|同以前)样[漏堵臭响吵黑坏乱不]"
    r"|白(?:修|弄|跑|来|搞|忙)|敷衍|差评|糊弄|应付|骗(?:人|我|鬼)|忽悠|假的|做样子|走过场|形同虚设"
    r"|来了?一趟就走|看了?一[下眼]就走|(?:好|修|弄|搞|做|处理|解决|清|换)(?:好|完)?了?(?:个|了)?一半|半拉子|半吊子"
    r"|[好修亮通]什么[好修亮通]?|(?:哪里|哪儿|谁说)(?:有)?(?:修|弄|好|解|亮|通|处|办)"
    r"|(?:修|好|亮|通|弄|管)(?:好|完)?了?(?:不到|没|才|就|只|管)?(?:一|两|几|半|三|1|2|3)(?:个)?(?:天|晚|小时|分钟|日|下)(?:就|又|还|不)"
    r"|越[修弄搞]越|更(?:差|坏|糟|严重|厉害|臭|吵)|[修弄搞换通解决]不(?:好|了|成|动)|一点(?:都|也)?(?:没|用|效|不)|反(?:复|弹)|返工|重[新做]修"
    r"|投诉|问题(?:还|依然|仍|依旧|都)"
)
_BARE_WRONG = re.compile(
    r"不(?:行|得行|中|可以|咋样|咋地|怎么样|好|OK|ok)|太?(?:差|烂|差劲|次|垃圾|失望|气人|慢)(?:了|劲)?|很差|没用|坏的|无语|呸|垃圾|👎|\[弱\]|\[发怒\]|\[吐\]",
    re.IGNORECASE,
)
_MOSTLY_FIRST = re.compile(r"^(?:算是?)?基本(?:上)?(?:满意|解决|可以|好)|^(?:好多了|好一点|还行|还可以|凑合)")
_TOLD = re.compile(
    rf"[{_TROUBLES}]|味|声|水|电|灯|门|垃圾|不[亮行通动转灵能出来]|[关打开刷锁]不|人来|人管|态度|慢|一半|[天晚小]时?又|只|才|还在"
)
_TROUBLED = re.compile(rf"[{_TROUBLES}]|没|不[亮行通动转灵能好出来平牢紧]|慢|差|坑|洞|裂|歪|松")
_FAIR = re.compile(
    r"基本(?:上)?(?:满意|可以|解决|好|行|修好|正常|没问题|OK|✓)|比较满意|大(?:致|体)(?:上)?(?:可以|好|满意|解决)|勉(?:勉)?强|马马[虎胡]虎"
    r"|马虎|凑合|凑活|将就|差不多|过得去|中规中矩|不好不坏"
    r"|好(?:多|些|一点|点|一些|很多|蛮多)了?|比(?:以前|之前|原来|昨天|上次)(?:好|强)|得?还(?:行|可以|阔以|凑合|成|中|好|OK)|算是"
    r"|[修好弄通换来]是[修好弄通换来]了|一般(?!人|来说|都|是)|算了|就这样吧?|罢了|及格|暂时(?:可以|好|行)|先这样"
)
_BARE_FAIR = re.compile(r"还(?:行|可以|好)|一般(?:般|吧)?|凑合|差不多|勉强|过得去|嘛?意思一下")
_GOOD = re.compile(
    r"满[意亿义易]|(?:修|弄|处理|换|搞|办|整|疏通|清理?|通|装|打扫|解决|扫|收拾|补|疏|抓|治|接|铺|盖|加|贴|冲|调|捞|刷|剪|锯|拖|运|搬|关"
    r"|弄得)(?:得)?(?:都|很|挺|蛮)?(?:好|完|干净|走|通|掉|妥|利索|漂亮|牢)(?:了|咯|啦|嘞|喽|滴|哒|咧|来|哉|勒|鸟)*"
    r"|解[决绝](?:了|啦|咯|嘞|喽|勒)|已(?:经)?解决|搞掂|搞定|麻溜|亮堂|ojbk|摆平|好评|✓|(?:可以|好|行|成|妥|阔以)(?:了|啦|咯|嘞|喽|勒"
    r"|哉)(?!吗|没)|(?:[水电气网]|热水)(?:都|又|终于)?来了|有(?:水|电|气|网|信号|热水|灯|光)了"
    r"|(?<![不没])(?:亮|通|正常|恢复|干净|清爽|安静|消停|舒服|牢固|平整?|顺|畅通|利索)(?:多)?(?:了|啦|咯|嘞)|恢复正常|(?:能|可以)(?:用|开|关"
    r"|走|进|刷|坐|停|锁|冲|关上|打开|出水|洗澡)了|完美|满分|点[个]?赞|巴适|安逸|杠杠|给力|必须的|✅|💯|没得说|挑不出|好得很|蛮好|挺好|少(?:很)?多了|很好|真好|不错|真快"
    r"|很快|及时|效率[真很挺]?高|靠谱"
)
_BARE_GOOD = re.compile(
    r"不错|可以|能用|阔以|挺快|麻溜的?|修得快|点赞|优秀|完美|ok|好[了滴嘞]?|棒|行|中|得劲|妥|赞|亮|对|是的?|👍|👌|\[(?:强|赞|OK|好的|鼓掌)\]",
    re.IGNORECASE,
)
_NODS = re.compile(
    r"(?:好[的滴嘞哒吧]?|收到|知道了?|嗯+|哦+|行吧?|晓得了?|(?:谢谢?|感谢|多谢|辛苦)(?:你们?|您|大家|师傅|小格|了|啦)?|[\s,.。!~])+"
)
_MANNER = re.compile(
    r"(?:师傅|小哥|工人|网格员|物业|他们|维修|人|小王|小李|王姐|阿姨)?(?:态度|服务|人)(?:也|都|真|很|挺|蛮|是|还)*(?:好|不错|可以|热情|棒|客气|耐心|负责|专业)"
)
_DOUBT = re.compile(
    r"好像|应该|可能|大概|估计|也许|似乎|貌似|不(?:知道|清楚|晓得|确定|好说|太清楚)|(?:还)?没(?:有)?(?:下楼|去|回|来得及|顾上|注意|时间)?看(?:到|呢"
    r"|过)?|没注意|(?:等|先|再|去|回去|回家|下班|晚上|明天|过两天|一会儿?|待会儿?|下楼)(?:我)?(?:去|再|回家?|先|下班|观察|试)*(?:看看|看一下|看下"
    r"|试试|试一下|观察|再看|再说|看)|再(?:看看|观察|试试|说)|观察(?:几|两|一)天"
)
_HINT = re.compile(
    rf"{_MANNER.pattern}|(?:来|修|看|弄|处理)过了?|(?:看到|见到|碰到)(?:师傅|人|他们)了?"
    r"|(?:说|讲)?(?:是)?(?:明天|后天|下周|过两天|晚点|下午|改天)(?:还|会|要|再)*来|(?:在|正在)(?:修|弄|处理|搞|换)(?:了|呢|中)?|谢谢|感谢"
    r"|多谢|谢了|辛苦了?|劳烦|麻烦了|费心|有心了|(?:师傅|人|小哥|他们)(?:已经)?(?:(?:来|到|走)了|刚[来走到](?:了)?)|不在家"
    r"|(?:还)?没(?:有)?试|再来|\[(?:合十|抱拳|玫瑰|微笑|呲牙|愉快)\]|🙏|🌹"
)
_TURN = re.compile(
    r"([修好弄通换来])是\1了?[,]?|就是|但是?|不过|只是|可惜|可是|然而|美中不足|唯一|就(?=有点|慢|拖|等)"
)
_COMPLAINT = re.compile(
    r"(?:有点|太|比较|好|真|是|实在|挺)慢|慢了|太久|拖(?:了|太|得)|等了.{1,5}(?:天|小时|月|周|久)|(?:态度|服务|手艺|质量)(?:也|都|有点|太|真"
    r"|不|很)*(?:差|一般|不好|不行|不太好|恶劣|粗糙)|(?:没|不)(?:扫|打扫|清扫|收拾|收|清理|干净)|难看|毛糙|不美观|有点(?:漏|响|吵|味|脏|歪|松|暗)"
)
_THANKS = re.compile(r"辛苦|谢|感|麻烦|不好意思|费心|赞|快|好样|用心|负责")
_CLEAR = re.compile(  # a day later, between other talk: only words that hardly mean anything else
    r"满[意亿]|没?解决|(?:修|弄|处理|搞|换|通|办|清理)得?(?:很|挺)?(?:好|完|干净|还行|还可以|不错)|基本(?:可以|好)|搞定|不[漏堵滴响臭吵闪渗]了"
    r"|没(?:有)?再[漏坏堵停滴响]|(?:[灯又都]|路灯)亮了|[水电]来了|恢复(?:正常|了)|(?:电梯|门禁?|道闸|下水道?|马桶|灯|水|电)(?:都|已经"
    r"|现在)?(?:正常|通|好|能用|可以用)了|好评|都(?:已经|给)?好了"
)
_CLEARLY_WRONG = re.compile(  # 没人 and 又来了 are said of anything
    r"不(?:太|是很|大|怎么)?满意|[没未](?:有)?(?:能|完全|真正|彻底|给我?)?(?:解决|修|弄好|处理|搞好|疏通)"
    r"|[修弄]不好|白修|问题还"
    r"|(?:又|还|仍|照样)(?:是|在|会|有点|开始|天天|老)*(?:漏|坏|堵|臭|响|吵|滴|闪|黑|渗|卡|不[亮行通动转灵])"
)
_ELSE = re.compile(  # talk of the group that uses the same words
    r"调查|问卷|填一?下|报名|接龙|拼车|团购|衣服|裤子|鞋|饺子|好吃|饭|菜|餐|考(?:了|试)|作业|孩子|娃|股|基金|快递|外卖|二手|转让|包邮|优惠|电影|电视剧?"
    r"|手机|天气|下雨|别吵|结婚|[早晚]上好|[上中下]午好|大家好|恭喜|生日|老师(?!傅)|学校|幼儿园|店|价|涨|电视|空调|冰箱|洗衣机|旅游|车票|医院"
)
_ASKED = re.compile(
    r"[?]|吗|什么时候|几点|几时|谁|多少|怎么(?!还|又|就|搞的|回事)|为什么|咋(?!还|又)|有没有|是不是|[了过好修来]没有$|[了好]没$|哪[里个家]"
)
_RHETORIC = re.compile(
    r"好什么|修什么|(?:哪里|哪儿|谁说)(?:有)?(?:修|弄|好|解|亮|通|处|办)|怎么(?:还|又|就)|咋(?:还|又)|什么(?:玩意|东西|鬼|服务)"
)
_FILLER = re.compile(
    r"师傅|网格员?|物业|小格|你们|他们|我们|我家|家里|大家|大伙|已经|现在|目前|今[天早晚]|昨[天晚]|前天|刚[刚才]?|早上|上午|中午|下午|晚上|半夜|上次|这次"
    r"|这回|最近|一直|终于|总算|非常|特别|超级?|十分|确实|真的?|结果|反正"
    r"|[那这]个?(?:问题|事情?|灯|水|门|洞)?|电梯|路灯|楼道|单元|门禁?|水管|管[道子]|马桶|井盖|下水道?|垃圾桶?|味道?|声音|东西|地上|道闸|小区|楼[上下]"
    r"|天花板|墙|水龙头|锁|灯泡?|开关|问题|什么玩意|事情?|一点|有点|一下|一个|两天|几天|早就|都|也|就|又|还|才|在|给|把|跟|对|说"
    r"|小[王李陈张林]|[王李陈张林](?:姐|哥|工|师傅|书记)|阿姨|\d{1,2}(?:号楼|栋|幢|单元|号)|#\d+"
    r"|[了啦的得吧哈都很太真还就是挺蛮呢呀啊哦噢喔您你我他们嘛嘞咯滴哒哉侬个和么哟哇喽勒嗯呃]|[\s,.。!~、;:✓…]|\[[^\[\]]{1,6}\]|[👍👌🙏🌹💐❤️😊😀😄]"
)
