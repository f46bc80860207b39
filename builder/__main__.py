"""`python -m builder` is `variorum`."""

from builder.cli import main

if __name__ == "__main__":
    main(prog_name="variorum")
