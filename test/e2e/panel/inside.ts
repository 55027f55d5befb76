/**
 * What runs inside DevTools, as texts because the test runner rewrites `import()` in functions, and what runs inside the panel.
 * DevTools has no interface for tests, so its own modules are asked.
 */

export const undock = `(async () => {
  const legacy = await import('./ui/legacy/legacy.js');
  legacy.DockController.DockController.instance().setDockSide('undocked');
})()`;
export const drawerShown = `(async () => {
  const legacy = await import('./ui/legacy/legacy.js');
  return legacy.InspectorView.InspectorView.instance().drawerVisible();
})()`;

export const panelShown = `(async () => {
  const legacy = await import('./ui/legacy/legacy.js');
  return legacy.InspectorView.InspectorView.instance().tabbedPane.selectedTabId;
})()`;
export const showPanel = (id: string): string => `(async () => {
  const legacy = await import('./ui/legacy/legacy.js');
  await legacy.InspectorView.InspectorView.instance().showPanel(${JSON.stringify(id)});
})()`;

/** Runs inside the panel. */
export const nameOfFocused = (): string => {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) return 'nothing';
  return (
    activeElement.getAttribute('aria-label') ?? activeElement.getAttribute('data-key') ?? activeElement.textContent ?? activeElement.tagName
  );
};

/** Runs inside the panel. */
export const byName = (wanted: string, within: string): Element | null => {
  const inside = [...document.querySelectorAll(`${within} :is(button, summary, a, label)`)];
  const said = (one: Element): string => (one.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  return (
    inside.find((one) => one.getAttribute('aria-label') === wanted || said(one) === wanted) ??
    inside.find((one) => said(one).startsWith(wanted)) ??
    null
  );
};

/**
 * Runs inside the panel: the middle of an element, brought into sight. Throws as long as something else is there, or it moves
 * or cannot be pressed.
 */
export const middleOf = async (element: Element): Promise<{ readonly x: number; readonly y: number }> => {
  // A link that is broken over lines has a box for each.
  const place = (): DOMRect => element.getClientRects()[0] ?? new DOMRect();
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const before = place();
  await new Promise((done) => requestAnimationFrame(done));
  const { x, y, width, height } = place();
  const point = { x: x + width / 2, y: y + height / 2 };
  const there = document.elementFromPoint(point.x, point.y);
  if (!element.isConnected || width === 0 || before.x !== x || before.y !== y) throw new Error('It is not there, or moves.');
  if (element.matches(':disabled')) throw new Error('It is disabled.');
  if (!element.contains(there)) throw new Error(`${there?.outerHTML.slice(0, 80)} is above it.`);
  return point;
};
