import { Toast } from '@base-ui/react/toast';

/** Toasts can be raised from stores, outside React. */
export const toasts = Toast.createToastManager();

export interface Undo {
  readonly label: string;
  readonly run: () => void;
}

export function sayDone(title: string, undo?: Undo): void {
  const id = toasts.add({
    title,
    type: 'done',
    timeout: undo === undefined ? 4_000 : 8_000,
    ...(undo === undefined
      ? {}
      : {
          actionProps: {
            children: undo.label,
            onClick() {
              toasts.close(id);
              undo.run();
            },
          },
        }),
  });
}

export function sayFailed(title: string, description?: string): void {
  toasts.add({
    title,
    type: 'failed',
    timeout: 10_000,
    priority: 'high',
    ...(description === undefined ? {} : { description }),
  });
}
