"""Run rules over a vault: the engine, the registry of rules, suppressions and the baseline."""
