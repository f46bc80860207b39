"""The design, held: who imports whom, who touches the world, what the repository may hold.

A part is a file or folder of builder/. The rules go by name: a part that comes later meets them on its first day, and
one that has no line in the table fails until it is given one.
"""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILDER = ROOT / "builder"

LEAVES = {"model", "errors", "days", "addresses"}
STAGES = {"read", "collate", "dates", "claims", "checks", "annotate", "link", "render", "export", "write", "store"}

# part: the parts that it may import, beside itself
MAY_IMPORT = {
    "model": set(),
    "errors": {"model"},
    "days": {"model"},
    "addresses": {"model"},
    "config": LEAVES,
    "plugins": LEAVES,
    "prove": LEAVES,
    "schema": LEAVES,
    "show": LEAVES,
    "propose": LEAVES | {"read"},
    **dict.fromkeys(STAGES, LEAVES),
    "read": LEAVES | {"config"},
    "annotate": LEAVES | {"checks"},
    "serve": {"model", "errors"},
    "build": LEAVES | STAGES | {"config", "plugins", "prove"},
    "place": LEAVES | {"collate", "read"},
    "stream": LEAVES | {"annotate", "build", "claims", "collate", "dates", "read"},
    "cli": LEAVES
    | STAGES
    | {"config", "plugins", "place", "propose", "prove", "schema", "show", "stream", "build", "serve", "__init__"},
    "__init__": LEAVES | STAGES | {"config", "plugins", "prove", "build"},
    "__main__": {"cli"},
}

# Disk, clock, chance, environment and network belong to these; all others get them as arguments.
WORLDLY = {"read", "write", "store", "serve", "cli", "config"}
WORLD = {
    "getpass", "glob", "http", "io", "locale", "os", "platform", "random", "secrets", "shutil", "signal", "socket",
    "subprocess", "tempfile", "time", "urllib.request",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
DISK = {
    "exists", "is_dir", "is_file", "iterdir", "mkdir", "open", "read_bytes", "read_text", "rglob", "stat", "touch",
    "unlink", "write_bytes", "write_text",
}  # fmt: skip
OF_A_PACKAGE = {"is_file", "iterdir", "open", "read_bytes", "read_text"}  # also of importlib.resources: our own data

TOP_LEVEL = {
    "pyproject.toml", "builder", "content", "themes", "site", "tests", "netlify.toml",
    "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "requirements", "docs", "bench", ".ci",
    ".gitignore",
}  # fmt: skip

MODULES = sorted(BUILDER.rglob("*.py"))
every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(BUILDER).as_posix())


def part(path: Path) -> str:
    """The part of a module: 'read' for builder/read/plain.py."""
    return path.relative_to(BUILDER).with_suffix("").parts[0]


def tree(path: Path) -> ast.Module:
    """The module, parsed."""
    return ast.parse(path.read_bytes(), str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of all that a module imports, wherever it does; `from a import b` is 'a.b'."""
    package = ("builder", *path.relative_to(BUILDER).parts[:-1])
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def ours(path: Path) -> Iterator[tuple[int, str]]:
    """(line, part) of all that a module imports from builder/; '__init__' for one of its public names."""
    for line, name in imports(path):
        root, _, rest = name.partition(".")
        if root == "builder":
            first = rest.split(".")[0]
            known = first in MAY_IMPORT or (BUILDER / first).is_dir() or (BUILDER / f"{first}.py").is_file()
            yield line, first if known and first else "__init__"


def tracked() -> list[Path]:
    """Every file that git holds, or would with `git add --all`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [path for name in sorted(set(listed.split("\0")) - {""}) if (path := ROOT / name).is_file()]


def test_the_rules_meet_the_code() -> None:
    """The leaves are there, and every part of builder/ has its line in the table."""
    parts = {part(path) for path in MODULES}
    assert parts >= LEAVES
    assert set() == parts - MAY_IMPORT.keys(), "give it a line in MAY_IMPORT, after design.md"


@every_module
def test_imports_go_one_way(path: Path) -> None:
    """A part imports the parts that the table names: no stage another stage, nothing the pipeline or the commands."""
    allowed = MAY_IMPORT[part(path)] | {part(path)}
    assert [] == [f"{path.name}:{line} imports {name}" for line, name in ours(path) if name not in allowed]


@every_module
def test_few_touch_the_world(path: Path) -> None:
    """Only the worldly parts open files, or ask the clock, the environment, chance or the network."""
    if part(path) not in WORLDLY:
        assert [] == [f"{path.name}:{line} {what}" for line, what in touches(path)]


def touches(path: Path) -> Iterator[tuple[int, str]]:
    """(line, what) of everything in a module that reaches outside of its arguments."""
    imported = list(imports(path))
    for line, name in imported:
        if any(name == module or name.startswith(f"{module}.") for module in WORLD):
            yield line, f"imports {name}"
    own_data = {name for _, name in imported} & {"importlib.resources", "importlib.resources.files"}
    disk = DISK - OF_A_PACKAGE if own_data else DISK
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(func=ast.Name(id="open" | "input" | "eval" | "exec" | "__import__" as name)):
                yield node.lineno, f"calls {name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS | disk:
                yield node.lineno, f"calls .{name}()"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os.path", ["imports os.path"]),
        ("from time import monotonic as tick", ["imports time.monotonic"]),
        ("from urllib.parse import quote", []),
        ("from urllib import request", ["imports urllib.request"]),
        ("from datetime import date\nlast = date.today()", ["calls .today()"]),
        ("def late():\n    import socket", ["imports socket"]),
        ("text = path.read_text()", ["calls .read_text()"]),
        ("from importlib import resources\nwords = resources.files('builder').read_text()", []),
        ("from importlib import resources\nopen('words')", ["calls open()"]),
    ],
)
def test_what_touches_the_world_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, found: list[str]
) -> None:
    """The test above sees what it should, wherever in a module it stands."""
    monkeypatch.setattr(f"{__name__}.BUILDER", tmp_path)
    path = tmp_path / "link.py"
    path.write_text(source)
    assert found == [what for _, what in touches(path)]


