-- The ledger's schema, version 1. A new table is added where it is missing; any other change here is a new version:
-- count VERSION in ledger_file.py up with it.

-- One row per run of a job.
CREATE TABLE IF NOT EXISTS runs (
    id      TEXT PRIMARY KEY,
    started TEXT NOT NULL,
    ended   TEXT              -- NULL while it runs, or when it was killed
) WITHOUT ROWID;

-- One row per capture (address + payload + content headers), or per file that could not be made one.
CREATE TABLE IF NOT EXISTS captures (
    id         TEXT PRIMARY KEY,
    url        TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    raw_path   TEXT,
    fetched_at TEXT,
    key        TEXT NOT NULL, -- reprocess key it was last cleaned under
    outcome    TEXT NOT NULL, -- of the last cleaning
    run        TEXT NOT NULL, -- the last run that met it
    status     TEXT NOT NULL, -- its outcome in that run
    article_id TEXT,
    cause      TEXT NOT NULL,
    language   TEXT,
    interface  TEXT,
    headline   TEXT,
    removed    INTEGER NOT NULL,
    repaired   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS captures_by_run ON captures (run);
CREATE INDEX IF NOT EXISTS captures_by_url ON captures (url);
CREATE INDEX IF NOT EXISTS captures_by_raw ON captures (raw_path);
CREATE INDEX IF NOT EXISTS captures_by_article ON captures (article_id);

-- One row per article ever published; sha256 is empty once it is withdrawn.
CREATE TABLE IF NOT EXISTS articles (
    id         TEXT PRIMARY KEY,
    site       TEXT NOT NULL,
    address    TEXT NOT NULL,
    canonical  TEXT NOT NULL,
    scope      TEXT NOT NULL,
    language   TEXT,
    interface  TEXT,
    body       TEXT NOT NULL,
    headline   TEXT,
    date       TEXT,
    capture_id TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    raw_path   TEXT NOT NULL,
    sha256     TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS articles_by_body ON articles (body, scope);

-- Every address that leads to an article: 'captured' at it, or only named by it as 'canonical'.
CREATE TABLE IF NOT EXISTS addresses (
    address    TEXT PRIMARY KEY,
    article_id TEXT NOT NULL,
    how        TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS addresses_by_article ON addresses (article_id);

-- The change feed; changes.jsonl is written from it. Sequence numbers have no gaps.
CREATE TABLE IF NOT EXISTS changes (
    sequence INTEGER PRIMARY KEY,
    run      TEXT NOT NULL,
    line     TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS changes_by_run ON changes (run);

-- What a committed batch has still to do to files; empty but for the moment of publishing, or after a kill.
CREATE TABLE IF NOT EXISTS intents (
    number INTEGER PRIMARY KEY,
    staged TEXT,              -- temporary file, relative to the data folder; NULL: the path is to be removed
    path   TEXT NOT NULL
);

-- Addresses whose page is gone: what was captured there before makes no article any more.
CREATE TABLE IF NOT EXISTS gone (
    address TEXT PRIMARY KEY,
    at      TEXT NOT NULL     -- ISO 8601, UTC
) WITHOUT ROWID;

-- The frontier: each address that the scraper asked for or means to ask for, and how that ended last time.
CREATE TABLE IF NOT EXISTS frontier (
    url      TEXT PRIMARY KEY, -- as it is asked for
    source   TEXT NOT NULL,    -- of sources.toml; empty for addresses given by hand
    state    TEXT NOT NULL,    -- due, done, parked, gone or moved
    found    TEXT NOT NULL,    -- when it was first met; all times ISO 8601 in UTC
    changed  TEXT,             -- when the page last changed, as feeds and sitemaps tell
    asked    TEXT,             -- when it was last asked for
    run      TEXT,             -- the scrape that did
    tries    INTEGER NOT NULL, -- how often in a row its page was not there (404, 410)
    until    TEXT,             -- parked until then
    answerer TEXT,             -- the address that answered, redirects followed
    cause    TEXT              -- why it failed last time; NULL if it did not
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS frontier_by_source ON frontier (source, state);
CREATE INDEX IF NOT EXISTS frontier_by_run ON frontier (run);

-- The newest answer of each address: what conditional requests and revisit records refer to.
CREATE TABLE IF NOT EXISTS newest (
    url           TEXT PRIMARY KEY, -- the address that answered
    capture_id    TEXT NOT NULL,    -- empty for a feed or sitemap, which is no capture
    raw_path      TEXT NOT NULL,    -- likewise
    date          TEXT NOT NULL,    -- WARC-Date
    digest        TEXT NOT NULL,    -- WARC-Payload-Digest
    etag          TEXT,
    last_modified TEXT
) WITHOUT ROWID;

-- One row per scrape; one that was killed is gone on with by the next one of the same plan.
CREATE TABLE IF NOT EXISTS scrapes (
    id      TEXT PRIMARY KEY,
    plan    TEXT NOT NULL,    -- digest of what it was to fetch
    started TEXT NOT NULL,
    ended   TEXT
) WITHOUT ROWID;

-- One row per export ever written: where its articles lie, should one have to be forgotten.
CREATE TABLE IF NOT EXISTS exports (
    folder   TEXT PRIMARY KEY,
    form     TEXT NOT NULL,
    sequence INTEGER NOT NULL
) WITHOUT ROWID;

-- What a person decided about an article, and the captures that it holds for: those known when it was decided.
CREATE TABLE IF NOT EXISTS decisions (
    article_id TEXT PRIMARY KEY,
    verdict    TEXT NOT NULL, -- accepted or rejected
    why        TEXT NOT NULL,
    at         TEXT NOT NULL  -- ISO 8601, UTC
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS decided (
    article_id TEXT NOT NULL,
    capture_id TEXT NOT NULL,
    PRIMARY KEY (article_id, capture_id)
) WITHOUT ROWID;

-- What a person decided about just one version that waits because its site is held back.
CREATE TABLE IF NOT EXISTS decided_alone (
    capture_id TEXT PRIMARY KEY,
    verdict    TEXT NOT NULL, -- accepted or rejected
    why        TEXT NOT NULL,
    at         TEXT NOT NULL  -- ISO 8601, UTC
) WITHOUT ROWID;

-- Near duplicates: each article in the order of its first publication, and what it was found to be a duplicate of.
CREATE TABLE IF NOT EXISTS likenesses (
    number     INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE,
    original   TEXT           -- id of the article it duplicates, or NULL
);
CREATE INDEX IF NOT EXISTS likenesses_by_original ON likenesses (original);

-- The bands of their MinHashes: articles that share one are worth comparing.
CREATE TABLE IF NOT EXISTS bands (
    value  INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (value, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bands_by_number ON bands (number);

-- What a site's articles were like in one run, by language ('*': all inputs); what drift is told by.
CREATE TABLE IF NOT EXISTS statistics (
    number   INTEGER PRIMARY KEY, -- in the order of the runs
    site     TEXT NOT NULL,
    language TEXT NOT NULL,
    run      TEXT NOT NULL,
    sample   TEXT NOT NULL,    -- JSON
    held     INTEGER NOT NULL, -- 1 if some of it was held back
    UNIQUE (site, language, run)
);
-- Addresses that an article's page gives for its text in other languages.
CREATE TABLE IF NOT EXISTS versions (
    article_id TEXT NOT NULL,
    address    TEXT NOT NULL, -- canonical form
    language   TEXT NOT NULL, -- BCP 47, as the page says
    how        TEXT NOT NULL, -- stated (hreflang), or offered by the site's language switch
    PRIMARY KEY (article_id, address)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS versions_by_address ON versions (address);

-- Addresses that are forgotten, as digests, and why: the log of what was erased, and what keeps it from coming back.
CREATE TABLE IF NOT EXISTS forgotten (
    address TEXT PRIMARY KEY, -- sha256 of its canonical form
    why     TEXT NOT NULL,
    at      TEXT NOT NULL     -- ISO 8601, UTC
) WITHOUT ROWID;

-- Erasures that were begun: any run finishes them. Empty but while one is carried out, or after a kill.
CREATE TABLE IF NOT EXISTS erasures (
    number INTEGER PRIMARY KEY,
    what   TEXT NOT NULL
);

-- Evidence that was let go by age: paths in data/audit that are not missed.
CREATE TABLE IF NOT EXISTS freed (
    path TEXT PRIMARY KEY
) WITHOUT ROWID;
