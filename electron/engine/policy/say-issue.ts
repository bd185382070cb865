import type { z } from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What is wrong with a value, as it is said to people; zod's own words are for programmers. */
export function sayIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small': {
      const { origin, minimum } = issue;
      if (origin === 'string') return minimum === 1 ? 'must not be empty' : `needs at least ${minimum} characters`;
      return origin === 'array' ? `needs at least ${minimum} of them` : `must be at least ${minimum}`;
    }
    case 'too_big': {
      const { origin, maximum } = issue;
      if (origin === 'string') return `must not be longer than ${maximum} characters`;
      return origin === 'array' ? `must not be more than ${maximum}` : `must be at most ${maximum}`;
    }
    case 'invalid_union':
      return 'must be one of the known kinds';
    default:
      return issue.message;
  }
}
