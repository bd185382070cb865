/** Runs `work` once nothing has asked for it for `ms`. */
export function debounce(ms: number, work: () => void): { run(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    run() {
      clearTimeout(timer);
      timer = setTimeout(work, ms);
    },
    cancel() {
      clearTimeout(timer);
    },
  };
}
