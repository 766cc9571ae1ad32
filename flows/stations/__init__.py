"""The stations as Prefect runs them, the Prefect that they run on, their rehearsal, and the summary of a run."""
