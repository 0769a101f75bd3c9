"""Forms made from the catalogue's own schema: a new field there needs no change here."""

from bcdc_desktop.domain.choices import ChoiceSource, NoChoices
from bcdc_desktop.ui.forms.form import SchemaForm

__all__ = ["ChoiceSource", "NoChoices", "SchemaForm"]
