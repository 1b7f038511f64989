"""`{% url %}` as Django has it, of addresses that are put together once (see `web.addresses`)."""

from typing import Any

from django.template import Library
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as of_django
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from web.addresses import address_of

register = Library()


class AddressNode(URLNode):
    """A page's address: printed, or kept `as` a variable, which is empty where there is none."""

    def render(self, context: Context) -> Any:
        if self.kwargs:
            return super().render(context)
        parts = [one.resolve(context) for one in self.args]
        try:
            address = address_of(self.view_name.resolve(context), *parts)
        except NoReverseMatch:
            if not self.asvar:
                raise
            address = ""
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    read = of_django(parser, token)
    return AddressNode(read.view_name, read.args, read.kwargs, read.asvar)
