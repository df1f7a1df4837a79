-- Challengers of loop runs beside the live traffic of their task.
CREATE TABLE challenger_trials (
  run_id TEXT NOT NULL REFERENCES runs(id),
  task_id TEXT NOT NULL,
  iteration INTEGER NOT NULL,
  share REAL NOT NULL CHECK (share > 0 AND share <= 1),
  state TEXT NOT NULL CHECK (state IN ('running', 'stopped', 'promoted')),
  reason TEXT NOT NULL,
  champion_student_id TEXT NOT NULL,
  student_id TEXT NOT NULL,
  router_id TEXT NOT NULL,
  started_at_us INTEGER NOT NULL,
  ended_at_us INTEGER,
  PRIMARY KEY (run_id, task_id)
) -- clustered
-- next
CREATE UNIQUE INDEX challenger_trials_running ON challenger_trials(task_id) WHERE state = 'running'
-- next
CREATE TABLE challenger_thresholds (
  run_id TEXT NOT NULL,
  task_id TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  threshold REAL NOT NULL,
  PRIMARY KEY (run_id, task_id, tier_id),
  FOREIGN KEY (run_id, task_id) REFERENCES challenger_trials(run_id, task_id) ON DELETE CASCADE
) -- clustered
-- next
-- One query as it was served and as the challenger would have answered it; goes when its query goes.
CREATE TABLE challenger_answers (
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  run_id TEXT NOT NULL,
  task_id TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  champion_tier TEXT NOT NULL,
  champion_meets INTEGER NOT NULL CHECK (champion_meets IN (0, 1)),
  champion_student_meets INTEGER NOT NULL CHECK (champion_student_meets IN (0, 1)),
  champion_nano INTEGER NOT NULL,
  challenger_tier TEXT NOT NULL,
  challenger_meets INTEGER NOT NULL CHECK (challenger_meets IN (0, 1)),
  challenger_student_meets INTEGER NOT NULL CHECK (challenger_student_meets IN (0, 1)),
  challenger_nano INTEGER NOT NULL,
  last_tier_nano INTEGER NOT NULL,
  judge TEXT NOT NULL,
  answer TEXT NOT NULL,
  call_nano INTEGER NOT NULL,
  PRIMARY KEY (query, run_id),
  FOREIGN KEY (run_id, task_id) REFERENCES challenger_trials(run_id, task_id) ON DELETE CASCADE
) -- clustered
-- next
CREATE INDEX challenger_answers_by_run ON challenger_answers(run_id, task_id, query)
-- next
CREATE INDEX challenger_answers_by_time ON challenger_answers(at_us) WHERE call_nano > 0
-- next
CREATE TABLE challenger_metrics (
  run_id TEXT NOT NULL,
  task_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  metric TEXT NOT NULL,
  n INTEGER NOT NULL,
  champion REAL,
  challenger REAL,
  difference REAL,
  low REAL,
  high REAL,
  p_value REAL,
  verdict TEXT NOT NULL,
  PRIMARY KEY (run_id, task_id, position),
  FOREIGN KEY (run_id, task_id) REFERENCES challenger_trials(run_id, task_id) ON DELETE CASCADE
) -- clustered
