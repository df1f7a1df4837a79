-- What a tier's model and a model tuned for its place said to gate texts. Their calls are booked in training_spend.
CREATE TABLE compared_answers (
  run_id TEXT NOT NULL REFERENCES runs(id),
  task_id TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  is_challenger INTEGER NOT NULL CHECK (is_challenger IN (0, 1)),
  example INTEGER NOT NULL REFERENCES examples(id) ON DELETE CASCADE,
  tier_id TEXT NOT NULL,
  model TEXT NOT NULL,
  answer TEXT NOT NULL,
  meets_target INTEGER NOT NULL CHECK (meets_target IN (0, 1)),
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  price_version_id TEXT NOT NULL,
  cost_nano INTEGER NOT NULL,
  at_us INTEGER NOT NULL,
  PRIMARY KEY (run_id, task_id, text_hash, is_challenger)
) -- clustered
-- next
CREATE INDEX compared_answers_by_example ON compared_answers(example)
-- next
-- Tiers whose model a tuned one took the place of, with what was there before.
CREATE TABLE tier_takeovers (
  run_id TEXT PRIMARY KEY REFERENCES runs(id),
  tier_id TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  reason TEXT NOT NULL,
  model TEXT NOT NULL,
  base_url TEXT NOT NULL,
  secret_name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  project TEXT NOT NULL,
  input_pico INTEGER,
  output_pico INTEGER,
  taken_back_at_us INTEGER
)
