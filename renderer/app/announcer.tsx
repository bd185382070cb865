import { useAnnouncements } from '../stores/announcements.ts';

/** Where screen readers hear of violations; the store limits how often. */
export function Announcer() {
  const text = useAnnouncements((state) => state.text);
  return (
    <div className="sr-only" role="log" aria-live="polite" aria-label="Violations">
      {text}
    </div>
  );
}
