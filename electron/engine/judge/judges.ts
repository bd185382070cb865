/** The judges that the settings name, made anew when these change. */
import type { SavedSettings } from '../../../shared/domain/index.ts';
import type { LoopGuard } from '../upstream/index.ts';
import { createEncoder } from './encoder.ts';
import { createLlmJudge } from './llm-judge.ts';
import type { SecondJudge } from './opinion.ts';

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

interface Judges {
  /** The cheaper one first. */
  current(): readonly SecondJudge[];
  close(): Promise<void>;
}

export function createJudges(settings: () => JudgeSettings, key: () => string | undefined, guard: LoopGuard): Judges {
  let made: readonly SecondJudge[] = [];
  let madeOf = '';
  const close = async (judges: readonly SecondJudge[]): Promise<void> => {
    await Promise.all(judges.map((judge) => judge.close()));
  };
  return {
    current() {
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
      made = [
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
        ...(judgeUrl === ''
          ? []
          : [
              createLlmJudge({
                url: judgeUrl,
                model: judgeModel,
                key: key(),
                deadlineMs: judgeDeadlineMs,
                failure: judgeFailure,
                guard,
              }),
            ]),
      ];
      return made;
    },
    close: () => close(made),
  };
}
