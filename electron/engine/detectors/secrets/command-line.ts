/** Passwords that programs take as an argument of their own form. */
import { type Pass, RANK } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import type { Documented, SecretRule } from './documented-rule.ts';
import { isStandIn } from './value.ts';

interface Command extends Documented {
  readonly id: string;
  readonly literals: readonly string[];
  /** Words of which one is in the program's name; without it nothing is looked at. Empty: no such word. */
  readonly names: readonly string[];
  /** The program that takes it, before it on its line; sticky. Without `names`: all that stands before it. */
  readonly program: RegExp;
  /** From the literal on; a group is the password, and nothing but its closing quote stands behind it. */
  readonly value: RegExp;
}

const QUOTED = String.raw`(?:'([^'\s]{4,128})'|"([^"\s]{4,128})"|([^\s'";|&<>]{4,128}))`;
const LINE_REACH = 300;
/** The same where only a prompt or a command of two words stands before. */
const PROMPT_REACH = 80;

const COMMANDS: readonly Command[] = [
  {
    id: 'secrets.mysql-password',
    source: 'https://dev.mysql.com/doc/refman/8.4/en/connecting.html',
    samples: ['mysql -u root -pX7{A10} app', "mariadb-dump -h db01 -p'Y3{A12}' app > app.sql"],
    lookalikes: ['mysql -u root -p app', 'mkdir -pv build1'],
    literals: [' -p'],
    names: ['mysql', 'mariadb', 'mycli'],
    program: /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mycli)\b/iy,
    value: new RegExp(` -p${QUOTED}`, 'y'),
  },
  {
    id: 'secrets.command-password',
    source: 'https://docs.docker.com/reference/cli/docker/login/',
    samples: ['docker login -u ci -p Z9{A12} registry.acme.io', 'sshpass -p "K4{A10}" ssh deploy@acme.io'],
    lookalikes: ['docker run -p 8080:80 nginx', 'ssh -p 2222 root@host'],
    literals: [' -p '],
    names: ['sshpass', 'login', 'mongo', '7z', 'zip', 'unrar'],
    program:
      /\b(?:sshpass|(?:docker|podman|helm|oc|az|nerdctl|skopeo|buildah)\s[^|;\n]{0,40}?login|mongo(?:sh|dump|restore)?|7z|zip|unrar)\b/iy,
    value: new RegExp(` -p ${QUOTED}`, 'y'),
  },
  {
    id: 'secrets.redis-password',
    literals: [' -a '],
    source: 'https://redis.io/docs/latest/develop/tools/cli/',
    samples: ['redis-cli -h cache -a V6{A12} ping', "redis-cli -a 'W8{A10}'"],
    lookalikes: ['ls -a config1', 'redis-cli -a $REDIS_PASSWORD'],
    names: ['redis-cli'],
    program: /\bredis-cli\b/iy,
    value: new RegExp(` -a ${QUOTED}`, 'y'),
  },
  {
    id: 'secrets.redis-password',
    literals: ['requirepass ', 'masterauth '],
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
    samples: ['requirepass T5{A20}', '> config set requirepass Q2{A16}'],
    lookalikes: ['requirepass foobared', '# requirepass <password>'],
    names: [],
    program: /(?:^|[\n"'`$>#]|redis[^\n]*)\s*(?:config set )?$/i,
    value: new RegExp(`(?:requirepass|masterauth) ${QUOTED}`, 'iy'),
  },
  {
    id: 'secrets.ldap-password',
    source: 'https://www.openldap.org/software/man.cgi?query=ldapsearch',
    samples: ['ldapsearch -D "cn=admin,dc=acme" -w R4{A12} -b dc=acme', "ldapmodify -x -w 'S8{A10}' -f a.ldif"],
    lookalikes: ['grep -w password1 file', 'ldapsearch -x -w $LDAP_PASSWORD -b dc=acme'],
    literals: [' -w '],
    names: ['ldapsearch', 'ldapmodify', 'ldapadd', 'ldappasswd', 'ldapwhoami', 'ldapdelete'],
    program: /\bldap(?:search|modify|add|passwd|whoami|delete)\b/iy,
    value: new RegExp(` -w ${QUOTED}`, 'y'),
  },
  {
    id: 'secrets.openssl-password',
    source: 'https://docs.openssl.org/master/man1/openssl-passphrase-options/',
    samples: ["openssl enc -aes-256-cbc -k 'T2{A12}' -in a -out b", 'openssl rsa -in key.pem -passin pass:U9{A12}'],
    lookalikes: ['curl -k https://acme.io/path1', 'openssl rsa -in key.pem -passin env:KEY_PASS'],
    literals: [' -k ', ' pass:'],
    names: ['openssl'],
    program: /\bopenssl\s/iy,
    value: new RegExp(`(?: -k | pass:)${QUOTED}`, 'y'),
  },
  {
    id: 'secrets.sqlcmd-password',
    source: 'https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-utility',
    samples: ['sqlcmd -S db01 -U sa -P Xk3{A10}', "bcp app.dbo.orders out orders.dat -U sa -P 'Yq4{A12}'"],
    lookalikes: ['sqlcmd -S db01 -U sa -P $SA_PASSWORD', 'scp -P 2222 a.txt root@host1:'],
    literals: [' -p '],
    names: ['sqlcmd', 'bcp'],
    program: /\b(?:sqlcmd|bcp)\b/iy,
    value: new RegExp(` -P ${QUOTED}`, 'y'),
  },
  {
    id: 'secrets.samba-password',
    source: 'https://www.samba.org/samba/docs/current/man-html/smbclient.1.html',
    samples: ['smbclient //srv01/share -U jdoe%Xk3{A10}', "rpcclient -U 'corp\\jdoe%Yq4{A12}' dc01"],
    lookalikes: ['smbclient //srv01/share -U jdoe%$PASSWORD', 'date -u +%Y-%m-%dT10'],
    literals: [' -u '],
    names: ['smbclient', 'rpcclient', 'smbget', 'smbcacls'],
    program: /\b(?:smbclient|rpcclient|smbget|smbcacls)\b/iy,
    value: / -U ["']?[\w.\\/@-]{1,64}%([^\s'";|&<>]{4,128})/y,
  },
  {
    id: 'secrets.net-use-password',
    source:
      'https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2012-r2-and-2012/gg651155%28v=ws.11%29',
    samples: ['net use \\\\srv01\\share /user:corp\\jdoe Xk3{A10}', 'net use Z: \\\\srv01\\s /user:jdoe "Yq4{A12}"'],
    lookalikes: ['net use \\\\srv01\\share /user:corp\\jdoe *', 'net use Z: \\\\srv01\\s /user:jdoe /persistent:yes1'],
    literals: [' /user:'],
    names: ['net use'],
    program: /\bnet use\s/iy,
    value: new RegExp(` /user:[^\\s/]{1,64} (?!/)${QUOTED}`, 'iy'),
  },
];

