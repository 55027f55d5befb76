// @vitest-environment happy-dom
import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { Cite } from '../../../src/ui/components/cite.tsx';

const shown = (cite: string): HTMLElement => {
  const root = document.createElement('div');
  render(<Cite cite={cite} />, root);
  return root;
};

describe('a source', () => {
  it('becomes a link that tells the vendor nothing', () => {
    const link = shown('https://docs.mixpanel.com/docs/x').querySelector('a');
    expect(link?.href).toBe('https://docs.mixpanel.com/docs/x');
    expect(link?.rel).toBe('noreferrer noopener');
  });

  it('keeps the words around an address', () => {
    expect(shown('https://docs.mixpanel.com/docs/x section Logout').textContent).toContain('section Logout');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'mixpanel-browser 2.83.0, src/mixpanel-core.js'])('stays text: %s (T22)', (cite) => {
    expect(shown(cite).querySelector('a')).toBeNull();
    expect(shown(cite).textContent).toBe(cite);
  });
});
