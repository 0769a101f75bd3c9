"""The records that the desktop lists as opened last."""

from dataclasses import replace

from bcdc_desktop.app.recent_records import MOST, recent_records
from bcdc_desktop.domain.record_link import parse_record_link


def test_the_records_opened_last_are_listed_by_links_that_open_them(practice) -> None:
    workspace = practice.workspace()
    packages = [practice.package(title=f"Levels\n of <b>well</b> {n}") for n in range(MOST + 2)]
    workspace.store.cache.records.put(packages)
    for package in packages:
        workspace.store.cache.records.touch(package["id"])
    found = recent_records(workspace, {})
    assert [record.title for record in found] == [f"Levels of <b>well</b> {n}" for n in range(MOST + 1, 1, -1)]
    led = [parse_record_link(record.link, [workspace.profile]) for record in found]
    assert [address and address.record for address in led] == [p["name"] for p in packages[:1:-1]]
    removed = {found[0].link: found[0].opened, found[1].link: found[1].opened - 1}
    assert found[0] not in recent_records(workspace, removed)
    assert found[1] in recent_records(workspace, removed), "it was opened again since"
    workspace.profile = replace(workspace.profile, role="practice")
    assert recent_records(workspace, {}) == []
