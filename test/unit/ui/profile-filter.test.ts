import { describe, expect, it } from 'vitest';
import type { View, ViewRow } from '../../../src/messages/view.ts';
import { parseQuery } from '../../../src/ui/filter.ts';
import { profileAt } from '../../../src/ui/landed-at.ts';
import { profilesFound } from '../../../src/ui/profile-filter.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const scene = scenes.correct?.().view as View;
const [project] = scene.projects;
if (project === undefined) throw new Error('the scene has no project');
const everybody = project.profiles.map(({ label }) => label);
const [first = '', second = ''] = everybody;
const landsOn = (row: ViewRow): string | null => profileAt(scene.projects, row)?.label ?? null;

/** What lands on the first person happened in tab 7 of a private window, everything else in tab 1. */
const view: View = {
  ...scene,
  devices: [...scene.devices, { id: 'private', label: 'Private windows' }],
  rows: scene.rows.map((row) => (landsOn(row) === first ? { ...row, tab: 7, device: 'private' } : { ...row, tab: 1 })),
};
const found = (text: string): readonly string[] => profilesFound(project, parseQuery(text), view).map(({ label }) => label);

describe('the filter of profiles', () => {
  it('keeps everybody while nothing is typed', () => {
    expect(profilesFound(project, parseQuery(' '), view)).toBe(project.profiles);
    expect(everybody.length).toBeGreaterThan(1);
  });

  it.each(['tab:7', 'device:private-windows', 'device:private tab:7', '-tab:1'])('%s finds whom events of it landed on', (text) => {
    expect(found(text)).toEqual([first]);
  });

  it('leaves out whom events of a tab or device landed on', () => {
    expect(found('-tab:7')).toEqual(everybody.filter((label) => label !== first));
    expect(found('-device:private')).not.toContain(first);
  });

  it('wants one event that has all of it, and the words besides', () => {
    expect(found('tab:1 device:private')).toEqual([]);
    expect(found(`tab:7 ${first}`)).toEqual([first]);
    expect(found(`tab:7 ${second}`)).toEqual([]);
    expect(found(`tab:1 ${second}`)).toEqual([second]);
  });

  it('finds nobody where nothing landed', () => {
    expect(found('tab:99')).toEqual([]);
    expect(found('device:nowhere')).toEqual([]);
  });
});
