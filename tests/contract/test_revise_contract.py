"""`package_revise`: one request that happens whole or not at all."""

from typing import Any

import pytest

from contract.contract_server import RESOURCE, Answer, Packages, Server, new_id


def rows(n: int, **fields: Any) -> list[dict[str, Any]]:
    return [{**RESOURCE, "id": new_id(), "name": f"row {i}", **fields} for i in range(n)]


def unmatched(ckan: Server, answer: Answer) -> dict[str, Any]:
    """What a refused match or a key that does not fit says: 2.9 wraps it once more."""
    assert answer.status == 409, answer.text[:500]
    if ckan.newer:
        return {k: v for k, v in answer.error.items() if k != "__type"}
    assert set(answer.error) == {"message", "__type"}
    return dict(answer.error["message"][0])


def test_a_batch_of_files_is_one_act(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    wanted = rows(5, **ckan.has.rows_of_resource)
    bodies = [f"a\n{i}\n".encode() * (i + 1) for i in range(5)]
    answer = ckan.extend(package, wanted, bodies)
    assert answer.status == 200, answer.text[:500]
    made = ckan.resources(package)
    assert [(r["id"], r["name"], r["position"]) for r in made] == [
        (w["id"], w["name"], i) for i, w in enumerate(wanted)
    ]
    assert [ckan.download(r["url"]).content for r in made] == bodies
    assert [r["size"] for r in made] == [len(b) for b in bodies]
    assert all(r | ckan.has.rows_of_resource == r and r["url_type"] == "upload" for r in made)
    assert answer.result["package"]["resources"] == made


def test_one_wrong_row_and_nothing_is_stored(ckan: Server, new: Packages) -> None:
    package, old = new.with_resource()
    before = ckan.get("package_show", id=package)
    wanted = rows(3)
    wanted[1] |= ckan.has.wrong_in_resource
    answer = ckan.extend(package, wanted, [b"a\n"] * 3)
    assert answer.wrong_fields == {"resources"}
    assert [sorted(e) for e in answer.error["resources"]] == [[], [], list(ckan.has.wrong_in_resource), []]
    assert ckan.get("package_show", id=package) == before
    assert [r["id"] for r in ckan.resources(package)] == [old]
    assert ckan.ask("resource_show", id=wanted[0]["id"]).status == 404


def test_the_same_batch_twice_makes_no_second_resources(ckan: Server, new: Packages) -> None:
    package, wanted = new.make()["id"], rows(3)
    for content in (b"first\n", b"second\n"):
        assert ckan.extend(package, wanted, [content] * 3).status == 200
    made = ckan.resources(package)
    assert [r["id"] for r in made] == [w["id"] for w in wanted]
    assert [ckan.download(r["url"]).content for r in made] == [b"second\n"] * 3


def test_everything_in_one_act(ckan: Server, new: Packages) -> None:
    package = new.make(resources=[{**RESOURCE, "name": f"r{i}", "url": "https://example.org"} for i in range(3)])
    ids = [r["id"] for r in package["resources"]]
    added = rows(1)
    answer = ckan.revise(
        package["id"],
        {
            f"update__resources__{ids[1]}__upload": ("replaced.csv", b"replaced\n"),
            "update__resources__-1__upload": ("added.csv", b"added\n"),
        },
        match={"id": package["id"], "metadata_modified": package["metadata_modified"]},
        filter=[f"-resources__{ids[0]}"],
        update={"notes": "All at once.", ckan.has.texts[0]: "One act."},
        **{f"update__resources__{ids[2]}": {"description": "Changed."}, "update__resources__extend": added},
    )
    assert answer.status == 200, answer.text[:500]
    after = ckan.get("package_show", id=package["id"])
    assert (after["notes"], after[ckan.has.texts[0]]) == ("All at once.", "One act.")
    assert [r["id"] for r in after["resources"]] == [ids[1], ids[2], added[0]["id"]]
    assert after["resources"][1]["description"] == "Changed."
    assert ckan.download(after["resources"][0]["url"]).content == b"replaced\n"
    assert ckan.download(after["resources"][2]["url"]).content == b"added\n"


def test_a_replaced_file_s_size(ckan: Server, new: Packages) -> None:
    package, wanted = new.make()["id"], rows(1)
    ckan.extend(package, wanted, [b"four"])
    key = f"update__resources__{wanted[0]['id']}"
    ckan.revise(package, {f"{key}__upload": ("b.csv", b"sixsix")})
    assert ckan.resources(package)[0]["size"] == (6 if ckan.newer else 4)  # 2.9 keeps the old one ...
    ckan.revise(package, {f"{key}__upload": ("b.csv", b"seven77")}, **{key: {"size": 7}})
    assert ckan.resources(package)[0]["size"] == 7  # ... unless it is sent along


def test_a_stale_match_is_refused(ckan: Server, new: Packages) -> None:
    package = new.make()
    ckan.get("package_patch", id=package["id"], notes="Meanwhile.")
    match = {"id": package["id"], "metadata_modified": package["metadata_modified"]}
    answer = ckan.revise(package["id"], match=match, update={"notes": "Lost."})
    assert unmatched(ckan, answer) == {"match": ["metadata_modified"]}
    as_json = ckan.ask("package_revise", match=match, update={"notes": "Lost."})
    assert unmatched(ckan, as_json) == {"match": ["metadata_modified"]}
    flat = ckan.ask("package_revise", match__id=package["id"], match__notes="Never said.", update={"notes": "Lost."})
    assert unmatched(ckan, flat) == {"match": ["notes"]}
    assert ckan.get("package_show", id=package["id"])["notes"] == "Meanwhile."


def test_a_stale_match_with_files_stores_none(ckan: Server, new: Packages) -> None:
    package, wanted = new.make()["id"], rows(1)
    files = {"update__resources__-1__upload": ("a.csv", b"lost")}
    match = {"id": package, "metadata_modified": "2001-01-01T00:00:00"}
    answer = ckan.revise(package, files, match=match, update__resources__extend=wanted)
    assert unmatched(ckan, answer) == {"match": ["metadata_modified"]}
    assert ckan.resources(package) == []


def test_what_is_matched_inside_a_resource(ckan: Server, new: Packages) -> None:
    package, resource = new.with_resource()
    assert (
        ckan.revise(package, update={"notes": "x"}, **{f"match__resources__{resource}__name": "A table"}).status == 200
    )
    answer = ckan.revise(package, update={"notes": "x"}, **{f"match__resources__{resource}__name": "Another"})
    assert unmatched(ckan, answer) == {"match": ["resources__0__name"]}


@pytest.mark.parametrize(
    ("parameters", "wrong"),
    [
        ({"update": {"notes": "x"}}, {"match__id": "Missing value"}),
        ({"match": "{"}, {"match": ["Must be a dict"]}),
        ({"match": {"id": "x"}, "update": [1]}, {"update": ["Must be a dict"]}),
    ],
)
def test_wrong_arguments(ckan: Server, parameters: dict[str, Any], wrong: dict[str, Any]) -> None:
    answer = ckan.ask("package_revise", **parameters)
    assert answer.status == 409
    assert {k: v for k, v in answer.error.items() if k != "__type"} == wrong


def test_an_unknown_package(ckan: Server) -> None:
    assert ckan.ask("package_revise", match={"id": "no-such-package"}, update={"notes": "x"}).status == 404


def test_keys_that_fit_nothing(ckan: Server, new: Packages) -> None:
    (name,) = ckan.has.rows
    package = new.make(**ckan.has.rows)["id"]
    answer = ckan.revise(package, update__resources__abcdef={"name": "x"})
    assert unmatched(ckan, answer) == {"resources__abcdef": ["Unmatched key abcdef"]}
    answer = ckan.revise(package, update={name: {"a": 1}})
    assert unmatched(ckan, answer) == {"update": [f"Expected list for {name}"]}


def test_wrong_fields_of_the_package(ckan: Server, new: Packages) -> None:
    answer = ckan.revise(new.make()["id"], update={**ckan.has.wrong, "name": ""})
    assert answer.wrong_fields == {*ckan.has.wrong, "name"}


def test_lists_are_merged_row_by_row_unless_filtered_first(ckan: Server, new: Packages) -> None:
    ((name, listed),) = ckan.has.rows.items()
    package = new.make(**ckan.has.rows)["id"]
    changed = {list(listed[0])[-1]: "2025-05-05"}
    ckan.revise(package, update={name: [changed]})
    merged = ckan.get("package_show", id=package)[name]
    assert merged == [listed[0] | changed, *listed[1:]]
    ckan.revise(package, filter=[f"-{name}"], update={name: listed[:1]})
    assert ckan.get("package_show", id=package)[name] == listed[:1]
    assert ckan.ask("package_revise", match={"id": package}, filter=f"-{name},-purpose").status == 200
    assert not ckan.get("package_show", id=package).get(name)


@pytest.mark.kind("bcdc")
@pytest.mark.kind("dcat")  # CKAN's own schema keeps the name that an update leaves out
def test_filtering_a_required_field_is_refused(ckan: Server, new: Packages) -> None:
    assert ckan.revise(new.make()["id"], filter=["-name"]).wrong_fields == {"name"}


def test_resources_by_position_and_by_the_start_of_their_id(ckan: Server, new: Packages) -> None:
    package = new.make(resources=[{**RESOURCE, "name": f"r{i}", "url": "https://example.org"} for i in range(3)])
    ids = [r["id"] for r in package["resources"]]
    answer = ckan.ask(
        "package_revise",
        match__id=package["id"],
        update__resources__0={"description": "first"},
        **{f"update__resources__{ids[1][:13]}__description": "second", "update__resources__-1__description": "third"},
    )
    assert answer.status == 200, answer.text[:500]
    assert [r["description"] for r in ckan.resources(package["id"])] == ["first", "second", "third"]


def test_what_the_answer_includes(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    small = ["+package__metadata_modified", "-package__*"]
    answer = ckan.ask("package_revise", match={"id": package}, update={"notes": "a"}, include=small)
    assert set(answer.result["package"]) == {"metadata_modified"}
    form = [("match", f'{{"id": "{package}"}}'), ("update", '{"notes": "b"}'), *(("include", p) for p in small)]
    answer = ckan.ask("package_revise", form=form)
    assert answer.result == {
        "package": {"metadata_modified": ckan.get("package_show", id=package)["metadata_modified"]}
    }
    # a single text is read letter by letter: with a star in it nothing is left
    assert ckan.revise(package, update={"notes": "c"}, include=small).result == {}
    answer = ckan.ask("package_revise", match={"id": package}, update={"notes": "d"}, include=["-package__resources"])
    assert "resources" not in answer.result["package"]
    assert ckan.get("package_show", id=package)["notes"] == "d"


def test_tags(ckan: Server, new: Packages) -> None:
    package = new.make(tag_string="one,two")["id"]
    ckan.revise(package, filter=["-tags"], update={"tags": [{"name": "only"}]})
    assert [t["name"] for t in ckan.get("package_show", id=package)["tags"]] == ["only"]
    ckan.revise(package, update={"tag_string": "more"})
    assert [t["name"] for t in ckan.get("package_show", id=package)["tags"]] == ["more", "only"]


def test_reordering_with_the_whole_list(ckan: Server, new: Packages) -> None:
    package = new.make(resources=[{**RESOURCE, "name": f"r{i}", "url": "https://example.org"} for i in range(3)])
    turned = list(reversed(package["resources"]))
    assert ckan.revise(package["id"], filter=["-resources"], update={"resources": turned}).status == 200
    assert [r["name"] for r in ckan.resources(package["id"])] == ["r2", "r1", "r0"]


def test_foreign_and_malformed_ids_in_a_batch(ckan: Server, new: Packages) -> None:
    _, taken = new.with_resource()
    here = new.make()["id"]
    for wanted, message in ((taken, "Resource id already exists."), (f"no-uuid-{new_id()[:8]}", "Invalid id provided")):
        answer = ckan.revise(here, update__resources__extend=[{**RESOURCE, "id": wanted, "name": "x"}])
        if ckan.newer:
            assert answer.error["resources"] == [{"id": [message]}]
        else:
            assert answer.status == 200
            assert ckan.resources(here)[-1]["id"] == wanted


def test_words_of_all_kinds_come_back_as_they_were(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    text = "ü 日本 \"quotes\" 'n' \\ back\nslash\ttab <b>&amp; , ; 🌲 عربى"
    ckan.revise(package, update={"notes": text}, update__resources__extend=rows(1, description=text))
    after = ckan.get("package_show", id=package)
    assert (after["notes"], after["resources"][0]["description"]) == (text, text)
