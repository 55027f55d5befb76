import { expect } from 'vitest';
import { startSite as startShop } from '../../../demo/site.ts';
import { walk } from '../../../demo/walk.ts';
import { check, simulate } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { type InBrowser, recordingOf } from '../support/inspecting.ts';
import { root } from '../support/paths.ts';
import { shownFindings, shownFlows } from '../support/shown.ts';

/** Longest wait of a rule, so that everything is judged: 10 s for an identify after a login. */
const ruleWait = 10_500;

/**
 * Two people on one device in the demo shop, one after the other, with logout between them; as the shop does it right,
 * and without the reset.
 */
export async function sharedDevice(inBrowser: InBrowser, variant: 'correct' | 'no-reset'): Promise<void> {
  const site = await startShop({ root });
  try {
    await inBrowser(`shared-device-${variant}`, async (inspecting) => {
      const page = await inspecting.newPage();
      await page.goto('about:blank');
      const watched = await inspecting.inspect(page);
      await walk(page, site.shop.url, variant, { pause: 350, linger: ruleWait });

      const wanted = variant === 'correct' ? 'shared-device pass' : 'shared-device fail';
      const flows = await eventually(`${wanted} in the panel`, async () => {
        const shown = await shownFlows(watched.panel);
        return shown.includes(wanted) && shown;
      });
      const findings = await shownFindings(watched.panel);
      const recording = await recordingOf(watched);
      const checked = await check(recording);
      const simulation = await simulate(recording);

      const judged = checked.flows.map(({ flow, verdict }) => `${flow} ${verdict}`);
      expect([...judged].sort()).toEqual([...flows].sort());
      const errors = checked.findings.filter(({ severity }) => severity === 'error');
      const mixpanel = simulation.projects.find(({ vendor }) => vendor === 'mixpanel');
      if (variant === 'correct') {
        expect(checked.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
        expect(judged.filter((flow) => flow.startsWith('shared-device'))).toEqual(['shared-device pass', 'shared-device pass']);
        expect(mixpanel?.profiles.filter(({ ids }) => ids.some((id) => !id.startsWith('$device:'))).length).toBe(2);
      } else {
        expect(errors.length).toBe(1);
        expect(errors[0]?.affected).toBeGreaterThan(0);
        expect(findings).toContain(errors[0]?.rule);
        expect(judged).toContain('shared-device fail');
      }
      expect([...findings].sort()).toEqual(checked.findings.map(({ rule }) => rule).sort());
    });
  } finally {
    await site.stop();
  }
}
