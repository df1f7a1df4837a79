-- What the score of an answer of the traffic was made of, as 64-bit floating-point numbers in the order of ScoreSignal.
-- NULL: the server told nothing of its tokens, a student, or a version that kept none.
ALTER TABLE attempts ADD COLUMN signals BLOB
