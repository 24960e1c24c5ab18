-- What people decided of the labels that programs propose.

-- +goose Up
CREATE TABLE label_decisions (
    entry INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    ref   TEXT NOT NULL,
    body  TEXT NOT NULL
) STRICT;
CREATE INDEX label_decisions_review ON label_decisions (state, cycle);

-- +goose Down
DROP TABLE label_decisions;
