import { z } from 'zod';

export const httpUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => URL.canParse(text) && new URL(text).username === '' && new URL(text).hash === '', {
    message: 'must be an http(s) address without user name and fragment',
  });
