import { describe, expect, test } from 'vitest';
import { sizesOf } from '../../scripts/budgets.mjs';
import { builtPages, builtScripts } from './support/built.ts';
import { codeOf, filesBelow, read, root } from './support/sources.ts';

const hook = (target: string): string => `dist/${target}/src/extension/page/hook.iife.js`;
const vendors = (target: string): string => `dist/${target}/src/extension/page/vendors.iife.js`;
const bridge = (target: string): string => `dist/${target}/src/extension/content/bridge.iife.js`;
const signals = (target: string): string => `dist/${target}/src/extension/content/signals.iife.js`;

/** Everything a script could reach the network with. */
const network =
  /\b(?:fetch\s*\(|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|RTCPeerConnection|importScripts)\b|\bfetch\s*\(/g;
const textAsCode = /\beval\s*\(|\bnew Function\b|(?<![.\w])Function\s*\(/g;
const anyImport = /(?<![.\w])import\s*\(/g;
/** Of a file of the package, by its name as it stands in the code. */
const ownImport = /(?<![.\w])import\("\.\/[\w.-]+\.js"\)/g;
const disk = /\b(?:indexedDB|openDatabase|caches\s*\.|showSaveFilePicker)\b/g;

const hits = (path: string, pattern: RegExp): readonly string[] =>
  [...codeOf(read(path)).matchAll(pattern)].map((match) => `${path}: ${match[0]}`);

describe.each(['chrome', 'firefox'] as const)('the files built for %s', (target) => {
  test('are there', () => {
    expect(builtScripts(target)).toEqual(expect.arrayContaining([hook(target), vendors(target), bridge(target), signals(target)]));
    expect(builtScripts(target).length).toBeGreaterThanOrEqual(6);
  });

  test('name no way to the network, but for the hook, which wraps those of the page (T34)', () => {
    const wrong = builtScripts(target)
      .filter((path) => path !== hook(target))
      .flatMap((path) => hits(path, network));
    expect(wrong).toEqual([]);
  });

  test('run no text as code (T22)', () => {
    expect(builtScripts(target).flatMap((path) => hits(path, textAsCode))).toEqual([]);
  });

  test('load code from files of the package only (T22)', () => {
    const wrong = builtScripts(target).filter((path) => hits(path, anyImport).length !== [...read(path).matchAll(ownImport)].length);
    expect(wrong).toEqual([]);
  });

  test('write to no database (T27)', () => {
    expect(builtScripts(target).flatMap((path) => hits(path, disk))).toEqual([]);
  });

  test('have pages whose scripts and styles are files of the extension', () => {
    const addresses = builtPages(target).flatMap((path) =>
      [...read(path).matchAll(/\b(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? ''),
    );
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !/^(?:\.{1,2}\/|\/(?!\/))/.test(address))).toEqual([]);
    expect(builtPages(target).filter((path) => /<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=/i.test(read(path)))).toEqual([]);
  });

  test('load no font, image or style from elsewhere', () => {
    const wrong = filesBelow(`dist/${target}`, '.css').filter((path) => /url\(\s*['"]?(?:https?:)?\/\/|@import/.test(read(path)));
    expect(wrong).toEqual([]);
  });

  test('keep within their budgets', async () => {
    const sizes = await sizesOf(`${root}dist/${target}`);
    expect(sizes.filter(({ kb, most }) => kb > most)).toEqual([]);
    expect(sizes.filter(({ kb }) => kb < 0.3)).toEqual([]);
  });

  test('leave no global behind from the scripts that run in pages', () => {
    for (const path of [hook(target), vendors(target), bridge(target), signals(target)]) {
      // A global would be a declaration outside the one function that wraps everything.
      const whole =
        path === vendors(target)
          ? /^window\[`idscope:vendors`\]\?\.\(\[\[`mixpanel`/
          : /^(?:(?:"use strict"|'use strict');\s*)?\(?\s*(?:function|\(\s*\)\s*=>|\(\(\)|!function)|^\(function/;
      expect(read(path).trimStart()).toMatch(whole);
      expect(read(path)).not.toMatch(/^(?:var|let|const|function|class) /m);
    }
  });

  test('take nothing of the page when the vendors’ script is carried out: by then the page may have replaced it', () => {
    const text = read(vendors(target));
    const taken = [
      'Reflect',
      'Object',
      'Array',
      'String',
      'JSON',
      'Proxy',
      'Promise',
      'RegExp',
      'Error',
      'Map',
      'WeakMap',
      'URL',
      'TextDecoder',
    ];
    expect(taken.filter((name) => new RegExp(`(?<![.\\w\`'"])${name}(?=[.(])`).test(text))).toEqual([]);
  });

  test('keep the browser polyfill out of the pages', () => {
    for (const path of [hook(target), vendors(target), bridge(target), signals(target)])
      expect(read(path)).not.toMatch(/webextension-polyfill/i);
  });
});

test('the scans see what they look for', () => {
  const scan = (text: string, pattern: RegExp) => [...codeOf(text).matchAll(pattern)].length;
  expect(scan("fetch('x'); new WebSocket(u); navigator.sendBeacon(u); new XMLHttpRequest();", network)).toBe(4);
  expect(scan("// fetch(1)\nconst a = 'fetch(2)';", network)).toBe(0);
  expect(scan('eval(a); new Function(b);', textAsCode)).toBe(2);
  const imports = 'import(a); import("https://x/y.js"); import("./a-1.js"); import("./" + b)';
  expect([scan(imports, anyImport), imports.match(ownImport)?.length]).toEqual([4, 1]);
});
