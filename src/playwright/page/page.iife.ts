import type { AuthSignal } from '../../core/observation.ts';
import type { PageFact } from '../../core/page-fact.ts';
import { startHook } from '../../hook/hook.ts';
import { createReach } from '../../hook/instances.ts';
import { vendorFiles, watchesOf } from '../../hook/vendors/index.ts';
import { startSignals } from '../../signals/signals.ts';
import { bindingName } from '../binding.ts';
import { createLastWords } from './last-words.ts';

// Runs in every document before the first script of the page. Here the hook and the signals share one world, so that each
// calls the other directly, where the extension has a port between them.
const page = window as Window & typeof globalThis & { [bindingName]?: (text: string) => Promise<void> };
const binding = page[bindingName];
// The page is neither to see it nor to use it.
delete page[bindingName];

if (binding !== undefined) {
  const own = [...page.crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('');
  const lastWords = createLastWords(page);
  let leaving = false;
  page.addEventListener(
    'pagehide',
    () => {
      leaving = true;
    },
    true,
  );
  page.addEventListener(
    'pageshow',
    () => {
      leaving = false;
    },
    true,
  );
  // It fails when the test is over: then nobody listens.
  const send = (batch: string): void => void binding(batch).catch(() => undefined);
  for (const batch of lastWords.take()) send(batch);

  let signals: ReturnType<typeof startSignals> | null = null;
  const hook = startHook(page, vendorFiles.map(watchesOf), (_lent, take) => take(vendorFiles, createReach), {
    deliver: (batch) => {
      const text = `${own} ${batch}`;
      if (leaving) lastWords.keep(text);
      send(text);
    },
    tellText: (fact) => {
      try {
        signals?.fact(JSON.parse(fact) as PageFact);
      } catch {
        // A fault in recognising log-ins must not end the observation of calls.
      }
    },
  });
  const say = (quiet: boolean, signal: AuthSignal, confirmed: boolean, source: string, detail: string): void =>
    hook.said(JSON.stringify({ kind: 'auth.signalled', signal, confirmed, source, detail }), quiet);
  signals = startSignals({
    page,
    clock: () => Date.now(),
    say: (signal, confirmed, source, detail) => say(false, signal, confirmed, source, detail),
    hint: (signal, source, detail) => say(true, signal, false, source, detail),
  });
}
