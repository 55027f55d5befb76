import { mountPanel, mountSide } from '../../src/ui/mount.tsx';
import { fakeSource } from './fake-source.ts';
import { scenes } from './scenes.ts';

/** `?scene=<name>&theme=dark|light`: the real panel, with `&side` the side panel, over a made-up source. */
const asked = new URLSearchParams(location.search);
const scene = scenes[asked.get('scene') ?? 'correct'];
const root = document.getElementById('root');
if (root === null || scene === undefined) throw new Error(`No such scene. There are: ${Object.keys(scenes).join(', ')}`);

const theme = asked.get('theme') === 'light' ? 'light' : 'dark';
const source = fakeSource(scene(), theme);
if (asked.has('side')) mountSide(root, source);
else mountPanel(root, source);
Object.assign(globalThis, { frame: source });
