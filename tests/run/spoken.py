"""What the command can say: its texts as they stand in the code, found in its syntax trees."""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from flows.cli import parser

FLOWS = Path(__file__).resolve().parents[2] / "flows"
LANGUAGE = "flows.run.language"
MARKS = {"_", "ngettext", "marked"}
TOLD = {"say", "_say", "line", "bar"}
"""Calls by which a deeper room tells how far it is."""
RETURNED = {"__str__", "implausible"}
"""Functions whose result is told, or filled into what is."""
IN_ENGLISH = {
    # slips of whoever changes the program: what it declares and what it builds don't agree
    "contracts/schemas.py",
    "contracts/validation.py",
    "warehouse/build.py",
    "warehouse/comments.py",
    "warehouse/sanity.py",
    "warehouse/sql_runner.py",
    # for those who label texts and measure the reading
    "evaluation/fit.py",
    "evaluation/gold.py",
    "evaluation/judge.py",
    "evaluation/ledger.py",
    "evaluation/report.py",
    "evaluation/reviewed.py",
    "evaluation/sources.py",
}
"""Rooms and files whose errors stay English."""


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax tree of each file, by its path below flows."""
    files = sorted(FLOWS.rglob("*.py"))
    return {file.relative_to(FLOWS).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def texts(node: ast.expr, names: Mapping[str, list[ast.expr]] | None = None) -> Iterator[str]:
    """The texts that an expression can be, and those filled into them: what is filled in stands as {}.

    Args:
        node: the expression.
        names: what is assigned to each name where it stands.
    """
    known = names or {}
    match node:
        case ast.Constant(value=str() as text):
            if any(c.isalpha() for c in text.replace("{}", "")):
                yield text
        case ast.JoinedStr(values=parts):
            whole = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
            yield from texts(ast.Constant(whole))
            for part in parts:
                if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name | ast.IfExp):
                    # a single word that is filled in is the name of something, and stays
                    yield from (text for text in texts(part.value, known) if " " in text)
        case ast.IfExp(body=one, orelse=other):
            yield from texts(one, known)
            yield from texts(other, known)
        case ast.Name(id=name):
            # a name that is made of itself ends here
            others = {key: value for key, value in known.items() if key != name}
            for assigned in known.get(name, []):
                yield from texts(assigned, others)


@cache
def constants() -> dict[str, list[ast.expr]]:
    """What is assigned to names in capitals, in any file: they may be imported."""
    found: dict[str, list[ast.expr]] = {}
    for tree in trees().values():
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if name.isupper():
                    found.setdefault(name, []).append(node.value)
    return found


def functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, dict[str, list[ast.expr]]]]:
    """Each function, and what is assigned to names in it."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            names = {name: list(values) for name, values in constants().items()}
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    names.setdefault(node.targets[0].id, []).append(node.value)
            yield function, names


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _imports_language(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == LANGUAGE


def marked_texts() -> set[str]:
    """All that is marked for the catalogue."""
    return {
        text
        for name, tree in trees().items()
        if name == "run/language.py" or any(_imports_language(node) for node in tree.body)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
        for argument in node.args
        for text in texts(argument)
    }


@cache
def errors() -> frozenset[str]:
    """The names of the project's errors."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"KaifaquError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


def _arguments(node: ast.Call) -> list[ast.expr]:
    """The arguments of a call that say something."""
    called = _called(node)
    if called in errors() or called == "Refusal":
        named = [word.value for word in node.keywords if word.arg in ("problem", "message", "remedy")]
        places = (0, 2) if called != "Refusal" else (2, 3)
        return [*(node.args[k] for k in places if k < len(node.args)), *named]
    if called == "Look":
        return [word.value for word in node.keywords if word.arg == "told"] + node.args[2:]
    return node.args[:1] if called in TOLD or called == "ArgumentTypeError" else []


@cache
def told_texts() -> dict[str, set[str]]:
    """What deeper rooms say: problems and remedies of errors, and progress; by the file that says it."""
    found: dict[str, set[str]] = {}
    for name, tree in trees().items():
        for function, names in functions(tree):
            said = found.setdefault(name, set())
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    said |= {text for argument in _arguments(node) for text in texts(argument, names)}
                elif isinstance(node, ast.Return) and function.name in RETURNED and node.value:
                    said |= set(texts(node.value, names))
    return {name: said for name, said in found.items() if said}


def help_texts() -> set[str]:
    """All that the parsers show: descriptions, headings, and what is said of each argument."""
    found: set[str] = set()
    todo: list[argparse.ArgumentParser] = [parser()]
    while todo:
        one = todo.pop()
        found |= {text for text in (one.description, one.epilog) if text}
        for group in one._action_groups:
            found |= {group.title} if group.title and group._group_actions else set()
        for action in one._actions:
            if action.help and action.help is not argparse.SUPPRESS:
                found.add(action.help)
            if isinstance(action, argparse._SubParsersAction):
                todo += action.choices.values()
                found |= {str(sub.help) for sub in action._choices_actions}
    return found
