/** Names of agents to ids and back, and what a collection takes from its first and last exchange. */
import type { AgentSource, CollectionSummary, ExchangeRow } from '../../../shared/domain/index.ts';
import type { Db } from './database.ts';
import { emptySummary } from './summaries.ts';

interface Edge {
  readonly startedAt: number;
  readonly source: AgentSource;
}

export class AgentTable {
  readonly #ids = new Map<string, number>();
  /** Agents that lost their last exchange in the transaction under way. */
  #emptied: { id: number; name: string }[] = [];
  readonly #byName;
  readonly #byId;
  readonly #insert;
  readonly #first;
  readonly #last;
  readonly #update;
  readonly #drop;

  constructor(db: Db) {
    const edge =
      'SELECT started_at AS startedAt, agent_source AS source FROM exchanges WHERE agent_id = ? ORDER BY seq';
    this.#byName = db.prepare<[string], number>('SELECT id FROM agents WHERE name = ?').pluck();
    this.#byId = db.prepare<[number], { name: string; source: AgentSource; at: number }>(
      'SELECT name, source, last_seen_at AS at FROM agents WHERE id = ?',
    );
    this.#insert = db.prepare('INSERT INTO agents (name, source, first_seen_at, last_seen_at) VALUES (?, ?, ?, ?)');
    this.#first = db.prepare<[number], Edge>(`${edge} LIMIT 1`);
    this.#last = db.prepare<[number], Edge>(`${edge} DESC LIMIT 1`);
    this.#update = db.prepare('UPDATE agents SET source = ?, first_seen_at = ?, last_seen_at = ? WHERE id = ?');
    this.#drop = db.prepare('DELETE FROM agents WHERE id = ?');
  }

  /** The id of the row's agent, which is made known when it is new. */
  idOf({ agent, agentSource, startedAt }: ExchangeRow): number {
    const known = this.#ids.get(agent) ?? this.#byName.get(agent);
    const id = known ?? Number(this.#insert.run(agent, agentSource, startedAt, startedAt).lastInsertRowid);
    this.#ids.set(agent, id);
    return id;
  }

  /** Brings agents whose exchanges changed up to date; returns what to say of those that have none left. */
  refresh(ids: readonly number[]): CollectionSummary[] {
    const emptied: CollectionSummary[] = [];
    for (const id of ids) {
      const first = this.#first.get(id);
      const last = this.#last.get(id);
      if (first !== undefined && last !== undefined) {
        this.#update.run(last.source, first.startedAt, last.startedAt, id);
        continue;
      }
      const agent = this.#byId.get(id);
      if (agent === undefined) continue;
      this.#drop.run(id);
      this.#emptied.push({ id, name: agent.name });
      emptied.push(emptySummary(agent.name, agent.source, agent.at));
    }
    return emptied;
  }

  /** The transaction was committed. */
  settle(): void {
    for (const { name } of this.#emptied) this.#ids.delete(name);
    this.#emptied = [];
  }

  /** It was not: ids given meanwhile mean nothing. */
  forget(): void {
    this.#ids.clear();
    this.#emptied = [];
  }
}
