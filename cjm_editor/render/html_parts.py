"""Building blocks of the report as HTML: rows, tables, sections, drawings. All text passed in is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cjm_editor.render.display import DisplayList, Group, Item
from cjm_editor.render.svg import escaped, svg

MARKUP = ("wide", "kinds", "text", "text pain")
"""Classes of cells whose content is markup already."""

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1D1E21;font:15px/1.5 Inter,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:960px;margin:0 auto;padding:40px 30px}
h1{font-size:29px;line-height:1.25;margin:4px 0 10px;overflow-wrap:anywhere;text-wrap:balance}
h2{font-size:22px;line-height:1.3;margin:44px 0 10px}
h3{font-size:17px;line-height:1.3;margin:28px 0 6px;padding-bottom:5px;border-bottom:1px solid #1D1E21}
h3 .n{float:right;font-weight:500}
h4{font-size:13px;font-weight:400;margin:18px 0 0;color:#55575D}
h4 .n{float:right;color:#1D1E21;font-weight:600}
p{margin:6px 0}
.soft{color:#55575D}
.gap{display:flex;flex-wrap:wrap;gap:8px 40px;align-items:center;margin:18px 0}
.number{font-size:56px;line-height:1;font-weight:700}
.figures{list-style:none;margin:0;padding:0;flex:1 1 240px}
.figures b{font-size:24px;margin-right:8px}
svg{display:block;max-width:100%;height:auto}
figure{margin:20px 0;overflow-x:auto}
.first{display:flex;flex-wrap:wrap;gap:8px 48px;align-items:flex-start;border-top:1px solid #1D1E21;margin-top:26px}
.first h2{margin:14px 0 6px;font-size:19px;width:100%}.first .order{width:100%;margin:0}
.first ol{flex:1 1 420px;list-style:none;margin:0;padding:0}
.first li{display:grid;grid-template-columns:26px 1fr auto;gap:0 10px;padding:7px 0;border-bottom:1px solid #DEDCD6}
.first li>:first-child{font-size:19px;font-weight:700;color:#55575D;line-height:1.25}
.first b{overflow-wrap:anywhere}
.first figure{flex:0 1 300px;margin:8px 0}.first figure svg,.curves svg{width:100%}.facts{font-size:14px}
table{border-collapse:collapse;width:100%;margin:8px 0 4px}
caption{text-align:left;color:#55575D;padding-bottom:6px}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;overflow-wrap:break-word}
th,td{border-bottom:1px solid #DEDCD6}
thead th{font-weight:500;color:#55575D;border-bottom:1.5px solid #1D1E21}thead th.n{white-space:normal}
tbody th{font-weight:600}
tbody th,td.wide,td.text{overflow-wrap:anywhere}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.big{font-weight:600;font-size:17px}.open{color:#55575D}
.scroll{overflow-x:auto}
tr.more td,tr.more th{border-bottom:0;padding-bottom:0}
td ul,.notes{margin:4px 0 0;padding-left:18px;color:#55575D}
.notes{color:inherit}
.sheet{margin-bottom:14px}
.sheet table,.stage table{table-layout:fixed;margin:2px 0}
.sheet th,.sheet td,.stage td,.stage th{border:0;padding:2px 16px 2px 0;font-size:14px}
.sheet tbody th,.stage tbody th{font-weight:400;font-size:13px;color:#55575D}
.sheet col.caption,.stage col.caption{width:22%}
.sheet thead th{font-weight:600;font-size:15px;color:#1D1E21;overflow-wrap:anywhere}
.sheet thead svg{float:right;margin-left:8px}
.sheet thead span{display:block;font-size:12px;font-weight:400;color:#55575D}
.sheet{border-top:1px solid #DEDCD6}
.pain{color:#A63C10}
h4 .kind{white-space:nowrap}
.missing,.warn{color:#A63C10}.extra{color:#7A5C00}.moved{color:#0B6B60}.split,.merged,.many{color:#86368A}
.sure{background:#F3F2EE;border-radius:8px;padding:14px 22px;margin-top:28px}
.sure h2{font-size:16px;margin:0 0 6px;padding:0}
.sure ul{margin:0;padding-left:18px}
footer{margin-top:36px;padding-top:10px;border-top:1px solid #DEDCD6;color:#6A6C72;font-size:13px}
@media (max-width:640px){
main{padding:22px 16px}h1{font-size:23px}.number{font-size:46px}figure.curves svg{min-width:680px}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack,table.stack tbody,table.stack tr,table.stack td,table.stack tbody th{display:block;width:auto}
table.stack tr{border-bottom:1px solid #DEDCD6;padding:7px 0}
table.stack td,table.stack tbody th{border:0;padding:1px 0;text-align:left;white-space:normal}
table.stack td[data-head]::before{content:attr(data-head) ": ";color:#55575D}
table.stack td:empty,table.stack td.none{display:none}
.sheet table.stack thead{position:static;width:auto;height:auto;overflow:visible;clip-path:none;display:block}
.sheet table.stack thead th{display:block;width:auto;padding:3px 0}.sheet table.stack thead td{display:none}
.sheet table.stack tr,.stage table.stack tr{border:0;padding:3px 0}
}
@media print{@page{size:A4;margin:12mm 13mm}main{padding:0;max-width:none}body{font-size:9.5pt;line-height:1.38}
h1{font-size:15pt;line-height:1.2;margin:2px 0}.number{font-size:30pt}.curves figcaption{font-size:8pt;text-align:right}
.curves svg{width:84%}header p{margin:2px 0}.gap p{margin:2px 0}
h1+p{margin:2px 0}.first li .big{font-size:11pt}.first li{line-height:1.25}
.facts{font-size:8pt}.first li .n .soft{font-size:7.5pt}
.gap{gap:2px 24px;margin:2px 0}.figures b{font-size:13pt}figure{margin:4px 0}
.first{gap:2px 20px;margin-top:4px}.order{margin:0}
.first h2{font-size:12pt;margin:4px 0 0}.first ol{flex:1 1 71%}.first figure{flex:0 1 23%}
.first li{padding:2px 0}.sure{margin-top:6px;padding:5px 12px}
.sure ul{font-size:8.5pt;line-height:1.3;padding:0}.sure li{display:inline}.sure li::after{content:" "}
.sure h2{font-size:10pt;margin:0}
.detail{break-before:page}.detail>section>h2{margin-top:20pt}.detail>section:first-child>h2{margin-top:0}
tr,figure,.sure,.first li,thead,.sheet{break-inside:avoid}.scroll+.soft{break-before:avoid}
[aria-labelledby=parts] table{break-inside:avoid}h2,h3,h4,h2~.soft,.stage{break-after:avoid}
.scroll,figure{overflow:visible}
.sheet th,.sheet td,.stage td,.stage th{font-size:9pt}
tbody tr.more{break-after:avoid}
.sheet tbody th,.stage tbody th{font-size:8pt;padding-right:6px}}
""".strip()


