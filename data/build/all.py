"""Rebuild every reference table, in the order in which they need one another."""

import backdrop
import border
import boundaries
import japanese
import localities
import units

if __name__ == "__main__":
    for step in (boundaries, units, localities, japanese, backdrop, border):
        step.build()
