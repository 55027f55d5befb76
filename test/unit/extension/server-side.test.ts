import { expect, test } from 'vitest';
import type { Observation } from '../../../src/core/observation.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { createEngine } from '../../../src/reports/engine.ts';
import type { fakeLine } from './fakes.ts';
import { standInEngine } from './stand-in-engine.ts';
import { type Heard, marks, newWorld, viewOf, type World, wakeWorker } from './worker.ts';

type Line = ReturnType<typeof fakeLine>;

const opened = (url: string, seq = 0) => ({
  kind: 'page.reported',
  reports: JSON.stringify([{ kind: 'document.opened', url, referrer: '', lifecycle: 'active', seq, at: 900_000 + seq }]),
});

const recorded = async (world: World, line: Line): Promise<readonly Observation[]> => {
  line.say({ kind: 'recording.export', request: 1, redact: false });
  await world.time.advance(200);
  const exported = line.heard.map((each) => each as Heard).findLast((each) => each.kind === 'recording.exported');
  return (JSON.parse(exported?.text ?? '') as Recording).observations as readonly Observation[];
};

const cookiesIn = (observations: readonly Observation[]) =>
  observations.flatMap((one) =>
    one.kind === 'storage.changed' && one.vendor === 'server' ? [`${one.project}=${one.ids.anonymousId}`] : [],
  );

const watchesIn = (line: Line) =>
  line.heard.map((each) => each as { kind: string; cookie: string | null }).filter(({ kind }) => kind === 'page.watch');

const start = async (world: World, engine = standInEngine()) => {
  const { page, panel } = wakeWorker(world, true, engine);
  const line = panel();
  const doc = page();
  doc.say(opened('https://www.shop.example/'));
  await world.time.advance(500);
  return { line, doc, page };
};

test('a page tells of no cookie until one is named for its site, and of that one only', async () => {
  const world = newWorld();
  const { line, doc } = await start(world);
  expect(watchesIn(doc)).toEqual([]);
  doc.say({ kind: 'page.cookie', name: 'session', value: 'secret' });
  await world.time.advance(500);
  expect(JSON.stringify(await recorded(world, line))).not.toContain('secret');

  line.say({ kind: 'server-id.set', cookie: 'visitor_id', value: null });
  await world.time.advance(500);
  expect(watchesIn(doc)).toEqual([{ kind: 'page.watch', cookie: 'visitor_id' }]);
  expect(viewOf(line)?.serverId).toEqual({ site: 'shop.example', cookie: 'visitor_id', value: null });
  doc.say({ kind: 'page.cookie', name: 'session', value: 'secret' });
  doc.say({ kind: 'page.cookie', name: 'visitor_id', value: 'V1' });
  doc.say({ kind: 'page.cookie', name: 'visitor_id', value: 'V1' });
  await world.time.advance(500);
  expect(cookiesIn(await recorded(world, line))).toEqual(['visitor_id=V1']);
  expect(viewOf(line)?.serverId.value).toBe('V1');
});

test('the cookie of a site is remembered on the disk, by name and without its value, and serves every page of the site', async () => {
  const world = newWorld();
  const { line } = await start(world);
  line.say({ kind: 'server-id.set', cookie: 'visitor_id', value: 'V1' });
  await world.time.advance(500);
  expect([...world.disk.values()].join()).toContain('visitor_id');
  expect([...world.disk.values()].join()).not.toContain('V1');

  const later: World = { ...newWorld(), disk: world.disk };
  const { page, panel } = wakeWorker(later);
  panel();
  const own = page({ url: 'https://app.shop.example/', document: 'doc-2' });
  const other = page({ url: 'https://elsewhere.example/', document: 'doc-3' });
  await later.time.advance(500);
  expect(watchesIn(own)).toEqual([{ kind: 'page.watch', cookie: 'visitor_id' }]);
  expect(watchesIn(other)).toEqual([]);
});

