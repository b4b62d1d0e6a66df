"""Where the files that come with the program are: fonts, rules, forms, icons, the manual.

A checkout has them in resources/ at its top; an installed package carries a copy inside itself (setup.py),
and so does a frozen build.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FONT_REGULAR = "NotoSansSC-Regular.ttf"
FONT_BOLD = "NotoSansSC-Bold.ttf"


def resource(*parts: str) -> Path:
    """The path of one resource: resource("policies", "2025.yaml").

    Raises FileNotFoundError when the program was installed without it, which is a broken installation.
    """
    path = _root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"程序文件不完整，缺少 {'/'.join(parts)}。请重新安装程序。")
    return path


def font_path(name: str = FONT_REGULAR) -> Path:
    """The path of a bundled font file, FONT_REGULAR or FONT_BOLD."""
    return resource("fonts", name)


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent
    packaged = package / "_resources"
    return packaged if packaged.is_dir() else package.parent.parent / "resources"
