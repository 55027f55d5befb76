import { mixpanelNpm, type Site } from '../support/site.ts';

/**
 * Puts a page at `path` that numbers its calls: `burst(count)` tracks so many, and `made` lists their numbers, which no other
 * document repeats. `then` runs in its head; `config` is for Mixpanel.
 */
export const countedPage = (site: Site, path: string, then = '', body = '', config: object = {}): string =>
  site.page(path, {
    head: mixpanelNpm(
      site,
      'TOK',
      `globalThis.made = []; const own = Math.random().toString(36).slice(2, 8);
       globalThis.burst = (count) => { for (let left = count; left > 0; left -= 1) {
         const n = location.pathname + ' ' + own + ' ' + made.length; made.push(n); app.mixpanel.track('Counted', { n }); }
         sessionStorage.setItem('counted', JSON.stringify([...new Set([...JSON.parse(sessionStorage.getItem('counted') ?? '[]'), ...made])])); };
       ${then}`,
      config,
    ),
    body,
  });