def row(first: str | None, *cells: tuple[str, str], heads: Sequence[str] = ()) -> str:
    """A row: its heading, if it has one, and cells (class, text); the text of those in `MARKUP` is markup already.

    `heads` are the headings of the cells, shown beside them where the table is stacked on a narrow screen.
    """
    made = [f'<th scope="row">{escaped(first)}</th>'] if first is not None else []
    for number, (name, text) in enumerate(cells):
        content = text if name in MARKUP else escaped(text)
        head = heads[number] if number < len(heads) else ""
        named = f' data-head="{escaped(head)}"' if head and content else ""
        made.append(f'<td class="{name}"{named}>{content}</td>' if name else f"<td{named}>{content}</td>")
    return f"<tr>{''.join(made)}</tr>"


def table(heads: Sequence[tuple[str, str]], rows: Sequence[str], caption: str = "") -> str:
    """A table with its heads (class, text); on a narrow screen its cells stand under each other."""
    titles = "".join(
        f'<th scope="col" class="{name}">{escaped(text)}</th>'
        if name
        else f'<th scope="col">{escaped(text)}</th>'
        for name, text in heads
    )
    said = f"<caption>{escaped(caption)}</caption>" if caption else ""
    body = "\n".join(rows)
    return (
        f'<div class="scroll"><table class="stack">{said}<thead><tr>{titles}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def section(key: str, title: str, body: Iterable[str], name: str = "") -> Iterator[str]:
    """A section with its heading; nothing where the body is empty."""
    lines = list(body)
    if lines:
        classed = f' class="{name}"' if name else ""
        yield f'<section{classed} aria-labelledby="{key}"><h2 id="{key}">{escaped(title)}</h2>'
        yield from lines
        yield "</section>"


def bullets(texts: Iterable[str], name: str = "") -> str:
    """A list; "" where there is nothing to list."""
    lines = "".join(f"<li>{escaped(text)}</li>" for text in texts)
    classed = f' class="{name}"' if name else ""
    return f"<ul{classed}>{lines}</ul>" if lines else ""


def lined(texts: Iterable[str]) -> str:
    """Texts under each other in a cell, line breaks within them kept."""
    return "<br/>".join(escaped(line) for text in texts for line in text.splitlines() or [""])


def drawing(groups: Sequence[Group], width: float, height: float, title: str, language: str) -> str:
    """A drawing as inline SVG, without the head of a file."""
    page = DisplayList(width, height, tuple(groups), "", title=title, language=language)
    drawn = svg(page)
    return drawn[drawn.index("<svg") :].rstrip("\n")


def sketch(items: tuple[Item, ...], width: float, height: float, title: str, language: str) -> str:
    """A few items as inline SVG."""
    return drawing([Group("chart", 0, 0, width, height, items)], width, height, title, language)
