"""Every change, numbered and sealed."""
