/** Passwords that programs take as an argument of their own form. */
import { RANK } from '../rule.ts';
import type { Documented, SecretRule } from './documented-rule.ts';
import { isStandIn } from './value.ts';

interface Command extends Documented {
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
    source: 'https://dev.mysql.com/doc/refman/8.4/en/connecting.html',
    samples: ['mysql -u root -pX7{A10} app', "mariadb-dump -h db01 -p'Y3{A12}' app > app.sql"],
    lookalikes: ['mysql -u root -p app', 'mkdir -pv build1'],
    literals: [' -p'],
    names: ['mysql', 'mariadb', 'mycli'],
    program: /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mycli)\b[^|;\n]*$/i,
    value: new RegExp(` -p${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.command-password',
    source: 'https://docs.docker.com/reference/cli/docker/login/',
    samples: ['docker login -u ci -p Z9{A12} registry.acme.io', 'sshpass -p "K4{A10}" ssh deploy@acme.io'],
    lookalikes: ['docker run -p 8080:80 nginx', 'ssh -p 2222 root@host'],
    literals: [' -p '],
    names: ['sshpass', 'login', 'mongo', '7z', 'zip', 'unrar'],
    program:
      /\b(?:sshpass|(?:docker|podman|helm|oc|az|nerdctl|skopeo|buildah)\s[^|;\n]{0,40}login|mongo(?:sh|dump|restore)?|7z|zip|unrar)\b[^|;\n]*$/i,
    value: new RegExp(` -p ${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.redis-password',
    literals: [' -a '],
    source: 'https://redis.io/docs/latest/develop/tools/cli/',
    samples: ['redis-cli -h cache -a V6{A12} ping', "redis-cli -a 'W8{A10}'"],
    lookalikes: ['ls -a config1', 'redis-cli -a $REDIS_PASSWORD'],
    names: ['redis-cli'],
    program: /\bredis-cli\b[^|;\n]*$/i,
    value: new RegExp(` -a ${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.redis-password',
    literals: ['requirepass ', 'masterauth '],
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
    samples: ['requirepass T5{A20}', '> config set requirepass Q2{A16}'],
    lookalikes: ['requirepass foobared', '# requirepass <password>'],
    names: [],
    program: /(?:^|[\n"'`$>#]|redis[^\n]*)\s*(?:config set )?$/i,
    value: new RegExp(`(?:requirepass|masterauth) ${QUOTED}`, 'diy'),
  },
  {
    id: 'secrets.ldap-password',
    source: 'https://www.openldap.org/software/man.cgi?query=ldapsearch',
    samples: ['ldapsearch -D "cn=admin,dc=acme" -w R4{A12} -b dc=acme', "ldapmodify -x -w 'S8{A10}' -f a.ldif"],
    lookalikes: ['grep -w password1 file', 'ldapsearch -x -w $LDAP_PASSWORD -b dc=acme'],
    literals: [' -w '],
    names: ['ldapsearch', 'ldapmodify', 'ldapadd', 'ldappasswd', 'ldapwhoami', 'ldapdelete'],
    program: /\bldap(?:search|modify|add|passwd|whoami|delete)\b[^|;\n]*$/i,
    value: new RegExp(` -w ${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.openssl-password',
    source: 'https://docs.openssl.org/master/man1/openssl-passphrase-options/',
    samples: ["openssl enc -aes-256-cbc -k 'T2{A12}' -in a -out b", 'openssl rsa -in key.pem -passin pass:U9{A12}'],
    lookalikes: ['curl -k https://acme.io/path1', 'openssl rsa -in key.pem -passin env:KEY_PASS'],
    literals: [' -k ', ' pass:'],
    names: ['openssl'],
    program: /\bopenssl\s[^|;\n]*$/i,
    value: new RegExp(`(?: -k | pass:)${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.sqlcmd-password',
    source: 'https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-utility',
    samples: ['sqlcmd -S db01 -U sa -P Xk3{A10}', "bcp app.dbo.orders out orders.dat -U sa -P 'Yq4{A12}'"],
    lookalikes: ['sqlcmd -S db01 -U sa -P $SA_PASSWORD', 'scp -P 2222 a.txt root@host1:'],
    literals: [' -p '],
    names: ['sqlcmd', 'bcp'],
    program: /\b(?:sqlcmd|bcp)\b[^|;\n]*$/i,
    value: new RegExp(` -P ${QUOTED}`, 'dy'),
  },
  {
    id: 'secrets.samba-password',
    source: 'https://www.samba.org/samba/docs/current/man-html/smbclient.1.html',
    samples: ['smbclient //srv01/share -U jdoe%Xk3{A10}', "rpcclient -U 'corp\\jdoe%Yq4{A12}' dc01"],
    lookalikes: ['smbclient //srv01/share -U jdoe%$PASSWORD', 'date -u +%Y-%m-%dT10'],
    literals: [' -u '],
    names: ['smbclient', 'rpcclient', 'smbget', 'smbcacls'],
    program: /\b(?:smbclient|rpcclient|smbget|smbcacls)\b[^|;\n]*$/i,
    value: / -U ["']?[\w.\\/@-]{1,64}%(?<value>[^\s'";|&<>]{4,128})/dy,
  },
  {
    id: 'secrets.net-use-password',
    source:
      'https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2012-r2-and-2012/gg651155%28v=ws.11%29',
    samples: ['net use \\\\srv01\\share /user:corp\\jdoe Xk3{A10}', 'net use Z: \\\\srv01\\s /user:jdoe "Yq4{A12}"'],
    lookalikes: ['net use \\\\srv01\\share /user:corp\\jdoe *', 'net use Z: \\\\srv01\\s /user:jdoe /persistent:yes1'],
    literals: [' /user:'],
    names: ['net use'],
    program: /\bnet use\s[^|;\n]*$/i,
    value: new RegExp(` /user:[^\\s/]{1,64} (?!/)${QUOTED}`, 'diy'),
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
      // A setting of its own stands behind a blank, a prompt, a quote or a line end.
      if (names.length === 0 && at > 0 && !/[\s"'`$>#]/.test(text[at - 1]!)) return;
      value.lastIndex = at;
      const groups = value.exec(text)?.indices?.groups;
      const span = groups?.['single'] ?? groups?.['double'] ?? groups?.['value'];
      if (span === undefined || isStandIn(text.slice(...span))) return;
      const reach = names.length === 0 ? PROMPT_REACH : LINE_REACH;
      if (!program.test(text.slice(Math.max(0, at - reach), at))) return;
      pass.add({
        type: 'password',
        rule: documented.id,
        confidence: 0.85,
        start: span[0],
        end: span[1],
        rank: RANK.assignedSecret,
      });
    },
  }),
);
