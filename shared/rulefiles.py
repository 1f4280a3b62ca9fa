"""Reads YAML files of rules, words and routes, and refuses each that is not as it should be: the one strict reader.

For a key given twice, an alias, a key that the form does not know, a value of another kind, a pattern that cannot be
used or a missing header, the message names the file, the line and what is wrong. Whether the rules of a file are right
is not seen here; that is what the cases beside them are for. `shipped("services.stances", "hysteresis.yaml", Rules)`
gives the rules that ship with that package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Final, TypeVar, get_origin

import msgspec
import yaml

try:
    from yaml import CSafeLoader as FastLoader
except ImportError:  # a platform without libyaml reads the same, only slower
    from yaml import SafeLoader as FastLoader  # type: ignore[assignment]

T = TypeVar("T")

NO_HEADER: Final = "header missing: the first lines say, as comments, where the facts come from"
_NESTED: Final = 4
"""How deep pieces may stand in one another."""
_WHERE: Final = re.compile(r" - at (?:`(?:key|value)` in )?`\$(?P<path>[^`]*)`$")
_STEP: Final = re.compile(r"\.(?P<key>[^.\[\]]+)|\[(?P<at>\d+)\]|\[\.\.\.\]")


class BadYaml(ValueError):
    """A text is no strict YAML; `line` counts from 1, or is None where the reader cannot say. Quotes no values, which
    may be secrets."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem if line is None else f"line {line}: {problem}")
        self.problem, self.line = problem, line


class BadRules(ValueError):
    """A rule file does not follow its form; the message names the file, the line and what is wrong."""


def composed(text: str, loader: Any = FastLoader) -> yaml.Node | None:
    """The nodes of a text; raises BadYaml, also for aliases and for keys that are no words."""
    return _composed(text, loader)[1]


def doubled(node: yaml.Node | None) -> Iterator[BadYaml]:
    """Each key that is given twice in one mapping."""
    for each in _nodes(node):
        seen = set()
        for key, _ in each.value if isinstance(each, yaml.MappingNode) else ():
            if key.value in seen:
                yield BadYaml(f"key {key.value!r} is given twice", _line_of(key))
            seen.add(key.value)


def load(text: str, loader: Any = yaml.SafeLoader) -> Any:
    """The data of a text; raises BadYaml. The loader in Python, which is the default, bears what is nested however
    deep, so it is for files from outside."""
    return _loaded(text, loader)[1]


def read(text: str, form: type[T], where: str, flags: int = 0) -> T:
    """The content of a rule file named `where`, in its form: Structs that forbid unknown fields. What the form wants as
    re.Pattern is compiled with these flags, the {pieces} under `words:` put in. Raises BadRules."""
    if not text.startswith("#"):
        raise BadRules(f"{where}, line 1: {NO_HEADER}")
    try:
        node, data = _loaded(text, FastLoader)
    except BadYaml as error:
        raise BadRules(f"{where}, {error}" if error.line else f"{where}: {error}") from None
    words = data.get("words") if isinstance(data, dict) else None
    pieces = {k: v for k, v in words.items() if isinstance(v, str)} if isinstance(words, dict) else {}

    def as_pattern(type_: Any, value: Any) -> Any:
        if re.Pattern not in (type_, get_origin(type_)) or not isinstance(value, str):
            raise TypeError("expected a pattern")
        try:
            return re.compile(expand(value, pieces), flags)
        except re.error as error:
            raise ValueError(f"{error} in {value!r}; correct the pattern") from None

    try:
        return msgspec.convert(data, form, dec_hook=as_pattern)
    except msgspec.ValidationError as error:
        said = str(error)
        found = _WHERE.search(said)
        line, what = _line_at(node, found["path"] if found else ""), _WHERE.sub("", said)
        raise BadRules(f"{where}, line {line}: {what}") from None


def shipped(package: str | None, name: str, form: type[T], flags: int = 0) -> T:
    """The same of a file that ships in a package."""
    return read(files(package or "").joinpath(name).read_text(encoding="utf-8"), form, name, flags)


def expand(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with its {pieces} put in."""
    for _ in range(_NESTED):
        for name, piece in words.items():
            pattern = pattern.replace("{" + name + "}", piece)
    return pattern


def _loaded(text: str, loader: Any) -> tuple[yaml.Node | None, Any]:
    reader, node = _composed(text, loader)
    if first := next(doubled(node), None):
        raise BadYaml(f"not valid YAML: {first.problem}", first.line)
    try:
        return node, None if node is None else reader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        raise _bad(error) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise BadYaml("not valid YAML") from None


def _composed(text: str, loader: Any) -> tuple[Any, yaml.Node | None]:
    try:
        reader = loader(text)
        node: yaml.Node | None = reader.get_single_node()
        seen = set()
        for each in _nodes(node):
            if id(each) in seen:
                raise BadYaml(
                    "not valid YAML: aliases are not supported here; write it out again", _line_of(each)
                )
            seen.add(id(each))
            for key, _ in each.value if isinstance(each, yaml.MappingNode) else ():
                if not isinstance(key, yaml.ScalarNode):
                    raise BadYaml(
                        "not valid YAML: a key must be a word (is this a template that nobody filled in?)",
                        _line_of(key),
                    )
    except yaml.MarkedYAMLError as error:
        raise _bad(error) from None
    except (yaml.YAMLError, RecursionError):
        raise BadYaml("not valid YAML") from None
    return reader, node


def _bad(error: yaml.MarkedYAMLError) -> BadYaml:
    mark = error.problem_mark
    return BadYaml(f"not valid YAML: {error.problem}", mark.line + 1 if mark else None)


def _nodes(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """Every node in the order of the text; what an alias takes up comes again, once each time."""
    open_, seen = [node] if node is not None else [], set()
    while open_:
        each = open_.pop()
        yield each
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, yaml.MappingNode):
            open_ += [part for pair in reversed(each.value) for part in reversed(pair)]
        elif isinstance(each, yaml.SequenceNode):
            open_ += reversed(each.value)


def _line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _line_at(node: yaml.Node | None, path: str) -> int:
    """The line of what a path of msgspec (".rules[3].pattern") points to, as far as it can be followed."""
    line = 1 if node is None else _line_of(node)
    for step in _STEP.finditer(path):
        if step["key"] and isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == step["key"]), None)
        elif step["at"] and isinstance(node, yaml.SequenceNode):
            found = (node.value[int(step["at"])],) * 2
        else:
            break
        if found is None:
            break
        line, node = _line_of(found[0]), found[1]
    return line
