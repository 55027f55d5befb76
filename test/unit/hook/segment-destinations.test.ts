import { describe, expect, test } from 'vitest';
import { standInPage } from './vendors-page.ts';

type Given = { readonly event: object };
type Plugin = { readonly name: string; readonly type: string; readonly run: (context: Given) => unknown };
type Mixpanel = { identify(id: unknown): void; track(name: unknown): void; readonly people: { set(given: unknown): void } };
type Listener = (...args: readonly unknown[]) => void;

/** The classes of a page: their methods are wrapped, so that each page has its own. */
const bundle = () => {
  // As Segment's: one class of emitters, contexts that log, plugins that get an event once the call is over.
  class Emitter {
    readonly listeners: Listener[] = [];
    emit(...args: readonly unknown[]): void {
      for (const listener of this.listeners) listener(...args);
    }
  }
  class Context {
    readonly event: object;
    readonly logs: string[] = [];
    constructor(event: object) {
      this.event = event;
    }
    log(level: string, what: string, more: { readonly plugin: string }): void {
      this.logs.push(`${level} ${what} ${more.plugin}`);
    }
  }
  class Segment extends Emitter {
    readonly settings = { writeKey: 'WK' };
    readonly queue: Emitter & { plugins: readonly Plugin[] };
    delivered: Promise<void> = Promise.resolve();
    constructor(plugins: readonly Plugin[]) {
      super();
      this.queue = Object.assign(new Emitter(), { plugins });
    }
    track = (event: string): void => this.take({ type: 'track', event, userId: 'u-1' });
    identify = (userId: string, traits?: object): void => this.take({ type: 'identify', userId, traits });
    take(event: object): void {
      const context = new Context(event);
      this.emit('dispatch_start', context);
      this.delivered = (async () => {
        await null;
        const answers = this.queue.plugins.map((plugin) => {
          context.log('debug', 'plugin', { plugin: plugin.name });
          return plugin.run(context);
        });
        await Promise.all(answers);
        this.queue.emit('message_delivered', context);
      })();
    }
  }
  class People {
    set(_given: unknown): void {}
  }
  class Mixpanel {
    readonly config = { token: 'TOK', name: 'mixpanel' };
    identify(_id: unknown): void {}
    track(_name: unknown): void {}
    people = new People();
  }

  return { Segment, Mixpanel };
};

const onPage = (pluginsOf: (mixpanel: Mixpanel) => readonly Plugin[]) => {
  const stand = standInPage();
  const { Segment, Mixpanel } = bundle();
  const mixpanel = new Mixpanel();
  stand.page.mixpanel = mixpanel;
  const segment = new Segment(pluginsOf(mixpanel));
  (stand.page.__SEGMENT_INSPECTOR__ as { attach(sdk: unknown): void }).attach(segment);
  return { ...stand, mixpanel, segment, Segment };
};

const destination = (run: Plugin['run'], name = 'Mixpanel'): Plugin => ({ name, type: 'destination', run });
const eventOf = (context: Given) => context.event as { readonly event: string; readonly userId: string; readonly traits?: object };

