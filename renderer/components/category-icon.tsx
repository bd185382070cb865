import {
  CreditCard,
  Fingerprint,
  IdCard,
  KeyRound,
  Landmark,
  Mail,
  MapPin,
  MessageSquareWarning,
  Network,
  Phone,
  ShieldAlert,
} from 'lucide-react';

import type { Category } from './finding-words.ts';

const ICONS = {
  card: CreditCard,
  mail: Mail,
  secret: KeyRound,
  injection: MessageSquareWarning,
  person: IdCard,
  id: Fingerprint,
  phone: Phone,
  network: Network,
  bank: Landmark,
  place: MapPin,
  rule: ShieldAlert,
} as const satisfies Record<Category, unknown>;

export function CategoryIcon({ category }: { readonly category: Category }) {
  const Icon = ICONS[category];
  return <Icon />;
}
