"""Drawings for the sample audit: photographs that were never taken, a screen, a scanned page.

Dates and positions in the photographs are those of the "camera", not of the audit, on purpose: a program must show
both, and must not print a position.
"""

from __future__ import annotations

import io
import math
import random
import time
from pathlib import Path
from typing import Final

import fontpkg_noto_sans
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE: Final = (1200, 900)
Colour = tuple[int, int, int]
DARK: Final = 150
GPS_IFD: Final = 0x8825
EXIF_IFD: Final = 0x8769


def pictures() -> list[tuple[str, bytes]]:
    """Return name and bytes of the six photographs."""
    return [
        ("F-14_S-1_rear-path.jpg", photo(rear_path(), "2014:09:23 16:38:23", camera="Vidunder P2")),
        ("F-15_S-1_boundary-camera_test-frame.jpg", photo(night_frame(), "2015:08:03 04:30:58", camera="Skogskam 9")),
        (
            "F-16_S-1_courtyard-gate.jpg",
            photo(gate(), "2005:12:14 14:39:47", camera="Albena S1", position=(10.0, -20.0), turned=6),
        ),
        ("F-17_S-1_quay-side.jpg", photo(quay(), "2001:12:08 14:07:01", camera="Olin E-2")),
        ("F-18_S-1_view-over-the-basin.jpg", photo(basin(), "", camera="Nokka 8", position=(0.0, 0.5))),
        (
            "F-19_S-2_workplace-row-B.jpg",
            photo(workplace(), "2018:02:05 15:11:44", camera="Almond 7", position=(5.0, -30.0)),
        ),
    ]


def photo(
    image: Image.Image, taken: str, *, camera: str, position: tuple[float, float] | None = None, turned: int = 1
) -> bytes:
    """Return a JPEG with camera, date (may be empty), position (degrees, out at sea) and orientation in its EXIF."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = camera, turned
    if taken:
        exif[0x0132] = taken
        exif.get_ifd(EXIF_IFD)[0x9003] = taken
    if position is not None:
        gps = exif.get_ifd(GPS_IFD)
        for tag, value, letters in ((1, position[0], "NS"), (3, position[1], "EW")):
            gps[tag] = letters[value < 0]
            gps[tag + 1] = (abs(math.trunc(value)), round(abs(value) % 1 * 60, 3), 0.0)
    if turned != 1:
        image = image.rotate(90, expand=True)  # stored lying, shown upright by the orientation
    out = io.BytesIO()
    image.save(out, "JPEG", quality=68, exif=exif, optimize=True)
    return out.getvalue()


def font(size: int) -> ImageFont.FreeTypeFont:
    """Return Noto Sans in this size."""
    return ImageFont.truetype(Path(fontpkg_noto_sans.__file__).parent / "files" / "NotoSans[wdth,wght].ttf", size)


def sky(top: Colour, bottom: Colour, size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a picture that goes from one colour to another."""
    strip = Image.new("RGB", (1, size[1]))
    for y in range(size[1]):
        part = y / size[1]
        strip.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True)))
    return strip.resize(size)


def finish(image: Image.Image, seed: int, blur: float = 1.2, grain: int = 5) -> Image.Image:
    """Return the drawing a little soft and grained, as a small camera would see it."""
    chance = random.Random(seed)  # noqa: S311 - a picture
    soft = image.filter(ImageFilter.GaussianBlur(blur))
    noise = Image.frombytes("L", (300, 225), bytes(128 + chance.randint(-grain, grain) for _ in range(300 * 225)))
    layer = noise.resize(image.size, Image.Resampling.BICUBIC).convert("RGB")
    return Image.blend(soft, Image.composite(soft, layer, Image.new("L", image.size, 205)), 0.35)


def wall(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], colour: Colour, seed: int) -> None:
    """Draw a brick wall."""
    chance = random.Random(seed)  # noqa: S311 - a picture
    left, top, right, bottom = box
    draw.rectangle(box, fill=tuple(round(part * 0.72) for part in colour))
    for row, y in enumerate(range(top, bottom, 26)):
        for x in range(left - (row % 2) * 35, right, 70):
            tone = chance.randint(-12, 12)
            edge = (max(x, left), y, min(x + 66, right), min(y + 22, bottom))
            if edge[2] > edge[0] and edge[3] > edge[1]:
                draw.rectangle(edge, fill=tuple(min(255, max(0, part + tone)) for part in colour))


