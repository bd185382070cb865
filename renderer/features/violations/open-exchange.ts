import type { Violation } from '../../../shared/domain/index.ts';
import { useDetail } from '../../stores/detail.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { useTraffic } from '../../stores/traffic.ts';

/** Shows the exchange in the traffic view, with the finding in view. */
export function openExchange(violation: Pick<Violation, 'exchangeId' | 'exchangeSeq' | 'id'>): void {
  useNavigation.getState().show('traffic');
  useTraffic.getState().select(violation.exchangeSeq);
  useDetail.getState().openFinding(violation.exchangeId, violation.id);
}