export const commandLineRules: readonly SecretRule[] = COMMANDS.map(
  ({ literals, names, program, value, ...documented }) => ({
    ...documented,
    literals: [...literals, ...names],
    tryAt(pass, at) {
      const { text } = pass;
      // Its name only opens the line for what follows.
      const named = `${documented.id} program`;
      if (names.length > 0 && text.charCodeAt(at) !== 32) {
        pass.taken.set(named, at);
        return;
      }
      if (names.length > 0 && at - (pass.taken.get(named) ?? -LINE_REACH) >= LINE_REACH) return;
      if (names.length === 0) {
        // A setting of its own stands behind a blank, a prompt, a quote or a line end.
        if (at > 0 && !/[\s"'`$>#]/.test(text[at - 1]!)) return;
        if (!program.test(text.slice(Math.max(0, at - PROMPT_REACH), at))) return;
      } else if (at - programBefore(pass, named, program, at) > LINE_REACH) return;
      value.lastIndex = at;
      const match = value.exec(text);
      if (match === null) return;
      const said = match[1] ?? match[2] ?? match[3]!;
      if (isStandIn(said)) return;
      // Asked for places, the engine takes its time.
      const stop = value.lastIndex;
      const start = (/["']/.test(text.charAt(stop - 1)) ? stop - 1 : stop) - said.length;
      pass.add({
        type: 'password',
        rule: documented.id,
        confidence: 0.85,
        start,
        end: start + said.length,
        rank: RANK.assignedSecret,
      });
    },
  }),
);

const NEVER = -1_000_000;
const SEPARATORS = '|;\n';

/**
 * Where the last program begins that takes the option at `at`, which no other command parts from it. However many options
 * a line has, each stretch before them is read once.
 */
function programBefore({ text, commands }: Pass, id: string, program: RegExp, at: number): number {
  const known = commands.get(id) ?? { read: 0, start: NEVER, end: 0 };
  commands.set(id, known);
  let index = Math.max(known.read, at - LINE_REACH);
  for (; index < at; index += 1) {
    if (isLetterOrDigit(text.charCodeAt(index))) {
      if (isLetterOrDigit(text.charCodeAt(index - 1))) continue;
      const length = matchLength(program, text, index);
      if (length === 0) continue;
      // `docker … login` that ends behind this option: the next may be one of its own.
      if (index + length > at) break;
      known.start = index;
      known.end = index + length;
    } else if (index >= known.end && SEPARATORS.includes(text[index]!)) known.start = NEVER;
  }
  known.read = index;
  return known.start;
}

function isLetterOrDigit(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57);
}
