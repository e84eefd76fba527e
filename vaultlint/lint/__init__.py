"""Rules and problems: the engine, the registry of rules, suppressions and the baseline."""
