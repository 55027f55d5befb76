import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { keyedButtons } from '../../src/ui/keyboard.ts';
import { actions, controls } from '../e2e/panel/actions.ts';
import { read, root } from './support/sources.ts';

const folder = 'src/ui/components/';
/** What can be pressed, chosen or written into, and the components that are made of nothing else. */
const control = /<(button|select|input|textarea|summary|a|CopyButton|JumpButton|FileButton|ImportButton)\b/g;

const found = readdirSync(root + folder)
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => [file.replace('.tsx', ''), [...read(folder + file).matchAll(control)].map(([, tag]) => tag)] as const)
  .filter(([, tags]) => tags.length > 0);

describe('the list of what a tester can do in the panel', () => {
  test.each(found)('names what the controls of %s do', (component, tags) => {
    expect(controls[component]?.map(([tag]) => tag)).toEqual(tags);
  });

  test('names no component that is not there', () => {
    expect(Object.keys(controls).sort()).toEqual(found.map(([component]) => component).sort());
  });

  test('names each button that has a key as the key is named', () => {
    for (const button of keyedButtons) expect(actions).toContain(button);
  });

  test('is walked by the test that compares what it did with it', () => {
    expect(read('test/e2e/panel/every-action.test.ts')).toContain('[...actions]');
  });
});

test('no other part of the panel has a control', () => {
  const others = readdirSync(`${root}src/ui`).filter((file) => file.endsWith('.tsx'));
  expect(others.filter((file) => control.test(read(`src/ui/${file}`)))).toEqual([]);
});
