-- Times are microseconds since the Unix epoch, UTC (_us). Money is nanodollars (_nano), prices picodollars a token
-- (_pico). Booleans are 0 or 1. Standard SQL; see db/dialect.h for what is added per database.

-- Small vocabulary of the traffic: ids of tasks, tiers, models, policy versions, keys. Kept apart from the tables of
-- the portfolio so that a record can always be stored, whatever it names.
CREATE TABLE names (
  id INTEGER PRIMARY KEY,
  value TEXT NOT NULL UNIQUE
)
-- next
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
)
-- next
-- The last journal record whose effect is in this database; written in the transaction that folds it.
CREATE TABLE journal_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  segment INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL
)
-- next
-- Journal records that could not be folded, kept for `routenlp doctor`.
CREATE TABLE rejected_records (
  id INTEGER PRIMARY KEY,
  at_us INTEGER NOT NULL,
  reason TEXT NOT NULL,
  payload BLOB NOT NULL
)
-- next
CREATE TABLE price_versions (
  id TEXT PRIMARY KEY,
  model TEXT NOT NULL,
  input_pico INTEGER CHECK (input_pico >= 0),
  output_pico INTEGER CHECK (output_pico >= 0),
  source TEXT NOT NULL,
  valid_from_us INTEGER NOT NULL
)
-- next
CREATE TABLE tasks (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  metric TEXT NOT NULL,
  answer_floor REAL NOT NULL,
  metric_target REAL,
  alpha REAL NOT NULL,
  delta REAL NOT NULL,
  audit_rate REAL NOT NULL
)
-- next
-- How the texts of a task are kept. A task without a row: whole, redacted, for ever.
CREATE TABLE task_privacy (
  task_id TEXT PRIMARY KEY,
  storage TEXT NOT NULL CHECK (storage IN ('whole', 'hashed', 'none')),
  is_redacted INTEGER NOT NULL CHECK (is_redacted IN (0, 1)),
  text_days INTEGER CHECK (text_days > 0),
  row_days INTEGER CHECK (row_days > 0)
)
-- next
CREATE TABLE tiers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  provider TEXT NOT NULL,
  tier_rank INTEGER NOT NULL,
  model TEXT NOT NULL,
  price_version_id TEXT REFERENCES price_versions(id),
  is_oracle INTEGER NOT NULL CHECK (is_oracle IN (0, 1)),
  is_simulated INTEGER NOT NULL CHECK (is_simulated IN (0, 1)),
  typical_latency_ms REAL NOT NULL
)
-- next
CREATE TABLE policy_versions (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  previous_hash TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE,
  at_us INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL
)
-- next
CREATE TABLE policy_tasks (
  sequence INTEGER NOT NULL REFERENCES policy_versions(sequence),
  task_id TEXT NOT NULL,
  answer_floor REAL NOT NULL,
  alpha REAL NOT NULL,
  delta REAL NOT NULL,
  audit_rate REAL NOT NULL,
  router_version TEXT NOT NULL,
  PRIMARY KEY (sequence, task_id)
) -- clustered
-- next
CREATE TABLE policy_models (
  sequence INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  artefact_id TEXT NOT NULL,
  PRIMARY KEY (sequence, task_id, tier_id),
  FOREIGN KEY (sequence, task_id) REFERENCES policy_tasks(sequence, task_id)
) -- clustered
-- next
CREATE TABLE policy_thresholds (
  sequence INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  threshold REAL NOT NULL,
  PRIMARY KEY (sequence, task_id, tier_id),
  FOREIGN KEY (sequence, task_id) REFERENCES policy_tasks(sequence, task_id)
) -- clustered
-- next
CREATE TABLE certificates (
  id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL REFERENCES policy_versions(sequence),
  task_id TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  threshold REAL,
  alpha REAL NOT NULL,
  delta REAL NOT NULL,
  accepted INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  risk_upper_bound REAL NOT NULL,
  calibration_size INTEGER NOT NULL,
  label_source TEXT NOT NULL,
  none_reason TEXT NOT NULL,
  router_version TEXT NOT NULL,
  model_version TEXT NOT NULL,
  at_us INTEGER NOT NULL
)
-- next
CREATE INDEX certificates_by_tier ON certificates(task_id, tier_id, id)
-- next
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  task_id TEXT NOT NULL,
  parameters TEXT NOT NULL,
  created_at_us INTEGER NOT NULL,
  started_at_us INTEGER,
  finished_at_us INTEGER,
  stage TEXT NOT NULL,
  progress REAL NOT NULL,
  error_message TEXT NOT NULL
)
-- next
CREATE INDEX runs_by_time ON runs(created_at_us, id)
-- next
CREATE TABLE run_metrics (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs(id),
  name TEXT NOT NULL,
  step INTEGER NOT NULL,
  value REAL
)
-- next
CREATE INDEX run_metrics_by_run ON run_metrics(run_id, id)
-- next
CREATE TABLE artefacts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  task_id TEXT NOT NULL,
  run_id TEXT REFERENCES runs(id),
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  data_fingerprint TEXT NOT NULL,
  metrics TEXT NOT NULL,
  at_us INTEGER NOT NULL
)
-- next
CREATE TABLE markers (
  id INTEGER PRIMARY KEY,
  at_us INTEGER NOT NULL,
  kind TEXT NOT NULL,
  task_id TEXT NOT NULL,
  text TEXT NOT NULL,
  reference TEXT NOT NULL
)
-- next
CREATE INDEX markers_by_time ON markers(at_us)
-- next
CREATE TABLE client_keys (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  created_at_us INTEGER NOT NULL,
  revoked_at_us INTEGER
)
-- next
CREATE TABLE budgets (
  id TEXT PRIMARY KEY,
  client_key_id TEXT REFERENCES client_keys(id),
  task_id TEXT,
  period_days INTEGER NOT NULL CHECK (period_days > 0),
  limit_nano INTEGER NOT NULL CHECK (limit_nano >= 0)
)
-- next
CREATE TABLE alarms (
  id TEXT PRIMARY KEY,
  at_us INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  cleared_at_us INTEGER
)
-- next
CREATE INDEX alarms_by_time ON alarms(at_us)
-- next
-- The few attributes that requests are filtered by. Every combination that occurs has one row, so that one index over
-- queries answers every filter: the matching combinations are read side by side in the order of time. No row of the
-- combination lies outside first_row to last_row.
CREATE TABLE facets (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES names(id),
  tier INTEGER NOT NULL REFERENCES names(id),
  policy INTEGER NOT NULL REFERENCES names(id),
  is_escalated INTEGER NOT NULL CHECK (is_escalated IN (0, 1)),
  judgement INTEGER NOT NULL CHECK (judgement IN (0, 1, 2)),
  first_row INTEGER NOT NULL,
  last_row INTEGER NOT NULL,
  UNIQUE (task, tier, policy, is_escalated, judgement)
)
-- next
-- One row a query. `row` grows with at_us (db/row_key.h), so that a range of time is a range of rows.
CREATE TABLE queries (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at_us INTEGER NOT NULL,
  facet INTEGER NOT NULL REFERENCES facets(id),
  client_key INTEGER NOT NULL REFERENCES names(id),
  source INTEGER NOT NULL REFERENCES names(id),
  router_version INTEGER NOT NULL REFERENCES names(id),
  end_user TEXT,
  text_hash TEXT NOT NULL,
  split INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  is_simulated INTEGER NOT NULL CHECK (is_simulated IN (0, 1)),
  attempts INTEGER NOT NULL,
  escalations INTEGER NOT NULL,
  cost_nano INTEGER NOT NULL,
  is_cost_known INTEGER NOT NULL CHECK (is_cost_known IN (0, 1)),
  last_tier_nano INTEGER NOT NULL,
  is_last_tier_known INTEGER NOT NULL CHECK (is_last_tier_known IN (0, 1)),
  is_last_tier_estimated INTEGER NOT NULL CHECK (is_last_tier_estimated IN (0, 1)),
  latency_ms REAL,
  overhead_ms REAL,
  score REAL,
  threshold REAL,
  difficulty REAL,
  is_novel INTEGER NOT NULL CHECK (is_novel IN (0, 1)),
  audit_probability REAL,
  is_audit_selected INTEGER NOT NULL CHECK (is_audit_selected IN (0, 1)),
  text TEXT NOT NULL
)
-- next
CREATE INDEX queries_by_facet ON queries(facet, row)
-- next
CREATE INDEX queries_by_cost ON queries((at_us / 86400000000), cost_nano, row)
-- next
CREATE INDEX queries_by_latency ON queries((at_us / 86400000000), coalesce(latency_ms, -1), row)
-- next
CREATE INDEX queries_by_score ON queries((at_us / 86400000000), coalesce(score, -1), row)
-- next
CREATE INDEX queries_by_end_user ON queries(end_user, row) WHERE end_user IS NOT NULL
-- next
CREATE TABLE predictions (
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  tier INTEGER NOT NULL REFERENCES names(id),
  meets_target_probability REAL,
  expected_quality REAL,
  expected_cost_usd REAL,
  expected_latency_ms REAL,
  PRIMARY KEY (query, position)
) -- clustered
-- next
CREATE TABLE attempts (
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  tier INTEGER NOT NULL REFERENCES names(id),
  model INTEGER NOT NULL REFERENCES names(id),
  result INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  price_version INTEGER NOT NULL REFERENCES names(id),
  cost_nano INTEGER,
  latency_ms REAL,
  score REAL,
  threshold REAL,
  quality REAL,
  answer TEXT NOT NULL,
  error_text TEXT NOT NULL,
  PRIMARY KEY (query, position)
) -- clustered
-- next
CREATE TABLE outcomes (
  id INTEGER PRIMARY KEY,
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  at_us INTEGER NOT NULL,
  source INTEGER NOT NULL,
  judge INTEGER NOT NULL REFERENCES names(id),
  quality REAL,
  meets_target INTEGER NOT NULL CHECK (meets_target IN (0, 1)),
  sampling_probability REAL,
  is_counted INTEGER NOT NULL CHECK (is_counted IN (0, 1)),
  corrected_answer TEXT NOT NULL,
  note TEXT NOT NULL
)
-- next
CREATE INDEX outcomes_by_query ON outcomes(query, at_us, id)
-- next
-- Answers selected for review, and when they were judged.
CREATE TABLE audits (
  query INTEGER PRIMARY KEY REFERENCES queries(row) ON DELETE CASCADE,
  task INTEGER NOT NULL REFERENCES names(id),
  probability REAL,
  judged_at_us INTEGER
)
-- next
CREATE INDEX audits_open ON audits(task, query) WHERE judged_at_us IS NULL
-- next
CREATE TABLE traffic_rollups (
  width_s INTEGER NOT NULL,
  start_us INTEGER NOT NULL,
  task INTEGER NOT NULL REFERENCES names(id),
  queries INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  escalated INTEGER NOT NULL,
  unanswered INTEGER NOT NULL,
  simulated INTEGER NOT NULL,
  spend_nano INTEGER NOT NULL,
  unknown_cost INTEGER NOT NULL,
  last_tier_nano INTEGER NOT NULL,
  estimated_last_tier INTEGER NOT NULL,
  unknown_last_tier INTEGER NOT NULL,
  judged_human INTEGER NOT NULL,
  judged_client INTEGER NOT NULL,
  judged_reference_tier INTEGER NOT NULL,
  judged_reference INTEGER NOT NULL,
  judged_weight REAL NOT NULL,
  judged_met_weight REAL NOT NULL,
  judged_quality_weight REAL NOT NULL,
  latency BLOB NOT NULL,
  PRIMARY KEY (width_s, start_us, task)
) -- clustered
-- next
CREATE TABLE tier_rollups (
  width_s INTEGER NOT NULL,
  start_us INTEGER NOT NULL,
  task INTEGER NOT NULL REFERENCES names(id),
  tier INTEGER NOT NULL REFERENCES names(id),
  queries INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  spend_nano INTEGER NOT NULL,
  unknown_cost INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  latency BLOB NOT NULL,
  PRIMARY KEY (width_s, start_us, task, tier)
) -- clustered
-- next
-- Traffic that came with a client key; what came without is the difference to traffic_rollups.
CREATE TABLE key_rollups (
  width_s INTEGER NOT NULL,
  start_us INTEGER NOT NULL,
  task INTEGER NOT NULL REFERENCES names(id),
  client_key INTEGER NOT NULL REFERENCES names(id),
  queries INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  spend_nano INTEGER NOT NULL,
  unknown_cost INTEGER NOT NULL,
  last_tier_nano INTEGER NOT NULL,
  latency BLOB NOT NULL,
  PRIMARY KEY (width_s, start_us, task, client_key)
) -- clustered
-- next
-- Ten-second buckets exist from `ten_seconds_from_us` on.
CREATE TABLE rollup_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ten_seconds_from_us INTEGER NOT NULL
)
-- next
-- How far retention has come with a task: texts and queries before these rows are gone; the sums of the queries stay in
-- the rollups.
CREATE TABLE retention_state (
  task INTEGER PRIMARY KEY REFERENCES names(id),
  texts_from_row INTEGER NOT NULL,
  rows_from_row INTEGER NOT NULL
)
-- next
CREATE TABLE clusters (
  id TEXT PRIMARY KEY,
  run_id TEXT REFERENCES runs(id),
  task_id TEXT NOT NULL,
  label TEXT NOT NULL,
  state TEXT NOT NULL,
  size INTEGER NOT NULL,
  expected_saving_nano INTEGER,
  at_us INTEGER NOT NULL
)
-- next
CREATE TABLE cluster_members (
  cluster_id TEXT NOT NULL REFERENCES clusters(id) ON DELETE CASCADE,
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  distance REAL NOT NULL,
  PRIMARY KEY (cluster_id, query)
) -- clustered
-- next
CREATE INDEX cluster_members_by_query ON cluster_members(query)
-- next
CREATE TABLE cluster_edits (
  id INTEGER PRIMARY KEY,
  cluster_id TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  author TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL
)
-- next
CREATE TABLE examples (
  id INTEGER PRIMARY KEY,
  text_hash TEXT NOT NULL,
  task_id TEXT NOT NULL,
  split INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  source TEXT NOT NULL,
  text TEXT NOT NULL,
  tokens TEXT NOT NULL,
  reference_text TEXT NOT NULL,
  reference_tags TEXT NOT NULL,
  UNIQUE (text_hash, task_id)
)
-- next
CREATE INDEX examples_by_split ON examples(task_id, split, text_hash)
-- next
CREATE TABLE example_labels (
  example INTEGER NOT NULL REFERENCES examples(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (example, position)
) -- clustered
-- next
CREATE TABLE example_responses (
  example INTEGER NOT NULL REFERENCES examples(id) ON DELETE CASCADE,
  model TEXT NOT NULL,
  text TEXT NOT NULL,
  quality REAL,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  latency_ms REAL,
  logprobs BLOB NOT NULL,
  PRIMARY KEY (example, model)
) -- clustered
-- next
-- text index
-- next
INSERT INTO names(id, value) VALUES (1, '')
-- next
INSERT INTO journal_state(id, segment, byte_offset) VALUES (1, 0, 0)
-- next
INSERT INTO rollup_state(id, ten_seconds_from_us) VALUES (1, 0)
-- next
-- For people: every query with names instead of numbers.
CREATE VIEW query_log AS
SELECT q.row, q.id, q.at_us, task.value AS task_id, tier.value AS answered_by_tier, policy.value AS policy_version_id,
       f.is_escalated, f.judgement, client_key.value AS client_key_id, source.value AS source,
       router.value AS router_version, q.end_user, q.text_hash, q.split, q.scope, q.is_simulated, q.attempts,
       q.escalations, q.cost_nano, q.is_cost_known, q.last_tier_nano, q.is_last_tier_known, q.is_last_tier_estimated,
       q.latency_ms, q.overhead_ms, q.score, q.threshold, q.difficulty, q.is_novel, q.audit_probability,
       q.is_audit_selected, q.text
FROM queries q
JOIN facets f ON f.id = q.facet
JOIN names task ON task.id = f.task
JOIN names tier ON tier.id = f.tier
JOIN names policy ON policy.id = f.policy
JOIN names client_key ON client_key.id = q.client_key
JOIN names source ON source.id = q.source
JOIN names router ON router.id = q.router_version
-- next
CREATE VIEW attempt_log AS
SELECT q.id AS query_id, q.at_us, a.position, tier.value AS tier_id, model.value AS model, a.result, a.prompt_tokens,
       a.completion_tokens, price.value AS price_version_id, a.cost_nano, a.latency_ms, a.score, a.threshold, a.quality,
       a.answer, a.error_text
FROM attempts a
JOIN queries q ON q.row = a.query
JOIN names tier ON tier.id = a.tier
JOIN names model ON model.id = a.model
JOIN names price ON price.id = a.price_version
