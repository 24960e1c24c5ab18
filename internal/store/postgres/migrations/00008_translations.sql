-- Texts of recommendations in languages in which the United Nations has not
-- issued them, beside the official ones.

-- +goose Up
CREATE TABLE translations (
    entry BIGINT PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL,
    cycle BIGINT NOT NULL,
    ref   TEXT COLLATE "C" NOT NULL,
    body  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX translations_review ON translations (state, cycle);

-- +goose Down
DROP TABLE translations;
