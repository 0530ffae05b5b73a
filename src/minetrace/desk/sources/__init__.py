"""Sources: the list, and adding one."""
