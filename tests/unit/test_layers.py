"""The layers of docs/architecture.md: a module imports only from rows below its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "pumice"

ROWS = (
    ("model", "errors"),
    ("text", "language", "claims", "coding"),
    ("read", "mark", "write"),
    ("fetch", "store"),
    ("pipeline",),
    (
        "house",
        "settings",
        "scrape",
        "treat",
        "watch",
        "workers",
        "normalise",
        "reprocess",
        "rehearse",
        "selection",
        "summary",
        "notify",
        "takeover",
        "diff",
        "learn",
        "bounds",
        "recipes",
        "doctor",
        "withdraw",
        "mend",
        "retention",
        "export",
        "export_erasure",
        "forget",
        "conditions",
        "report",
        "drift",
        "holding",
        "review",
        "__init__",
    ),
    ("cli", "__main__"),
)
BLIND = (1, 2, 3)
"""Rows whose members do not see each other, and what they may share is below them."""
PEERS_THAT_MEET = {("language", "text"), ("claims", "text"), ("claims", "language")}
"""Tools may build on tools in this one direction."""

MODULES = sorted(SRC.rglob("*.py"))


def unit_of(path: Path) -> str:
    """The row entry a file belongs to: its package or module directly under pumice."""
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def row_of(unit: str) -> int:
    """Number of the row; a new top-level module must be given one."""
    rows = [number for number, row in enumerate(ROWS) if unit in row]
    assert rows, f"pumice.{unit} is in no row; add it to ROWS here and to docs/architecture.md"
    return rows[0]


def imported_units(path: Path) -> set[str]:
    """Top-level units of pumice that a file imports, at run time or for types only."""
    units: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            names = [node.module or ""]
            if node.module == "pumice":
                names = [f"pumice.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        units |= {name.split(".")[1] for name in names if name.startswith("pumice.")}
    return units


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_imports_point_downwards(path: Path):
    """No import points up or, among blind siblings, sideways."""
    unit = unit_of(path)
    for other in imported_units(path) - {unit}:
        own, theirs = row_of(unit), row_of(other)
        assert theirs <= own, f"{path.relative_to(SRC)} (row {own}) imports pumice.{other} (row {theirs}) above it"
        if own == theirs and own in BLIND:
            assert (unit, other) in PEERS_THAT_MEET, f"{path.relative_to(SRC)} imports its sibling pumice.{other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_prefect_stays_outside(path: Path):
    """Only flows/ imports Prefect."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not any(name.split(".")[0] == "prefect" for name in names), f"{path} imports Prefect"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_files_and_functions_stay_small(path: Path):
    """No file over 250 lines, no function over 50."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250, f"{path.name} has {text.count(chr(10))} lines; split it along its seam"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 50, f"{path.name}: {node.name} has {length} lines"
