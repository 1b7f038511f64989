"""How crispy draws a form of ours: each field by the template of its kind, and nothing between."""

from crispy_forms.helper import FormHelper
from crispy_forms.utils import TEMPLATE_PACK
from django.utils.safestring import SafeString

from web.govuk.layout import draw_all


class Helper(FormHelper):
    """Draws a layout's fields itself; crispy would pass each through three templates more."""

    def render_layout(self, form, context, template_pack=TEMPLATE_PACK) -> SafeString:
        form.rendered_fields = set()
        # For parts of crispy's own.
        form.crispy_field_template = self.field_template
        drawn = draw_all(self.layout.fields, form, context)
        hidden = [
            name
            for name in form.fields
            if name not in form.rendered_fields and form[name].is_hidden
        ]
        return drawn + draw_all(hidden, form, context)