describe('a destination that Segment runs in the page', () => {
  test('what it calls at once is joined to the call whose event it got, whatever it calls it', async () => {
    const { segment, joined } = onPage((mixpanel) => [destination(() => mixpanel.track('Viewed Home'))]);
    segment.track('Home');
    await segment.delivered;
    expect(joined()).toEqual(['segment track Home', 'mixpanel track Viewed Home < segment track Home']);
  });

  test('of two events each goes with its own call', async () => {
    const { segment, joined } = onPage((mixpanel) => [destination((context) => mixpanel.track(eventOf(context).event))]);
    segment.track('One');
    segment.track('Two');
    await segment.delivered;
    expect(joined().slice(2)).toEqual(['mixpanel track One < segment track One', 'mixpanel track Two < segment track Two']);
  });

  test('what it calls later is joined if the event holds the first argument', async () => {
    const { segment, joined } = onPage((mixpanel) => [
      destination(async (context) => {
        await null;
        await null;
        await null;
        mixpanel.identify(eventOf(context).userId);
        mixpanel.people.set(eventOf(context).traits);
        mixpanel.track('Something Else');
      }),
    ]);
    segment.identify('u-1', { plan: 'pro' });
    await segment.delivered;
    expect(joined()).toEqual([
      'segment identify u-1',
      'mixpanel identify u-1 < segment identify u-1',
      'mixpanel people.set [object Object] < segment identify u-1',
      'mixpanel track Something Else',
    ]);
  });

  test('the page is not taken for it: neither beside the call, nor between, nor after', async () => {
    let answer: () => void = () => {};
    const { segment, mixpanel, joined } = onPage(() => [
      destination(() => new Promise<void>((resolve) => (answer = resolve))),
      destination(() => {}, 'Segment.io'),
    ]);
    segment.track('Bought');
    mixpanel.track('Bought');
    await Promise.resolve();
    await Promise.resolve();
    mixpanel.track('Unrelated');
    answer();
    await segment.delivered;
    mixpanel.track('Bought');
    expect(joined()).toEqual(['segment track Bought', 'mixpanel track Bought', 'mixpanel track Unrelated', 'mixpanel track Bought']);
  });

  test("while only Segment's own destination sends, nothing is joined", async () => {
    let answer: () => void = () => {};
    const { segment, mixpanel, joined } = onPage(() => [
      destination(() => new Promise<void>((resolve) => (answer = resolve)), 'Segment.io'),
    ]);
    segment.track('Bought');
    await Promise.resolve();
    await Promise.resolve();
    mixpanel.track('Bought');
    answer();
    await segment.delivered;
    expect(joined()[1]).toBe('mixpanel track Bought');
  });

  test('what a middleware calls at once is joined, later only that of a destination', async () => {
    const { segment, joined } = onPage((mixpanel) => [
      {
        name: 'Middleware',
        type: 'before',
        run: async (context) => {
          mixpanel.track('At Once');
          await null;
          await null;
          mixpanel.track(eventOf(context).event);
        },
      },
    ]);
    segment.track('Bought');
    await segment.delivered;
    expect(joined().slice(1)).toEqual(['mixpanel track At Once < segment track Bought', 'mixpanel track Bought']);
  });

  test('of two instances each has its own destinations', async () => {
    const { page, Segment, segment, mixpanel, joined } = onPage(() => []);
    const later = destination(async (context) => {
      await null;
      await null;
      await null;
      mixpanel.track(eventOf(context).event);
    });
    const second = new Segment([later]);
    (page.__SEGMENT_INSPECTOR__ as { attach(sdk: unknown): void }).attach(second);
    segment.track('One');
    second.track('Two');
    await second.delivered;
    expect(joined()).toEqual(['segment track One', 'segment track Two', 'mixpanel track Two < segment track Two']);
  });

  test('what Segment itself is called with inside a destination is a call of its own', async () => {
    const { segment, joined } = onPage(() => [destination((context) => void (eventOf(context).event === 'One' && segment.track('Two')))]);
    segment.track('One');
    await segment.delivered;
    await segment.delivered;
    expect(joined()).toEqual(['segment track One', 'segment track Two']);
  });

  test('an emitter that is told nonsense changes nothing', () => {
    const { segment, mixpanel, joined, errors } = onPage(() => []);
    for (const given of [undefined, null, 'text', 7, Object.create(null), Object.freeze({})]) {
      segment.emit('dispatch_start', given);
      segment.queue.emit('message_delivered', given);
    }
    segment.listeners.push((name) => {
      if (name === 'dispatch_start') throw new Error('of the page');
    });
    expect(() => segment.track('Bought')).toThrow('of the page');
    mixpanel.track('Bought');
    expect([joined(), errors]).toEqual([['segment track Bought', 'mixpanel track Bought'], []]);
  });
});
