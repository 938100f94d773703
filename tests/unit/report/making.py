"""Pages to report on: a label of the interface, scripts of three directions, and a page full of markup as text."""

from __future__ import annotations

import json
from pathlib import Path

SITE = "https://press.example.org"
ENGLISH = """\
Mission of the Harbour Union to Astervale

Winter rules for small boats agreed in Brenmouth

17/10/2019 - 16:30
News stories

Harbour masters from eight ports agreed on\u00a0 Thursday that boats under seven metres stay in port when
two black balls are hoisted. "We lost the Marigold in such weather," said Ingrid Aasen;
her grandfather used to say «море не прощает».

Разделы редакции :
"""
ARABIC = """<html lang="ar" dir="rtl"><head><title>افتتاح السوق</title></head><body><h1>افتتاح سوق السمك الجديد</h1>
<p>افتُتح صباح السبت سوق السمك الجديد بحضور رئيس البلدية وعشرات الصيادين وعائلاتهم في مرسى الزيتون.</p>
<p>ويضم السوق أربعين محلاً وغرفة تبريد مشتركة ومصنعاً صغيراً للثلج يعمل بالطاقة الشمسية طوال اليوم.</p></body></html>"""
CHINESE = """<html lang="zh"><head><title>新鱼市场</title></head><body><h1>新鱼市场开业</h1>
<p>星期六上午,新的鱼市场在港口开业,市长和数十名渔民及其家人参加了仪式。市场有四十个摊位和一个共用冷库。</p>
<p>一座小型制冰厂全天依靠太阳能运行。过去渔民要从邻近的城市购买冰块,一半在路上就融化了。</p></body></html>"""
HOSTILE = """<html lang="en"><head><title>&lt;script&gt;alert(1)&lt;/script&gt; wins</title>
<link rel="canonical" href="https://press.example.org/h"></head><body>
<h1>&lt;script&gt;alert(1)&lt;/script&gt; wins the village &lt;img src=x onerror=alert(2)&gt; contest</h1>
<p>The winner wrote &lt;svg onload=alert(3)&gt; on the board, "&gt;&lt;script src=//evil.example/x.js&gt;&lt;/script&gt;
below it, which nobody in the village of Brenmouth could read; the jury liked it all the same, said its speaker.</p>
<p>Second came {{ 7 * 7 }} and {% raw %} with ${alert(4)}; the third prize went to javascript:alert(5), a poem of the
harbour master's daughter about boats that do not come home, and about those who wait for them on the quay.</p>
<p><a href="javascript:alert(6)">Read more about the contest</a></p></body></html>"""


def drop(data: Path, name: str, content: str, path: str) -> None:
    """Put a page into data/raw."""
    target = data / "raw" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, encoding="utf-8")
    target.with_suffix(".meta.json").write_text(json.dumps({"url": f"{SITE}{path}"}))
