const WORDS = 'The quick brown fox jumps over the lazy dog while the river keeps its course. ';

/** A chat completion of about 1 KB; `serial` stands in it twice. */
export function answerBody(serial: string): string {
  return JSON.stringify({
    id: `chatcmpl-${serial}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-bench',
    choices: [
      { index: 0, message: { role: 'assistant', content: `${serial} ${WORDS.repeat(9)}` }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 400, completion_tokens: 150, total_tokens: 550 },
  });
}
