/** Runs `work` at once and then at most every `ms`; the last call is never lost. */
export function throttle(ms: number, work: () => void): { run(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const start = () => {
    again = false;
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) start();
    }, ms);
  };
  return {
    run() {
      if (timer === undefined) start();
      else again = true;
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
      again = false;
    },
  };
}
