"""Column names that smell of personal information: a reason to look twice before a file becomes public."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_PERSONAL = re.compile(
    r"""(?:^|.*_)(?:
        social_insurance(?:_(?:number|no|num|nbr))? | (?:sin|ssn)_(?:number|no|num|nbr)
      | phn | personal_health_(?:number|no|num) | health_(?:card|care)_(?:number|no|num) | care_?card(?:_(?:number|no))?
      | birth_?dates? | dates?_of_birth | dob | birth_?days? | birth_?place | place_of_birth
      | (?:home|personal|private|residential|client|patient|applicant|student|employee|owner|customer)
        _(?:street_)?(?:address|phone|email|e_mail|mobile|cell|telephone)(?:_(?:number|no|address))?
      | (?:cell|mobile)_?(?:phone)?_(?:number|no) | cell_?phone | mobile_?phone
      | (?:first|last|middle|given|maiden|family|christian)_?names? | sur_?name
      | (?:patient|client|student|applicant|employee|customer|tenant|victim|offender|inmate)_(?:full_)?name
      | passport(?:_(?:number|no|num))? | driver_?s?_licen[cs]e(?:_(?:number|no|num))?
      | credit_card(?:_(?:number|no|num))? | bank_account(?:_(?:number|no|num))? | mothers?_maiden_name
    )$
    | ^(?:sin|ssn)$ | .*_sin$
    | ^(?:e_?mail|email_address|e_mail_address|email_addr)$
    """,
    re.X,
)


def smells_personal(name: str) -> bool:
    """Return whether a column of this name probably holds what identifies a person.

    Ordinary names such as ``name``, ``station_name``, ``contact_email`` or ``address`` do not count.
    """
    return _PERSONAL.match("_".join(_WORDS.findall(name)).lower()) is not None
