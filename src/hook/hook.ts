import type { Channel, Listener } from './channel.ts';
import { createGuard } from './guard.ts';
import { type Around, lately, whenAsked, wrapMethod } from './instrument.ts';
import { getOwn, now } from './intrinsics.ts';
import type { Opening } from './lifecycle.ts';
import { createOn } from './listening.ts';
import { type Machinery, startMachinery } from './machinery.ts';
import type { Vendors } from './vendors/vendor.ts';
import { watchNames } from './watching.ts';

type Page = Window & typeof globalThis;

/**
 * Starts observing a page, before its first script. What the `vendors` observe is told by `channel`; `watches` are the globals of each
 * and, after an `@`, its events on the window. Done at once is only what cannot be done later: the browser's
 * functions, the events of the document and those globals get somebody who notices. The rest, the machinery, is made with the first
 * that is noticed. The returned `stop` leaves every wrapper as a mere pass-through.
 */
export const startHook = (page: Page, watches: readonly (readonly string[])[], vendors: Vendors, channel: Channel): Listener => {
  const guard = createGuard(
    (why) => machinery().reporter.abandon(`internal error: ${why}`),
    () => machinery().reporter.missed(),
  );
  let make: (() => Machinery) | undefined;
  let made: Machinery | undefined;
  const machinery = (): Machinery => {
    made ??= (make as () => Machinery)();
    return made;
  };
  guard(() => {
    const { document, Storage, Document, setTimeout } = page;
    const on = createOn(page, guard);
    const opening: Opening = {
      at: now(),
      url: document.URL,
      ahead: (document as { prerendering?: boolean }).prerendering === true,
      leaving: null,
    };
    const { prototype: storage } = Storage;
    const { key, getItem } = storage;
    const readers = {
      cookie: getOwn(Document.prototype, 'cookie')?.get,
      length: getOwn(storage, 'length')?.get,
      key,
      item: getItem,
    };
    make = () => startMachinery({ page, vendors, channel, guard, on, opening, readers, setTimer: setTimeout });

    on<PageTransitionEvent>('pagehide', ({ persisted }) => {
      opening.leaving = persisted ? 'bfcache' : 'unloaded';
      // Last words before the document closes.
      channel.tellText('["leave"]');
      made?.lifecycle.left();
    });
    on<PageTransitionEvent>('pageshow', ({ persisted }) => {
      opening.leaving = null;
      made?.lifecycle.shown(persisted);
    });
    if (opening.ahead) on('prerenderingchange', () => machinery().lifecycle.activated());
    const route = (): void => machinery().lifecycle.route();
    on('popstate', route);
    on('hashchange', route);

    const wrap = (owner: object, name: string, role?: 'set'): unknown =>
      wrapMethod(
        owner,
        name,
        guard,
        lately(() => machinery().arounds[name] as Around<unknown>),
        role,
      );
    const { prototype: history } = page.History;
    wrap(history, 'pushState');
    wrap(history, 'replaceState');
    wrap(Document.prototype, 'cookie', 'set');
    wrap(storage, 'setItem');
    wrap(storage, 'removeItem');
    wrap(storage, 'clear');
    wrap(page, 'fetch');
    const { prototype: xhr } = page.XMLHttpRequest;
    wrap(xhr, 'open');
    wrap(xhr, 'setRequestHeader');
    wrap(xhr, 'send');
    whenAsked(page, ['navigator', 'clientInformation'], guard, () => {
      wrap(page.Navigator.prototype, 'sendBeacon');
      // Only where the page is secure.
      if (page.CredentialsContainer) wrap(page.CredentialsContainer.prototype, 'get');
    });
    wrap(page.HTMLImageElement.prototype, 'src', 'set');
    wrap(page.HTMLFormElement.prototype, 'submit');
    const { prototype: database } = page.IDBObjectStore;
    wrap(database, 'put');
    wrap(database, 'delete');

    const watching = { page, on, guard };
    for (let i = 0; i < watches.length; i += 1)
      watchNames(watching, watches[i] as readonly string[], (name, value) => machinery().handle(i, name, value));
  });
  return { stop: guard.switchOff, said: (text, quiet) => guard(() => machinery().reporter.put(text, quiet)) };
};
