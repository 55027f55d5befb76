// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

const open = async (name = 'broken'): Promise<void> => {
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  panel = await mountScene(sceneNamed(name));
};

const set = async (selector: string, value: string): Promise<void> => {
  const field = panel.one(selector) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
  await panel.settled();
};

const submit = async (form: string): Promise<void> => {
  panel.one(form).dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await panel.settled();
};

const changes = (): readonly string[] => panel.all('[data-change] .change-text').map((one) => one.textContent ?? '');
const figures = () =>
  Object.fromEntries(panel.all('[data-figure]').map((one) => [one.dataset.figure, one.querySelector('dd')?.textContent]));

describe('what if', () => {
  it('starts from a row: without its call', async () => {
    await open();
    await panel.click('[data-row][data-title="track"]');
    await panel.click('[data-try="drop"]');
    expect(panel.one('[aria-selected=true]').id).toBe('tab-what-if');
    expect(changes()).toEqual([expect.stringMatching(/^Without \d\d:\d\d:\d\d track /)]);
    expect(panel.one('[data-what-if]').textContent).toContain('2 events land on somebody else');
  });

  it('offers what findings advise, as long as nothing is tried', async () => {
    await open();
    await panel.press('5');
    expect(panel.all('[data-advice]').map((one) => one.textContent)).toEqual(['Mixpanel · No reset after logout']);
    await panel.click('[data-advice]');
    expect(changes()).toEqual([expect.stringMatching(/^Mixpanel: reset\(\) before /)]);
    expect(panel.all('[data-advice]')).toEqual([]);
  });

  it('says numbers before and after, findings that go, and who moves from whom to whom', async () => {
    await open();
    await panel.click('[data-row][data-title="identify"]');
    await panel.click('[data-try="reset-before"]');
    expect(figures()['Events on the wrong person']).toBe('3→becomes0');
    expect(panel.one('[data-figure="Events on the wrong person"]').className).toContain('is-better');
    expect(panel.one('[data-gone]').textContent).toContain('No reset after logout');
    const [moved] = panel.all('[data-moved]');
    expect(moved?.textContent).toContain('anna@shop.example');
    expect(moved?.querySelector('[data-jump]')).not.toBeNull();
  });

  it('keeps what is tried when the theme changes', async () => {
    await open();
    await panel.click('[data-row][data-title="track"]');
    await panel.click('[data-try="drop"]');
    const [tried] = changes();
    panel.source.turn('dark');
    await panel.settled();
    expect(panel.one('.panel').dataset.theme).toBe('dark');
    expect(changes()).toEqual([tried]);
    expect(panel.one('[data-what-if]').textContent).toContain('2 events land on somebody else');
  });

  it('adds a call behind a row, and takes it back alone or with all others', async () => {
    await open();
    await panel.press('5');
    await set('[data-kind]', 'identify');
    await set('[data-add-change] input', ' u-17 ');
    await submit('[data-add-change]');
    expect(changes()).toEqual([expect.stringMatching(/^Mixpanel: identify\("u-17"\) after /)]);
    await set('[data-kind]', 'reset');
    await submit('[data-add-change]');
    expect(changes()).toHaveLength(2);
    await panel.click('[data-change] .icon-button');
    expect(changes()).toEqual([expect.stringMatching(/reset\(\)/)]);
    await panel.click('[data-reset-all]');
    expect([changes().length, panel.all('[data-what-if]').length]).toEqual([0, 0]);
  });

  it('says of a change that cannot be why not, and keeps it', async () => {
    await open();
    await panel.press('5');
    await set('[data-kind]', 'call');
    await set('[data-add-change] textarea', 'identify me');
    await submit('[data-add-change]');
    expect(panel.one('[role=alert]').textContent).toContain("“identify me” is not a call such as identify('U1').");
    expect(panel.one('[data-change]').className).toContain('is-refused');
  });

  it('tries other merge rules, takes them over, and is no change when they are chosen back', async () => {
    await open();
    await panel.press('5');
    await set('[data-try-model="mixpanel"]', 'mixpanel-original');
    expect(changes()).toEqual(['Mixpanel merges by Original ID Merge']);
    await panel.click('[data-apply]');
    const sent = panel.source.commands.findLast(({ kind }) => kind === 'options.set');
    expect(sent?.kind === 'options.set' && Object.values(sent.change.models ?? {})).toEqual(['mixpanel-original']);
    await set('[data-try-model="mixpanel"]', 'mixpanel-simplified');
    expect(changes()).toEqual([]);
  });

  it('says that the recording has gone on, and tries again', async () => {
    await open();
    await panel.click('[data-row][data-title="track"]');
    await panel.click('[data-try="drop"]');
    const { view } = sceneNamed('broken');
    if (view === null) throw new Error('no view');
    await panel.show({ ...view, version: 2 });
    expect(panel.one('.answer-state').textContent).toContain('gone on since');
    panel.button('Try again').click();
    await panel.settled();
    expect(panel.one('.answer-state').textContent).toBe('');
  });
});

