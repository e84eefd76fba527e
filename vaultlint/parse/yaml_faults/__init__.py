"""What is wrong with a block of YAML, where it is, and how to correct it."""

from vaultlint.parse.yaml_faults.fault_search import find_fault
from vaultlint.parse.yaml_faults.property_lines import Fault

__all__ = ["Fault", "find_fault"]
