import { describe, expect, it } from 'vitest';
import { clients } from '../../../src/adapters/clients.ts';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import type { Json } from '../../../src/core/json.ts';
import type { FactOf, Ids } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { type Edit, editRecordings } from '../../../src/core/what-if.ts';
import { models } from '../../../src/models/index.ts';
import { type DocumentBuilder, recordingOf } from '../../support/recording-builder.ts';
import { callOf, change, found } from '../../support/sdk-facts.ts';
import { story } from '../../support/story.ts';

// posthog-js 1.449.2 in Chromium: what it does with these calls was recorded by walks of test/e2e/fuzz.

const nobodyKnown: Ids = { anonymousId: 'X1', knownId: null };
const known: Ids = { anonymousId: 'X1', knownId: 'U1' };

const posthog = (id: string, method: string, args: readonly Json[], ids: Ids, more: Partial<FactOf<'call.observed'>> = {}) =>
  callOf({ call: id, vendor: 'posthog', project: 'P', instance: 'posthog', method, args, before: ids, after: ids, ...more });

const started = (page: DocumentBuilder, ids: Ids): void => {
  page.fact(found('posthog', 'P'));
  page.fact(change('posthog', 'P', ids, null));
  page.fact(posthog('c0', 'init', ['P', { bootstrap: {} }], ids));
};
const plan = { plan: 'pro' };

describe('PostHog, watched from its start', () => {
  it('sends the same properties of a person once', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page, known);
      page.fact(posthog('c1', 'setPersonProperties', [plan], known));
      page.fact(posthog('c2', 'capture', ['$set', { $set: plan, $set_once: {} }], known, { parent: 'c1' }));
      page.fact(posthog('c3', 'setPersonProperties', [plan], known));
      page.fact(posthog('c4', 'identify', ['U1', plan], known));
    });
    expect(deliveries).toEqual(['$set called']);
  });

  it('sends nothing of alias, identify and properties where nobody may have a profile', () => {
    const { deliveries, calls } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page, nobodyKnown);
      page.fact(posthog('c1', 'alias', ['U1'], nobodyKnown));
      page.fact(posthog('c2', 'identify', ['U1'], nobodyKnown));
      page.fact(posthog('c3', 'setPersonProperties', [plan], nobodyKnown));
      page.fact(posthog('c4', 'capture', ['View'], nobodyKnown));
    });
    expect(deliveries).toEqual(['View called']);
    expect(calls.map(({ method }) => method)).toEqual(['init', 'alias', 'identify', 'setPersonProperties', 'capture']);
  });

  it('is told by its own words which ids an event bears', () => {
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page, nobodyKnown);
      page.fact(posthog('c1', 'identify', ['U1'], nobodyKnown, { after: known }));
      page.fact(posthog('c2', 'capture', ['$identify', { distinct_id: 'U1', $anon_distinct_id: 'X1' }], known, { parent: 'c1' }));
    });
    expect(events.map(({ event, call, key }) => [event.name, event.ids, call, key])).toEqual([['$identify', known, 'c1', 'call:c1:0']]);
  });

  it('takes a call that waits on the stub for one that will send', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page, nobodyKnown);
      page.fact(posthog('c1', 'alias', ['U1'], nobodyKnown, { queued: true }));
    });
    expect(deliveries).toEqual(['$create_alias called']);
  });
});

describe('PostHog, of a recording that shows no call inside another', () => {
  it('is expected to send what the words of the page mean', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      page.fact(found('posthog', 'P'));
      page.fact(change('posthog', 'P', known, null));
      page.fact(posthog('c1', 'setPersonProperties', [plan], known));
    });
    expect(deliveries).toEqual(['$set called']);
  });
});

describe('what if PostHog were told something else', () => {
  const recording = recordingOf((r) => {
    const page = r.document('https://shop.test/');
    started(page, nobodyKnown);
    page.fact(posthog('c1', 'capture', ['View'], nobodyKnown));
    r.wait(100);
    page.fact(posthog('c2', 'identify', ['U1'], nobodyKnown, { after: known }));
    page.fact(posthog('c3', 'capture', ['$identify', { distinct_id: 'U1', $anon_distinct_id: 'X1' }], known, { parent: 'c2' }));
  });
  const eventsAfter = (edits: readonly Edit[]) => {
    const registries = { adapters, models, clients };
    const before = analyse([recording], registries, defaultOptions);
    const edited = editRecordings([recording], edits, before, registries);
    if (!edited.ok) throw new Error(edited.why);
    return analyse(edited.recordings, registries, defaultOptions).projects.flatMap(({ events }) =>
      events.map(({ event, call }) => [event.name, event.ids.knownId, call === null ? 'no call' : 'of a call']),
    );
  };

  it('an identify more sends an event of its own call', () => {
    const insert: Edit = { kind: 'insert-call', spot: { kind: 'call', call: 'c2' }, method: 'identify', args: ['U9'] };
    expect(eventsAfter([insert])).toContainEqual(['$identify', 'U9', 'of a call']);
  });

  it('an identify less takes its event along', () => {
    expect(eventsAfter([{ kind: 'drop', spot: { kind: 'call', call: 'c2' } }])).toEqual([['View', null, 'of a call']]);
  });
});
