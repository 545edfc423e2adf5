"""YAML as values: what yaml.CSafeLoader makes of it, in half the time. Knowledge is read anew by every command."""

from __future__ import annotations

from typing import Any

import yaml

_TEXT, _LIST, _TABLE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"


class _Loader(yaml.CSafeLoader):
    """Skips what no file of ours asks for: tags by place, tables that are filled after they are handed out."""

    def descend_resolver(self, _node: yaml.Node | None, _index: object) -> None:
        """Nothing: no tag of ours depends on its place."""

    def ascend_resolver(self) -> None:
        """Nothing, as `descend_resolver`."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool] | bool) -> str:
        """The tag of a node without one: told by its first character, as CSafeLoader tells it."""
        if kind is yaml.ScalarNode:
            if isinstance(implicit, tuple) and implicit[0]:
                for tag, form in self.yaml_implicit_resolvers.get(value[:1], ()):
                    if form.match(value):
                        return str(tag)
            return _TEXT
        return _TABLE if kind is yaml.MappingNode else _LIST

    def made(self, node: yaml.Node) -> Any:
        """The value of a node that no anchor points to."""
        tag = node.tag
        if isinstance(node, yaml.ScalarNode) and tag == _TEXT:
            return node.value
        if isinstance(node, yaml.SequenceNode) and tag == _LIST:
            return [self.made(one) for one in node.value]
        if isinstance(node, yaml.MappingNode) and tag == _TABLE and all(map(_is_word, node.value)):
            return {key.value: self.made(one) for key, one in node.value}
        return self.construct_object(node, deep=True)


def _is_word(entry: tuple[yaml.Node, yaml.Node]) -> bool:
    """Whether the key of an entry is a word, so that the library need not look what to make of it."""
    return isinstance(entry[0], yaml.ScalarNode) and entry[0].tag == _TEXT


def read_yaml(text: str) -> Any:
    """The value of one YAML document, None where it is empty; raises yaml.YAMLError where it is none."""
    if "&" in text:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return None if node is None else loader.made(node)
    finally:
        loader.dispose()
