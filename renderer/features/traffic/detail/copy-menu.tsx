import { Menu } from '@base-ui/react/menu';
import { Copy } from 'lucide-react';

import type { ExchangeDetail } from '../../../../shared/domain/index.ts';
import { useStatus } from '../../../stores/status.ts';
import { copyText } from '../../../components/copy-text.ts';
import { COPY_FORMATS, type CopyFormat, copyAs, copySource } from './copy-as.ts';
import { parseJsonTree } from './json-tree.ts';
import { maskBody } from './mask-text.ts';

const NAMES: Readonly<Record<CopyFormat, string>> = { curl: 'curl', python: 'Python', typescript: 'TypeScript' };

/** The request as something to run. Values that were found are masked, credentials are variables. */
export function CopyMenu({ detail }: { readonly detail: ExchangeDetail }) {
  const base = useStatus((state) => state.status?.addresses[0] ?? 'http://127.0.0.1:4141');
  const copy = (format: CopyFormat) => {
    const { body, bodyKind } = detail.request;
    const tree = body === null || bodyKind !== 'json' ? null : parseJsonTree(body);
    const masked = body === null ? null : maskBody(body, tree, detail.findings, 'request');
    void copyText(copyAs(format, copySource(detail, base, masked)), `Copied as ${NAMES[format]}.`);
  };
  return (
    <Menu.Root>
      <Menu.Trigger className="ibtn" aria-label="Copy the request" title="Copy the request">
        <Copy />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="pop-pos" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {COPY_FORMATS.map((format) => (
              <Menu.Item key={format} className="menu-item" onClick={() => copy(format)}>
                Copy as {NAMES[format]}
              </Menu.Item>
            ))}
            <div className="menu-line" />
            <Menu.Item className="menu-item" onClick={() => void copyText(detail.row.id, 'Copied the id.')}>
              Copy the id<code className="meta">{detail.row.id.slice(0, 12)}</code>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
