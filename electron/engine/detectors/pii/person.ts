/** Names of people, only when asked for: a title, an introduction or a form field before capitalised words. */
import { type LiteralRule, RANK } from '../rule.ts';
import { isWholeWord } from './labelled.ts';

const TITLES = [
  'mr.',
  'mr',
  'mrs.',
  'mrs',
  'ms.',
  'ms',
  'miss',
  'dr.',
  'dr',
  'prof.',
  'professor',
  'sir',
  'madam',
  'herr',
  'frau',
  'monsieur',
  'madame',
  'mme',
  'señor',
  'señora',
  'sr.',
  'sra.',
  'signor',
  'signora',
];
const LEADS = [
  'my name is',
  'name is',
  "i'm",
  'i am',
  'this is',
  'name:',
  'full name',
  'fullname',
  'first name',
  'last name',
  'full_name',
  'first_name',
  'last_name',
  'customer name',
  'patient',
  'signed',
  'sincerely',
  'regards',
  'dear',
  'partner',
  'contact',
  'ich heiße',
  'mein name ist',
  "je m'appelle",
  'me llamo',
  'mi nombre es',
  'mi chiamo',
  'meu nome é',
  'ik heet',
  'меня зовут',
];
const NAME =
  /[\s:,"'=]{1,4}(?<name>\p{Lu}[\p{L}'’-]{1,24}\.?(?: (?:\p{Lu}\.|van|von|der|den|de|da|di|del|la|bin|al|el|O'|Mc)){0,3}(?: \p{Lu}[\p{L}'’-]{1,24}){0,2})/duy;
const NOT_A_NAME =
  /^(?:The|This|That|Not|No|Yes|It|He|She|We|They|You|Your|My|Our|Sorry|Sure|Here|There|Currently|Going|Looking|Trying|Using|Writing|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|API|URL|ID|JSON|HTTP|AI|GPT|LLM|Team|Customer|Support|Sir|Madam|All|Everyone|Hiring|Manager)\b/;

export const personRule: LiteralRule = {
  id: 'pii.person',
  literals: [...TITLES, ...LEADS],
  wholeWord: true,
  tryAt(pass, at, end) {
    if (!isWholeWord(pass.text, at, end)) return;
    const lead = pass.text.slice(at, end).toLowerCase();
    NAME.lastIndex = end;
    const span = NAME.exec(pass.text)?.indices?.groups?.['name'];
    if (span === undefined) return;
    const name = pass.text.slice(...span);
    const title = TITLES.includes(lead);
    // A lead alone says little; two names after it, or one after a title, are somebody.
    if (NOT_A_NAME.test(name) || (!title && !name.includes(' ') && !/name|heiße|appelle|llamo|chiamo/.test(lead)))
      return;
    pass.add({
      type: 'person',
      rule: this.id,
      confidence: title ? 0.7 : 0.6,
      start: span[0],
      end: span[1],
      rank: RANK.loose - 5,
    });
  },
};
