import { Plus } from 'lucide-react';

import { HARM_CATEGORIES, type NameRule, POLICY_LIMITS, type Policy } from '../../../../shared/domain/index.ts';
import { freshName, putList } from './edit.ts';
import { Row } from './parts.tsx';
import { TypePicker } from './type-picker.tsx';

const REACTION = { onRequest: 'block', onResponse: 'alert' } as const;
/** Tools are offered in requests, which is worth a look, and called in answers. */
const NAMES: NameRule = { allow: [], deny: [], onRequest: 'alert', onResponse: 'block' };

const ALL_LIKELY = Object.fromEntries(HARM_CATEGORIES.map((category) => [category, 'medium' as const]));

/** Everything that a policy can look for and does not yet. */
export function AddRow({
  policy,
  edit,
}: {
  readonly policy: Policy;
  readonly edit: (change: (policy: Policy) => Policy) => void;
}) {
  const last = policy.rules.at(-1);
  const { patterns = [], words = [], topics = [] } = policy;
  const offers: readonly { readonly name: string; readonly there: boolean; readonly add: (now: Policy) => Policy }[] = [
    {
      name: 'Pattern',
      there: patterns.length >= POLICY_LIMITS.patterns,
      add: (now) =>
        putList(now, 'patterns', [...patterns, { name: freshName('Pattern', patterns), pattern: '', ...REACTION }]),
    },
    {
      name: 'Word list',
      there: words.length >= POLICY_LIMITS.patterns,
      add: (now) => putList(now, 'words', [...words, { name: freshName('Words', words), words: [], ...REACTION }]),
    },
    {
      name: 'Topic',
      there: topics.length >= POLICY_LIMITS.topics,
      add: (now) =>
        putList(now, 'topics', [
          ...topics,
          { name: freshName('Topic', topics), description: '', samplePhrases: [], ...REACTION },
        ]),
    },
    { name: 'Tools', there: policy.tools !== undefined, add: (now) => ({ ...now, tools: NAMES }) },
    { name: 'MCP servers', there: policy.mcpServers !== undefined, add: (now) => ({ ...now, mcpServers: NAMES }) },
    {
      name: 'Token limit',
      there: policy.tokenLimit !== undefined,
      add: (now) => ({ ...now, tokenLimit: { maxTokens: 4_096, ...REACTION } }),
    },
    {
      name: 'Tool-call limit',
      there: policy.toolCallLimit !== undefined,
      add: (now) => ({ ...now, toolCallLimit: { perSession: 50, ...REACTION } }),
    },
    {
      name: 'LLM rule',
      there: policy.llmRule !== undefined,
      add: (now) => ({
        ...now,
        llmRule: { prompt: '', minConfidence: 0.7, onRequest: 'block', onResponse: 'none' },
      }),
    },
    {
      name: 'Harmful text',
      there: policy.harmful !== undefined,
      add: (now) => ({ ...now, harmful: { categories: ALL_LIKELY, onRequest: 'block', onResponse: 'none' } }),
    },
  ];
  return (
    <Row label="Add">
      <div className="add-row">
        <TypePicker
          taken={policy.rules.map(({ type }) => type)}
          onPick={(type) =>
            edit((now) => ({
              ...now,
              rules: [
                ...now.rules,
                { type, onRequest: last?.onRequest ?? 'block', onResponse: last?.onResponse ?? 'alert' },
              ],
            }))
          }
        />
        {offers.map(({ name, there, add }) =>
          there ? null : (
            <button key={name} type="button" className="btn sm" onClick={() => edit(add)}>
              <Plus />
              {name}
            </button>
          ),
        )}
      </div>
    </Row>
  );
}
