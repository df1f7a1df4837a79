-- Sentence encoders whose vectors are kept, in one version each.
CREATE TABLE text_encoders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  fingerprint TEXT NOT NULL,
  dimension INTEGER NOT NULL CHECK (dimension > 0)
)
-- next
-- One signed byte a dimension. A vector goes when its text goes.
CREATE TABLE text_vectors (
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  encoder INTEGER NOT NULL REFERENCES text_encoders(id) ON DELETE CASCADE,
  vector BLOB NOT NULL,
  PRIMARY KEY (query, encoder)
) -- clustered
-- next
CREATE INDEX text_vectors_by_encoder ON text_vectors(encoder, query)
-- next
-- Clusterings with their maps, the newest of a task and layout. One that is not complete is still being written, or was when
-- its process ended; nobody reads it.
CREATE TABLE failure_maps (
  id INTEGER PRIMARY KEY,
  task_id TEXT NOT NULL,
  layout TEXT NOT NULL CHECK (layout IN ('pca', 'tsne')),
  is_complete INTEGER NOT NULL CHECK (is_complete IN (0, 1)),
  at_us INTEGER NOT NULL,
  from_us INTEGER NOT NULL,
  to_us INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  encoder TEXT NOT NULL,
  configured_encoder TEXT NOT NULL,
  embedded INTEGER NOT NULL,
  trustworthiness REAL,
  silhouette REAL,
  stability REAL,
  unclustered_judged INTEGER NOT NULL,
  unclustered_missed INTEGER NOT NULL,
  unclustered_rate REAL,
  unclustered_low REAL,
  unclustered_high REAL
)
-- next
CREATE INDEX failure_maps_by_task ON failure_maps(task_id, at_us)
-- next
CREATE TABLE failure_map_clusters (
  map INTEGER NOT NULL REFERENCES failure_maps(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  terms TEXT NOT NULL,
  size INTEGER NOT NULL,
  escalated INTEGER NOT NULL,
  sent_past INTEGER NOT NULL,
  missed INTEGER NOT NULL,
  judged INTEGER NOT NULL,
  judged_missed INTEGER NOT NULL,
  miss_rate REAL,
  miss_low REAL,
  miss_high REAL,
  label TEXT NOT NULL,
  labelled INTEGER NOT NULL,
  of_label INTEGER NOT NULL,
  traffic_share REAL,
  trend REAL,
  escalation_nano INTEGER NOT NULL,
  cohesion REAL,
  cluster_id TEXT NOT NULL,
  name TEXT NOT NULL,
  is_excluded INTEGER NOT NULL CHECK (is_excluded IN (0, 1)),
  PRIMARY KEY (map, position)
) -- clustered
-- next
-- `exemplar`: its rank among the examples of its cluster, the medoid 0.
CREATE TABLE failure_map_places (
  map INTEGER NOT NULL REFERENCES failure_maps(id) ON DELETE CASCADE,
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  cluster INTEGER NOT NULL,
  x REAL NOT NULL,
  y REAL NOT NULL,
  is_laid_out INTEGER NOT NULL CHECK (is_laid_out IN (0, 1)),
  exemplar INTEGER,
  PRIMARY KEY (map, query)
) -- clustered
-- next
CREATE INDEX failure_map_places_by_query ON failure_map_places(query)
