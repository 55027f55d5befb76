import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import packageInfo from '../../package.json' with { type: 'json' };
import { read, root } from './support/sources.ts';

type Script = {
  js: string[];
  world?: string;
  run_at?: string;
  all_frames?: boolean;
  matches: string[];
  match_origin_as_fallback?: boolean;
};
type Manifest = {
  manifest_version: number;
  version: string;
  permissions: string[];
  action: { default_title: string; default_icon: Record<string, string>; default_popup?: string };
  side_panel?: { default_path: string };
  sidebar_action?: { default_panel: string; open_at_install: boolean };
  icons: Record<string, string>;
  devtools_page: string;
  content_scripts: Script[];
  background: { service_worker?: string; scripts?: string[]; type?: string };
  content_security_policy: { extension_pages: string };
};

const allowedKeys = [
  'action',
  'background',
  'browser_specific_settings',
  'content_scripts',
  'content_security_policy',
  'description',
  'devtools_page',
  'icons',
  'manifest_version',
  'name',
  'permissions',
  'version',
];

describe.each(['chrome', 'firefox'] as const)('the built manifest for %s', (target) => {
  const manifest = (): Manifest => JSON.parse(read(`dist/${target}/manifest.json`)) as Manifest;

  test('asks for storage, in Chromium for its side panel, and for nothing else', () => {
    expect(manifest().permissions).toEqual(target === 'chrome' ? ['storage', 'sidePanel'] : ['storage']);
  });

  test('has no key besides those we mean to have: no host permissions, nothing web-accessible, nobody may connect from outside (T31, T32)', () => {
    expect(Object.keys(manifest()).sort()).toEqual([...allowedKeys, target === 'chrome' ? 'side_panel' : 'sidebar_action'].sort());
  });

  test('is of version 3 and carries the version of the package', () => {
    expect(manifest()).toMatchObject({ manifest_version: 3, version: packageInfo.version });
  });

  test('runs the hook and its vendors in the page world first, then bridge and signals in their own, before any page script and in every frame', () => {
    const [hook, bridge, signals, ...more] = manifest().content_scripts;
    expect(more).toEqual([]);
    const everywhere = { matches: ['<all_urls>'], run_at: 'document_start', all_frames: true, match_origin_as_fallback: true };
    expect(hook).toMatchObject({
      ...everywhere,
      world: 'MAIN',
      js: ['src/extension/page/hook.iife.js', 'src/extension/page/vendors.iife.js'],
    });
    expect(bridge).toMatchObject({ ...everywhere, js: ['src/extension/content/bridge.iife.js'] });
    expect(signals).toMatchObject({ ...everywhere, js: ['src/extension/content/signals.iife.js'] });
    for (const script of [bridge, signals]) expect(script?.world ?? 'ISOLATED').toBe('ISOLATED');
  });

  test('forbids the extension every connection, and scripts that are not its own (T22, T34)', () => {
    const policy = manifest().content_security_policy.extension_pages;
    const directives = new Map(
      policy
        .split(';')
        .map((part) => part.trim().split(/\s+/))
        .map(([name, ...values]) => [name, values.join(' ')]),
    );
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('connect-src')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self'");
    expect(directives.get('object-src')).toBe("'none'");
    expect(directives.get('base-uri')).toBe("'none'");
    expect(directives.get('form-action')).toBe("'none'");
    expect(policy).not.toMatch(/unsafe-|https?:|\*/);
  });

  test('names only files that are there', () => {
    const { content_scripts, background, devtools_page, icons, action, side_panel, sidebar_action } = manifest();
    const named = [
      ...content_scripts.flatMap((script) => script.js),
      ...(background.scripts ?? []),
      ...(background.service_worker === undefined ? [] : [background.service_worker]),
      devtools_page,
      'src/extension/panel/panel.html',
      ...Object.values(icons),
      ...Object.values(action.default_icon),
      ...[side_panel?.default_path ?? '', sidebar_action?.default_panel ?? ''].filter((page) => page !== ''),
    ];
    expect(named.filter((file) => !existsSync(`${root}dist/${target}/${file}`))).toEqual([]);
  });
});

test('the icon on the toolbar opens the side panel in Chromium and the sidebar in Firefox: no popup is in the way', () => {
  const of = (target: string) => JSON.parse(read(`dist/${target}/manifest.json`)) as Manifest;
  const page = 'src/extension/side/side.html';
  expect([of('chrome').side_panel, of('chrome').action.default_popup]).toEqual([{ default_path: page }, undefined]);
  expect(of('firefox').sidebar_action).toMatchObject({ default_panel: page, open_at_install: false });
  expect(of('firefox').action.default_popup).toBeUndefined();
});

test('the background is a service worker in Chromium and an event page in Firefox', () => {
  const background = (target: string) => (JSON.parse(read(`dist/${target}/manifest.json`)) as Manifest).background;
  expect(Object.keys(background('chrome')).sort()).toEqual(['service_worker', 'type']);
  expect(Object.keys(background('firefox')).sort()).toEqual(['scripts', 'type']);
});
