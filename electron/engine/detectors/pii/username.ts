/** User names that are assigned or told as such. */
import { type LiteralRule, RANK } from '../rule.ts';
import { type Assigned, assignedAfter, isStandIn } from '../secrets/index.ts';
import { isWholeWord } from './labelled.ts';

const LABELS = [
  'username',
  'user_name',
  'user name',
  'user-name',
  'login name',
  'userid',
  'user id',
  'benutzername',
  "nom d'utilisateur",
  'nombre de usuario',
  'nome utente',
  'nome de usuário',
  'gebruikersnaam',
  'nazwa użytkownika',
  'имя пользователя',
  '用户名',
  'ユーザー名',
  'screen name',
  'screenname',
  'login id',
];
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.@+-]{2,63}$/u;
const NOT_A_NAME =
  /^(?:is|and|or|the|a|an|in|not|must|should|can|cannot|required|optional|string|str|text|field|name|email|password|login|user|users?|admin|root|none|null|true|false|input|value|varchar|char|self|this|has|was|will|already|taken|invalid|exists|available|for|of|to|from|with|guest|default|anonymous|unknown|undefined|label|type|id|int|uuid)$/i;

/** `Username svc-backup01`, as tables have it: what no word of a language looks like. */
const HANDLE = / {1,3}(?=[\w.-]*[\d_])[a-z][\w.-]{2,31}(?=$|[\s,;)])/iy;
function handleAfter(text: string, end: number): Pick<Assigned, 'start' | 'end' | 'quoted' | 'how'> | null {
  HANDLE.lastIndex = end;
  const match = HANDLE.exec(text);
  if (match === null) return null;
  const stop = end + match[0].length;
  return { start: end + match[0].length - match[0].trimStart().length, end: stop, quoted: false, how: 'prose' };
}

export const usernameRule: LiteralRule = {
  id: 'pii.username',
  literals: LABELS,
  wholeWord: true,
  tryAt(pass, at, end) {
    if (!isWholeWord(pass.text, at, end)) return;
    const assigned = assignedAfter(pass, at, end) ?? handleAfter(pass.text, end);
    if (assigned === null || assigned.how === 'argument') return;
    const value = pass.text.slice(assigned.start, assigned.end);
    if (!NAME.test(value) || (value.charCodeAt(0) < 128 && NOT_A_NAME.test(value)) || isStandIn(value)) return;
    // Bare words after an operator are variables as often as names: `username=username_field`.
    if (
      !assigned.quoted &&
      /[a-z][A-Z]|_(?:name|field|input|id)$|^[a-z]+\.[a-z]+\b(?!@)/.test(value) &&
      !value.includes('@')
    )
      return;
    pass.add({
      type: 'username',
      rule: this.id,
      confidence: assigned.quoted ? 0.75 : 0.6,
      start: assigned.start,
      end: assigned.end,
      rank: RANK.loose,
    });
  },
};
