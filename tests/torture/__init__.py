"""What must hold when everything goes wrong: ``python -m tests.torture NAME --count N --seed S``."""
