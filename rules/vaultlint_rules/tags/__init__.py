"""Rules about tags, in front matter and in the text of notes."""
