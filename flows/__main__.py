"""`python -m flows` is the command `kaifaqu`."""

from flows.cli import entry

if __name__ == "__main__":
    entry()