def fence(draw: ImageDraw.ImageDraw, start: tuple[int, int], end: tuple[int, int], height: tuple[int, int]) -> None:
    """Draw a fence of bars that gets smaller from start to end."""
    steps = 42
    for step in range(steps + 1):
        part = step / steps
        x = round(start[0] + (end[0] - start[0]) * part)
        y = round(start[1] + (end[1] - start[1]) * part)
        tall = round(height[0] + (height[1] - height[0]) * part)
        draw.line((x, y, x, y - tall), fill=(58, 66, 72), width=max(2, round(7 - 5 * part)))
    for level in (0.12, 0.9):
        ends = (start[0], start[1] - round(height[0] * level), end[0], end[1] - round(height[1] * level))
        draw.line(ends, fill=(52, 60, 66), width=6)


def rear_path() -> Image.Image:
    """Return a path between a brick wall and a fence."""
    image = sky((176, 200, 219), (222, 228, 226))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 900), (520, 420), (640, 420), (1200, 900)], fill=(142, 138, 130))
    draw.polygon([(0, 900), (0, 620), (500, 430), (525, 430)], fill=(104, 132, 84))
    wall(draw, (780, 60, 1200, 470), (166, 96, 76), 3)
    draw.polygon([(640, 420), (780, 330), (1200, 330), (1200, 900)], fill=(120, 116, 110))
    wall(draw, (780, 60, 1200, 640), (166, 96, 76), 4)
    draw.polygon([(640, 425), (780, 640), (1200, 900), (1200, 640), (780, 640)], fill=(128, 124, 118))
    for x in (850, 1010):
        draw.rectangle((x, 150, x + 90, 290), fill=(70, 92, 108), outline=(226, 222, 212), width=9)
    fence(draw, (40, 800), (560, 430), (520, 90))
    return finish(image, 14)


def night_frame() -> Image.Image:
    """Return a dark frame of a camera with an animal and a strip below."""
    image = sky((16, 20, 18), (38, 44, 40))
    draw = ImageDraw.Draw(image)
    draw.ellipse((180, 250, 1080, 980), fill=(62, 70, 64))
    for x in range(60, 1200, 95):
        draw.polygon([(x, 600), (x + 30, 180), (x + 60, 600)], fill=(30, 36, 32))
    draw.ellipse((480, 520, 720, 640), fill=(150, 156, 150))
    draw.ellipse((690, 470, 790, 560), fill=(158, 164, 158))
    draw.polygon([(700, 480), (715, 435), (735, 478)], fill=(150, 156, 150))
    draw.polygon([(745, 476), (765, 432), (780, 485)], fill=(150, 156, 150))
    for x in (520, 560, 640, 690):
        draw.rectangle((x, 620, x + 16, 710), fill=(140, 146, 140))
    draw.arc((380, 500, 520, 640), 180, 330, fill=(150, 156, 150), width=20)
    for x in (728, 756):
        draw.ellipse((x, 505, x + 12, 517), fill=(238, 244, 238))
    image = finish(image, 15, blur=2.0, grain=14)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 840, 1200, 900), fill=(12, 12, 12))
    draw.text((24, 848), "CAM-07  2015-08-03  04:30:58  11°C", font=font(32), fill=(232, 232, 232))
    return image


def gate() -> Image.Image:
    """Return a shut gate in a courtyard."""
    image = sky((200, 208, 214), (216, 212, 202))
    draw = ImageDraw.Draw(image)
    wall(draw, (0, 120, 330, 700), (188, 160, 126), 6)
    wall(draw, (870, 120, 1200, 700), (188, 160, 126), 7)
    draw.rectangle((0, 700, 1200, 900), fill=(150, 146, 138))
    for y in range(720, 900, 36):
        draw.line((0, y, 1200, y + 6), fill=(132, 128, 120), width=3)
    draw.rectangle((330, 170, 870, 720), fill=(46, 74, 66))
    for x in range(350, 870, 52):
        draw.rectangle((x, 190, x + 34, 700), fill=(60, 96, 84), outline=(38, 60, 54), width=3)
    draw.line((600, 170, 600, 720), fill=(26, 40, 36), width=8)
    draw.rectangle((578, 440, 622, 480), fill=(196, 178, 84))
    draw.rectangle((60, 260, 200, 340), fill=(236, 232, 214), outline=(60, 60, 60), width=4)
    draw.text((78, 276), "BRAMA 2", font=font(28), fill=(40, 40, 40))
    return finish(image, 16)


