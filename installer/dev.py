"""Sets up and runs happyhome from a checkout: python3 installer/dev.py demo

Needs only Python's standard library. This file must be readable by old Pythons too (3.5 and later), so that they get
a sentence instead of a syntax error; what does the work is in the modules beside it.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 14)


def unsupported(version: tuple) -> str:  # type: ignore[type-arg] # old Pythons read this file
    """Why this Python cannot be used, or an empty string."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return ""
    return (
        "这里的 Python 是 {}.{}，本程序需要 3.11 至 3.14，请装好后再运行。\n"
        "This is Python {}.{}; happyhome needs 3.11 to 3.14. Install one of them and run this again."
    ).format(*version[:2], *version[:2])


def parser() -> argparse.ArgumentParser:
    """The command line, also shown by --help."""
    top = argparse.ArgumentParser(prog="installer/dev.py", description="幸福院 happyhome: set up, try, check")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands.add_parser("setup", help="装好运行环境 | set up .venv and stop")
    demo = commands.add_parser("demo", help="演示村 | a demo village, its month's papers, the window")
    demo.add_argument(
        "--no-window", action="store_true", help="不开窗口，只出图片 | write screenshots instead"
    )
    commands.add_parser("test", help="全部检查 | every check CI runs")
    run = commands.add_parser("run", help="打开程序 | open the program on your own data")
    run.add_argument("arguments", nargs=argparse.REMAINDER, help="handed on to happyhome")
    commands.add_parser("bench", help="测快慢 | time what has to be quick")
    torture = commands.add_parser(
        "torture", help="往坏里试 | kill it, cut the power, fill the disk, feed it damaged files"
    )
    torture.add_argument(
        "arguments", nargs=argparse.REMAINDER, help="kills|cuts|inputs|filling|leaks --count N --seed S"
    )
    commands.add_parser("screenshots", help="更新说明里的图 | renew docs/screenshots")
    return top


def main(arguments: "list[str]") -> int:
    """Runs one command and returns its exit code; 3 when the machine lacks something, as on the command line."""
    problem = unsupported(sys.version_info)
    if problem:
        print(problem, file=sys.stderr)
        return 3
    sys.path.insert(0, str(ROOT))
    from installer import commands
    from installer.say import Stop, ready_output

    ready_output()
    chosen = parser().parse_args(arguments)
    try:
        return commands.run(chosen)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("已中断。 Interrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
