import { describe, expect, test } from 'vitest';
import { createAuthOutcomes } from '../../../src/core/auth-outcome.ts';
import type { Observation } from '../../../src/core/observation.ts';
import { mixpanelNpm, passwordForm, type Site } from '../support/site.ts';
import type { Listener } from './listener.ts';
import { onSite } from './site-and-listener.ts';

/** What the background makes of the reports: login and logout attempts and what confirms them, in order. */
const outcomes = (listener: Listener): readonly string[] => {
  const outcome = createAuthOutcomes();
  return listener.heard().flatMap((report) => {
    const told = outcome({ ...report, document: report.page, device: 'd', tab: 1, frame: 0 } as unknown as Observation);
    return told?.kind === 'auth.signalled' ? [`${told.signal} ${told.confirmed ? 'confirmed' : 'attempt'}`] : [];
  });
};

/** Waits until the last page has said what it shows. */
const whatIsShown = (listener: Listener): Promise<boolean> =>
  listener.until('what the next page shows', () => {
    const last = listener.heard().at(-1);
    return listener.of('auth.signalled').some(({ page, source }) => page === last?.page && /no-|again/.test(source));
  });

type Leaving = { readonly home: string; readonly control: string; readonly after: string };

const signedOut = '<a href="/login">Log in</a>';
const signedIn = '<a href="/logout">Log out</a>';
const confirmed = ['logout attempt', 'logout confirmed'];
const open = ['logout attempt'];
const cancelled = `<dialog open>Really log out? <button id="then" onclick="location.href = '/home'">No</button></dialog>`;

const ways: Readonly<Record<string, Leaving & { readonly told: readonly string[] }>> = {
  'a plain link that redirects home': { control: '<a id="out" href="/logout">Log out</a>', after: '', home: 'See you', told: confirmed },
  'a form that is posted': {
    control: '<form method="post" action="/logout"><button id="out">Log out</button></form>',
    after: '',
    home: 'See you',
    told: confirmed,
  },
  'a request to the logout address, then a change of location': {
    control: `<button id="out" onclick="fetch('/logout', { method: 'POST' }).then(() => { location.href = '/home'; })">Log out</button>`,
    after: '',
    home: 'See you',
    told: confirmed,
  },
  'a script that leaves for a page which offers to log in': {
    control: `<button id="out" onclick="location.href = '/home'">Log out</button>`,
    after: '',
    home: signedOut,
    told: confirmed,
  },
  'a dialog that is cancelled, and a page that still offers to log out': {
    control: '<button id="out">Log out</button>',
    after: cancelled,
    home: signedIn,
    told: open,
  },
  'a dialog that is cancelled, and a page that offers neither': {
    control: '<button id="out">Log out</button>',
    after: cancelled,
    home: 'plain',
    told: open,
  },
  'a link that asks first and is told no': {
    control: `<a id="out" href="/logout" onclick="return false">Log out</a>`,
    after: cancelled,
    home: signedIn,
    told: open,
  },
  'a menu that closes over the question': {
    control: `<button id="out" onclick="this.remove(); document.querySelector('dialog').show()">Log out</button>`,
    after: cancelled.replace(' open', ''),
    home: signedIn,
    told: open,
  },
};

async function visit(site: Site, listener: Listener, { control, after, home }: Leaving): Promise<void> {
  const page = await listener.newPage();
  site.redirect('/logout', '/home');
  site.page('/home', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Home');"), body: home });
  await page.goto(site.page('/', { head: mixpanelNpm(site, 'TOK'), body: control + after }));
  const left = page.waitForNavigation();
  await page.click('#out');
  if (after !== '') await page.click('#then');
  await left;
  await listener.until('the next page', () => listener.of('call.observed').some(({ args }) => args[0] === 'Home'));
  await whatIsShown(listener);
}

describe.each(['chromium', 'firefox'] as const)('in %s, a logout by', (kind) => {
  test.each(Object.entries(ways))('%s', async (_name, { told, ...way }) => {
    await onSite(kind, async (site, listener) => {
      await visit(site, listener, way);
      expect(outcomes(listener)).toEqual(told);
    });
  });
});

const byScript = (after: string): string =>
  `<script>document.forms[0].addEventListener('submit', async (event) => { event.preventDefault();
  await fetch('/session', { method: 'POST', body: new FormData(event.target) }); ${after} })</script>`;
const toNext = "location.href = '/next'";
const asked = '<h1>Almost there</h1><p>Please verify your e-mail address.</p>';

const signUps: Readonly<Record<string, { readonly form: string; readonly next: string; readonly told: readonly string[] }>> = {
  'a posted form and a page that sends to the inbox': { form: '', next: asked, told: ['login attempt'] },
  'a posted form and a page that welcomes': { form: '', next: 'Welcome', told: ['login attempt', 'login confirmed'] },
  'a posted form and a welcome whose data for scripts speak of the inbox': {
    form: '',
    next: '<script type="application/json">{"hint":"Check your inbox"}</script>Welcome',
    told: ['login attempt', 'login confirmed'],
  },
  'a script that leaves for a page that sends to the inbox': { form: byScript(toNext), next: asked, told: ['login attempt'] },
  'a script that leaves for a page that welcomes': {
    form: byScript(toNext),
    next: 'Welcome',
    told: ['login attempt', 'login confirmed'],
  },
  'a script that identifies the person and leaves': {
    form: byScript(`app.mixpanel.identify('u-1'); ${toNext}`),
    next: asked,
    told: ['login attempt', 'login confirmed'],
  },
};

describe.each(['chromium', 'firefox'] as const)('in %s, a sign-up by', (kind) => {
  test.each(Object.entries(signUps))('%s', async (_name, { form, next, told }) => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      site.redirect('/session', '/next');
      site.page('/next', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Next');"), body: next });
      await page.goto(site.page('/start', { head: mixpanelNpm(site, 'TOK'), body: passwordForm('/session') + form }));
      await page.type('input[type=email]', 'person@example.org');
      await page.type('input[type=password]', 'a secret');
      await Promise.all([page.waitForNavigation(), page.click('button')]);
      await listener.until('the next page', () => listener.of('call.observed').some(({ args }) => args[0] === 'Next'));
      await whatIsShown(listener);
      expect(outcomes(listener)).toEqual(told);
    });
  });
});
