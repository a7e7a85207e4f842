"""`python -m tarjoman`, and the program `tarjoman`."""

import sys

from tarjoman.cli import main


def run() -> None:
    """Run the command line of this process and end it with its status."""
    sys.exit(main())


if __name__ == "__main__":
    run()
