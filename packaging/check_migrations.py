"""Checks the chain of migrations without a database: numbered without a gap, one head, forward only.

Whether they lead to the tables of the models is tested on a real database (tests/storage). That they import nothing of
ours is a house rule (house_rules.py).
"""

import ast
import re
import sys
from pathlib import Path

VERSIONS = Path(__file__).resolve().parent.parent / "migrations" / "versions"
NAME = re.compile(r"\d{4}_[a-z0-9_]+")


def assigned(tree: ast.Module, name: str) -> object:
    """Return the literal that a module assigns to a name; nothing if it does not."""
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and target.id == name and isinstance(value, ast.expr):
            return ast.literal_eval(value)
    return None


def goes_back(tree: ast.Module) -> bool:
    """Return whether a migration has a downgrade that does anything but raise."""
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "downgrade"]
    return any(not (isinstance(node, ast.Raise) or is_text(node)) for function in found for node in function.body)


def is_text(node: ast.stmt) -> bool:
    """Return whether a statement is a mere docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def chain_problems(migrations: dict[str, str]) -> list[str]:
    """Return what is wrong with a chain, given the text of each migration by the name of its file without ``.py``."""
    problems = []
    previous = None
    for number, (name, text) in enumerate(sorted(migrations.items()), 1):
        tree = ast.parse(text, name)
        if not NAME.fullmatch(name) or int(name[:4]) != number:
            problems.append(f"{name}: expected a name like {number:04}_what_it_adds")
        if assigned(tree, "revision") != name:
            problems.append(f"{name}: its revision is {assigned(tree, 'revision')!r}, not the name of its file")
        if assigned(tree, "down_revision") != previous:
            problems.append(f"{name}: follows {assigned(tree, 'down_revision')!r}, expected {previous!r}")
        if goes_back(tree):
            problems.append(f"{name}: has a way back; the way back is the backup made before")
        previous = name
    return problems


def main() -> int:
    """Check our migrations and print each problem."""
    paths = [path for path in VERSIONS.glob("*.py") if path.name != "__init__.py"]
    problems = chain_problems({path.stem: path.read_text(encoding="utf-8") for path in paths})
    if not paths:
        problems = ["no migration found"]
    for problem in problems:
        print(f"migrations/versions/{problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
