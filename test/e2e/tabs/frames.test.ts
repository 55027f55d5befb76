import { expect, test } from 'vitest';
import { mixpanelNpm, segmentNpm } from '../support/site.ts';
import { eventsOf, inTabs } from './in-tabs.ts';

const escaped = (html: string): string => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

test("another site's frame is named beside the page and not judged; frames of the page itself are its own (T15)", async () => {
  await inTabs('frames', async ({ site, open, judged }) => {
    const widget = site.page('/widget', {
      head: segmentNpm(site, 'THEIRS', "app.analytics.identify('agent-7'); app.analytics.track('Widget Shown');"),
      // A frame without an address of its own, made by the other site.
      body: `<script>
        const { contentDocument } = document.body.appendChild(document.createElement('iframe'));
        const library = Object.assign(contentDocument.createElement('script'), { src: '/lib/mixpanel-npm.js' });
        library.onload = () => contentDocument.body.append(Object.assign(contentDocument.createElement('script'), {
          text: "app.mixpanel.init('THEIR-BLANK', { api_host: '${site.collector.url}', batch_flush_interval_ms: 400 }); app.mixpanel.track('In Their Blank');",
        }));
        contentDocument.body.append(library);
      </script>`,
    });
    const inner = (token: string, name: string): string =>
      mixpanelNpm(site, token, `app.mixpanel.track('${name}');`).replaceAll('src="/', `src="${site.origin}/`);
    const address = site.page('/', {
      head: mixpanelNpm(site, 'OWN', "app.mixpanel.track('Page Shown');"),
      body: `<iframe src="${widget.replace(site.origin, site.foreign)}"></iframe>
        <iframe srcdoc="${escaped(inner('INNER', 'In Srcdoc'))}"></iframe>
        <iframe sandbox="allow-scripts" src="/boxed"></iframe>
        <iframe id="blank"></iframe>`,
    });
    // No SDK of the two gets to sending in a sandbox, which refuses cookies and storage; Segment takes the call.
    site.page('/boxed', { head: segmentNpm(site, 'BOXED', "app.analytics.track('In Sandbox');") });
    const tab = await open(address);
    // A frame without a document of its own, filled by the page.
    await tab.run(`(() => {
      const { contentDocument } = document.getElementById('blank');
      const script = (src, text) => Object.assign(contentDocument.createElement('script'), src ? { src } : { text });
      const library = script('${site.origin}/lib/mixpanel-npm.js');
      library.onload = () => contentDocument.body.append(script(null, ${JSON.stringify(
        `app.mixpanel.init('BLANK', { api_host: '${site.collector.url}', batch_flush_interval_ms: 400 }); app.mixpanel.track('In Blank');`,
      )}));
      contentDocument.body.append(library);
    })()`);
    const told = await judged('every frame', (now) => {
      const [mixpanel, segment] = [eventsOf(now, 'mixpanel'), eventsOf(now, 'segment')];
      return (
        ['Page Shown', 'In Srcdoc', 'In Blank', 'In Their Blank'].every((name) => mixpanel[name]?.delivery === 'accepted') &&
        segment['Widget Shown']?.delivery === 'accepted' &&
        segment['In Sandbox'] !== undefined
      );
    });
    const beside = told.unchecked.filter(({ why }) => why.startsWith('Also on this page')).map(({ project }) => project);
    expect(beside.toSorted()).toEqual(['THEIR-BLANK', 'THEIRS']);
    expect(told.findings.filter(({ project }) => project === 'THEIRS')).toEqual([]);
    const calls = told.analysis.moments.flatMap((moment) => (moment.kind === 'call' ? [[moment.project, moment.frame === 0]] : []));
    expect(calls).toContainEqual(['OWN', true]);
    for (const project of ['INNER', 'BLANK', 'BOXED', 'THEIRS', 'THEIR-BLANK']) expect(calls).toContainEqual([project, false]);
  });
});
