-- What the first certified champion would have answered, and whether a person judged the very answers.
ALTER TABLE gate_answers ADD COLUMN anchor_tier TEXT
-- next
ALTER TABLE gate_answers ADD COLUMN anchor_meets INTEGER CHECK (anchor_meets IN (0, 1))
-- next
ALTER TABLE gate_answers ADD COLUMN anchor_student_meets INTEGER CHECK (anchor_student_meets IN (0, 1))
-- next
ALTER TABLE gate_answers ADD COLUMN champion_reviewed INTEGER NOT NULL DEFAULT 0 CHECK (champion_reviewed IN (0, 1))
-- next
ALTER TABLE gate_answers ADD COLUMN challenger_reviewed INTEGER NOT NULL DEFAULT 0 CHECK (challenger_reviewed IN (0, 1))
