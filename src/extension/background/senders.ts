import type { Sender } from '../platform/port.ts';

/** A document that reports: everything the browser vouches for. */
export type PageSender = {
  readonly document: string;
  readonly tab: number;
  readonly frame: number;
  readonly incognito: boolean;
  readonly cookieStore: string | null;
  readonly url: string | null;
};

/** The extension's own id and origin (`chrome-extension://…/`), against which senders are checked. */
export type Self = { readonly id: string; readonly origin: string };

const isOwnPage = (sender: Sender, self: Self): boolean => sender.url?.startsWith(self.origin) === true;

/** The reporting document behind a line, or null when it is not one of our content scripts in a tab. */
export const pageSender = (sender: Sender, self: Self): PageSender | null => {
  if (sender.extension !== self.id || isOwnPage(sender, self)) return null;
  if (sender.tab === null || sender.frame === null || sender.document === null) return null;
  return {
    document: sender.document,
    tab: sender.tab,
    frame: sender.frame,
    incognito: sender.incognito,
    cookieStore: sender.cookieStore,
    url: sender.url,
  };
};

/** Content scripts may open a port of any name, so that a panel is known by its origin alone. */
export const isPanelSender = (sender: Sender, self: Self): boolean => sender.extension === self.id && isOwnPage(sender, self);
