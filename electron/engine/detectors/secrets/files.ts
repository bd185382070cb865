/** Passwords in files that programs keep them in, each in a form of its own. */
import { RANK } from '../rule.ts';
import type { SecretRule } from './documented-rule.ts';
import { isBasic } from './http.ts';
import { isStandIn } from './value.ts';

const NETRC_LOGIN = /(?:^|\s)login\s{1,8}[^\s]{1,80}\s{1,8}$/i;
const REACH = 100;
const NETRC_VALUE = /\s{1,8}(?<value>[^\s]{4,128})/dy;

export const netrcRule: SecretRule = {
  id: 'secrets.netrc-password',
  source: 'https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html',
  samples: ['machine api.acme.io login deploy password h7{A10}', 'machine ci.acme.io\n  login bot\n  password q3{A12}'],
  lookalikes: ['the login form and password field', 'machine ci.acme.io login bot password $PASSWORD'],
  literals: ['password'],
  wholeWord: true,
  tryAt(pass, at, end) {
    const { text } = pass;
    NETRC_VALUE.lastIndex = end;
    const span = NETRC_VALUE.exec(text)?.indices?.groups?.['value'];
    if (span === undefined || !NETRC_LOGIN.test(text.slice(Math.max(0, at - REACH), at))) return;
    const value = text.slice(...span);
    // A word of prose follows `password` as well.
    if (isStandIn(value.replaceAll(/^["']+|["']+$/g, '')) || /^[\p{L},.;:-]+$/u.test(value)) return;
    pass.add({
      type: 'password',
      rule: this.id,
      confidence: 0.85,
      start: span[0],
      end: span[1],
      rank: RANK.assignedSecret,
    });
  },
};

const PGPASS_HOST = /(?:^|[\s"'`])[\w.*-]{1,100}$/;
const PGPASS_REST = /(?:[\w*.-]{1,63}:){2}(?<value>[^\s:"'`]{4,128})(?=[\s"'`]|$)/dy;

export const pgpassRule: SecretRule = {
  id: 'secrets.pgpass-password',
  source: 'https://www.postgresql.org/docs/current/libpq-pgpass.html',
  samples: ['db01.acme.io:5432:app:deploy:h7{A10}', '*:5432:*:app:q3{A12}'],
  lookalikes: ['db01.acme.io:5432:app:deploy:password', 'ports: 5432:5432:tcp'],
  literals: [':5432:'],
  tryAt(pass, at, end) {
    const { text } = pass;
    PGPASS_REST.lastIndex = end;
    const span = PGPASS_REST.exec(text)?.indices?.groups?.['value'];
    if (span === undefined || isStandIn(text.slice(...span))) return;
    if (!PGPASS_HOST.test(text.slice(Math.max(0, at - REACH), at))) return;
    pass.add({
      type: 'password',
      rule: this.id,
      confidence: 0.8,
      start: span[0],
      end: span[1],
      rank: RANK.assignedSecret,
    });
  },
};

const AUTH_VALUE = /\s{0,4}:\s{0,4}"(?<value>[A-Za-z0-9+/]{8,400}={0,2})"/dy;

export const dockerAuthRule: SecretRule = {
  id: 'secrets.docker-auth',
  source: 'https://docs.docker.com/reference/cli/docker/login/',
  samples: ['{"auths":{"r.acme.io":{"auth":"ZGVwbG95OlhrM21ROXBMdzJadA=="}}}', '"auth": "Ym90OlF3N3pSNHRZOHBMMW5N"'],
  lookalikes: ['"auth": "none"', '"auth": "{A32}"'],
  literals: ['"auth"'],
  tryAt(pass, _at, end) {
    AUTH_VALUE.lastIndex = end;
    const span = AUTH_VALUE.exec(pass.text)?.indices?.groups?.['value'];
    if (span === undefined || !isBasic(pass.text.slice(...span))) return;
    pass.add({
      type: 'secret.docker_auth',
      rule: this.id,
      confidence: 0.9,
      start: span[0],
      end: span[1],
      rank: RANK.credential,
    });
  },
};
