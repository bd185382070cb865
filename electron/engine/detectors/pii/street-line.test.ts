import { expect, test } from 'vitest';

import { streetLineBefore } from './street-line.ts';

const lineIn = (text: string) => {
  const line = streetLineBefore(text, text.indexOf('Apt'));
  return line === null ? null : text.slice(line.start, line.end);
};

test.each([
  ['Ship to: 3637 Heritage Drive, Apt 4', '3637 Heritage Drive,'],
  ['Bergshaugen 43\nApt 2', 'Bergshaugen 43'],
  ['> 12 Old Mill Road\n> Apt 2', '12 Old Mill Road'],
  ['Haus Linde Bergweg 7a Apt 2', 'Haus Linde Bergweg 7a'],
  ['12, 3637 Heritage Drive. Apt 4', '12, 3637 Heritage Drive.'],
])('%j', (text, line) => {
  expect(lineIn(text)).toBe(line);
});

test.each([
  'Apt 4',
  'the Apt 4',
  'see 12 12 Apt 4',
  'one two three Apt 4',
  '3637 Heritage Drive,Apt 4',
  '12 ste.12 Apt 4',
])('no line: %j', (text) => {
  expect(lineIn(text)).toBeNull();
});
