// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { mountSide } from '../../../src/ui/mount.tsx';
import { fakeSource } from '../../ui-frame/fake-source.ts';
import { sceneNamed } from './panel-in-page.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await new Promise((done) => setTimeout(done, 0));
};

const side = async (name: string) => {
  globalThis.requestAnimationFrame = (task) => Number(setTimeout(() => task(performance.now()), 0));
  globalThis.cancelAnimationFrame = (frame) => clearTimeout(frame);
  document.body.replaceChildren();
  const root = document.body.appendChild(document.createElement('div'));
  const source = fakeSource(sceneNamed(name));
  const mounted = mountSide(root, source);
  await settled();
  return { root, source, stop: mounted.stop };
};

describe('the side panel', () => {
  it('shows verdict, findings, identity cards and flow steps, and no timeline', async () => {
    const { root, stop } = await side('broken');
    expect(root.querySelector('.strip')?.textContent).toContain('u-2048');
    expect(root.querySelectorAll('[data-finding]')).toHaveLength(2);
    expect(root.querySelectorAll('[data-identity]')).toHaveLength(2);
    expect(root.querySelector('.flow-steps')?.textContent).toContain('The reset took effect');
    expect(root.querySelectorAll('[data-row], [role=tab]')).toHaveLength(0);
    stop();
    expect(root.childElementCount).toBe(0);
  });

  it('leads nowhere where there is no timeline', async () => {
    const { root, stop } = await side('broken');
    expect(root.querySelectorAll('[data-jump]')).toHaveLength(0);
    expect(root.querySelector('.is-changed')?.textContent).toContain('identify was refused');
    stop();
  });

  it('takes what a tester says of logins, and copies for a ticket', async () => {
    const { root, source, stop } = await side('broken');
    root.querySelector<HTMLElement>('[data-signal=logout]')?.click();
    root.querySelector<HTMLElement>('[data-key=copy-ticket]')?.click();
    await settled();
    expect(source.commands.at(-1)).toEqual({ kind: 'signal.add', signal: 'logout' });
    expect(source.copied[0]).toContain('anna@shop.example');
    stop();
  });

  it('explains the first step where nothing was seen', async () => {
    const { root, source, stop } = await side('fresh');
    expect(root.querySelectorAll('.steps li')).toHaveLength(3);
    [...root.querySelectorAll('button')].find((one) => one.textContent === 'Reload page')?.click();
    expect(source.opened).toEqual(['reload']);
    stop();
  });

  it('brings the findings into sight when their numbers are pressed, each time', async () => {
    const { root, stop } = await side('broken');
    const scrolled: string[] = [];
    HTMLElement.prototype.scrollIntoView = function seen(this: HTMLElement) {
      scrolled.push(this.getAttribute('aria-label') ?? '');
    };
    for (let press = 0; press < 2; press++) {
      root.querySelector<HTMLElement>('.counts')?.click();
      await settled();
    }
    expect(scrolled).toEqual(['Findings', 'Findings']);
    stop();
  });
});
