"""How fast, not whether right: ``python -m tests.benchmarks`` prints one table.

Every module here has ``rows() -> list[Row]``: ours beside the bare tool doing the same work.
"""
