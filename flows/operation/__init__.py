"""What an operator meets: the commands on published versions, the deployment, and what its runs show in Prefect's UI."""