def quay() -> Image.Image:
    """Return a brick store on a quay with water in front of it."""
    image = sky((158, 188, 214), (232, 226, 210))
    draw = ImageDraw.Draw(image)
    wall(draw, (160, 170, 1060, 560), (176, 104, 82), 8)
    draw.polygon([(140, 175), (610, 60), (1080, 175)], fill=(92, 66, 58))
    for row, y in enumerate((220, 330)):
        for x in range(220, 1000, 120):
            draw.rectangle((x, y, x + 62, y + 74), fill=(66, 84, 98), outline=(228, 220, 206), width=6)
        del row
    draw.rectangle((0, 555, 1200, 640), fill=(126, 122, 114))
    draw.line((160, 470, 1060, 470), fill=(232, 226, 206), width=5)
    draw.text((760, 432), "1913", font=font(30), fill=(240, 236, 220))
    water = sky((84, 120, 138), (44, 74, 92), (1200, 260))
    image.paste(water, (0, 640))
    draw = ImageDraw.Draw(image)
    chance = random.Random(17)  # noqa: S311 - a picture
    for _wave in range(170):
        x, y = chance.randint(0, 1180), chance.randint(650, 895)
        draw.line((x, y, x + chance.randint(20, 90), y), fill=(150, 178, 188), width=2)
    for x in (240, 620, 980):
        draw.rectangle((x, 520, x + 34, 566), fill=(40, 44, 48))
    return finish(image, 17)


def basin() -> Image.Image:
    """Return a wide view over a harbour basin with cranes and boxes."""
    size = (1400, 700)
    image = sky((186, 206, 222), (238, 222, 196), size)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 380, 1400, 440), fill=(112, 116, 116))
    chance = random.Random(18)  # noqa: S311 - a picture
    colours = ((168, 74, 60), (60, 104, 142), (86, 128, 84), (196, 160, 76), (120, 120, 126))
    for x in range(40, 1360, 66):
        for level in range(chance.randint(1, 4)):
            draw.rectangle((x, 378 - (level + 1) * 26, x + 60, 378 - level * 26), fill=chance.choice(colours))
    for x in (220, 620, 1040):
        draw.line((x, 380, x + 30, 120), fill=(48, 62, 86), width=9)
        draw.line((x + 90, 380, x + 60, 120), fill=(48, 62, 86), width=9)
        draw.line((x - 90, 132, x + 220, 132), fill=(48, 62, 86), width=11)
        draw.line((x + 45, 60, x - 90, 132), fill=(48, 62, 86), width=4)
        draw.line((x + 45, 60, x + 220, 132), fill=(48, 62, 86), width=4)
    image.paste(sky((118, 146, 160), (58, 88, 106), (1400, 260)), (0, 440))
    draw = ImageDraw.Draw(image)
    for _wave in range(190):
        x, y = chance.randint(0, 1380), chance.randint(448, 695)
        draw.line((x, y, x + chance.randint(20, 110), y), fill=(164, 188, 196), width=2)
    return finish(image, 18)


def workplace() -> Image.Image:
    """Return an empty desk with a locked screen."""
    image = sky((226, 224, 218), (206, 202, 194))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 560, 1200, 900), fill=(178, 150, 116))
    draw.polygon([(0, 560), (1200, 560), (1200, 620), (0, 620)], fill=(192, 164, 130))
    draw.rectangle((330, 150, 870, 500), fill=(26, 28, 32))
    draw.rectangle((350, 168, 850, 482), fill=(34, 66, 92))
    draw.ellipse((570, 220, 630, 280), outline=(226, 234, 240), width=7)
    draw.rectangle((560, 250, 640, 320), fill=(226, 234, 240))
    draw.text((492, 350), "Kilitli  ·  15:11", font=font(34), fill=(226, 234, 240))
    draw.rectangle((570, 500, 630, 560), fill=(40, 42, 46))
    draw.rectangle((500, 556, 700, 574), fill=(48, 50, 54))
    draw.rounded_rectangle((380, 640, 800, 740), 14, fill=(60, 62, 66))
    for row in range(4):
        for column in range(14):
            x, y = 396 + column * 28, 652 + row * 20
            draw.rectangle((x, y, x + 21, y + 14), fill=(96, 98, 102))
    draw.ellipse((840, 660, 900, 740), fill=(66, 68, 72))
    draw.rounded_rectangle((930, 400, 1130, 560), 8, fill=(150, 152, 150))
    draw.rectangle((960, 470, 1100, 482), fill=(110, 112, 110))
    draw.arc((140, 420, 260, 560), 0, 360, fill=(90, 60, 44), width=10)
    return finish(image, 19, blur=1.6)


