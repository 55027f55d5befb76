import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../demo/options.ts';

const desk = { platform: 'linux', env: { DISPLAY: ':0' } };
const server = { platform: 'linux', env: { DISPLAY: '' } };

describe('the options of npm start', () => {
  it('opens a window where there is a display', () => {
    expect(readOptions([], desk)).toEqual({ mode: 'shown', browser: 'chromium', url: null });
    expect(readOptions([], { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toMatchObject({ mode: 'shown' });
    expect(readOptions([], { platform: 'darwin', env: {} })).toMatchObject({ mode: 'shown' });
  });

  it('walks by itself without a display, or when told to', () => {
    expect(readOptions([], server)).toMatchObject({ mode: 'headless' });
    expect(readOptions(['--headless'], desk)).toMatchObject({ mode: 'headless' });
  });

  it('inspects another site', () => {
    expect(readOptions(['--url', 'https://example.com/a'], desk)).toMatchObject({ url: 'https://example.com/a' });
    expect(readOptions(['--url=example.com'], desk)).toMatchObject({ url: 'https://example.com/' });
    expect(readOptions(['--browser', 'firefox'], desk)).toMatchObject({ browser: 'firefox' });
  });

  it.each([
    [['--url', 'file:///etc/passwd'], desk],
    [['--url', 'javascript://x'], desk],
    [['--url', 'https://example.com', '--headless'], desk],
    [['--url', 'https://example.com'], server],
    [['--browser', 'firefox', '--headless'], desk],
    [['--browser', 'opera'], desk],
    [['--fast'], desk],
    [['extra'], desk],
  ])('refuses %j in one sentence', (args, system) => {
    const answer = readOptions(args, system);
    expect('refused' in answer && answer.refused).toMatch(/\S/);
  });
});
