import type { HostileCase } from '../hostile-case.ts';

/** More than anybody would send. `seconds` of 10,000 calls each. */
export const floods = (seconds: number): readonly HostileCase[] => [
  {
    id: 'ten-thousand-in-a-task',
    title: '10,000 calls in one task are all recorded (T21)',
    script: `
      sdk.quiet = true;
      let text = 0;
      for (let i = 0; i < 10000; i += 1) text += sdk.track('Burst', { i, page: '/shop', list: [1, 2, 3] }).length;
      made(10000); note('in all ' + text);
      sdk.quiet = false;
      call('identify', 'u-1');
      finish();`,
  },
  {
    id: 'ten-thousand-a-second',
    title: `10,000 calls a second for ${seconds} seconds are all recorded or counted (T21)`,
    ...(seconds > 5 && { mayLose: true }),
    script: `
      sdk.quiet = true;
      let sent = 0;
      const all = ${seconds} * 10000;
      const started = performance.now();
      const tick = () => {
        // As many as are due by now, in portions that leave the page alive.
        const due = Math.min(all, Math.floor((performance.now() - started) * 10));
        const upTo = Math.min(due, sent + 2000);
        while (sent < upTo) { sdk.track('Flood', { n: sent }); sent += 1; }
        if (sent < all) return void timer(tick, 0);
        made(all); note('sent ' + sent);
        sdk.quiet = false;
        call('track', 'Afterwards');
        finish();
      };
      tick();`,
  },
  {
    id: 'two-hundred-frames',
    title: '200 frames that all call are all recorded, each as a document of its own (T15, T16)',
    more: {
      '/frame': `<!doctype html><script>
        class Framed { constructor() { this.config = { token: 'TOK', name: 'framed' }; } track(name) { return name; } }
        const sdk = new Framed();
        dispatchEvent(new CustomEvent('$mp_sdk_to_extension_event', { detail: { instance: sdk, source: 'module' } }));
        const number = location.search.slice(1);
        parent.postMessage(sdk.track('In Frame ' + number), '*');
      </script>`,
    },
    script: `
      let heard = 0;
      addEventListener('message', (event) => {
        if (!/^In Frame/.test(event.data)) return;
        heard += 1; made(1);
        if (heard === 200) { note('heard ' + heard); call('track', 'On Top'); finish(); }
      });
      for (let i = 0; i < 200; i += 1) { const frame = document.createElement('iframe'); frame.src = '/frame?' + i; frame.width = 10; document.body.append(frame); }`,
    judge: (calls) => {
      const names = new Set(calls.map(({ args }) => args[0]));
      return names.size === 201 ? null : `${names.size} different calls`;
    },
  },
];
