-- What ran beside the traffic. Apart from queries and attempts, so that the traffic's sums never contain it; it goes
-- when its query goes.
CREATE TABLE shadow_queries (
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  purpose TEXT NOT NULL CHECK (purpose IN ('certification', 'comparison', 'audit')),
  task INTEGER NOT NULL REFERENCES names(id),
  at_us INTEGER NOT NULL,
  basis INTEGER NOT NULL REFERENCES names(id),
  probability REAL NOT NULL CHECK (probability > 0 AND probability <= 1),
  judged_by INTEGER NOT NULL,
  judge INTEGER NOT NULL REFERENCES names(id),
  review_probability REAL NOT NULL CHECK (review_probability >= 0 AND review_probability <= 1),
  is_review_selected INTEGER NOT NULL CHECK (is_review_selected IN (0, 1)),
  PRIMARY KEY (query, purpose)
) -- clustered
-- next
CREATE INDEX shadow_queries_by_task ON shadow_queries(task, purpose, at_us)
-- next
CREATE TABLE shadow_answers (
  query INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  position INTEGER NOT NULL,
  tier INTEGER NOT NULL REFERENCES names(id),
  model INTEGER NOT NULL REFERENCES names(id),
  result INTEGER NOT NULL,
  is_tried INTEGER NOT NULL CHECK (is_tried IN (0, 1)),
  is_from_traffic INTEGER NOT NULL CHECK (is_from_traffic IN (0, 1)),
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  price_version INTEGER NOT NULL REFERENCES names(id),
  cost_nano INTEGER,
  latency_ms REAL,
  score REAL,
  quality REAL,
  meets_target INTEGER CHECK (meets_target IN (0, 1)),
  answer TEXT NOT NULL,
  error_text TEXT NOT NULL,
  PRIMARY KEY (query, purpose, position),
  FOREIGN KEY (query, purpose) REFERENCES shadow_queries(query, purpose) ON DELETE CASCADE
) -- clustered
-- next
-- What people said of shadow answers that were drawn for review.
CREATE TABLE shadow_reviews (
  id INTEGER PRIMARY KEY,
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  tier INTEGER NOT NULL REFERENCES names(id),
  at_us INTEGER NOT NULL,
  reviewer TEXT NOT NULL,
  meets_target INTEGER NOT NULL CHECK (meets_target IN (0, 1))
)
-- next
CREATE INDEX shadow_reviews_by_query ON shadow_reviews(query, tier, id)
-- next
-- What the operator wants to run beside the traffic of a task. A task without a row: nothing.
CREATE TABLE shadow_plans (
  task_id TEXT PRIMARY KEY,
  share REAL NOT NULL CHECK (share >= 0 AND share <= 1),
  is_for_certification INTEGER NOT NULL CHECK (is_for_certification IN (0, 1)),
  review_share REAL NOT NULL CHECK (review_share >= 0 AND review_share <= 1),
  is_automatic INTEGER NOT NULL CHECK (is_automatic IN (0, 1)),
  judges_audits INTEGER NOT NULL CHECK (judges_audits IN (0, 1))
)
-- next
-- Whose answers are wanted; none: every tier below the last.
CREATE TABLE shadow_plan_tiers (
  task_id TEXT NOT NULL REFERENCES shadow_plans(task_id) ON DELETE CASCADE,
  tier_id TEXT NOT NULL,
  PRIMARY KEY (task_id, tier_id)
) -- clustered
-- next
-- Tasks that are to be certified on what is judged from a moment on: after an alarm, never on what was there before.
CREATE TABLE recertifications (
  task_id TEXT PRIMARY KEY,
  since_us INTEGER NOT NULL,
  reason TEXT NOT NULL
)
-- next
-- What a certificate rests on besides its numbers, and over how many tasks its delta is counted.
ALTER TABLE certificates ADD COLUMN basis TEXT NOT NULL DEFAULT ''
-- next
ALTER TABLE certificates ADD COLUMN scope_tasks INTEGER NOT NULL DEFAULT 1
