"""The organization tree as a synchronization reads it, against one plain group_tree.

    python benchmarks/tree.py [--runs N] [--organizations N]

The tree alone, and the tree with how many records each organization has and the user's role in each (two more
questions), put into the cache. On a practice catalogue, and on the real CKANs that are named by BCDC_TEST_CKAN_211 and
BCDC_TEST_CKAN_29, with the organizations that these have.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

from measuring import Report, contender, environment, last_json, options, run
from servers import generate, practice, real

GOAL = 1.5


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--organizations", type=int, default=400)
    given = parser.parse_args()
    report = Report("tree: organizations with their counts and roles")
    with tempfile.TemporaryDirectory(prefix="bcdc-tree-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        generate(folder / "served", organizations=given.organizations, packages=3500, resources=3500)
        servers = [stack.enter_context(practice(folder / "served")), *real()]
        for number, server in enumerate(servers):
            env = environment(folder / f"home{number}", BCDC_API_KEY=server.tokens["editor"])
            said = last_json(run(contender("read_tree", server.url, str(given.runs)), env))
            for key, words in (("plain", "group_tree"), ("organizations", "tree"), ("tree", "tree, counts, roles")):
                report.figure(f"{server.name}: {words}", said[key])
            report.ratio(f"{server.name}: tree", f"{server.name}: group_tree", GOAL)
            report.ratio(f"{server.name}: tree, counts, roles", f"{server.name}: group_tree")
            report.note(f"{server.name}: {said['count']} organizations")
    return report.finish(given)


if __name__ == "__main__":
    sys.exit(main())
