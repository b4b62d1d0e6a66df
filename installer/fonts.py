"""Makes the two fonts in resources/fonts from Noto Sans SC; run again only when the source changes.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    python -m installer.fonts expo-google-fonts-noto-sans-sc-0.4.3.tgz      # fontTools, in the test extras

Why not the font of the system: reportlab cannot embed CFF outlines (all of Debian's and UOS's Noto CJK)
and takes a variable font at its thinnest weight, so the program brings static TrueType files and uses the
same file for the screen and the paper. Regular keeps every Han character that the source has, among them
the 8105 of 通用规范汉字表 (2013), of which 196 stand above U+FFFF. Bold, for titles and totals, keeps
GB2312 and the 8105. Layout tables and hints are dropped.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
STANDARD_CHARACTERS = Path(__file__).with_name("charsets") / "tongyong-8105.txt"

SOURCE_SHA256 = "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"
MEMBERS = {
    "NotoSansSC-Regular.ttf": "package/400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "package/700Bold/NotoSansSC_700Bold.ttf",
}
LICENCE_MEMBER = "package/LICENSE_FONT"
RESULT_SHA256 = {
    "NotoSansSC-Regular.ttf": "fc322c050eef486d3d9741c33aca6b4120adba5709134d0c7f79f411459ed37b",
    "NotoSansSC-Bold.ttf": "c39518887a6f363ecdf245a86da2378a3d4250f7d249721b461aad794f7872cf",
}

# Latin, Greek, Cyrillic, punctuation, currency, letter-like, numerals, arrows, mathematics, enclosed,
# boxes and shapes, ticks, CJK punctuation, squared units and full-width forms.
SYMBOLS = [
    (0x20, 0x24F), (0x2B0, 0x45F), (0x2000, 0x27BF), (0x2900, 0x2BFF), (0x3000, 0x303F), (0x3105, 0x312F),
    (0x31C0, 0x31EF), (0x3200, 0x33FF), (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF),
]  # fmt: skip
HAN = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]


def standard_characters() -> set[int]:
    """The 8105 characters of 通用规范汉字表."""
    return {ord(char) for char in STANDARD_CHARACTERS.read_text("utf-8") if not char.isspace()}


def gb2312_characters() -> set[int]:
    """GB2312's 6763 Han characters and its symbols."""
    found: set[int] = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            found.update(map(ord, bytes([high, low]).decode("gb2312", errors="ignore")))
    return found


def _in(ranges: list[tuple[int, int]]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


def wanted(name: str) -> set[int]:
    """The code points the font file of that name keeps, as far as the source has them."""
    symbols = _in(SYMBOLS) | standard_characters() | gb2312_characters()
    return symbols | _in(HAN) if "Regular" in name else symbols


def subset(source: bytes, keep: set[int]) -> bytes:
    """The font with only those characters, the same bytes each time."""
    from fontTools import subset as subsetter
    from fontTools.ttLib import TTFont

    options = subsetter.Options()
    options.layout_features = []
    options.hinting = False
    options.drop_tables = [
        *options.drop_tables,
        "GSUB",
        "GPOS",
        "GDEF",
        "vhea",
        "vmtx",
        "VORG",
        "DSIG",
        "STAT",
    ]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    job = subsetter.Subsetter(options)
    job.populate(unicodes=sorted(keep))
    job.subset(font)
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


def main(arguments: list[str]) -> int:
    """Writes the fonts from the tarball named in arguments; 1 when a checksum is not the expected one."""
    packed = Path(arguments[0]).read_bytes()
    if hashlib.sha256(packed).hexdigest() != SOURCE_SHA256:
        print(f"{arguments[0]} is not the tarball these fonts were made from", file=sys.stderr)
        return 1
    FONTS.mkdir(parents=True, exist_ok=True)
    differing = 0
    with tarfile.open(fileobj=io.BytesIO(packed)) as tarball:
        (FONTS / "OFL.txt").write_bytes(_member(tarball, LICENCE_MEMBER))
        for name, member in MEMBERS.items():
            made = subset(_member(tarball, member), wanted(name))
            (FONTS / name).write_bytes(made)
            digest = hashlib.sha256(made).hexdigest()
            same = digest == RESULT_SHA256[name]
            differing += not same
            print(f"{name}  {len(made):>10,} bytes  {digest}  {'as expected' if same else 'NOT as expected'}")
    return 1 if differing else 0


def _member(tarball: tarfile.TarFile, name: str) -> bytes:
    stream = tarball.extractfile(name)
    if stream is None:
        raise FileNotFoundError(f"{name} is not a file in the tarball")
    return stream.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
