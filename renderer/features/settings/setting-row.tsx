import { Switch } from '@base-ui/react/switch';
import { Lock } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';

import type { SettingValue } from '../../../shared/domain/index.ts';
import { Segmented } from '../../components/segmented.tsx';
import { useSettings } from '../../stores/settings.ts';
import { type Editor, editorOf, SETTING_WORDS, sayValue, saySetBy } from './setting-words.ts';

export function SettingRow({ setting }: { readonly setting: SettingValue }) {
  const words = SETTING_WORDS[setting.name];
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const save = useSettings((state) => state.save);
  const editor = setting.editable ? editorOf(setting.name) : undefined;
  const change = async (value: string | number | boolean) => {
    setProblem(await save({ [setting.name]: value }));
  };
  return (
    <div className="srow">
      <div className="srow-t">
        <label htmlFor={id} id={`${id}-label`}>
          {words.title}
        </label>
        <p>{words.help}</p>
        {problem === null ? null : (
          <p className="problem" role="alert" id={`${id}-problem`}>
            {problem}
          </p>
        )}
      </div>
      <div className="srow-v">
        {editor === undefined ? (
          <Held setting={setting} id={id} />
        ) : (
          <EditorFor
            editor={editor}
            setting={setting}
            id={id}
            invalid={problem !== null}
            onChange={(value) => void change(value)}
            onProblem={setProblem}
          />
        )}
        <span className="setby" title={setting.editable ? undefined : 'Held by a flag or variable: change it there'}>
          {setting.editable ? null : <Lock />}
          {saySetBy(setting)}
        </span>
      </div>
    </div>
  );
}

function Held({ setting, id }: { readonly setting: SettingValue; readonly id: string }) {
  return (
    <output id={id} className="held mono">
      {sayValue(setting)}
    </output>
  );
}

interface EditorProps {
  readonly setting: SettingValue;
  readonly id: string;
  readonly invalid: boolean;
  readonly onChange: (value: string | number | boolean) => void;
  /** What is wrong with a value that is not sent; null when it is mended. */
  readonly onProblem: (problem: string | null) => void;
}

function EditorFor({ editor, ...props }: EditorProps & { readonly editor: Editor }): ReactNode {
  const { setting, id, onChange } = props;
  switch (editor.kind) {
    case 'switch':
      return (
        <Switch.Root
          id={id}
          className="switch"
          aria-labelledby={`${id}-label`}
          checked={setting.value === true}
          onCheckedChange={onChange}
        >
          <Switch.Thumb />
        </Switch.Root>
      );
    case 'choice':
      return (
        <Segmented
          label={SETTING_WORDS[setting.name].title}
          value={typeof setting.value === 'string' ? setting.value : ''}
          options={editor.options}
          onChange={onChange}
        />
      );
    case 'text':
      return <LineEditor {...props} />;
    case 'number':
      return <NumberEditor {...props} editor={editor} />;
  }
}

function LineEditor(props: EditorProps) {
  const { value } = props.setting;
  const shown = typeof value === 'string' ? value : '';
  return <TextEditor key={shown} {...props} shown={shown} parse={(text) => text.trim()} wide />;
}

function NumberEditor({ editor, ...props }: EditorProps & { readonly editor: Extract<Editor, { kind: 'number' }> }) {
  const { value } = props.setting;
  const shown = typeof value === 'number' ? String(value / editor.scale) : '';
  const parse = (text: string) => {
    const typed = Number(text);
    const usable = text.trim() !== '' && typed >= editor.min && typed <= editor.max;
    return usable ? Math.round(typed * editor.scale) : null;
  };
  return (
    <>
      <TextEditor key={shown} {...props} shown={shown} parse={parse} allowed={rangeOf(editor)} />
      {editor.unit === '' ? null : <span className="faint">{editor.unit}</span>}
    </>
  );
}

function rangeOf({ min, max, unit }: Extract<Editor, { kind: 'number' }>): string {
  return `A number from ${min} to ${max}${unit === '' ? '' : ` ${unit}`}.`;
}

/** Saves on Enter or when it is left; Escape takes the edit back. */
function TextEditor({
  id,
  invalid,
  shown,
  parse,
  onChange,
  onProblem,
  allowed = '',
  wide = false,
}: EditorProps & {
  readonly shown: string;
  /** null: not usable. */
  readonly parse: (text: string) => string | number | null;
  /** Said when it is not. */
  readonly allowed?: string;
  readonly wide?: boolean;
}) {
  const [draft, setDraft] = useState(shown);
  // Enter saves, and leaving the field right behind it would save once more.
  const sent = useRef(shown);
  const commit = (known: string) => {
    if (draft === known) return;
    const value = parse(draft);
    if (value === null) return onProblem(allowed);
    sent.current = draft;
    onChange(value);
  };
  return (
    <input
      id={id}
      className={wide ? 'field mono wide' : 'field mono'}
      value={draft}
      spellCheck={false}
      aria-invalid={invalid}
      aria-describedby={invalid ? `${id}-problem` : undefined}
      onChange={(event) => {
        onProblem(null);
        setDraft(event.target.value);
      }}
      onBlur={() => commit(sent.current)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(shown);
        if (event.key !== 'Escape') return;
        onProblem(null);
        setDraft(shown);
      }}
    />
  );
}
