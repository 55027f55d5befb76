import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyTable } from '../../../src/ui/keyboard.ts';
import { type Site, startSite } from '../support/site.ts';
import { actions } from './actions.ts';
import { sharedDesk } from './desk.ts';
import { openShop, writeFiles } from './shop.ts';
import { walkBeside, walkEmpty, walkExports, walkImports } from './walks/files.ts';
import { walkFilters, walkSizes } from './walks/filters.ts';
import { walkCrowd, walkPeople } from './walks/people.ts';
import { walkForget, walkServerSide, walkSettings } from './walks/settings.ts';
import { walkSide } from './walks/side.ts';
import { walkDetail, walkTimeline } from './walks/timeline.ts';
import { walkPast, walkTrials } from './walks/trials.ts';
import { walkFindings, walkFlows, walkStrip } from './walks/verdict.ts';
import { walkViews } from './walks/views.ts';

let site: Site;
let files = { before: '', broken: '', crowd: '', heavy: '' };
const desk = sharedDesk('every-action', ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost']);
beforeAll(async () => {
  site = await startSite();
  await desk.start(openShop(site));
});
afterAll(async () => {
  await desk.stop();
  await site.stop();
});

test('the timeline is loaded and walked by keys', desk.walk(walkTimeline));
test('the detail says why, and leads to Sources, to the vendor and to the row that explains', desk.walk(walkDetail));
test('rows are filtered and marked, and Escape leads out of it layer by layer', desk.walk(walkFilters));
test('the strip takes the tester’s word and leads to what it tells', desk.walk(walkStrip));
test('a finding is followed, tried, muted and told again', desk.walk(walkFindings));
test('flows are folded and followed', desk.walk(walkFlows));
test('people are looked at as picture and table', desk.walk(walkPeople));
test('axe finds nothing serious in any view', desk.walk(walkViews));
test('settings are chosen and taken back', desk.walk(walkSettings));
test('servers have their say', desk.walk(walkServerSide));
test(
  'what is exported is on the disk',
  desk.walk(async (it) => {
    files = await writeFiles(it, await walkExports(it));
  }),
);
test(
  'changes are tried and taken back',
  desk.walk((it) => walkTrials(it, files.before)),
);
test('the past is looked at', desk.walk(walkPast));
test(
  'files are opened',
  desk.walk((it) => walkImports(it, files)),
);
test('a crowd is walked through', desk.walk(walkCrowd));
test(
  'recordings are compared and added',
  desk.walk((it) => walkBeside(it, files.before)),
);
test('many rows and little room', desk.walk(walkSizes));
test(
  'the empty panel offers what to do',
  desk.walk((it) => walkEmpty(it, files.before)),
);
test('what was chosen for the site is given up', desk.walk(walkForget));
test('the icon in the toolbar opens the side panel', desk.walk(walkSide));

test(
  'nothing on the list of actions was left out, and no key of the panel',
  desk.walk(async ({ walked }) => {
    const keys = keyTable.flatMap(({ name, keys: all }) => all.map((key) => `${name} ${key}`));
    expect([...actions].filter((action) => !walked.has(action))).toEqual([]);
    expect(keys.filter((key) => !walked.has(key))).toEqual([]);
    const names = new Set(keyTable.map(({ name }): string => name));
    expect([...walked].filter((one) => !one.includes(' ') && !actions.has(one) && !names.has(one))).toEqual([]);
  }),
);
