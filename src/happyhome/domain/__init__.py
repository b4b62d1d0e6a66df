"""What a resident, a meal, a status, a month is.

Standard library only: no clock, no file, no Qt, no SQL. Everything above may import this
layer; it imports nothing of ours from elsewhere.
"""
