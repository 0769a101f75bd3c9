"""Uploads to one catalogue go on while another one is on screen, and are shown with its name."""

from bcdc_desktop.app.uploads.prepare import confirm, prepare_file
from bcdc_desktop.domain.profile import Profile
from contract.contract_server import RESOURCE
from helpers.misbehaving import Late, MisbehavingServer


def put(workspace, package, path) -> None:
    """Confirm a file as a new resource."""
    item = prepare_file(workspace, package, path)
    for name, value in (RESOURCE | {"name": path.name}).items():
        item = item.with_field(name, value)
    confirm(workspace, package, [item])


def test_uploads_go_on_while_another_catalogue_is_on_screen(window, demo, record, server, qtbot, tmp_path):
    program, late = window.program, Late()
    with MisbehavingServer(demo) as slow:
        program.settings.put_profile(Profile("slow", "Slow one", slow.url, user="editor"))
        program.credentials.keep_for_this_run(program.settings.profile("slow"), "editor", demo.tokens["editor"])
        with qtbot.waitSignal(program.opened):
            program.open("slow")
        workspace = window.session.workspace
        package = workspace.package(record["id"])
        slow.next("package_revise", late)
        path = tmp_path / "levels.csv"
        path.write_bytes(b"id,level\r\n1,2\r\n")
        put(workspace, package, path)
        qtbot.waitUntil(late.taken.is_set)
        with qtbot.waitSignal(program.opened):
            program.open("practice")
        qtbot.waitUntil(lambda: program.background.count() == 1)
        window.uploads.show()
        elsewhere = window.uploads.dialog.panel.elsewhere
        qtbot.waitUntil(lambda: any("Slow one" in text for text in elsewhere.texts()))
        with qtbot.waitSignal(program.background.ended):
            late.until.set()
        assert "Slow one" in window.bar.text()
        qtbot.waitUntil(lambda: program.background.count() == 0 and elsewhere.texts() == [])
    assert "levels.csv" in [r["name"] for r in server.package(record["id"])["resources"]]


def test_a_catalogue_that_is_opened_again_keeps_its_queue(window, demo, record, qtbot, tmp_path):
    program, late = window.program, Late()
    with MisbehavingServer(demo) as slow:
        program.settings.put_profile(Profile("slow", "Slow one", slow.url, user="editor"))
        program.credentials.keep_for_this_run(program.settings.profile("slow"), "editor", demo.tokens["editor"])
        with qtbot.waitSignal(program.opened):
            program.open("slow")
        queue, workspace = window.session.queue, window.session.workspace
        slow.next("package_revise", late)
        path = tmp_path / "levels.csv"
        path.write_bytes(b"id,level\r\n1,2\r\n")
        put(workspace, workspace.package(record["id"]), path)
        qtbot.waitUntil(late.taken.is_set)
        for name in ("practice", "slow"):
            with qtbot.waitSignal(program.opened):
                program.open(name)
        assert window.session.queue is queue
        late.until.set()
        qtbot.waitUntil(lambda: {r.state for r in workspace.store.uploads.rows()} == {"done"})
        assert len(slow.calls("package_revise")) == 1
        with qtbot.waitSignal(program.opened):
            program.open("practice")
        qtbot.waitUntil(lambda: program.background.names() == {})
