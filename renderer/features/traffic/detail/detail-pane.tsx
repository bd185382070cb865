import { Tabs } from '@base-ui/react/tabs';
import { Cpu } from 'lucide-react';

import type { ExchangeDetail } from '../../../../shared/domain/index.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { DETAIL_TABS, type DetailTab, useDetail } from '../../../stores/detail.ts';
import { ChatTab } from './chat-tab.tsx';
import { DetailHead, closeDetail } from './detail-head.tsx';
import { FindingsTab } from './findings-tab.tsx';
import { RawTab } from './raw-tab.tsx';
import { Splitter } from './splitter.tsx';
import { TimingTab } from './timing-tab.tsx';
import './detail.css';

const TAB_NAMES: Readonly<Record<DetailTab, string>> = {
  chat: 'Chat',
  raw: 'Raw',
  findings: 'Findings',
  timing: 'Timing',
};

export function DetailPane() {
  const detail = useDetail((state) => state.detail);
  const error = useDetail((state) => state.error);
  return (
    // Escape closes it wherever the focus is inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="detail"
      aria-label="Exchange"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) closeDetail();
      }}
    >
      <Splitter />
      {error !== null ? (
        <EmptyState
          tone="down"
          icon={<Cpu />}
          title="It could not be read"
          action={
            <button type="button" className="btn" onClick={closeDetail}>
              Close
            </button>
          }
        >
          {error}
        </EmptyState>
      ) : detail === null ? null : (
        <>
          <DetailHead detail={detail} />
          <DetailTabs detail={detail} />
        </>
      )}
    </section>
  );
}

function DetailTabs({ detail }: { readonly detail: ExchangeDetail }) {
  const tab = useDetail((state) => state.tab);
  const setTab = useDetail((state) => state.setTab);
  return (
    <Tabs.Root className="dtabs" value={tab} onValueChange={(next) => setTab(next as DetailTab)}>
      <Tabs.List className="tabs" aria-label="Parts of the exchange">
        {DETAIL_TABS.map((name) => (
          <Tabs.Tab key={name} value={name} className="tab">
            {TAB_NAMES[name]}
            {name === 'findings' && detail.findings.length > 0 ? (
              <span className="badge hot" aria-hidden="true">
                {detail.findings.length}
              </span>
            ) : null}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="chat" className="panel">
        <ChatTab detail={detail} />
      </Tabs.Panel>
      <Tabs.Panel value="raw" className="panel">
        <RawTab detail={detail} />
      </Tabs.Panel>
      <Tabs.Panel value="findings" className="panel">
        <FindingsTab detail={detail} />
      </Tabs.Panel>
      <Tabs.Panel value="timing" className="panel">
        <TimingTab row={detail.row} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
