"""Rules about front matter, the properties at the top of a note."""
