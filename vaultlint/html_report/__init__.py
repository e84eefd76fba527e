"""The report on a vault as one HTML page: collect the facts, place the notes, write the page."""
