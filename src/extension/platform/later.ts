/** Runs jobs in tasks of their own, in order, behind whatever has arrived by then. No timer: those wait at least some milliseconds. */
export const createLater = (): ((job: () => void) => void) => {
  const { port1, port2 } = new MessageChannel();
  const jobs: (() => void)[] = [];
  port1.onmessage = () => jobs.shift()?.();
  return (job) => {
    jobs.push(job);
    port2.postMessage(null);
  };
};
