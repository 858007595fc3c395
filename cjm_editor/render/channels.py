"""The channel lane: one span over neighbours of the same channel, a seam where it changes."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.address import Address
from cjm_editor.core.emotion import known
from cjm_editor.core.model import Touchpoint
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import _
from cjm_editor.render.display import FULL, LOW, MIDDLE, Group, Item, Path, Rect, Text
from cjm_editor.render.faces import circle
from cjm_editor.render.options import Setting
from cjm_editor.render.parts import CAPTION, CARD_TEXT, chevron, icon_item, line_of
from cjm_editor.render.wrap import ELLIPSIS, wrap

SPAN_HEIGHT = 24.0
SEAM_RADIUS = 7.0
_TO_SEAM = 6.0
_NAME_LINES, _NAME_LINE = 2, 11.0
"""Two lines of a small name stand closer than usual, so that both are within the span."""

_KNOWN = (
    ("search", ("поиск", "яндекс", "google", "гугл", "search", "контекстная")),
    ("shopping-bag", ("маркетплейс", "marketplace", "ozon", "озон", "wildberries", "amazon")),
    ("smartphone", ("приложени", "app", "мобильн", "mobile")),
    ("message-square", ("смс", "sms", "пуш", "push")),
    ("message-circle", ("мессенджер", "messenger", "чат", "chat", "whatsapp", "telegram", "телеграм")),
    ("share-2", ("соцсет", "социальн", "social", "вконтакте", "instagram", "facebook")),
    ("mailbox", ("бумажн", "paper", "почта россии", "post", "письмо бумаг")),
    ("mail", ("почта", "e-mail", "email", "письмо", "рассылк", "mail")),
    ("phone", ("телефон", "звонок", "колл", "call", "phone", "поддержк", "support", "горячая")),
    ("truck", ("курьер", "courier", "доставк", "delivery")),
    ("package", ("посылк", "пункт выдачи", "пвз", "постамат", "pick-up", "pickup", "parcel", "упаков")),
    ("landmark", ("отделени", "филиал", "банк", "branch", "офис", "office", "bank")),
    ("store", ("магазин", "салон", "shop", "store", "кафе", "cafe", "café")),
    ("monitor", ("киоск", "kiosk", "терминал", "банкомат", "atm", "компьютер", "экран")),
    ("bot", ("бот", "bot", "робот")),
    (
        "users",
        ("друзья", "друг", "знаком", "friend", "сарафан", "word of mouth", "лично", "встреч", "meeting"),
    ),
    ("megaphone", ("реклам", "ad", "advert", "наружн", "радио", "тв", "billboard")),
    ("globe", ("сайт", "site", "web", "веб", "интернет", "онлайн", "лендинг", "internet", "кабинет")),
)
_WHOLE_WORDS = frozenset(("ad", "app", "post", "тв", "bot", "бот", "друг", "чат", "atm", "web"))


def channel_icon(channel: str) -> str:
    """The icon of a channel by the words in its name; a circle for one that is not known."""
    name = " ".join(channel.casefold().split())
    words = set(name.replace("-", " ").replace("/", " ").split())
    for icon, keys in _KNOWN:
        for key in keys:
            if key in words or (key not in _WHOLE_WORDS and key in name):
                return icon
    return "circle"


def folded(channel: str) -> str:
    """The name under which two spellings of a channel are the same."""
    return " ".join(channel.casefold().split())


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbours of one channel: positions `first`..`last` within a block."""

    channel: str
    first: int
    last: int


def runs(touchpoints: Sequence[Touchpoint]) -> tuple[Run, ...]:
    """The runs of equal channels, those without a channel included (their name is "")."""
    found: list[Run] = []
    names = [folded(t.channel) for t in touchpoints]
    start = 0
    for i in range(1, len(names) + 1):
        if i == len(names) or names[i] != names[start]:
            found.append(Run(names[start], start, i - 1))
            start = i
    return tuple(found)


def span(touchpoint: Touchpoint, x: float, end: float, y: float, setting: Setting) -> Group:
    """The span of a channel from `x` to `end`, `y` its top; `touchpoint` is the first in it.

    A name too wide for it is smaller, then on two lines.
    """
    theme, measurer = setting.theme, setting.measurer
    w = end - x
    left, style, room = 10.0, CARD_TEXT, w - 28 - 10
    if measurer.width(touchpoint.channel, style.size, style.weight) > room:
        # rather smaller and from edge to seam than cut
        left, style, room = 7.0, CAPTION, w - 25 - _TO_SEAM
    items: list[Item] = [
        Rect(0, 0, w, SPAN_HEIGHT, theme.sunk, radius=8, upto=LOW),
        icon_item(channel_icon(touchpoint.channel), left, 5, 14, theme.text2),
    ]
    indent = 29 if left == 10 else 24
    lines = wrap(touchpoint.channel, room, style.size, style.weight, measurer, _NAME_LINES)
    top = (SPAN_HEIGHT - style.line - _NAME_LINE * (len(lines) - 1)) / 2
    for at, name in enumerate(lines):
        if name == ELLIPSIS:
            continue
        item = line_of(name, indent, top + at * _NAME_LINE, style, theme.text2, measurer, MIDDLE)
        items.append(item)
    room -= max((item.width for item in items if isinstance(item, Text)), default=0.0)
    if touchpoint.online is False:
        offline = setting.words(_("offline"))
        width = measurer.width(offline, CAPTION.size, CAPTION.weight)
        if width + 10 <= room:
            items.append(line_of(offline, w - 10, 5, CAPTION, theme.text3, measurer, FULL, 1))
    address = Address("touchpoint", setting.map_id, touchpoint.id)
    return Group("channel", x, y, w, SPAN_HEIGHT, tuple(items), address, touchpoint.channel, key="channel")


def seam(before: Touchpoint, after: Touchpoint, x: float, y: float, setting: Setting) -> Group:
    """The sign of a change of channel around (`x`, `y`): a chevron, or "!" where the emotion falls or is unknown."""
    theme, r = setting.theme, SEAM_RADIUS
    size = 2 * r + 2
    middle = size / 2
    if falls(before, after, setting):
        items: tuple[Item, ...] = (
            circle(middle, middle, r, theme.board, theme.pain, 1.5, upto=MIDDLE),
            Path(
                (("M", (middle, middle - 3.5)), ("L", (middle, middle + 0.5))), theme.pain, 1.6, upto=MIDDLE
            ),
            circle(middle, middle + 3.2, 1, theme.pain, upto=MIDDLE),
        )
    else:
        items = (
            circle(middle, middle, r, theme.board, theme.line, 1, upto=MIDDLE),
            chevron(middle - 1.5, middle, theme.text2, MIDDLE),
        )
    at = Address("touchpoint", setting.map_id, after.id)
    title = f"{before.channel} → {after.channel}"
    return Group("channel", x - middle, y - middle, size, size, items, at, title, key="seam")


def falls(before: Touchpoint, after: Touchpoint, setting: Setting) -> bool:
    """Whether the emotion falls from one touchpoint to the next, or is not known at either."""
    was, becomes = known(before.emotion, setting.scale), known(after.emotion, setting.scale)
    return was is None or becomes is None or becomes < was
