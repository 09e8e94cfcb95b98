"""Start the command line: ``python -m tilannekuva`` does what ``tilannekuva`` does."""

from tilannekuva.cli.app import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    run()


if __name__ == "__main__":
    main()
