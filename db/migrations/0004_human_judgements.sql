-- Second opinions and agreement look at what people judged, which is little among the judgements of a machine.
CREATE INDEX outcomes_by_people ON outcomes(query) WHERE source = 0
