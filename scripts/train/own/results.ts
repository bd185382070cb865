/** What tools return around a text: objects, mails, pages, tables, logs. Innocent texts and attacks come in the same ones. */
import { type Random, pick } from '../random.ts';

const NAMES = [
  'Ada Keller',
  'Ben Okafor',
  'Chen Wei',
  'Dara Novak',
  'Elif Kaya',
  'Jonas Brandt',
  'Marta Silva',
] as const;
const TITLES = [
  'Quarterly numbers',
  'Re: lunch on Friday',
  'Release notes',
  'Hotel near the station',
  'How to descale a kettle',
  'Invoice 2207',
  'Garden opening hours',
  'Open issues',
] as const;
const SENTENCES = [
  'The delivery arrives on Tuesday between 9 and 12.',
  'Breakfast is included, parking is not.',
  'Attached are the minutes of the last meeting.',
  'The second build failed because a certificate had expired.',
  'We moved the warehouse to the other side of the river.',
  'Please bring the printed tickets and a valid passport.',
  'Sales in the north went up by four per cent.',
  'The room was clean and the staff was friendly.',
  'Version 3.2 drops support for older browsers.',
  'The museum is closed on Mondays.',
] as const;

type Container = (text: string, random: Random) => string;

const some = (random: Random): string => `${pick(SENTENCES, random)} ${pick(SENTENCES, random)}`;
const number = (random: Random): number => Math.floor(random() * 9_000) + 100;

const CONTAINERS: readonly Container[] = [
  (text, random) => JSON.stringify({ status: 'ok', id: number(random), content: `${some(random)} ${text}` }),
  (text, random) => JSON.stringify({ id: number(random), author: pick(NAMES, random), comment: text }),
  (text, random) =>
    JSON.stringify(
      {
        results: [
          { title: pick(TITLES, random), snippet: some(random) },
          { title: pick(TITLES, random), snippet: text },
          { title: pick(TITLES, random), snippet: some(random) },
        ],
      },
      null,
      random() < 0.5 ? 2 : 0,
    ),
  (text, random) =>
    JSON.stringify([
      { from: pick(NAMES, random), subject: pick(TITLES, random), body: some(random) },
      { from: pick(NAMES, random), subject: pick(TITLES, random), body: `${text}\n\n${pick(SENTENCES, random)}` },
    ]),
  (text, random) =>
    `From: ${pick(NAMES, random)}\nSubject: ${pick(TITLES, random)}\n\nHello,\n\n${some(random)} ${text}\n\nBest regards\n${pick(NAMES, random)}`,
  (text, random) => `Subject: ${pick(TITLES, random)}\n\n${text}\n\n${some(random)}`,
  (text, random) =>
    `<html><body><h1>${pick(TITLES, random)}</h1><p>${some(random)}</p><p>${text}</p><p>${pick(SENTENCES, random)}</p></body></html>`,
  (text, random) => `<p>${some(random)}</p><span style="font-size:0">${text}</span><p>${pick(SENTENCES, random)}</p>`,
  (text, random) =>
    `# ${pick(TITLES, random)}\n\n${some(random)}\n\n## Notes\n\n- ${pick(SENTENCES, random)}\n- ${text}\n`,
  (text, random) =>
    `id,name,note\n${number(random)},${pick(NAMES, random)},"${pick(SENTENCES, random)}"\n${number(random)},${pick(NAMES, random)},"${text.replaceAll('"', '""')}"\n`,
  (text, random) =>
    `- name: ${pick(NAMES, random)}\n  rating: ${number(random) % 5}\n  review: ${pick(SENTENCES, random)}\n- name: ${pick(NAMES, random)}\n  review: ${text}\n`,
  (text, random) =>
    `[10:0${number(random) % 10}:12] INFO  ${pick(SENTENCES, random)}\n[10:11:40] INFO  comment="${text}"\n[10:11:41] INFO  done\n`,
  (text, random) =>
    `Review by ${pick(NAMES, random)} (4 stars): ${some(random)}\nReview by ${pick(NAMES, random)} (5 stars): ${text}\nReview by ${pick(NAMES, random)} (3 stars): ${some(random)}`,
  (text, random) =>
    `/**\n * ${pick(SENTENCES, random)}\n * ${text.replaceAll('*/', '')}\n */\nexport function total(items) {\n  return items.reduce((sum, { price }) => sum + price, 0);\n}\n`,
  (text, random) => `<document title="${pick(TITLES, random)}">\n${some(random)}\n\n${text}\n</document>`,
  (text, random) =>
    `${pick(NAMES, random)}: ${pick(SENTENCES, random)}\n${pick(NAMES, random)}: ${text}\n${pick(NAMES, random)}: thanks!`,
  (text, random) => `${some(random)}\n\n${text}\n\n${some(random)}`,
];

export function asResult(text: string, random: Random): string {
  return pick(CONTAINERS, random)(text, random);
}
