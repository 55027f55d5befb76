import type { ViewProject, ViewRow } from '../../../../src/messages/view.ts';
import { profileAt } from '../../../../src/ui/landed-at.ts';

/** What a panel without thought does: a table row with a cell for each thing to tell, for every event, in the page. */
export type NaiveList = {
  readonly box: HTMLElement;
  append(rows: readonly ViewRow[]): void;
  /** Shows the rows whose text contains `text`, and hides the others. */
  search(text: string): void;
  remove(): void;
};

export const naiveList = (projects: readonly ViewProject[]): NaiveList => {
  const box = document.createElement('div');
  box.style.cssText = 'position: fixed; inset: 0; overflow: auto; font: 12px sans-serif; background: white';
  const body = box.appendChild(document.createElement('table')).appendChild(document.createElement('tbody'));
  document.body.append(box);
  return {
    box,
    append: (rows) => {
      const added = document.createDocumentFragment();
      for (const row of rows) {
        const line = added.appendChild(document.createElement('tr'));
        const lands = profileAt(projects, row)?.label ?? '';
        for (const text of [new Date(row.at).toISOString(), row.title, row.detail, row.ids?.anonymousId ?? '', row.delivery ?? '', lands])
          line.appendChild(document.createElement('td')).textContent = text;
      }
      body.append(added);
    },
    search: (text) => {
      for (const line of body.rows) line.hidden = line.textContent?.toLowerCase().includes(text) === false;
    },
    remove: () => box.remove(),
  };
};
