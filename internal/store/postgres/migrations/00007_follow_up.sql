-- What people write between two reviews, every version of it; and who they are,
-- which stands outside of the log so that it can be destroyed.

-- +goose Up
CREATE TABLE versions (
    entry  BIGINT PRIMARY KEY,
    kind   TEXT COLLATE "C" NOT NULL,
    id     TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    body   TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX versions_subject ON versions (kind, id, number);
CREATE TABLE accounts (
    id        TEXT COLLATE "C" PRIMARY KEY,
    pseudonym TEXT COLLATE "C" NOT NULL,
    email     TEXT COLLATE "C" NOT NULL,
    body      TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX accounts_pseudonym ON accounts (pseudonym);
CREATE UNIQUE INDEX accounts_email ON accounts (email);
CREATE TABLE secrets (
    account TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    kind    TEXT COLLATE "C" NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    at      TEXT COLLATE "C" NOT NULL,
    body    BYTEA NOT NULL,
    PRIMARY KEY (account, kind, name)
);
CREATE INDEX secrets_name ON secrets (kind, name);
CREATE TABLE sessions (
    token   TEXT COLLATE "C" PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL,
    expires BIGINT NOT NULL,
    body    BYTEA NOT NULL
);
CREATE INDEX sessions_account ON sessions (account);
CREATE TABLE invitations (
    token   TEXT COLLATE "C" PRIMARY KEY,
    expires BIGINT NOT NULL,
    body    TEXT COLLATE "C" NOT NULL
);

CREATE INDEX log_entries_kind ON log_entries (kind, position);

-- +goose Down
DROP INDEX log_entries_kind;
DROP TABLE invitations;
DROP TABLE sessions;
DROP TABLE secrets;
DROP TABLE accounts;
DROP TABLE versions;
