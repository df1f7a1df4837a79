-- Parts of loop and distillation runs; a run is taken up after the last finished one. `result` is JSON without texts.
CREATE TABLE loop_stages (
  run_id TEXT NOT NULL REFERENCES runs(id),
  position INTEGER NOT NULL,
  iteration INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  stage TEXT NOT NULL,
  is_finished INTEGER NOT NULL CHECK (is_finished IN (0, 1)),
  result TEXT NOT NULL,
  started_at_us INTEGER NOT NULL,
  finished_at_us INTEGER,
  PRIMARY KEY (run_id, position)
) -- clustered
-- next
-- Texts that a run chose to teach. The text stays in queries or examples, so that erasing it there takes it from here.
CREATE TABLE taught_texts (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs(id),
  iteration INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  query INTEGER REFERENCES queries(row) ON DELETE CASCADE,
  example INTEGER REFERENCES examples(id) ON DELETE CASCADE,
  cluster TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  answer TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  model TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  UNIQUE (run_id, iteration, task_id, text_hash)
)
-- next
CREATE INDEX taught_texts_by_task ON taught_texts(task_id, text_hash)
-- next
CREATE INDEX taught_texts_by_query ON taught_texts(query) WHERE query IS NOT NULL
-- next
CREATE INDEX taught_texts_by_example ON taught_texts(example) WHERE example IS NOT NULL
-- next
-- One row a call of a teacher; outlives the text.
CREATE TABLE training_spend (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs(id),
  iteration INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  model TEXT NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  price_version_id TEXT NOT NULL,
  cost_nano INTEGER,
  at_us INTEGER NOT NULL,
  UNIQUE (run_id, iteration, task_id, text_hash)
)
-- next
CREATE INDEX training_spend_by_time ON training_spend(at_us)
-- next
CREATE TABLE gate_metrics (
  run_id TEXT NOT NULL REFERENCES runs(id),
  iteration INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  metric TEXT NOT NULL,
  slice TEXT NOT NULL,
  n INTEGER NOT NULL,
  champion REAL,
  challenger REAL,
  difference REAL,
  low REAL,
  high REAL,
  p_value REAL,
  verdict TEXT NOT NULL,
  PRIMARY KEY (run_id, iteration, task_id, position)
) -- clustered
-- next
-- One gate text under both policies; the rows behind gate_metrics and the costs of loop_decisions.
CREATE TABLE gate_answers (
  run_id TEXT NOT NULL REFERENCES runs(id),
  iteration INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  slice TEXT NOT NULL,
  champion_tier TEXT NOT NULL,
  champion_meets INTEGER NOT NULL CHECK (champion_meets IN (0, 1)),
  champion_student_meets INTEGER NOT NULL CHECK (champion_student_meets IN (0, 1)),
  champion_nano INTEGER NOT NULL,
  challenger_tier TEXT NOT NULL,
  challenger_meets INTEGER NOT NULL CHECK (challenger_meets IN (0, 1)),
  challenger_student_meets INTEGER NOT NULL CHECK (challenger_student_meets IN (0, 1)),
  challenger_nano INTEGER NOT NULL,
  last_tier_nano INTEGER NOT NULL,
  PRIMARY KEY (run_id, iteration, task_id, text_hash)
) -- clustered
-- next
CREATE TABLE loop_decisions (
  run_id TEXT NOT NULL REFERENCES runs(id),
  iteration INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  champion_policy_id TEXT NOT NULL,
  champion_student_id TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  student_id TEXT NOT NULL,
  router_id TEXT NOT NULL,
  texts INTEGER NOT NULL,
  teacher_nano INTEGER NOT NULL,
  predicted_freed REAL NOT NULL,
  predicted_freed_low REAL NOT NULL,
  predicted_freed_high REAL NOT NULL,
  predicted_net_nano INTEGER NOT NULL,
  predicted_net_low_nano INTEGER NOT NULL,
  predicted_net_high_nano INTEGER NOT NULL,
  horizon_days INTEGER NOT NULL,
  predicted_share REAL NOT NULL,
  gate_texts INTEGER NOT NULL,
  champion_nano INTEGER NOT NULL,
  challenger_nano INTEGER NOT NULL,
  last_tier_nano INTEGER NOT NULL,
  champion_accepted INTEGER NOT NULL,
  challenger_accepted INTEGER NOT NULL,
  at_us INTEGER NOT NULL,
  PRIMARY KEY (run_id, iteration, task_id)
) -- clustered
-- next
CREATE INDEX loop_decisions_by_task ON loop_decisions(task_id, at_us)
