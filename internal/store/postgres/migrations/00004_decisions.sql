-- What people decided of the labels that programs propose.

-- +goose Up
CREATE TABLE label_decisions (
    entry BIGINT PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL,
    cycle BIGINT NOT NULL,
    ref   TEXT COLLATE "C" NOT NULL,
    body  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX label_decisions_review ON label_decisions (state, cycle);

-- +goose Down
DROP TABLE label_decisions;
