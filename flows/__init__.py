"""kaifaqu: reports on development zones in, a warehouse out. The rooms are named in the order data walks."""

import os

__version__ = "0.1.0"

# polars takes this up when it is imported. By itself it keeps what it has freed, up to the most that it ever held at once:
# in a large run that is memory which DuckDB and the bulletin then lack
os.environ.setdefault("_RJEM_MALLOC_CONF", "background_thread:true,dirty_decay_ms:200,muzzy_decay_ms:0")
