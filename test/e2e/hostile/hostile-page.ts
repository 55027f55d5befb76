import type { HostileCase } from './hostile-case.ts';

/**
 * What every page starts with, before it turns bad: `note` writes down what the page saw, `call` calls the SDK and notes the
 * outcome, `made` counts calls that were made otherwise, `finish` hands all of it to the server when no request is open.
 * Only built-ins taken here are used later. The SDK is a stand-in for Mixpanel's that announces itself the same way, reads its
 * arguments as a real one does, and sends at once.
 */
const prelude = (id: string): string => `<script>
(() => {
  const { apply } = Reflect;
  const { navigator, setTimeout: timer, encodeURIComponent: encode, CustomEvent: Custom, dispatchEvent: dispatch } = window;
  const beacon = navigator.sendBeacon;
  const { then } = Promise.prototype;
  const textOf = JSON.stringify;
  let seen = '';
  let count = 0;
  let open = 0;
  const closed = () => { open -= 1; };
  const errorName = (error) => { try { return error.name + ': ' + error.message; } catch { return 'an error'; } };
  const note = (line) => { seen += line + '\\n'; };
  addEventListener('error', (event) => note('uncaught ' + event.message));
  addEventListener('unhandledrejection', (event) => note('unhandled ' + errorName(event.reason)));
  class Pretend {
    constructor(token) { this.config = { __proto__: null, token, name: token }; this.sent = 0; this.quiet = false; }
    track(name, props) { return this.send(name, props); }
    identify(id) { this.send('$identify', id); return this; }
    alias(id) { return this.send('$create_alias', id); }
    reset() { this.sent += 0; }
    send(name, props) {
      this.sent += 1;
      let text;
      try { text = '' + JSON.stringify(props); } catch (error) { text = error.name; }
      const head = text.length > 300 ? text.length : text;
      if (!this.quiet) {
        const body = 'data=' + encode('[{"event":"' + name + '","properties":{"token":"' + this.config.token + '","distinct_id":"$device:D1","$device_id":"D1","$insert_id":"' + this.sent + '","head":' + textOf('' + head) + '}}]');
        open += 1;
        apply(then, fetch('/relay/${id}', { method: 'POST', body }), [closed, closed]);
      }
      return name + ' ' + head;
    }
  }
  const sdk = new Pretend('TOK');
  const announce = (instance) => apply(dispatch, window, [new Custom('$mp_sdk_to_extension_event', { detail: { instance, source: 'module' } })]);
  const call = function (method, one, two) {
    count += 1;
    const args = arguments.length === 1 ? [] : arguments.length === 2 ? [one] : [one, two];
    try {
      const result = apply(sdk[method], sdk, args);
      note(method + ' gave ' + (result === sdk ? 'itself' : typeof result === 'object' ? 'an object' : result));
    } catch (error) { note(method + ' threw ' + errorName(error)); }
  };
  const finish = () => {
    if (open > 0) return void timer(finish, 20);
    apply(beacon, navigator, ['/saw/${id}', count + '\\n' + seen]);
  };
  const opened = () => { open += 1; return closed; };
  window.hostile = { note, call, finish, sdk, Pretend, announce, errorName, opened, made: (more) => { count += more; }, timer };
})();
const { note, call, finish, sdk, Pretend, announce, errorName, opened, made, timer } = window.hostile;
delete window.hostile;
</script>`;

/** The document of a case: prelude, the page's own preparations, the SDK, the case. */
export const hostilePage = ({ id, before = '', script, body = '' }: HostileCase): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${id}</title>${prelude(id)}<script>${before}</script>` +
  `<script>announce(sdk);</script></head><body>${body}<script>${script}</script></body></html>`;