test('a value that scripts cannot read is taken from the tester; forgetting the name ends the watching', async () => {
  const world = newWorld();
  const { line, doc } = await start(world);
  line.say({ kind: 'server-id.set', cookie: 'visitor_id', value: 'V1' });
  await world.time.advance(500);
  expect(cookiesIn(await recorded(world, line))).toEqual(['visitor_id=V1']);
  line.say({ kind: 'server-id.set', cookie: null, value: null });
  await world.time.advance(500);
  expect(watchesIn(doc).at(-1)).toEqual({ kind: 'page.watch', cookie: null });
  expect(viewOf(line)?.serverId).toEqual({ site: 'shop.example', cookie: null, value: null });
  expect(world.disk.get('sites')).toBe('{}');
});

test('what the cookie of an open page holds is still known when the recording is cleared, also after the worker died', async () => {
  const world = newWorld();
  const { line, doc, page } = await start(world);
  line.say({ kind: 'server-id.set', cookie: 'visitor_id', value: null });
  doc.say({ kind: 'page.cookie', name: 'visitor_id', value: 'V1' });
  const next = page({ document: 'doc-2' });
  next.say(opened('https://www.shop.example/cart'));
  next.say({ kind: 'page.cookie', name: 'visitor_id', value: 'V1' });
  await world.time.advance(500);
  line.say({ kind: 'log.clear' });
  await world.time.advance(500);
  expect(cookiesIn(await recorded(world, line))).toEqual(['visitor_id=V1']);
  expect(viewOf(line)?.serverId.value).toBe('V1');

  const again = wakeWorker(world);
  const back = again.panel();
  again.page({ document: 'doc-2' }).say({ kind: 'page.cookie', name: 'visitor_id', value: 'V1' });
  await world.time.advance(500);
  expect(viewOf(back)?.serverId.value).toBe('V1');
  expect(cookiesIn(await recorded(world, back))).toEqual(['visitor_id=V1']);
});

test('a cookie that was there and is gone is told so', async () => {
  const world = newWorld();
  const { line, doc } = await start(world);
  line.say({ kind: 'server-id.set', cookie: 'visitor_id', value: null });
  doc.say({ kind: 'page.cookie', name: 'visitor_id', value: 'V1' });
  doc.say({ kind: 'page.cookie', name: 'visitor_id', value: null });
  await world.time.advance(500);
  expect(cookiesIn(await recorded(world, line))).toEqual(['visitor_id=V1', 'visitor_id=null']);
});

test('a hidden cookie overwrites nothing that the tester said', async () => {
  const world = newWorld();
  const { line, doc } = await start(world);
  line.say({ kind: 'server-id.set', cookie: 'visitor_id', value: 'V1' });
  doc.say({ kind: 'page.cookie', name: 'visitor_id', value: null });
  await world.time.advance(500);
  expect(viewOf(line)?.serverId.value).toBe('V1');
});

test.each([
  [{ kind: 'server-id.set', cookie: 'a b', value: null }],
  [{ kind: 'server-id.set', cookie: 'a=b', value: null }],
  [{ kind: 'server-id.set', cookie: 'a', value: '' }],
  [{ kind: 'server-id.set', cookie: 'a' }],
  [{ kind: 'events.inject', text: '{}' }],
])('a command that makes no sense changes nothing: %j', async (command) => {
  const world = newWorld();
  const { line } = await start(world);
  line.say(command);
  await world.time.advance(500);
  expect(viewOf(line)?.serverId.cookie).toBeNull();
});

test('without a page of a site there is nothing to name a cookie for', async () => {
  const world = newWorld();
  const line = wakeWorker(world).panel();
  await world.time.advance(500);
  line.say({ kind: 'server-id.set', cookie: 'visitor_id', value: null });
  await world.time.advance(500);
  expect(line.heard.at(-1)).toMatchObject({ kind: 'command.refused', command: 'server-id.set' });
});

const serverEvent = (name: string, properties: object) => JSON.stringify({ event: name, properties });

