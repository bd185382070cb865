/** Credentials in URLs (RFC 3986 section 3.2.1, userinfo) and database addresses. */
import { RANK } from '../rule.ts';
import type { SecretRule } from './documented-rule.ts';
import { isStandIn } from './value.ts';

const DATABASE =
  /^(?:mongodb|mysql|mariadb|postgres|postgresql|redis|rediss|amqp|amqps|mssql|sqlserver|oracle|clickhouse|cockroachdb|cassandra|couchdb|neo4j|bolt|influxdb|db2|ldap|ldaps|kafka|nats|memcached|snowflake|redshift|trino|presto|hive|vertica|teradata|timescaledb)/;
const MAX_USERINFO = 512;

export const urlRule: SecretRule = {
  id: 'secrets.url-credentials',
  source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
  samples: ['git clone https://deploy:{A16}@git.acme.io/app.git', 'postgres://app:{A16}@db.acme.io:5432/app'],
  lookalikes: ['https://user:password@example.com/', 'http://acme.io:8080/path@home'],
  literals: ['://', ':\\/\\/'],
  tryAt(pass, at, end) {
    const { text } = pass;
    const scheme = schemeBefore(text, at);
    if (scheme === '') return;
    const userinfo = userinfoAt(text, end);
    if (userinfo === null) return;
    const colon = text.indexOf(':', end);
    const user = text.slice(end, colon);
    const password = text.slice(colon + 1, userinfo);
    if (isPlaceholderPair(user, password, hostAt(text, userinfo + 1))) return;
    const database = DATABASE.test(scheme);
    pass.add({
      type: database ? 'secret.database_url' : 'url_credentials',
      rule: database ? 'secrets.database-url' : this.id,
      confidence: 0.9,
      start: end,
      end: userinfo,
      rank: RANK.credential,
    });
  },
};

/** The letters before `://`, with sub-schemes (`mongodb+srv`, `jdbc:mysql`) cut to the last one. */
function schemeBefore(text: string, at: number): string {
  let from = at;
  while (from > 0 && at - from < 24 && /[a-z0-9+.-]/i.test(text[from - 1]!)) from -= 1;
  return text.slice(from, at).toLowerCase();
}

/** Index of the `@` that ends the userinfo, when it has a colon in it; else null. */
function userinfoAt(text: string, from: number): number | null {
  const limit = Math.min(text.length, from + MAX_USERINFO);
  let colon = -1;
  let at = -1;
  for (let index = from; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 64) at = index;
    else if (code === 58 && colon === -1) colon = index;
    // Passwords are often not percent-encoded; a slash, a quote or a space ends the authority all the same.
    else if (code <= 32 || code === 47 || code === 34 || code === 39 || code === 60 || code === 62 || code === 96)
      break;
    else if (code === 92 || code === 35 || (code === 63 && at !== -1)) break;
  }
  if (at === -1 || colon === -1 || colon >= at - 1) return null;
  // A host must follow.
  return /[a-z0-9[_]/i.test(text[at + 1] ?? '') ? at : null;
}

/** Default accounts of local databases, and what documentation writes: a user called `user` at `example.com`. */
const STAND_IN_USER =
  /^(?:user(?:name|id)?|usr|login|name|u|me|you|foo|client|account|username_?\d?|dbuser|db_user|my[_-]?user)$/i;
const LOCAL_HOST =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host(?:name)?$|db$|server$|domain|your|my|some|test|(?:[\w-]+\.)*(?:example|test|invalid|local)(?:\.|$))/i;

function isPlaceholderPair(user: string, password: string, host: string): boolean {
  if (/^[{<$%[]/.test(user) || /[{}<>]|\$\(/.test(password)) return true;
  if (user === password) return LOCAL_HOST.test(host) || STAND_IN_USER.test(user);
  if (!isStandIn(password)) return false;
  // `admin:password@ftp.acme.io` is how too many servers are really reached.
  return (
    !/^(?:password|passw0rd|secret|test|default)$/i.test(password) ||
    STAND_IN_USER.test(user) ||
    LOCAL_HOST.test(host) ||
    user === ''
  );
}

function hostAt(text: string, from: number): string {
  return /^[^\s/:?#"'<>]{0,253}/.exec(text.slice(from, from + 253))?.[0] ?? '';
}
