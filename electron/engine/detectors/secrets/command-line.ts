/** Passwords that programs take as an argument of their own form. */
import { type LiteralRule, RANK } from '../rule.ts';
import { isStandIn } from './value.ts';

interface Command {
  readonly id: string;
  readonly literals: readonly string[];
  /** The program that takes it, before it on its line. */
  readonly program: RegExp;
  /** From the literal on; group `value`. */
  readonly value: RegExp;
}

const QUOTED = String.raw`(?:'(?<single>[^'\s]{4,128})'|"(?<double>[^"\s]{4,128})"|(?<value>[^\s'";|&<>]{4,128}))`;
const LINE_REACH = 300;

const COMMANDS: readonly Command[] = [
  {
    id: 'secrets.mysql-password',
    literals: [' -p'],
    program: /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mycli)\b[^|;\n]*$/i,
    value: new RegExp(` -p${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.command-password',
    literals: [' -p '],
    program:
      /\b(?:sshpass|(?:docker|podman|helm|oc|az|nerdctl|skopeo|buildah)\s[^|;\n]{0,40}login|mongo(?:sh|dump|restore)?|7z|zip|unrar)\b[^|;\n]*$/i,
    value: new RegExp(` -p ${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.redis-password',
    literals: [' -a '],
    program: /\bredis-cli\b[^|;\n]*$/i,
    value: new RegExp(` -a ${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.redis-password',
    literals: ['requirepass ', 'masterauth '],
    program: /(?:^|[\n"'`$>#]|redis[^\n]*)\s*(?:config set )?$/i,
    value: new RegExp(`(?:requirepass|masterauth) ${QUOTED}`, 'diy'),
  },
];

export const commandLineRules: readonly LiteralRule[] = COMMANDS.map(({ id, literals, program, value }) => ({
  id,
  literals,
  tryAt(pass, at) {
    const { text } = pass;
    value.lastIndex = at;
    const groups = value.exec(text)?.indices?.groups;
    const span = groups?.['single'] ?? groups?.['double'] ?? groups?.['value'];
    if (span === undefined || isStandIn(text.slice(...span))) return;
    if (!program.test(text.slice(Math.max(0, at - LINE_REACH), at))) return;
    pass.add({ type: 'password', rule: id, confidence: 0.85, start: span[0], end: span[1], rank: RANK.assignedSecret });
  },
}));
