-- What a tier cost from when on, and with which model. price_version_id NULL: unknown.
CREATE TABLE tier_prices (
  tier_id TEXT NOT NULL,
  from_us INTEGER NOT NULL,
  model TEXT NOT NULL,
  price_version_id TEXT REFERENCES price_versions(id),
  PRIMARY KEY (tier_id, from_us)
)
-- next
-- Until now the newest version of the tier's model counted.
INSERT OR IGNORE INTO tier_prices(tier_id, from_us, model, price_version_id)
SELECT t.id, p.valid_from_us, t.model, p.id FROM tiers t JOIN price_versions p ON p.model = t.model
ORDER BY t.id, p.valid_from_us, p.id DESC
