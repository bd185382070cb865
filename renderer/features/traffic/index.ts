/** What other views use of the traffic view. */
export { Confidence } from './detail/confidence.tsx';
export { contextOf, storedTextOf } from './detail/context.ts';
export { Evidence } from './detail/evidence.tsx';
export { FILTER_INPUT_ID } from './filter-bar.tsx';
export { JsonText } from './detail/json-text.tsx';
export { MaskedContext } from './detail/masked-context.tsx';
export { cutAtFindings } from './detail/spans.ts';
export { TrafficView } from './traffic-view.tsx';
