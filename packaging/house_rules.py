"""Checks the rules of the house that ruff cannot see, on the syntax tree of every file of ours.

Each rule is one function from a file to the places that break it; RULES lists them with the files they look at. A rule
has no switch to turn it off in a line: an exception is a path, written here with its reason.

``python packaging/house_rules.py`` checks the whole tree and prints ``path:line: what is wrong``.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("app", "tests", "packaging", "migrations")
LONGEST_FILE = 600
LONGEST_FUNCTION = 60
EVENT_LOOPS = {"app", "application", "QApplication"}
"""What may be executed: the program itself, not a dialog."""

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Source:
    """One file of ours: its path from the root with slashes, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str, text: str) -> "Source":
        """Parse a text."""
        return cls(path, text, ast.parse(text, path))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree."""
        return tuple(ast.walk(self.tree))

    def calls(self, name: str) -> Iterator[ast.Call]:
        """Return the calls of a function or method by its last name."""
        return (node for node in self.nodes if isinstance(node, ast.Call) and last_name(node.func) == name)


Found = Iterator[tuple[int, str]]
"""The line numbers and what is wrong there."""


def last_name(node: ast.expr) -> str:
    """Return ``c`` of ``a.b.c``; nothing for what has no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def owner(call: ast.Call) -> str:
    """Return the name of what a method is called on: ``b`` of ``a.b.c()``."""
    return last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def blocking_dialogs(source: Source) -> Found:
    """A blocking dialog stops jobs and tests: ``open()`` with ``finished``, ``popup()`` for menus."""
    for name in ("exec", "exec_"):
        for call in source.calls(name):
            if isinstance(call.func, ast.Attribute) and owner(call) not in EVENT_LOOPS:
                yield call.lineno, "no blocking exec(): open() the dialog and listen to finished, or popup() the menu"


def pumped_events(source: Source) -> Found:
    """Pumping the event loop by hand re-enters slots; long work is a job."""
    for call in source.calls("processEvents"):
        yield call.lineno, "no processEvents(): long work is a job (app/ui/jobs.py)"


def stray_commits(source: Source) -> Found:
    """A transaction ends in one place only, where the fence and the trail are compared."""
    for call in source.calls("commit"):
        if owner(call) != "uow":
            yield call.lineno, "only the unit of work commits (app/storage/unit_of_work.py): uow.commit(...)"


def unexplained_flushes(source: Source) -> Found:
    """A flush in the middle of a unit of work needs its reason in the line."""
    lines = source.text.splitlines()
    for call in source.calls("flush"):
        if owner(call) == "session" and "  # " not in lines[(call.end_lineno or call.lineno) - 1]:
            yield call.lineno, "flush() needs its reason as a comment in the line"


def rich_labels(source: Source) -> Found:
    """A bare QLabel shows a stranger's text as rich text."""
    for call in source.calls("QLabel"):
        yield call.lineno, "no bare QLabel: use app/ui/widgets/labels.py, which cannot show rich text"
    for node in source.nodes:
        if isinstance(node, ast.ClassDef) and any(last_name(base) == "QLabel" for base in node.bases):
            yield node.lineno, "no own QLabel: derive from app/ui/widgets/labels.py, which cannot show rich text"


def swallowed_errors(source: Source) -> Found:
    """A broad ``except`` hides bugs, unless it only cleans up and raises again."""
    for node in source.nodes:
        if not isinstance(node, ast.ExceptHandler) or isinstance(node.body[-1], ast.Raise):
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        if any(kind is None or last_name(kind) in {"Exception", "BaseException"} for kind in caught):
            yield node.lineno, "no broad except: name the error, or clean up and raise again"


def lambda_slots(source: Source) -> Found:
    """A lambda in a connection keeps its widget alive, or is called after it died."""
    for call in source.calls("connect"):
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        if any(isinstance(node, ast.Lambda) for argument in arguments for node in ast.walk(argument)):
            yield call.lineno, "no lambda in connect(): a bound method of a QObject"


