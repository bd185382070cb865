/** What `work` brings; null: it failed, or did not by its deadline, at which its signal aborts. Never rejects. */
export async function inTime<T>(deadlineMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const overdue = new AbortController();
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => {
    late.resolve(null);
    overdue.abort();
  }, deadlineMs);
  try {
    return await Promise.race([work(overdue.signal), late.promise]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