test('pasted server events stand where their times put them, and each line that cannot be used is told', async () => {
  const world = newWorld();
  const { line, doc } = await start(world);
  doc.say(marks(1));
  await world.time.advance(500);
  const text = [
    serverEvent('Early', { token: 'T', $user_id: 'U', time: 950 }),
    'oops',
    serverEvent('Without a time', { token: 'T', $user_id: 'U' }),
    '{"hello":1}',
    serverEvent('To come', { token: 'T', $user_id: 'U', time: 4_000_000_000 }),
  ].join('\n');
  line.say({ kind: 'events.inject', request: 4, text });
  await world.time.advance(500);
  expect(line.heard.find((each) => (each as Heard).kind === 'events.injected')).toEqual({
    kind: 'events.injected',
    request: 4,
    taken: 3,
    skipped: 2,
    errors: [
      { line: 2, why: 'this is not a JSON object' },
      { line: 4, why: 'no vendor is known to take this' },
    ],
  });
  const injected = (await recorded(world, line)).flatMap((one) => (one.kind === 'event.injected' ? [one] : []));
  expect(injected.map(({ at }) => at)).toEqual([950_000, 950_000, 1_001_000]);
  expect(new Set(injected.map(({ document }) => document)).size).toBe(1);
});

test('while a file is shown nothing is added to it', async () => {
  const world = newWorld();
  const { line } = await start(world);
  const file = { idscope: 1, observations: [{ kind: 'mark.added', note: 'n', seq: 0, at: 1, document: 'x', device: 'd' }] };
  line.say({ kind: 'recording.import', name: 'a.json', text: JSON.stringify(file) });
  line.say({ kind: 'events.inject', request: 1, text: serverEvent('a', { token: 'T', $user_id: 'U' }) });
  await world.time.advance(500);
  expect(line.heard.filter((each) => (each as Heard).kind === 'command.refused')).toMatchObject([{ command: 'events.inject' }]);
});

test('an anonymous visitor known by the cookie of the servers becomes the user of a server event, with all the history', async () => {
  const world = newWorld();
  const { line, doc } = await start(world, { engineFor: createEngine, untils: [] });
  line.say({ kind: 'server-id.set', cookie: 'visitor_id', value: null });
  const body = JSON.stringify([
    { event: 'View', properties: { token: 'T', $device_id: 'V1', distinct_id: '$device:V1', $insert_id: 'i1', time: 1_000.6 } },
  ]);
  const raw = {
    kind: 'wire.raw',
    request: 'r1',
    transport: 'fetch',
    method: 'POST',
    url: 'https://metrics.shop.example/track',
    headers: {},
    body,
    encoding: 'text',
    seq: 1,
    at: 1_000_600,
  };
  doc.say({ kind: 'page.cookie', name: 'visitor_id', value: 'V1' });
  doc.say({
    kind: 'page.reported',
    reports: JSON.stringify([raw, { kind: 'wire.settled', request: 'r1', status: 200, outcome: 'accepted', seq: 2, at: 1_000_650 }]),
  });
  await world.time.advance(500);
  // Sent to an import address, which takes the project from its key: the line names none.
  line.say({ kind: 'events.inject', request: 1, text: serverEvent('Sign Up', { $device_id: 'V1', $user_id: 'U1', time: 1_000.7 }) });
  await world.time.advance(500);

  const engine = createEngine({ as: 'delivered', order: 'ingestion', models: {}, settings: {}, ownProjects: null });
  engine.append(await recorded(world, line));
  const { projects, moments } = engine.result(1_100_000).analysis;
  expect(projects.map(({ vendor, project }) => `${vendor} ${project}`)).toEqual(['mixpanel T']);
  const [project] = projects;
  const labels = project?.events.map(({ event, landsOn }) => [event.name, landsOn]);
  expect(labels).toEqual([
    ['View', 'U1'],
    ['Sign Up', 'U1'],
  ]);
  expect(moments.some((m) => m.kind === 'storage' && m.vendor === 'server' && m.ids.anonymousId === 'V1')).toBe(true);
});
