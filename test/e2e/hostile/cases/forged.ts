import type { HostileCase } from '../hostile-case.ts';

const forgedReport = JSON.stringify([
  {
    seq: 0,
    at: 1,
    kind: 'call.observed',
    call: 'forged',
    vendor: 'mixpanel',
    project: 'TOK',
    instance: 'x',
    method: 'identify',
    args: ['forged'],
    before: null,
    after: null,
    site: null,
    parent: null,
    queued: false,
    replayOf: null,
  },
]);

/** Pages that talk to the extension, or listen in. */
export const forged: readonly HostileCase[] = [
  {
    id: 'forged-messages',
    title:
      'what a page posts or dispatches under the names of the extension reaches nothing, and no port or event of it can be grabbed (T01, T02)',
    before: `
      window.grabbed = [];
      const ours = /idscope|^(message|fact|say|hint|stop)$/;
      const spy = (owner, name, look) => { const was = owner[name]; owner[name] = function (...args) { look(this, args); return was.apply(this, args); }; };
      const own = new WeakSet();
      window.ownPort = (port) => { own.add(port); return port; };
      const foreign = (target) => target instanceof MessagePort && !own.has(target);
      for (const name of ['dispatchEvent', 'addEventListener', 'removeEventListener'])
        spy(EventTarget.prototype, name, (self, [event]) => { if (foreign(self) || /idscope/.test(String(event?.type ?? event))) grabbed.push(name); });
      for (const name of ['postMessage', 'start', 'close']) spy(MessagePort.prototype, name, (self) => { if (foreign(self)) grabbed.push(name); });
      const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
      Object.defineProperty(MessageEvent.prototype, 'data', { configurable: true, get() { const data = get.call(this); if (foreign(this.target) || /"seq":/.test(String(data))) grabbed.push('data'); return data; } });
      addEventListener('message', (event) => { if (/"seq":|idscope/.test(String(event.data)) && event.data !== window.own) grabbed.push('message'); }, true);
      for (const name of ['idscope:port', 'idscope:vendors', 'fact', 'say', 'hint', 'stop']) addEventListener(name, (event) => { if (event.isTrusted) grabbed.push(name); }, true);`,
    script: `
      const report = ${JSON.stringify(forgedReport)};
      const batch = '0-0 ' + report;
      window.own = batch;
      call('track', 'Real');
      const forge = (type, data, ports = []) => dispatchEvent(new MessageEvent(type, { data, ports }));
      for (const target of [window, document]) {
        for (const type of ['message', 'say', 'hint', 'fact', 'stop', 'idscope:port', 'idscope:vendors', 'idscope']) {
          const { port1, port2 } = new MessageChannel();
          ownPort(port1); ownPort(port2);
          target.dispatchEvent(new MessageEvent(type, { data: batch, ports: [port2] }));
          target.dispatchEvent(new CustomEvent(type, { detail: batch }));
          port1.addEventListener('message', () => grabbed.push('answer')); port1.start();
          port1.dispatchEvent(new MessageEvent('message', { data: batch })); port1.postMessage(batch);
        }
      }
      forge('idscope:vendors', [{ name: 'evil', methods: [], identity: [], markers: [[]], reach() { grabbed.push('vendors'); } }]);
      for (const kind of ['page.hello', 'page.reported', 'page.cookie', 'page.record', 'tab.wanted', 'panel.hello', 'log.clear', 'recording.export']) {
        postMessage({ kind, version: 1, reports: report, lifecycle: 'active', name: 'x', value: 'y', on: true, tab: 1, request: 1, redact: false }, '*');
        window.own = kind;
      }
      note('port in the page: ' + ('idscopePort' in window) + ' ' + typeof window.idscope);
      const api = window.chrome?.runtime ?? window.browser?.runtime;
      note('runtime ' + typeof api?.connect);
      call('identify', 'u-1');
      timer(() => { note('grabbed ' + grabbed.join()); finish(); }, 300);`,
    judge: (calls) => (calls.some(({ args }) => args[0] === 'forged') ? 'a forged call is in the recording' : null),
  },
  {
    id: 'forged-instances',
    title: 'instances and announcements that a page makes up are observed as what they are and confuse nothing (T01)',
    script: `
      const announceAs = (detail) => { try { dispatchEvent(new CustomEvent('$mp_sdk_to_extension_event', { detail })); note('announced'); } catch (error) { note(errorName(error)); } };
      for (const detail of [null, undefined, 1, 'x', {}, { instance: null }, { instance: window }, { instance: document }, { instance: {} }, { get instance() { throw new Error('getter'); } }])
        announceAs(detail);
      dispatchEvent(new Event('$mp_sdk_to_extension_event'));
      for (let i = 0; i < 200; i += 1) announceAs({ instance: { config: { token: 'T'.repeat(i * 20), name: i } } });
      const other = new Pretend('OTHER');
      announceAs({ instance: other, source: {} });
      made(1); note(other.track('Of Another Project', 1));
      call('track', 'Of The First', 1);
      finish();`,
  },
];
