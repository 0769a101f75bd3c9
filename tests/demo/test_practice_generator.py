"""The generator makes a catalogue of the size asked for, which passes the catalogue's own checks."""

from pathlib import Path
from typing import Any

import pytest
import requests

from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.demo.generate import generate


def test_a_catalogue_of_the_size_asked_for(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    generate(home, organizations=150, packages=400, resources=1500)
    with DemoCatalogue(home) as practice:
        headers = {"Authorization": practice.tokens["sysadmin"]}

        def ask(action: str, **parameters: Any) -> Any:
            answer = requests.post(
                f"{practice.url}/api/3/action/{action}", json=parameters, headers=headers, timeout=30
            )
            assert answer.status_code == 200, answer.text[:500]
            return answer.json()["result"]

        found = ask("package_search", rows=1000, include_private=True)
        assert found["count"] == len(found["results"]) == 400
        assert sum(len(p["resources"]) for p in found["results"]) == 1500
        assert len(ask("organization_list")) == 150
        assert len({p["name"] for p in found["results"]}) == 400
        assert any(c["children"] for top in ask("group_tree", type="organization") for c in top["children"])
        for package in found["results"][::40]:
            ask("package_patch", id=package["id"], notes="Still valid.")


def test_a_home_in_use_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    with DemoCatalogue(home):
        pass
    with pytest.raises(FileExistsError):
        generate(home, organizations=1, packages=1, resources=1)
