import type { Page } from 'puppeteer-core';
import type { Json } from '../../src/core/json.ts';
import type { AnalysisOptions } from '../../src/core/options.ts';
import type { PanelCommand, PanelMessage } from '../../src/messages/panel.ts';
import type { CorpusVendor, Idioms } from './idioms/idioms.ts';
import type { ShopSite } from './site.ts';

/** A browser with the extension, on the shop. */
export type Walk = {
  readonly site: ShopSite;
  /** A tab of this device, opened and watched when it is first asked for; in front afterwards. */
  tab(name?: string): Promise<Page>;
  /** Until every SDK on the page has started. */
  ready(page: Page): Promise<void>;
  /** Runs statements as a script of the page; they may await. Ends when they have begun. */
  run(page: Page, code: string): Promise<void>;
  /** What a tester does in the panel. */
  tell(command: PanelCommand, answer: PanelMessage['kind']): Promise<void>;
};

/** Something that a visitor, a page or a tester does. The title is what variations name. */
export type Step = { readonly title: string; readonly run: (walk: Walk) => Promise<void> } | typeof anotherDevice;

/** What follows happens on another device: a browser with nothing stored. */
export const anotherDevice = { title: 'another device', run: null } as const;

/** One walk through the shop, for each of its vendors. */
export type Story = {
  /** Names the file. */
  readonly name: string;
  readonly title: string;
  /** The flow that it is about and that must pass; null when it is about none. */
  readonly flow: string | null;
  /** A recording each; several joined by `+` are on one page. */
  readonly vendors: readonly (CorpusVendor | `${CorpusVendor}+${string}`)[];
  /** How the recording must be read, such as by another merge model. */
  readonly options?: Partial<AnalysisOptions>;
  /** Beside what the SDK is configured with; `user` is the e-mail of who is logged in. */
  readonly config?: (vendor: CorpusVendor, user: string | null) => { readonly [key: string]: Json };
  /** Whether the site tracks nobody who has not agreed. */
  readonly asks?: boolean;
  /** Statements of a vendor's that run on every page once its SDK was started. */
  readonly adopts?: Readonly<Record<CorpusVendor, string>>;
  /** Statements of a vendor's that run on every page between its library and its start. */
  readonly early?: Partial<Readonly<Record<CorpusVendor, string>>>;
  /** Markup at the end of every page's head, after the SDKs: what else the site does everywhere. */
  readonly head?: string;
  readonly walk: (say: Idioms, vendors: readonly CorpusVendor[]) => readonly Step[];
};

/** The story with other idioms: `spoilt(story, () => ({ reset: () => '' }))` forgets the reset. */
export const spoilt = (story: Story, mistake: (say: Idioms) => Partial<Idioms>, more: Partial<Story> = {}): Story => ({
  ...story,
  ...more,
  walk: (say, vendors) => (more.walk ?? story.walk)({ ...say, ...mistake(say) }, vendors),
});

/** The story with the steps of one title replaced. Throws when there is none. */
export const altered = (
  story: Story,
  title: string,
  instead: (say: Idioms, vendors: readonly CorpusVendor[]) => readonly Step[],
  more: Partial<Story> = {},
): Story => ({
  ...story,
  ...more,
  walk: (say, vendors) => {
    const steps = story.walk(say, vendors);
    if (!steps.some((step) => step.title === title))
      throw new Error(`${story.name} has no step "${title}"; there are ${steps.map((step) => `"${step.title}"`).join(', ')}.`);
    return steps.flatMap((step) => (step.title === title ? instead(say, vendors) : [step]));
  },
});
