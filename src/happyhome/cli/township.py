"""township keygen: the township's pair of keys, made once on the township's own computer."""

from __future__ import annotations

import argparse
from pathlib import Path

from happyhome.cli.parser import Commands, add_command, add_group
from happyhome.cli.session import Answer, Session
from happyhome.domain.problems import refuse
from happyhome.services.protection import new_identity
from happyhome.services.saving import save_file

PUBLIC, PRIVATE = "乡镇公钥.txt", "乡镇私钥.txt"
_PUBLIC_TEXT = """\
# 乡镇公钥：可以发给各村。
# 村里用它给数据多上一把锁；用它只能上锁，不能开锁。
# 村里的做法：在“设置 → 保护”的“乡镇的钥匙”里点“从公钥文件添加…”，选这个文件。
{key}
"""
_PRIVATE_TEXT = """\
# 乡镇私钥：只留在乡镇，不要发给任何人，不要放在联网的聊天或邮箱里。
# 谁拿到它，又拿到村里的数据或备份，谁就能看到全部老人资料。
# 请存进专用 U 盘，另抄一份，一起锁进保险柜。丢了它，村里还有密码和恢复单。
{key}
"""


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    group = add_group(commands, "township", "乡镇用的命令")
    made = add_command(group, "keygen", "生成乡镇的公钥和私钥，各一个文本文件", _keygen)
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="存到哪个文件夹或 U 盘")


def _keygen(session: Session, chosen: argparse.Namespace) -> Answer:
    public, private = chosen.out / PUBLIC, chosen.out / PRIVATE
    present = next((path for path in (public, private) if path.exists()), None)
    if present is not None:
        raise refuse(
            "file_present", f"“{present}”已经有了，没有改动：换了钥匙，旧的数据就打不开了。请换一个文件夹。"
        )
    identity, recipient = new_identity()
    # The private key first: a public key whose private one is missing would lock without a way to open.
    save_file(private, _text(_PRIVATE_TEXT, identity), is_secret=True)
    save_file(public, _text(_PUBLIC_TEXT, recipient))
    data = {"public": str(public), "private": str(private), "recipient": recipient}
    return Answer((f"公钥（发给各村）：{public}", f"私钥（锁进保险柜）：{private}"), data)


def _text(words: str, key: str) -> bytes:
    """As Notepad of every Windows shows it."""
    return ("\ufeff" + words.format(key=key)).replace("\n", "\r\n").encode("utf-8")
