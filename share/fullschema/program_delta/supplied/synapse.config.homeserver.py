class _Section:
    """A part of the configuration: what deltas ask of it, and a clear error for all else."""

    def __init__(self, name, **values):
        self._name = name
        self.__dict__.update(values)

    def __getattr__(self, name):
        raise AttributeError("fullschema has no value for config.%s.%s" % (self._name, name))


class HomeServerConfig:
    """What run_upgrade is given: the configuration of a server that nobody has configured."""

    def __init__(self):
        self.server = _Section("server", server_name="localhost")
        self.appservice = _Section("appservice", app_service_config_files=[])

    def __getattr__(self, name):
        raise AttributeError("fullschema has no config.%s" % name)
