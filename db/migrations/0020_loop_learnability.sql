-- What a decision's predicted saving took for learnable: the share of queries near taught texts that would stop escalating,
-- with its interval. NULL: decided before it was kept, when it was .3 (.05 to .6) for every task.
ALTER TABLE loop_decisions ADD COLUMN learnability REAL
-- next
ALTER TABLE loop_decisions ADD COLUMN learnability_low REAL
-- next
ALTER TABLE loop_decisions ADD COLUMN learnability_high REAL
