"""kaifaqu: reports on development zones in, a warehouse out. The rooms are named in the order data walks."""

__version__ = "0.1.0"
