-- Why a tier answers nothing alone, beside its sentence. Empty none_kind: the sentence alone says it.
ALTER TABLE certificates ADD COLUMN none_kind TEXT NOT NULL DEFAULT ''
-- next
ALTER TABLE certificates ADD COLUMN none_judged INTEGER NOT NULL DEFAULT 0
-- next
ALTER TABLE certificates ADD COLUMN none_judged_failures INTEGER NOT NULL DEFAULT 0
-- next
ALTER TABLE certificates ADD COLUMN none_accepted INTEGER NOT NULL DEFAULT 0
-- next
ALTER TABLE certificates ADD COLUMN none_failures INTEGER NOT NULL DEFAULT 0
-- next
ALTER TABLE certificates ADD COLUMN none_needed INTEGER NOT NULL DEFAULT 0
-- next
ALTER TABLE certificates ADD COLUMN none_missing INTEGER NOT NULL DEFAULT 0
-- next
ALTER TABLE certificates ADD COLUMN none_missing_in_all INTEGER NOT NULL DEFAULT 0
-- next
ALTER TABLE certificates ADD COLUMN none_score REAL NOT NULL DEFAULT 0
-- next
ALTER TABLE certificates ADD COLUMN none_alpha REAL NOT NULL DEFAULT 0
-- next
-- What was decided, rather than missing, was told from the sentence until now.
UPDATE certificates SET none_kind = 'left_out', none_judged = calibration_size
WHERE threshold IS NULL AND none_reason LIKE 'Left out: %'
-- next
UPDATE certificates SET none_kind = 'unreached', none_judged
  = CAST(substr(none_reason, length('Not reached: the tiers before it accept all of ') + 1) AS INTEGER)
WHERE threshold IS NULL AND none_reason LIKE 'Not reached: %'
