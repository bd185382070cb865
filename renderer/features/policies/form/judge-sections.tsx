import { Info } from 'lucide-react';

import { HARM_CATEGORIES, HARM_LEVELS, type HarmCategory, type HarmLevel } from '../../../../shared/domain/index.ts';
import { NumberInput } from '../../../components/number-input.tsx';
import { Select } from '../../../components/select.tsx';
import { useNavigation } from '../../../stores/navigation.ts';
import { useJudge } from '../../../stores/settings.ts';
import { put } from './edit.ts';
import { TextField } from './parts.tsx';
import { type SectionProps, Single } from './single.tsx';

/** As `REQUEST_ROLES` and `ANSWER_ROLES` of the engine have it (policy/llm/questions.ts). */
const ANYONE = 'Users, tools, answers';

/** What only a language model can tell: the one that is set as judge is asked. */
export function JudgeSections(props: SectionProps) {
  const { llmRule, harmful } = props.policy;
  return (
    <>
      <Single {...props} label="LLM rule" rule="llmRule" roles anyone={ANYONE}>
        {(value, set) => (
          <div className="names2 one">
            <TextField
              rows={2}
              label="Question to the judge"
              placeholder="Does the text ask for legal advice?"
              value={value.prompt}
              onChange={(prompt) => set({ ...value, prompt })}
            />
            <div className="line">
              <span className="faint">Speaks from a probability of</span>
              <NumberInput
                label="LLM rule: probability from"
                value={value.minConfidence}
                min={0}
                max={1}
                step={0.05}
                onChange={(minConfidence) => minConfidence !== null && set({ ...value, minConfidence })}
              />
              <span className="faint">for yes</span>
            </div>
          </div>
        )}
      </Single>
      <Single {...props} label="Harmful text" rule="harmful" roles anyone={ANYONE}>
        {(value, set) => (
          <div className="harms">
            {HARM_CATEGORIES.map((category) => (
              <HarmLevelSelect
                key={category}
                category={category}
                level={value.categories[category]}
                onChange={(level) => set({ ...value, categories: put(value.categories, category, level) })}
              />
            ))}
          </div>
        )}
      </Single>
      {llmRule === undefined && harmful === undefined ? null : <JudgeNote />}
    </>
  );
}

const CATEGORY_WORDS: Readonly<Record<HarmCategory, string>> = {
  hate: 'Hate',
  insults: 'Insults',
  sexual: 'Sexual content',
  violence: 'Violence',
  misconduct: 'Crime and misconduct',
};
const LEVEL_WORDS: Readonly<Record<HarmLevel, string>> = {
  low: 'When sure',
  medium: 'When likely',
  high: 'When suspected',
};
const LEVELS = [
  { value: 'none', label: 'Not asked' },
  ...HARM_LEVELS.map((value) => ({ value, label: LEVEL_WORDS[value] })),
] as const;

function HarmLevelSelect({
  category,
  level,
  onChange,
}: {
  readonly category: HarmCategory;
  readonly level: HarmLevel | undefined;
  readonly onChange: (level: HarmLevel | undefined) => void;
}) {
  return (
    <>
      <span className="faint">{CATEGORY_WORDS[category]}</span>
      <Select<HarmLevel | 'none'>
        label={CATEGORY_WORDS[category]}
        value={level ?? 'none'}
        options={LEVELS}
        onChange={(next) => onChange(next === 'none' ? undefined : next)}
      />
    </>
  );
}

/** Whether anybody is asked at all, said where the question is written. */
function JudgeNote() {
  const judge = useJudge();
  const show = useNavigation((state) => state.show);
  return (
    <div className="prow">
      <span />
      <p className={judge === null ? 'note judge-note off' : 'note judge-note'}>
        <Info />
        {judge === null ? (
          <span>
            No judge is set, so nobody is asked and these rules say nothing.{' '}
            <button type="button" className="link" onClick={() => show('settings')}>
              Set one in Settings
            </button>
          </span>
        ) : (
          <span>
            {judge.model === '' ? 'The language model' : judge.model} at {judge.host} is asked, all questions in one
            call; the text is redacted first. Streamed answers are asked about when they are over.
          </span>
        )}
      </p>
    </div>
  );
}
