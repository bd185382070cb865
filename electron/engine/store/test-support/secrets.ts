/** Made-up values in the shape of credentials, put together here so that no file holds one whole. None ever worked. */
const filler = (seed: string, length: number) => seed.repeat(Math.ceil(length / seed.length)).slice(0, length);

export const OPENAI_KEY = [
  'sk',
  'proj',
  [filler('Qz7Wm2Xk9', 20), filler('Rt5Yp8Vn3', 20)].join('T3Blbk'.concat('FJ')),
].join('-');
export const GITHUB_TOKEN = ['gh', `p_${filler('aB3dE5gH7jK9', 36)}`].join('');
export const PASSWORD = 'made-up-hunter-22';
