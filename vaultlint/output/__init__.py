"""What commands print: one module for each format or command."""
