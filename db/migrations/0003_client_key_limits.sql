-- Tasks stand one a line; none: all tasks.
ALTER TABLE client_keys ADD COLUMN tasks TEXT NOT NULL DEFAULT ''
-- next
ALTER TABLE client_keys ADD COLUMN requests_per_minute INTEGER
-- next
ALTER TABLE client_keys ADD COLUMN tokens_per_minute INTEGER
-- next
CREATE UNIQUE INDEX budgets_by_key ON budgets(client_key_id, period_days, task_id)
