import { anna, browse, enter } from '../correct-stories.ts';
import type { Planted } from './planted.ts';

/** Mistakes between two tools on one page. */
export const plantedTools: readonly Planted[] = [
  {
    rule: 'vendors-disagree',
    how: 'one tool is identified only the first time',
    vendors: ['mixpanel', 'posthog', 'amplitude', 'rudderstack'],
    beside: ['segment'],
    severity: 'warning',
    build: (shop, vendor) => {
      browse(shop);
      shop.page('/login', (p) => void p.identify(anna).track('Log In'));
      shop.page('/bye', (p) => void p.track('Log Out').reset());
      shop.page('/login', (p) => void p.track('View'));
      shop.page('/welcome', (p) => {
        for (const tool of p.tools) if (tool.vendor !== vendor) tool.identify(anna);
        p.wait(3_000).track('View');
      });
      browse(shop);
    },
  },
  {
    rule: 'other-tool-not-reset',
    how: 'only one of two tools is reset',
    vendors: ['mixpanel', 'posthog', 'amplitude', 'rudderstack'],
    beside: ['segment'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/bye', (p) => void p.track('Log Out').on('segment').reset());
      browse(shop);
    },
  },
  {
    rule: 'logout-without-reset',
    how: 'only one of two tools is reset at a log-out that was seen',
    vendors: ['mixpanel', 'posthog', 'amplitude', 'rudderstack'],
    beside: ['segment'],
    severity: 'error',
    related: () => ['other-tool-not-reset'],
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out').on('segment').reset());
      browse(shop);
    },
  },
];
