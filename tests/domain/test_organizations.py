"""The tree of ministries and branches: nothing is lost, whatever the catalogue says about parents."""

from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.domain.organization import (
    Organization,
    OrganizationTree,
    from_group_tree,
    from_organization_list,
    from_related_list,
    with_capacities,
    with_counts,
)

IDS = [f"o{n}" for n in range(9)]


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from([*IDS, None, "", "unknown"]), st.integers(0, 5))))
def test_every_organization_is_in_the_tree_exactly_once(rows) -> None:
    tree = OrganizationTree(Organization(i, i, i.upper(), parent, count) for i, parent, count in rows)
    found = [o.id for root in tree.roots() for o in tree.branch(root.id)]
    assert sorted(found) == sorted({i for i, _, _ in rows})
    counts = {i: count for i, _, count in rows}
    assert sum(tree.total(root.id) for root in tree.roots()) == sum(counts.values())
    for organization_id in counts:
        path = [o.id for o in tree.path(organization_id)]
        assert path[-1] == organization_id
        assert path[0] in {o.id for o in tree.roots()}


def test_children_are_sorted_as_people_read_them_and_found_by_id_or_name() -> None:
    tree = OrganizationTree(
        [
            Organization("1", "min", "Ministry", None, 1),
            Organization("2", "b", "beta branch", "1", 2),
            Organization("3", "a", "Alpha branch", "1", 4),
        ]
    )
    assert [o.title for o in tree.children("1")] == ["Alpha branch", "beta branch"]
    assert tree.get("a") is tree.get("3")
    assert tree.get("nobody") is None
    assert (tree.total("1"), tree.total("2"), tree.total("unknown")) == (7, 2, 0)
    assert tree.path("unknown") == []
    assert "1" in tree and len(tree) == 3


def test_an_organization_below_itself_stands_at_the_top() -> None:
    tree = OrganizationTree([Organization("1", "a", "A", "2"), Organization("2", "b", "B", "1")])
    assert [o.id for o in tree.roots()] == ["1"]
    assert [o.id for o in tree.path("2")] == ["1", "2"]


def test_three_catalogues_say_it_in_three_ways() -> None:
    nested = [{"id": "1", "name": "min", "title": "", "children": [{"id": "2", "name": "b", "title": "B"}]}]
    flat = [
        {"id": "2", "name": "b", "title": "B", "groups": [{"name": "min"}], "package_count": 3},
        {"id": "1", "name": "min", "display_name": "min"},
    ]
    related = [{"id": "2", "name": "b", "title": "B", "child_of": [{"name": "min"}]}, {"id": "1", "name": "min"}]
    for found in (list(from_group_tree(nested)), from_organization_list(flat), from_related_list(related)):
        assert {o.id: (o.title, o.parent) for o in found} == {"1": ("min", None), "2": ("B", "1")}


def test_counts_and_roles_are_added_from_elsewhere() -> None:
    organizations = [Organization("1", "a", "A"), Organization("2", "b", "B")]
    one, two = with_capacities(with_counts(organizations, {"a": 4}), {"2": "editor"})
    assert (one.packages, two.packages) == (4, 0)
    assert (one.writable, two.writable) == (False, True)
