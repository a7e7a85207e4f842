"""`python -m tarjoman`, and the program `tarjoman`."""

import sys


def run() -> None:
    """Run the command line of this process and end it with its status, 130 when it is interrupted."""
    try:
        from tarjoman.cli import main

        status = main()
        if sys.stdout:
            sys.stdout.flush()
    except KeyboardInterrupt:
        status = 130
    except OSError:  # standard output cannot take what is left in it
        status = 1
    sys.exit(status)


if __name__ == "__main__":
    run()
