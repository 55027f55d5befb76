import { eventually } from './eventually.ts';
import type { ExtensionPage } from './panel.ts';

/** Clicks the first element that matches, once it is there. */
export const clickOn = (panel: ExtensionPage, selector: string): Promise<true> =>
  eventually(`something to click: ${selector}`, () =>
    panel.evaluate((wanted) => {
      const found = document.querySelector<HTMLElement>(wanted);
      if (found === null || found.matches(':disabled')) return false;
      found.click();
      return true;
    }, selector),
  );

/** Presses a key in the panel, as a tester's keyboard does. */
export const pressKey = (panel: ExtensionPage, key: string): Promise<void> =>
  panel.evaluate((name) => {
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  }, key);

/** Sets the value of a field or a choice, as if it was typed or chosen. */
export const fill = (panel: ExtensionPage, selector: string, value: string): Promise<true> =>
  eventually(`a field ${selector}`, () =>
    panel.evaluate(
      (wanted, text) => {
        const field = document.querySelector<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(wanted);
        if (field === null) return false;
        field.value = text;
        field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
        return true;
      },
      selector,
      value,
    ),
  );

/** What the elements that match say. */
export const textsOf = (panel: ExtensionPage, selector: string): Promise<readonly string[]> =>
  panel.evaluate((wanted) => [...document.querySelectorAll(wanted)].map((one) => one.textContent ?? ''), selector);

/** Waits until something that matches says this. */
export const says = (panel: ExtensionPage, selector: string, text: string): Promise<string> =>
  eventually(`${selector} to say ${JSON.stringify(text)}`, async () => {
    const texts = await textsOf(panel, selector);
    const found = texts.find((one) => one.includes(text));
    if (found === undefined) throw new Error(`it says ${JSON.stringify(texts)}`);
    return found;
  });

/** Hands files to a file field, shown or not. */
export async function offerFiles(panel: ExtensionPage, selector: string, ...files: readonly string[]): Promise<void> {
  const input = await eventually(`a file field ${selector}`, () => panel.$(selector));
  await (input as unknown as { uploadFile(...paths: readonly string[]): Promise<void> }).uploadFile(...files);
}
