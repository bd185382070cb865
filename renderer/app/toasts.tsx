import { Toast } from '@base-ui/react/toast';
import { Check, X } from 'lucide-react';

import { VerdictMark } from '../components/marks.tsx';
import { toasts } from '../stores/toasts.ts';

export function Toasts() {
  return (
    <Toast.Provider toastManager={toasts} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts: shown } = Toast.useToastManager();
  return shown.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={`toast ${toast.type ?? ''}`} swipeDirection={[]}>
      {toast.type === 'failed' ? <VerdictMark kind="block" /> : <Check />}
      <div className="toast-text">
        <Toast.Title className="toast-title" render={<b />} />
        <Toast.Description className="toast-more" render={<span />} />
      </div>
      {toast.actionProps === undefined ? null : <Toast.Action className="btn ghost sm" />}
      <Toast.Close className="ibtn sm" aria-label="Close">
        <X />
      </Toast.Close>
    </Toast.Root>
  ));
}
