import type { PatternRule, Policy, TopicRule, WordRule } from '../../../../shared/domain/index.ts';
import { CheckLine } from '../../../components/check-line.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { TagsInput } from '../../../components/tags-input.tsx';
import { put, putList, replaceAt } from './edit.ts';
import { Problems, Row, RuleCard, TextField } from './parts.tsx';
import { ReactionFields } from './reaction-fields.tsx';

interface SectionProps {
  readonly policy: Policy;
  readonly edit: (change: (policy: Policy) => Policy) => void;
}

/** Regular expressions of the user's own. */
export function PatternsSection({ policy, edit }: SectionProps) {
  const patterns = policy.patterns ?? [];
  if (patterns.length === 0) return null;
  const set = (index: number, next: PatternRule | null) =>
    edit((now) => putList(now, 'patterns', replaceAt(now.patterns ?? [], index, next)));
  return (
    <Row label="Patterns">
      {patterns.map((rule, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <RuleCard
          key={index}
          kind="Pattern"
          name={rule.name}
          onName={(name) => set(index, { ...rule, name })}
          onRemove={() => set(index, null)}
        >
          <TextField
            mono
            label={`Regular expression of ${rule.name}`}
            placeholder="PRJ-\d{4}"
            value={rule.pattern}
            onChange={(pattern) => set(index, { ...rule, pattern })}
          />
          <ReactionFields name={rule.name} value={rule} onChange={(next) => set(index, next)} />
          <div className="rule-more">
            <CheckLine
              label="Match case"
              checked={rule.caseSensitive === true}
              onChange={(on) => set(index, put(rule, 'caseSensitive', on ? true : undefined))}
            />
            <span className="faint">Matches from</span>
            <NumberInput
              label={`${rule.name}: matches from`}
              value={rule.minMatches ?? null}
              min={1}
              max={1_000}
              placeholder="1"
              onChange={(value) => set(index, put(rule, 'minMatches', value ?? undefined))}
            />
          </div>
          <Problems at={`/patterns/${index}`} />
        </RuleCard>
      ))}
    </Row>
  );
}

/** Banned words and parts of words. */
export function WordsSection({ policy, edit }: SectionProps) {
  const lists = policy.words ?? [];
  if (lists.length === 0) return null;
  const set = (index: number, next: WordRule | null) =>
    edit((now) => putList(now, 'words', replaceAt(now.words ?? [], index, next)));
  return (
    <Row label="Banned words">
      {lists.map((rule, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <RuleCard
          key={index}
          kind="Word list"
          name={rule.name}
          onName={(name) => set(index, { ...rule, name })}
          onRemove={() => set(index, null)}
        >
          <TagsInput
            label={`Words of ${rule.name}`}
            values={rule.words}
            placeholder="Type or paste words, one a line"
            onChange={(words) => set(index, { ...rule, words })}
          />
          <ReactionFields name={rule.name} value={rule} onChange={(next) => set(index, next)} />
          <div className="rule-more">
            <CheckLine
              label="Also inside longer words"
              checked={rule.wholeWords === false}
              onChange={(on) => set(index, put(rule, 'wholeWords', on ? false : undefined))}
            />
            <CheckLine
              label="Match case"
              checked={rule.caseSensitive === true}
              onChange={(on) => set(index, put(rule, 'caseSensitive', on ? true : undefined))}
            />
          </div>
          <Problems at={`/words/${index}`} />
        </RuleCard>
      ))}
    </Row>
  );
}

/** What nobody may talk about. */
export function TopicsSection({ policy, edit }: SectionProps) {
  const topics = policy.topics ?? [];
  if (topics.length === 0) return null;
  const set = (index: number, next: TopicRule | null) =>
    edit((now) => putList(now, 'topics', replaceAt(now.topics ?? [], index, next)));
  return (
    <Row label="Denied topics">
      {topics.map((rule, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <RuleCard
          key={index}
          kind="Topic"
          name={rule.name}
          onName={(name) => set(index, { ...rule, name })}
          onRemove={() => set(index, null)}
        >
          <TextField
            rows={2}
            label={`Description of ${rule.name}`}
            placeholder="What it is about, in the words people use"
            value={rule.description}
            onChange={(description) => set(index, { ...rule, description })}
          />
          <TagsInput
            label={`Sample phrases of ${rule.name}`}
            values={rule.samplePhrases}
            splitAtCommas={false}
            placeholder="Phrases that are about it, Enter after each"
            onChange={(samplePhrases) => set(index, { ...rule, samplePhrases })}
          />
          <ReactionFields name={rule.name} value={rule} onChange={(next) => set(index, next)} />
          <Problems at={`/topics/${index}`} />
        </RuleCard>
      ))}
    </Row>
  );
}
