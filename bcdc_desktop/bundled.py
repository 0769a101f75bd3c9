"""Files that travel with the program: the bundled schema, icons, sample data, the guide."""

from __future__ import annotations

from pathlib import Path


def bundled_path(name: str) -> Path:
    """Return the path of a bundled file or folder, such as ``schema/bcdc_dataset.json``.

    In an installed or frozen program the files lie beside the package (``_resources``), in a checkout in the
    top-level folders ``resources`` and ``docs``.

    Raises:
        FileNotFoundError: the program was packed without the file.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_resources", package.parent / "resources", package.parent / "docs"):
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name} is not among the bundled files")
