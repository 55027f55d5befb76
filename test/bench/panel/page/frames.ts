/** Resolves when what was changed before the call has been painted, with the time of it. */
export const painted = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      // A task that is posted in a frame comes after its painting.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });

/** Milliseconds from `work` until its effect is painted. */
export const untilPainted = async (work: () => void): Promise<number> => {
  const start = performance.now();
  work();
  const end = await painted();
  return end - start;
};

/** Scrolls a step a frame and returns what each frame took from its start until it was painted: script, style, layout, paint. */
export const scrollFrames = async (box: HTMLElement, frames: number, stepPx: number): Promise<readonly number[]> => {
  const took: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    took.push(
      await new Promise<number>((resolve) => {
        requestAnimationFrame((start) => {
          box.scrollTop += stepPx;
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - start);
          port2.postMessage(null);
        });
      }),
    );
  }
  return took;
};

export const nodeCount = (): number => document.querySelectorAll('*').length;
