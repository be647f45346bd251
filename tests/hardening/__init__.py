"""Strangers, some of whom mean harm: evasion, bounded cost, faults and what the package may not hold."""
