-- What operators have replaced in every text before it is stored, beside the built-in e-mail addresses, cards, phone and
-- account numbers: Perl-compatible regular expressions; the name stands in the text instead.
CREATE TABLE redaction_patterns (
  name TEXT PRIMARY KEY,
  expression TEXT NOT NULL
)
