"""An action of CKAN that the program itself never calls, such as a purge."""

from typing import Any

import requests


def act(url: str, key: str, action: str, **parameters: Any) -> Any:
    """Call an action and return its result; fails the test where it is refused."""
    answer = requests.post(f"{url}/api/3/action/{action}", json=parameters, headers={"Authorization": key}, timeout=60)
    assert answer.status_code == 200, answer.text[:500]
    return answer.json()["result"]
