-- Whether a client key may read the gateway's /metrics.
ALTER TABLE client_keys ADD COLUMN may_read_metrics INTEGER NOT NULL DEFAULT 0 CHECK (may_read_metrics IN (0, 1))
