/** What the pointer did in the panel. It lives there, because elements do. */
type Pointer = { readonly heard: string[]; path: readonly EventTarget[] };
type Inside = { testPointer?: Pointer };

/** Runs inside the panel, once. */
export const hearPointer = (): void => {
  const pointer: Pointer = { heard: [], path: [] };
  (globalThis as Inside).testPointer = pointer;
  for (const kind of ['mousedown', 'mouseup', 'click'] as const) {
    const hear = (event: MouseEvent): void => {
      const { clientX, clientY, target } = event;
      const what = target instanceof Element ? target.outerHTML.slice(0, 80) : '';
      pointer.heard.push(`${kind} ${Math.round(performance.now())} ms ${Math.round(clientX)},${Math.round(clientY)} ${what}`);
      if (kind !== 'click') pointer.path = [];
      // That of a label is followed by one of its field.
      else if (pointer.path.length === 0) pointer.path = event.composedPath();
    };
    addEventListener(kind, hear, true);
  }
};

/** Runs inside the panel: the last of it, for the log of a failure. */
export const heardOfPointer = (): string => (globalThis as Inside).testPointer?.heard.slice(-6).join('\n') ?? '';

/**
 * Runs inside the panel: whether the last click was one of this element. The panel is live: what moves between press and release
 * hears no click, and a tester clicks again. A list that drops down takes the release for itself.
 */
export const wasClicked = (element: Element): boolean =>
  element.matches('select') || (globalThis as Inside).testPointer?.path.includes(element) !== false;
