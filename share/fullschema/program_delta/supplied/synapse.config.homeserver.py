class HomeServerConfig:
    """For annotations of run_upgrade, which does not run: there is no server to configure."""
