/**
 * The schema, as a list of steps: `PRAGMA user_version` counts the steps a database has been through. A step is never
 * edited once released; a change is a new step.
 *
 * What is derived (counters, hours, tallies, the names and times in agents) is a function of exchanges and findings and
 * is kept in the transaction that changes them. counters.ts says which function.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

  -- One agent = one collection. Only agents with exchanges have a row; first_seen_at, last_seen_at and source are those
  -- of its exchanges with the lowest and the highest seq (arrival order, whatever the clock did).
  CREATE TABLE agents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
  );

  -- The list row, and where in its pack the rest of the exchange stands (NULL while open and after a crash).
  CREATE TABLE exchanges (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    started_at INTEGER NOT NULL,
    ingress TEXT NOT NULL,
    agent_id INTEGER NOT NULL,
    agent_source TEXT NOT NULL,
    session TEXT,
    dialect TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    model TEXT,
    status INTEGER,
    upstream_status INTEGER,
    state TEXT NOT NULL,
    verdict TEXT,
    policy TEXT,
    mode TEXT NOT NULL,
    findings INTEGER NOT NULL,
    severity TEXT,
    input_tokens INTEGER,
    output_tokens INTEGER,
    duration_ms REAL,
    first_byte_ms REAL,
    gate_ms REAL,
    request_bytes INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    streamed INTEGER NOT NULL,
    marks TEXT,
    pack_id INTEGER,
    pack_start INTEGER,
    pack_length INTEGER
  );
  CREATE INDEX exchanges_by_agent ON exchanges (agent_id);
  CREATE INDEX exchanges_by_time ON exchanges (started_at);
  CREATE INDEX exchanges_open ON exchanges (seq) WHERE state = 'open';
  -- The rows a person looks for among very many ordinary ones.
  CREATE INDEX exchanges_judged ON exchanges (verdict) WHERE verdict <> 'allow';

  -- Headers and bodies of a few exchanges each, compressed together (bodies.ts).
  CREATE TABLE packs (
    id INTEGER PRIMARY KEY,
    members INTEGER NOT NULL,
    data BLOB NOT NULL
  );

  -- AUTOINCREMENT: an id a window still holds must never come to mean another finding.
  CREATE TABLE findings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    exchange_seq INTEGER NOT NULL,
    type TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    confidence REAL NOT NULL,
    side TEXT NOT NULL,
    role TEXT NOT NULL,
    pointer TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    view TEXT NOT NULL,
    policy TEXT,
    action TEXT NOT NULL,
    evidence TEXT NOT NULL,
    status TEXT
  );
  CREATE INDEX findings_by_exchange ON findings (exchange_seq);
  CREATE INDEX findings_by_type ON findings (type, exchange_seq);
  CREATE INDEX findings_by_rule ON findings (rule, exchange_seq);
  -- status is set on violations only.
  CREATE INDEX findings_by_status ON findings (status) WHERE status IS NOT NULL;

  -- agent_id 0: everything stored.
  CREATE TABLE counters (
    agent_id INTEGER PRIMARY KEY,
    exchanges INTEGER NOT NULL,
    allow INTEGER NOT NULL,
    alert INTEGER NOT NULL,
    warn INTEGER NOT NULL,
    mask INTEGER NOT NULL,
    block INTEGER NOT NULL,
    open_violations INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL
  );
  CREATE TABLE hours (
    agent_id INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    exchanges INTEGER NOT NULL,
    allow INTEGER NOT NULL,
    alert INTEGER NOT NULL,
    warn INTEGER NOT NULL,
    mask INTEGER NOT NULL,
    block INTEGER NOT NULL,
    PRIMARY KEY (agent_id, hour)
  ) WITHOUT ROWID;
  -- kind 'endpoint': name is "METHOD /path"; 'model': '' is none; 'ingress'; 'rule': count is of findings.
  CREATE TABLE tallies (
    kind TEXT NOT NULL,
    agent_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    PRIMARY KEY (kind, agent_id, name)
  ) WITHOUT ROWID;
  `,
  // What exchanges cost at list price, in billionths of a US dollar; priced: how many have a price.
  `
  ALTER TABLE exchanges ADD COLUMN cost_nano INTEGER;
  ALTER TABLE exchanges ADD COLUMN price_date TEXT;
  ALTER TABLE counters ADD COLUMN cost_nano INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE counters ADD COLUMN priced INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tallies ADD COLUMN cost_nano INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tallies ADD COLUMN priced INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- What is to be delivered to Akto, and what became of it: a row for each exchange that ended while sync was on.
  -- unsure: it was sent and nobody knows whether it arrived, so that the next sending may repeat it (repeats counts
  -- these). accepted: the numbers of its records that were acknowledged while another was refused, as JSON.
  CREATE TABLE outbox (
    exchange_seq INTEGER PRIMARY KEY,
    agent_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    tries INTEGER NOT NULL,
    repeats INTEGER NOT NULL,
    unsure INTEGER NOT NULL,
    size_bytes INTEGER,
    accepted TEXT,
    changed_at INTEGER NOT NULL
  );
  CREATE INDEX outbox_by_state ON outbox (state, exchange_seq);
  -- The expression is the lane of outbox.ts: a collection is always in the same one.
  CREATE INDEX outbox_queued ON outbox (agent_id % 4, exchange_seq) WHERE state = 'queued';
  -- Derived, changed in the transaction that changes outbox.
  CREATE TABLE outbox_counts (
    agent_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (agent_id, state)
  ) WITHOUT ROWID;
  -- 'delivered', 'repeats', 'last_delivered_at': they outlive the exchanges.
  CREATE TABLE outbox_totals (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  `,
  // What a JSON-RPC call asks for: method, and tool, prompt or resource.
  'ALTER TABLE exchanges ADD COLUMN operation TEXT;',
];
