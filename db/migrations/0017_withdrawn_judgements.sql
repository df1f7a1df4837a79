-- Judgements that were taken back. `is_watched`: the coverage monitors had read it, so that it stays what they know of the
-- answer.
CREATE TABLE withdrawn_judgements (
  id INTEGER PRIMARY KEY,
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  judge INTEGER NOT NULL REFERENCES names(id),
  judged_at_us INTEGER NOT NULL,
  withdrawn_at_us INTEGER NOT NULL,
  quality REAL,
  meets_target INTEGER NOT NULL CHECK (meets_target IN (0, 1)),
  sampling_probability REAL,
  is_watched INTEGER NOT NULL CHECK (is_watched IN (0, 1))
)
-- next
CREATE INDEX withdrawn_judgements_by_query ON withdrawn_judgements(query)
-- next
-- How many were taken back: a reader of outcomes sees that what it read is no longer so.
ALTER TABLE monitor_cursor ADD COLUMN withdrawals INTEGER NOT NULL DEFAULT 0
-- next
-- Picked answers wait until a person has judged them; until now they waited for ever.
UPDATE audits SET judged_at_us = (SELECT min(o.at_us) FROM outcomes o WHERE o.query = audits.query AND o.source = 0)
WHERE probability IS NULL AND judged_at_us IS NULL
-- next
CREATE INDEX audits_picked ON audits(query) WHERE probability IS NULL AND judged_at_us IS NULL
