import type { AuthSignal } from '../../core/observation.ts';
import type { PageFact } from '../../core/page-fact.ts';
import { factEvent, sayEvent, sayQuietlyEvent } from '../../hook/private-port.ts';
import { startSignals } from '../../signals/signals.ts';
import { takePort } from './shared-port.ts';

const port = takePort();
const say = (name: string, signal: AuthSignal, confirmed: boolean, source: string, detail: string): void => {
  const data = JSON.stringify({ kind: 'auth.signalled', signal, confirmed, source, detail });
  port?.dispatchEvent(new MessageEvent(name, { data }));
};
const signals = startSignals({
  page: window,
  clock: () => Date.now(),
  say: (signal, confirmed, source, detail) => say(sayEvent, signal, confirmed, source, detail),
  hint: (signal, source, detail) => say(sayQuietlyEvent, signal, false, source, detail),
});
// The hook dispatches facts on this very object, from the page's world, and goes on when they are heard.
port?.addEventListener(factEvent, (event) => signals.fact(JSON.parse((event as MessageEvent).data) as PageFact));
