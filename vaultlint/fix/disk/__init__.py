"""Write changes to disk, all of them or none, whatever happens meanwhile."""
