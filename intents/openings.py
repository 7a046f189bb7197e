"""What stands before an order: 麻烦帮我, 好的收到, an emoji."""

import re

LEAD_IN = re.compile(
    r"(?:[\s,.。!:;、~]|@?小格|麻烦(?:你|您)?|帮我|帮忙|请(?!.{0,3}假)|给我|我要|我想|您好|你好|把|嗯+|那个?)+"
)
AGREEING = re.compile(  # 好的 3退回…: what comes after it is the order
    r"(?:[\s,.。!]|好[的嘞滴]?|行|收到|嗯+|要得|中(?=[\s,])|得嘞|得令|明白|了解|没问题|不好意思|辛苦(?:了|大家)?|谢谢|多谢|抱歉|您好|你好"
    r"|[呃额喂哎]|然后|就是|可以(?=帮|麻烦)|ok(?![a-z]))+",
    re.IGNORECASE,
)
_SIGNS_OF = (  # signs that say a word, in front of a number or alone
    (
        re.compile(
            r"^(?:\[(?:ok|抱拳|握手)\]|[👌🫡🆗🤝]|得嘞|得令|要得|中|行)+(?=[\s,]*(?:[#\d]|$))", re.IGNORECASE
        ),
        "好的",
    ),
    (re.compile(r"^[✅☑✔]+(?=[\s,]*[#\d])"), "办好了"),
)


def signs_as_words(text: str) -> str:
    """The text with a sign that says a word, in front of a number or alone, as that word."""
    for sign, word in _SIGNS_OF:
        text = sign.sub(word, text)
    return text
