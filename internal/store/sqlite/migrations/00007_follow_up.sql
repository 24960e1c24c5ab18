-- What people write between two reviews, every version of it; and who they are,
-- which stands outside of the log so that it can be destroyed.

-- +goose Up
CREATE TABLE versions (
    entry  INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL,
    number INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX versions_subject ON versions (kind, id, number);
CREATE TABLE accounts (
    id        TEXT PRIMARY KEY,
    pseudonym TEXT NOT NULL,
    email     TEXT NOT NULL,
    body      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX accounts_pseudonym ON accounts (pseudonym);
CREATE UNIQUE INDEX accounts_email ON accounts (email);
CREATE TABLE secrets (
    account TEXT NOT NULL REFERENCES accounts (id),
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    at      TEXT NOT NULL,
    body    BLOB NOT NULL,
    PRIMARY KEY (account, kind, name)
) STRICT;
CREATE INDEX secrets_name ON secrets (kind, name);
CREATE TABLE sessions (
    token   TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    expires INTEGER NOT NULL,
    body    BLOB NOT NULL
) STRICT;
CREATE INDEX sessions_account ON sessions (account);
CREATE TABLE invitations (
    token   TEXT PRIMARY KEY,
    expires INTEGER NOT NULL,
    body    TEXT NOT NULL
) STRICT;

CREATE INDEX log_entries_kind ON log_entries (kind, position);

-- +goose Down
DROP INDEX log_entries_kind;
DROP TABLE invitations;
DROP TABLE sessions;
DROP TABLE secrets;
DROP TABLE accounts;
DROP TABLE versions;
