"""``python -m pumice``: the command line."""

from pumice.cli import main

if __name__ == "__main__":
    main()
