-- Gate texts whose answer of the last tier is not known, and promotions whose thresholds a probation held back.
ALTER TABLE gate_answers ADD COLUMN is_last_tier_assumed INTEGER NOT NULL DEFAULT 0 CHECK (is_last_tier_assumed IN (0, 1))
-- next
ALTER TABLE loop_decisions ADD COLUMN is_held_back INTEGER NOT NULL DEFAULT 0 CHECK (is_held_back IN (0, 1))
