"""Looking at the links of the record on screen, and showing which fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.reports.link_check import RecordLink, check, links_of
from bcdc_desktop.domain.package import Package
from bcdc_desktop.ui.latest import LatestOnly
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.message_bar import MessageBar

from .resources_table import ResourceModel


class RecordLinks(QObject):
    """Shows at each resource what is known of its link; looks anew when it is asked to, in the background."""

    def __init__(self, model: ResourceModel, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._bar = bar
        self._package_id = ""
        self._latest = LatestOnly("disk", self)

    def show_known(self, session: Session, package: Mapping[str, Any]) -> None:
        """Shows what was found when the record's links were looked at the last time."""
        workspace, package_id = session.workspace, str(package["id"])
        self._package_id = package_id

        def show(links: Sequence[RecordLink]) -> None:
            self._model.show_links(
                {k.resource_id: k.result.message for k in links if k.result and k.result.alive is False}
            )

        self._latest.ask(session, lambda: links_of(workspace, package), show)

    def check(self, session: Session, package: Package, targets: Sequence[str] = ()) -> None:
        """Looks at the links of a record, or of some of its resources."""
        workspace, package_id = session.workspace, package.id
        chosen = [r.raw for r in package.resources if r.id in targets or not targets]
        record = {**package.raw, "resources": chosen}
        if not any(r.leads_elsewhere for r in Package(record).resources):
            self._bar.show_message("information", self.tr("There is no link to look at."))
            return

        def look(token: CancelToken, report: Report) -> list[RecordLink]:
            check(workspace, [record], older_than=0, token=token, report=report)
            return links_of(workspace, record)

        job = session.workers.run(look, lane="net", title=self.tr("Checking links"))
        job.done.connect(lambda links: self._tell(links) if package_id == self._package_id else None)
        job.failed.connect(lambda error: self._bar.show_message("warning", str(error)))

    def _tell(self, links: Sequence[RecordLink]) -> None:
        dead = [k for k in links if k.result and k.result.alive is False]
        unknown = [k for k in links if k.result is None or k.result.alive is None]
        if dead:
            one = self.tr("The link of “%1” does not answer.").replace("%1", dead[0].name)
            many = self.tr("%1 links do not answer; they are marked.").replace("%1", str(len(dead)))
            self._bar.show_message("warning", one if len(dead) == 1 else many)
        elif unknown:
            words = self.tr("Of %2 links %1 could not be looked at; the others answer.")
            if len(unknown) == len(links):
                words = self.tr("The links could not be looked at.")
            said = words.replace("%1", str(len(unknown))).replace("%2", str(len(links)))
            self._bar.show_message("information", said)
        else:
            one, many = self.tr("The link answers."), self.tr("All %1 links answer.")
            self._bar.show_message("success", one if len(links) == 1 else many.replace("%1", str(len(links))))
