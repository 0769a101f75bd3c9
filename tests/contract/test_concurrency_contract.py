"""Several writers at once: where a write waits for the one before, and where an accepted one is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from contract.contract_server import RESOURCE, Answer, Packages, Server, new_id


def at_once(n: int, call: Callable[[int], Answer]) -> list[Answer]:
    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(call, range(n)))


def test_of_eight_on_the_same_match_one_is_accepted(ckan: Server, new: Packages) -> None:
    package = new.make()
    match = {"id": package["id"], "metadata_modified": package["metadata_modified"]}
    answers = at_once(8, lambda i: ckan.ask("package_revise", match=match, update={"notes": f"writer {i}"}))
    assert sorted(a.status for a in answers) == [200] + [409] * 7
    winner = next(i for i, a in enumerate(answers) if a.status == 200)
    assert ckan.get("package_show", id=package["id"])["notes"] == f"writer {winner}"


def test_appending_at_once_loses_nothing(ckan: Server, new: Packages) -> None:
    package, ids = new.make()["id"], [new_id() for _ in range(6)]

    def append(i: int) -> Answer:
        return ckan.extend(package, [{**RESOURCE, "id": ids[i], "name": f"r{i}"}], [f"{i}\n".encode()])

    assert [a.status for a in at_once(6, append)] == [200] * 6
    made = {r["id"]: r for r in ckan.resources(package)}
    assert set(made) == set(ids)
    assert [ckan.download(made[i]["url"]).content for i in ids] == [f"{i}\n".encode() for i in range(6)]


def test_creating_at_once_loses_resources_where_writes_are_not_locked(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    answers = at_once(10, lambda i: ckan.ask("resource_create", package_id=package, name=f"r{i}", **RESOURCE))
    assert [a.status for a in answers] == [200] * 10
    kept = {r["id"] for r in ckan.resources(package)}
    assert kept <= {a.result["id"] for a in answers}
    if ckan.newer:
        assert len(kept) == 10
    else:
        assert 1 <= len(kept) < 10


def test_the_same_id_at_once_leaves_one_resource(ckan: Server, new: Packages) -> None:
    package, wanted = new.make()["id"], new_id()
    row = [{**RESOURCE, "id": wanted, "name": "once"}]
    answers = at_once(4, lambda i: ckan.extend(package, row, [f"{i}".encode()]))
    accepted = [a.status for a in answers].count(200)
    if ckan.release.takes_an_id_twice_at_once:
        assert accepted == 4
    else:
        assert accepted >= 1
        assert {a.status for a in answers} <= {200, 500}
    assert [r["id"] for r in ckan.resources(package)] == [wanted]
