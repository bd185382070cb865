/** Passwords that programs take as an argument of their own form. */
import { type LiteralRule, RANK } from '../rule.ts';
import { isStandIn } from './value.ts';

interface Command {
  readonly id: string;
  readonly literals: readonly string[];
  /** Words of which one is in the program's name; without it nothing is looked at. Empty: no such word. */
  readonly names: readonly string[];
  /** The program that takes it, before it on its line. */
  readonly program: RegExp;
  /** From the literal on; group `value`. */
  readonly value: RegExp;
}

const QUOTED = String.raw`(?:'(?<single>[^'\s]{4,128})'|"(?<double>[^"\s]{4,128})"|(?<value>[^\s'";|&<>]{4,128}))`;
const LINE_REACH = 300;
/** The same where only a prompt or a command of two words stands before. */
const PROMPT_REACH = 80;

const COMMANDS: readonly Command[] = [
  {
    id: 'secrets.mysql-password',
    literals: [' -p'],
    names: ['mysql', 'mariadb', 'mycli'],
    program: /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mycli)\b[^|;\n]*$/i,
    value: new RegExp(` -p${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.command-password',
    literals: [' -p '],
    names: ['sshpass', 'login', 'mongo', '7z', 'zip', 'unrar'],
    program:
      /\b(?:sshpass|(?:docker|podman|helm|oc|az|nerdctl|skopeo|buildah)\s[^|;\n]{0,40}login|mongo(?:sh|dump|restore)?|7z|zip|unrar)\b[^|;\n]*$/i,
    value: new RegExp(` -p ${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.redis-password',
    literals: [' -a '],
    names: ['redis-cli'],
    program: /\bredis-cli\b[^|;\n]*$/i,
    value: new RegExp(` -a ${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.redis-password',
    literals: ['requirepass ', 'masterauth '],
    names: [],
    program: /(?:^|[\n"'`$>#]|redis[^\n]*)\s*(?:config set )?$/i,
    value: new RegExp(`(?:requirepass|masterauth) ${QUOTED}`, 'diy'),
  },
];

export const commandLineRules: readonly LiteralRule[] = COMMANDS.map(({ id, literals, names, program, value }) => ({
  id,
  literals: [...literals, ...names],
  tryAt(pass, at) {
    const { text } = pass;
    // Its name only opens the line for what follows.
    const named = `${id} program`;
    if (names.length > 0 && text.charCodeAt(at) !== 32) {
      pass.taken.set(named, at);
      return;
    }
    if (names.length > 0 && at - (pass.taken.get(named) ?? -LINE_REACH) >= LINE_REACH) return;
    value.lastIndex = at;
    const groups = value.exec(text)?.indices?.groups;
    const span = groups?.['single'] ?? groups?.['double'] ?? groups?.['value'];
    if (span === undefined || isStandIn(text.slice(...span))) return;
    const reach = names.length === 0 ? PROMPT_REACH : LINE_REACH;
    if (!program.test(text.slice(Math.max(0, at - reach), at))) return;
    pass.add({ type: 'password', rule: id, confidence: 0.85, start: span[0], end: span[1], rank: RANK.assignedSecret });
  },
}));
