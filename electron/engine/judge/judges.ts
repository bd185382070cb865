/** The judges that the settings name, made anew when these change. */
import type { SavedSettings } from '../../../shared/domain/index.ts';
import type { LoopGuard } from '../upstream/index.ts';
import { createChat } from './chat.ts';
import { createEncoder } from './encoder.ts';
import { createLlmJudge } from './llm-judge.ts';
import type { SecondJudge } from './opinion.ts';
import { type RuleModel, createRuleModel } from './rule-model.ts';

type JudgeSettings = Pick<
  SavedSettings,
  | 'judgeUrl'
  | 'judgeModel'
  | 'judgeDeadlineMs'
  | 'encoderModel'
  | 'encoderRuntime'
  | 'encoderDeadlineMs'
  | 'judgeFailure'
>;

export interface Judges {
  /** Of doubtful injections, the cheaper one first. */
  current(): readonly SecondJudge[];
  /** The language model, asked what policies want to know; null: none is set. */
  rules(): RuleModel | null;
  close(): Promise<void>;
}

interface Made {
  readonly seconds: readonly SecondJudge[];
  readonly rules: RuleModel | null;
}

export function createJudges(settings: () => JudgeSettings, key: () => string | undefined, guard: LoopGuard): Judges {
  let made: Made = { seconds: [], rules: null };
  let madeOf = '';
  const close = async ({ seconds }: Made): Promise<void> => {
    await Promise.all(seconds.map((judge) => judge.close()));
  };
  const present = (): Made => {
    const { judgeUrl, judgeModel, judgeDeadlineMs, judgeFailure, ...encoder } = settings();
    const { encoderModel, encoderRuntime, encoderDeadlineMs } = encoder;
    const wanted = [
      judgeUrl,
      judgeModel,
      judgeDeadlineMs,
      judgeFailure,
      encoderModel,
      encoderRuntime,
      encoderDeadlineMs,
    ].join('\n');
    if (wanted === madeOf) return made;
    void close(made);
    madeOf = wanted;
    const common = { deadlineMs: judgeDeadlineMs, failure: judgeFailure };
    const chat =
      judgeUrl === ''
        ? null
        : createChat({ url: judgeUrl, model: judgeModel, key: key(), deadlineMs: judgeDeadlineMs, guard });
    made = {
      seconds: [
        ...(encoderModel === '' || encoderRuntime === ''
          ? []
          : [
              createEncoder({
                model: encoderModel,
                runtime: encoderRuntime,
                deadlineMs: encoderDeadlineMs,
                failure: judgeFailure,
              }),
            ]),
        // Closes the connections that it shares with the one below.
        ...(chat === null ? [] : [createLlmJudge(common, chat)]),
      ],
      rules: chat === null ? null : createRuleModel(common, chat),
    };
    return made;
  };
  return {
    current: () => present().seconds,
    rules: () => present().rules,
    close: () => close(made),
  };
}
