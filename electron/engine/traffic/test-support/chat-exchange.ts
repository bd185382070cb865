import { dialectById } from '../../dialects/index.ts';
import { Exchange, ORDINARY_ROUTE } from '../exchange.ts';

/** An OpenAI chat in Log mode on its way to `origin`, nothing read yet. */
export function chatExchange(origin: string): Exchange {
  return new Exchange({
    ingress: 'gateway',
    route: { ...ORDINARY_ROUTE, name: null, origin, basePath: '', host: 'upstream.test', isLiteLLM: false },
    target: { method: 'POST', path: '/v1/chat/completions', contentType: 'application/json' },
    headers: [['content-type', 'application/json']],
    mode: 'log',
    dialect: dialectById('openai-chat'),
  });
}