def console() -> bytes:
    """Return the screen of the identity console as PNG: three accounts that are still enabled."""
    image = Image.new("RGB", (1600, 900), (246, 247, 249))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1600, 64), fill=(24, 52, 84))
    draw.text((28, 14), "Identity console   ·   tenant bryzadok", font=font(26), fill=(255, 255, 255))
    draw.text((1230, 18), "2026-03-30  12:50 UTC+3", font=font(22), fill=(214, 226, 238))
    draw.rectangle((0, 64, 260, 900), fill=(228, 232, 237))
    for number, entry in enumerate(("Users", "Groups", "Sign-ins", "Policies", "Audit log")):
        if not number:
            draw.rectangle((0, 96, 260, 144), fill=(206, 218, 230))
        draw.text((30, 104 + number * 52), entry, font=font(22), fill=(40, 56, 72))
    draw.text((300, 92), "Users  >  Status", font=font(32), fill=(30, 44, 60))
    draw.text((300, 150), "Filter: personnel no. in (TR-4471, TR-4489, TR-4502)", font=font(22), fill=(70, 84, 98))
    rows = (
        ("Personnel no.", "Status", "Last sign-in", "Groups"),
        ("TR-4471", "Enabled", "2025-12-31 22:41", "desk-agents"),
        ("TR-4489", "Enabled", "2026-01-27 14:58", "desk-agents"),
        ("TR-4502", "Enabled", "2026-02-18 15:02", "desk-agents, desk-leads"),
    )
    for number, row in enumerate(rows):
        top = 210 + number * 62
        draw.rectangle(
            (300, top, 1560, top + 60), fill=(255, 255, 255) if number else (220, 228, 236), outline=(200, 208, 216)
        )
        for column, cell in enumerate(row):
            colour = (150, 44, 36) if number and column == 1 else (34, 48, 62)
            draw.text((324 + column * 310, top + 14), cell, font=font(24), fill=colour)
    draw.text((300, 480), "3 of 1,184 accounts shown", font=font(20), fill=(96, 108, 120))
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def visitor_log() -> bytes:
    """Return the scan of a visitor log as a PDF that holds a picture and no text: lines 7, 15, 22 lack a time."""
    chance = random.Random(20)  # noqa: S311 - a picture
    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    draw.text((90, 70), "BZD-WI-04  Ziyaretçi defteri / visitor log", font=font(36), fill=20)
    draw.text((90, 126), "S-2 İzmir      2 - 6 Mart 2026      sayfa 31", font=font(26), fill=40)
    columns = (90, 150, 290, 620, 900, 1030, 1160)
    heads = ("No", "Tarih", "Ad", "Ev sahibi", "Giriş", "Çıkış")  # noqa: RUF001 - Turkish
    names = ("A. Yalçın", "M. Dağdelen", "S. Özışık", "K. Vardar", "E. Tüfekçi", "N. Şahinbaş", "B. Gürsoy")  # noqa: RUF001 - Turkish
    hosts = ("G. Öztürkmen", "Ü. Çağlarsu", "K. Üçöz", "Ş. Yıldızhanoğlu")  # noqa: RUF001 - Turkish
    for column, text in zip(columns, heads, strict=False):
        draw.text((column + 8, 196), text, font=font(24), fill=30)
    for line in range(1, 26):
        top = 190 + line * 56
        start = 8 * 60 + chance.randint(0, 420)
        end = start + chance.randint(15, 150)
        gone = "" if line in {7, 15, 22} else f"{end // 60:02}:{end % 60:02}"
        cells = (str(line), f"{2 + (line - 1) // 5}.03.", chance.choice(names), chance.choice(hosts))
        for column, text in zip(columns, (*cells, f"{start // 60:02}:{start % 60:02}", gone), strict=False):
            draw.text(
                (column + 8 + chance.randint(-3, 3), top + 8 + chance.randint(-4, 4)), text, font=font(25), fill=50
            )
    for line in range(27):
        draw.line((90, 186 + line * 56, 1160, 186 + line * 56), fill=110, width=2)
    for column in columns:
        draw.line((column, 186, column, 186 + 26 * 56), fill=110, width=2)
    scan = page.rotate(0.6, fillcolor=255, resample=Image.Resampling.BICUBIC).point(lambda v: 255 if v > DARK else 0)
    out = io.BytesIO()
    fixed = time.gmtime(0)
    scan.convert("1").save(out, "PDF", resolution=150, title="page 31", creationDate=fixed, modDate=fixed)
    return out.getvalue()
