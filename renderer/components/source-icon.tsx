import { Bot, Globe, Users } from 'lucide-react';

import type { AgentSource } from '../../shared/domain/index.ts';

/** What kind of name it is: a host is a place, a team alias several people, all else an agent. */
export function SourceIcon({ source }: { readonly source: AgentSource | undefined }) {
  if (source === 'host') return <Globe />;
  if (source === 'team-alias') return <Users />;
  return <Bot />;
}
