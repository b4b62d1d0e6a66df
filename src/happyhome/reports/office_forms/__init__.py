"""Papers of the office itself, about no month and no elder: 恢复单, 交接单."""