@pytest.mark.parametrize(
    ("where", "source", "found"),
    [
        ("link.py", "import builder.render.env", ["render"]),
        ("link.py", "from builder import collate, build as b", ["collate", "build"]),
        ("link.py", "from builder import Edition", ["__init__"]),
        ("link.py", "import builder", ["__init__"]),
        ("dates/find.py", "from . import language", ["dates"]),
        ("dates/find.py", "from .language import table", ["dates"]),
        ("dates/find.py", "from ..claims import cues", ["claims"]),
        ("dates/find.py", "from .. import claims", ["claims"]),
        ("dates/find.py", "def late():\n    from builder.claims import cues", ["claims"]),
        ("dates/find.py", "import builderless, json", []),
    ],
)
def test_every_form_of_import_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, source: str, found: list[str]
) -> None:
    """Absolute, relative, renamed, late: an import is an import."""
    monkeypatch.setattr(f"{__name__}.BUILDER", tmp_path)
    path = tmp_path / where
    path.parent.mkdir(exist_ok=True)
    path.write_text(source)
    assert found == [name for _, name in ours(path)]


def test_the_nouns_are_typed() -> None:
    """No `Any` in model.py."""
    names = [node.id for node in ast.walk(tree(BUILDER / "model.py")) if isinstance(node, ast.Name)]
    assert "Any" not in names
    assert [] == [name for _, name in imports(BUILDER / "model.py") if name == "typing.Any"]


def test_markup_has_one_door() -> None:
    """Only one module of render calls `Markup(...)`: whatever else reaches a page was escaped."""
    callers = {path for path in MODULES for node in ast.walk(tree(path)) if calls_markup(node)}
    assert len(callers) <= 1, callers
    assert {"render"} >= set(map(part, callers))


def calls_markup(node: ast.AST) -> bool:
    """Whether it is `Markup(...)`, `markupsafe.Markup(...)`, or a method of the class such as `Markup.join`."""
    match node:
        case ast.Call(func=ast.Name(id="Markup") | ast.Attribute(attr="Markup")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="Markup") | ast.Attribute(attr="Markup"))):
            return True
    return False


def test_templates_escape() -> None:
    """No template turns escaping off."""
    off = re.compile(r"\|\s*safe\b|autoescape\s+false")
    templates = [path for path in tracked() if path.is_relative_to(ROOT / "themes") and "templates" in path.parts]
    assert [] == [str(path.relative_to(ROOT)) for path in templates if off.search(path.read_text("utf-8"))]


def test_the_top_level_is_fixed() -> None:
    """What lies at the top is what the design names."""
    assert set() == {path.relative_to(ROOT).parts[0] for path in tracked()} - TOP_LEVEL


def test_no_file_names_a_machine() -> None:
    """No path of one person's machine, and no registry's host. An address that has such a folder in it is neither."""
    folders = "|".join(("work", "home", "root", "Users"))
    hosts = "|".join(
        map(re.escape, ("pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js", "deb.debian" + ".org"))
    )
    machine = re.compile(rf"(?<![\w.\-}}>*])/(?:{folders})/|{hosts}".encode())
    found = ((path, machine.search(path.read_bytes())) for path in tracked())
    assert [] == [f"{path.relative_to(ROOT)}: {match[0]!r}" for path, match in found if match]


@pytest.mark.parametrize("name", ["site", "test", "bench", "tools"])
def test_the_locks_hold_names_and_hashes(name: str) -> None:
    """A lock says what and which bytes, not where from."""
    lines = (ROOT / "requirements" / f"{name}.lock").read_text().splitlines()
    said = [line for line in lines if not line.startswith("#")]
    shape = re.compile(r"[a-z0-9.-]+==[^\s:/]+(?: ; [^:/\\]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")
    assert said
    assert [] == [line for line in said if not shape.fullmatch(line)]


def test_the_locks_hold_what_the_project_asks_for() -> None:
    """Every dependency of pyproject.toml, and the build backend, has its line. Else: make lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    site = project["build-system"]["requires"] + project["project"]["dependencies"]
    test = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["test"]
    assert set() == set(map(canonical, site)) - locked("site")
    assert set() == set(map(canonical, test)) - locked("test")


def canonical(requirement: str) -> str:
    """The name in a requirement as locks write it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def locked(name: str) -> set[str]:
    """The names in a lock."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text()
    return set(re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE))
