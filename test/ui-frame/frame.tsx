import './pseudo.ts';
import { mountPanel, mountSide } from '../../src/ui/mount.tsx';
import { fakeSource } from './fake-source.ts';
import { scenes } from './scenes.ts';

/**
 * `?scene=<name>&theme=dark|light`: the real panel, with `&side` the side panel, over a made-up source; with `&pseudo` its
 * words have accents.
 */
const asked = new URLSearchParams(location.search);
const scene = scenes[asked.get('scene') ?? 'correct']?.();
const root = document.getElementById('root');
if (root === null || scene === undefined) throw new Error(`No such scene. There are: ${Object.keys(scenes).join(', ')}`);

const theme = asked.get('theme') === 'light' ? 'light' : 'dark';
const source = fakeSource(scene, theme);
/** Whatever the panel was told: a text that is in it is no word of ours. */
const told: unknown[] = [scene.view, scene.refused ?? null];
const { subscribe, ask } = source;
const listening: typeof source = {
  ...source,
  subscribe: (listener) =>
    subscribe((news) => {
      told.push(news);
      listener(news);
    }),
  ...(ask === undefined
    ? {}
    : {
        ask: async (question) => {
          const answer = await ask(question);
          told.push(question, answer);
          return answer;
        },
      }),
};
if (asked.has('side')) mountSide(root, listening);
else mountPanel(root, listening);
Object.assign(globalThis, { frame: source, told });
