"""Where the program keeps what it makes for its user, out of sight."""

import os
from pathlib import Path


def home() -> Path:
    """$TARJOMAN_HOME, or what the system has for a program's data: ~/.local/share/tarjoman on Linux.

    It need not be there yet.
    """
    if named := os.environ.get("TARJOMAN_HOME"):
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("tarjoman", appauthor=False))