describe('compare', () => {
  const choose = async (selector: string): Promise<void> => {
    const input = panel.one(selector) as HTMLInputElement;
    Object.defineProperty(input, 'files', { configurable: true, value: [new File(['{}'], 'before.idscope.json')] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await panel.settled();
  };

  it('begins in the menu of Import, with findings, flows, calls and people', async () => {
    await open();
    expect(panel.all('#tab-compare')).toHaveLength(0);
    await choose('[data-file="menu-compare"]');
    expect(panel.one('[aria-selected=true]').id).toBe('tab-compare');
    expect(panel.one('.compare-head').textContent).toContain('From before.idscope.json to what is shown');
    expect(panel.one('[data-new]').textContent).toContain('No reset after logout');
    expect(panel.all('.diff-lines .is-before').map((one) => one.textContent)).toEqual(['−gone reset()']);
  });

  it('takes the file for the later one, and ends', async () => {
    await open();
    await choose('[data-file="menu-compare"]');
    panel.button('Swap').click();
    await panel.settled();
    expect(panel.one('.compare-head').textContent).toContain('From what is shown to before.idscope.json');
    panel.button('Close').click();
    await panel.settled();
    expect(panel.all('[data-compare]')).toHaveLength(0);
    await panel.press('1');
    expect(panel.all('#tab-compare')).toHaveLength(0);
  });
});

describe('looking back', () => {
  it('shows a past, says so, goes on and back by rows, and Escape ends it', async () => {
    await open();
    await panel.click('[data-row][data-title="identify"]');
    const all = panel.all('[data-row]').length;
    await panel.press('t');
    expect(panel.one('[data-past]').textContent).toMatch(
      /^As it stood at .*, after identify anna@shop\.example\. \d+ later rows are hidden\./,
    );
    const then = panel.all('[data-row]').length;
    expect(then).toBeLessThan(all);
    await panel.press('<');
    expect(panel.all('[data-row]')).toHaveLength(then - 1);
    await panel.press('Escape');
    await panel.press('Escape');
    expect([panel.all('[data-past]').length, panel.all('[data-row]').length]).toEqual([0, all]);
  });
});

describe('marks', () => {
  it('are put in with m and a note, and Enter', async () => {
    await open();
    await panel.press('m');
    await set('[data-mark-form] input', ' before the log-in ');
    await submit('[data-mark-form]');
    expect(panel.source.commands.at(-1)).toEqual({ kind: 'mark.add', note: 'before the log-in' });
    expect(panel.all('[data-mark-form]')).toHaveLength(0);
  });

  it('are jumped between, without opening them', async () => {
    await open('session');
    await panel.press(']');
    expect(panel.one('[data-row][aria-selected=true]').dataset.row).toBe('m1');
    await panel.press(']');
    expect(panel.one('[data-row][aria-selected=true]').dataset.row).toBe('m2');
    await panel.press('[');
    expect(panel.one('[data-row][aria-selected=true]').dataset.row).toBe('m1');
    expect(panel.all('.detail')).toHaveLength(0);
  });

  it('cannot be put into a file', async () => {
    await open('imported');
    await panel.press('m');
    expect(panel.all('[data-mark-form]')).toHaveLength(0);
  });
});

describe('devices', () => {
  it('are shown once there are several, and one alone by a click', async () => {
    await open();
    expect(panel.all('.session-line')).toHaveLength(0);
    panel.stop();
    await open('session');
    const chips = panel.all('[data-place-chip]').map((one) => one.textContent);
    expect(chips).toEqual(['This browser', 'this tab', 'tab 9', 'Private windows', 'tab 12', 'phone.har']);
    await panel.click('[data-place-chip="device:phone.har"]');
    expect(panel.all('[data-row] .where').every((one) => one.textContent === 'phone.har')).toBe(true);
    expect(panel.all('[data-row]').length).toBeGreaterThan(2);
    await panel.click('[data-place-chip="device:phone.har"]');
    expect((panel.one('[data-search]') as HTMLInputElement).value).toBe('');
  });

  it('are explained for this browser, added from a file, and taken away', async () => {
    await open('session');
    await panel.press('d');
    expect(panel.one('.device-sheet').textContent).toContain('Allow in Incognito');
    const input = panel.one('[data-file="device"]') as HTMLInputElement;
    Object.defineProperty(input, 'files', { configurable: true, value: [new File(['{"idscope":1}'], 'other.idscope.json')] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await panel.settled();
    expect(panel.source.commands.at(-1)).toEqual({ kind: 'device.add', name: 'other.idscope.json', text: '{"idscope":1}', request: 1 });
    panel.button('Remove phone.har').click();
    expect(panel.source.commands.at(-1)).toEqual({ kind: 'device.remove', name: 'phone.har' });
    await panel.press('Escape');
    expect(panel.all('.device-sheet')).toHaveLength(0);
  });
});

describe('a file', () => {
  it('is shown with its name, and l leads back to live', async () => {
    await open('imported');
    expect(panel.one('[data-file-shown]').textContent).toContain('37 new observations');
    await panel.press('l');
    expect(panel.source.commands.at(-1)).toEqual({ kind: 'session.show' });
  });
});
