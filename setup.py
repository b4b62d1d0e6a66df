"""What pyproject.toml cannot say: an installed happyhome carries a copy of resources/ inside itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import find_namespace_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithResources(build_py):
    """Copies fonts, rules and forms beside the modules; a checkout uses them where they are."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "happyhome" / "_resources"
            shutil.copytree(ROOT / "resources", target, dirs_exist_ok=True)


setup(
    package_dir={"": "src"},
    packages=find_namespace_packages("src"),
    include_package_data=False,
    package_data={"happyhome": ["**/*.sql", "**/*.qss", "**/*.svg", "py.typed"]},
    cmdclass={"build_py": BuildWithResources},
)
