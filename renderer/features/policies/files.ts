import { callEngine } from '../../rpc/engine.ts';
import { attempt } from '../../stores/attempt.ts';
import { sayDone } from '../../stores/toasts.ts';
import type { PolicyFile } from '../../../shared/rpc/policies-api.ts';

/** Saves the policies in force as files: several come one after another, as the format wants one policy each. */
export function exportPolicies(ids: readonly string[], format: 'akto' | 'sluice'): Promise<void> {
  return attempt('The policies were not exported.', async () => {
    const { files } = await callEngine('exportPolicies', { ids, format });
    for (const file of files) saveFile(file);
    const [first] = files;
    sayDone(files.length === 1 && first !== undefined ? `Saved as ${first.name}.` : `${files.length} files saved.`);
  });
}

function saveFile({ name, text }: PolicyFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the content by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

/** What a person chose, as text. */
export async function readFiles(files: FileList): Promise<readonly PolicyFile[]> {
  return Promise.all([...files].map(async (file) => ({ name: file.name, text: await file.text() })));
}
