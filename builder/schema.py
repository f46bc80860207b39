"""What the streams read and write, as JSON Schema: a schema for a line that goes in, and one for a line that comes out.

The kinds and classes are those of the model, so that no list is kept twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from builder import model

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
INDEX: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date"}
SPAN: Schema = {
    "type": "array",
    "items": INDEX,
    "minItems": 2,
    "maxItems": 2,
    "description": "first character, and the one after the last, in code points of the witness's text",
}


def of(command: str) -> dict[str, Schema]:
    """The schemas of a command, `in` and `out`; `command` is collate, group or annotate."""
    made = COMMANDS[command]()
    return {
        "in": {"$schema": DIALECT, "title": f"A line for variorum {command} --jsonl", **made[0]},
        "out": {
            "$schema": DIALECT,
            "title": f"A line of variorum {command} --jsonl",
            "oneOf": [made[1], _object({"id": {}, "error": TEXT}, needed=["error"])],
        },
    }


def _collate() -> tuple[Schema, Schema]:
    match = _object(
        {
            "left": TEXT,
            "right": TEXT,
            "left_passages": _list(INDEX),
            "right_passages": _list(INDEX),
            "moved": {"type": "boolean"},
            "likeness": {"type": "number", "minimum": 0, "maximum": 1},
            "changes": _list(_object({
                "kind": _one_of(model.ChangeKind),
                "class": _one_of(model.ChangeClass),
                "left": SPAN,
                "right": SPAN,
            })),
            "left_span": {**SPAN, "description": "the very stretch that was moved, where it is not whole passages"},
            "right_span": SPAN,
        },
        optional=["left_span", "right_span"],
    )  # fmt: skip
    row = {"type": "object", "additionalProperties": _list(INDEX), "description": "passages by siglum"}
    answer = {"id": {}, "witnesses": _list(_read({})), "matches": _list(match), "rows": _list(row)}
    return _witnesses({"base": TEXT}), _object(answer, optional=["id"])


def _group() -> tuple[Schema, Schema]:
    article = {"id": {}, "title": _maybe(TEXT), "text": TEXT, "date": _maybe(TEXT)}
    return _object(article, needed=["text"], more=True), _object({"id": {}, "work": TEXT}, optional=["id"])


def _annotate() -> tuple[Schema, Schema]:
    time = {
        "start": INDEX,
        "end": INDEX,
        "text": TEXT,
        "type": _one_of(model.TimeType),
        "value": {"type": "string", "description": "TIMEX3"},
        "interval": _maybe({"type": "array", "items": DAY, "minItems": 2, "maxItems": 2,
                            "description": "first day, and the day after the last"}),
        "anchor": {**DAY, "description": "the day that it was counted from"},
    }  # fmt: skip
    attribution = {part: _list(SPAN) for part in ("source", "cue", "content", "stands_for")}
    note = {
        "kind": TEXT,
        "severity": {"enum": list(model.SEVERITIES)},
        "start": INDEX,
        "end": INDEX,
        "message": TEXT,
        "evidence": _list(_object({"siglum": TEXT, "start": INDEX, "end": INDEX})),
    }
    found = {
        "times": _list(_object(time, optional=["anchor"])),
        "attributions": _list(
            _object({**attribution, "kind": _one_of(model.SourceKind), "reported": {"type": "boolean"}})
        ),
        "notes": _list(_object(note)),
    }
    answer = _object({"id": {}, "witnesses": _list(_read(found))}, optional=["id"])
    return _witnesses({"want": _list({"enum": list(found)})}), answer


def _witnesses(more: Mapping[str, Schema]) -> Schema:
    """A record of witnesses, each with a text, or with passages that somebody has cut."""
    witness = _object(
        {
            "siglum": {"type": "string", "minLength": 1},
            "text": TEXT,
            "passages": _list(TEXT),
            "dated": _maybe(DAY),
            "title": _maybe(TEXT),
            "outlet": _maybe(TEXT),
        },
        needed=["siglum"],
        more=True,
    )
    either = {**witness, "anyOf": [{"required": ["text"]}, {"required": ["passages"]}]}
    return _object({"id": {}, "witnesses": {**_list(either), "minItems": 1}, **more}, needed=["witnesses"], more=True)


def _read(found: Mapping[str, Schema]) -> Schema:
    """A witness as it was read, and what was found in it."""
    passage = _object({"start": INDEX, "end": INDEX, "role": _one_of(model.Role)})
    return _object({"siglum": TEXT, "passages": _list(passage), **found}, optional=list(found))


def _object(
    properties: Mapping[str, Schema],
    *,
    needed: list[str] | None = None,
    optional: list[str] | None = None,
    more: bool = False,
) -> Schema:
    """An object that has all of these, unless said otherwise, and nothing else, unless `more`."""
    required = needed if needed is not None else [name for name in properties if name not in (optional or [])]
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": more}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(literal: Any) -> Schema:
    return {"enum": list(get_args(literal))}


COMMANDS: Mapping[str, Callable[[], tuple[Schema, Schema]]] = {
    "collate": _collate,
    "group": _group,
    "annotate": _annotate,
}