def hidden_imports(source: Source) -> Found:
    """An import by name is invisible to the packager: late imports are import statements inside functions."""
    for name in ("import_module", "__import__"):
        for call in source.calls(name):
            yield call.lineno, f"no {name}(): the packager cannot see it"


def foreign_rules(source: Source) -> Found:
    """The rules of the audit stand on the standard library alone."""
    for line, module in imports(source):
        top = module.split(".")[0]
        if not (top in sys.stdlib_module_names or module == "app.domain" or module.startswith("app.domain.")):
            yield line, f"the domain knows the standard library only, not {module}"


def living_migrations(source: Source) -> Found:
    """A migration is frozen: what it imports from us would change under it."""
    for line, module in imports(source):
        if module.split(".")[0] == "app":
            yield line, "a migration imports nothing of ours: it is frozen, the program is not"


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Return the line and the full name of each imported module; ``from app import x`` counts as ``app.x``."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "app":
            yield from ((node.lineno, f"app.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def long_files(source: Source) -> Found:
    """A long file has more than one reason to change."""
    length = len(source.text.splitlines())
    if length > LONGEST_FILE:
        yield LONGEST_FILE, f"{length} lines; no file has more than {LONGEST_FILE}"


def long_functions(source: Source) -> Found:
    """A long function cannot be held in the head."""
    for node in source.nodes:
        if isinstance(node, type_of_function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield node.lineno, f"{node.name} has {length} lines; no function has more than {LONGEST_FUNCTION}"


@dataclass(frozen=True)
class Rule:
    """A check, the files it looks at and the files it leaves out, as patterns in which ``*`` crosses slashes."""

    check: Callable[[Source], Found]
    files: tuple[str, ...]
    but: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Return whether the rule looks at this file."""
        return any(fnmatch(path, each) for each in self.files) and not any(fnmatch(path, each) for each in self.but)


RULES = (
    Rule(blocking_dialogs, ("app/*",)),
    Rule(pumped_events, ("app/*",)),
    Rule(
        stray_commits,
        ("app/*",),
        (
            "app/storage/unit_of_work.py",
            "app/storage/workspace.py",  # ends the transaction that puts up the fence, before the first unit of work
        ),
    ),
    Rule(unexplained_flushes, ("app/*",), ("app/storage/unit_of_work.py",)),
    Rule(rich_labels, ("app/ui/*",), ("app/ui/widgets/labels.py",)),
    Rule(
        swallowed_errors,
        ("app/*",),
        (
            "app/ui/jobs.py",  # a job hands every error to the main thread
            "app/ui/errors.py",  # the dialog that shows bugs
            "app/cli/__init__.py",  # one line on stderr instead of a traceback
        ),
    ),
    Rule(lambda_slots, ("app/ui/*",)),
    Rule(hidden_imports, ("app/*",), ("app/cli/self_test.py",)),  # the self-test loads every page it finds
    Rule(foreign_rules, ("app/domain/*",)),
    Rule(living_migrations, ("migrations/versions/*",)),
    Rule(long_files, ("*",), ("migrations/versions/*",)),  # written by a command, then frozen
    Rule(long_functions, ("*",), ("migrations/versions/*",)),
)


def problems(source: Source) -> list[str]:
    """Return everything that is wrong with one file, as ``path:line: what``."""
    return [
        f"{source.path}:{line}: {what}"
        for rule in RULES
        if rule.covers(source.path)
        for line, what in rule.check(source)
    ]


def files(root: Path, folders: Iterable[str] = FOLDERS) -> list[str]:
    """Return the paths of our files, from the root."""
    return [path.relative_to(root).as_posix() for folder in folders for path in sorted((root / folder).rglob("*.py"))]


def file_problems(root: Path, path: str) -> list[str]:
    """Return everything that is wrong with one file on disk; what is no Python at all is a problem too."""
    try:
        return problems(Source.of(path, (root / path).read_text(encoding="utf-8")))
    except SyntaxError as problem:
        return [f"{path}:{problem.lineno}: {problem.msg}"]


def main() -> int:
    """Check the tree and print each problem."""
    found = [problem for path in files(ROOT) for problem in file_problems(ROOT, path)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
