-- How likely a teacher takes each label (db/soft_target_text.h): of what it taught, and of recorded answers' tokens.
ALTER TABLE taught_texts ADD COLUMN soft_targets TEXT NOT NULL DEFAULT ''
-- next
ALTER TABLE example_responses ADD COLUMN top_logprobs TEXT NOT NULL DEFAULT ''
