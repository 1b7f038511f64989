"""Choices drawn one by one: in Python, as a template takes four times as long over each."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

ITEM = (
    '<div class="govuk-{kind}__item">'
    '<input class="govuk-{kind}__input" id="{id}" name="{name}" type="{type}" value="{value}"'
    "{state}>"
    '<label class="govuk-label govuk-{kind}__label" for="{id}">{label}</label>{hint}</div>'
)
HINT = '<div id="{}-hint" class="govuk-hint govuk-{}__hint">{}</div>'


def option_items(
    kind: str, options: Iterable[dict[str, Any]], hints: Mapping[str, str]
) -> SafeString:
    """Radios or checkboxes ("radios", "checkboxes") of one group; `hints` by value."""
    drawn = list(options)
    # What all of a group have alike is made safe once.
    alike = {part: conditional_escape(drawn[0][part]) for part in ("name", "type")} if drawn else {}
    alike["kind"] = conditional_escape(kind)
    return _joined(_item(option, hints.get(str(option["value"]), ""), alike) for option in drawn)


def select_options(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> SafeString:
    """What stands inside a `select`, from its widget's `optgroups`."""
    return _joined(
        format_html('<optgroup label="{}">{}</optgroup>', name, _entries(options))
        if name
        else _entries(options)
        for name, options, _ in groups
    )


def _item(option: dict[str, Any], hint: str, alike: dict[str, SafeString]) -> SafeString:
    id_ = conditional_escape(option["attrs"].get("id", ""))
    return format_html(
        ITEM,
        **alike,
        id=id_,
        value=option["value"],
        label=option["label"],
        state=_joined([_state(option, "checked"), _described(id_) if hint else ""]),
        hint=format_html(HINT, id_, alike["kind"], hint) if hint else "",
    )


def _entries(options: Iterable[dict[str, Any]]) -> SafeString:
    return _joined(
        format_html(
            '<option value="{}"{}>{}</option>',
            option["value"],
            _state(option, "selected"),
            option["label"],
        )
        for option in options
    )


def _state(option: dict[str, Any], chosen: str) -> SafeString:
    state = f" {chosen}" if option["selected"] else ""
    return mark_safe(state + (" disabled" if option["attrs"].get("disabled") else ""))  # noqa: S308


def _described(id_: str) -> SafeString:
    return format_html(' aria-describedby="{}-hint"', id_)


def _joined(parts: Iterable[str]) -> SafeString:
    """Parts that `format_html` made, as one."""
    return mark_safe("".join(parts))  # noqa: S308
