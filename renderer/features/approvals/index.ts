/** What a policy denies until a person says otherwise: the prompt, its chip in the top bar, the line in a detail. */
export { ApprovalChip } from './approval-chip.tsx';
export { ApprovalPrompt, PROMPT_ID } from './approval-prompt.tsx';
export { ReleaseLine } from './release-line.tsx';
