-- Costs sums what ran beside the traffic by time alone.
CREATE INDEX shadow_queries_by_time ON shadow_queries(at_us)
