"""Coded events become statements: whose they are, what they tell, and which rows tell of one event."""
