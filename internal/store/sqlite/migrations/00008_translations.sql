-- Texts of recommendations in languages in which the United Nations has not
-- issued them, beside the official ones.

-- +goose Up
CREATE TABLE translations (
    entry INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    ref   TEXT NOT NULL,
    body  TEXT NOT NULL
) STRICT;
CREATE INDEX translations_review ON translations (state, cycle);

-- +goose Down
DROP TABLE translations;
