import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { BrowserContext } from '@playwright/test';
import { v7 } from 'uuid';
import { decodeRequest } from '../adapters/index.ts';
import type { FactOf, Observation } from '../core/observation.ts';
import { serialiseRecording } from '../core/parse-recording.ts';
import type { Recording } from '../core/recording.ts';
import { redact } from '../core/redact.ts';
import { toCheck } from '../reports/check.ts';
import { type Judged, readRecordings } from '../reports/engine.ts';
import { toHtml } from '../reports/html.ts';
import { toSimulation } from '../reports/simulation.ts';
import { bindingName } from './binding.ts';
import { createFrames } from './frames.ts';
import { type Identity, type Observed, type ObserveOptions, remember } from './identity.ts';
import { joinRequests } from './join-requests.ts';
import { startNetwork } from './network.ts';
import { readOptions } from './options.ts';
import { type Beside, type Frame, placed } from './placing.ts';
import { createRecorder } from './recorder.ts';
import { createServerId } from './server-id.ts';
import { settle } from './settle.ts';
import { startStub } from './stub.ts';

const pageScript = (): Promise<string> => readFile(new URL('./page.js', import.meta.url), 'utf8');

/** Lets what a page did until now be handed over: batches follow at the end of its task. */
const flushed = async (context: BrowserContext): Promise<void> => {
  const turns = context.pages().map((page) => page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve))));
  // A page that is just leaving hands over by itself.
  await Promise.race([Promise.allSettled(turns), new Promise((resolve) => setTimeout(resolve, 1_000))]);
};

/**
 * Observes every page that is opened in the context from now on: calls of analytics SDKs, their storage and requests, and
 * who logs in and out. Call it before the first page is opened. Chromium is tested; Firefox and WebKit are not.
 */
export const observe = async (context: BrowserContext, options: ObserveOptions = {}): Promise<Identity> => {
  const { analysis: analysisOptions, serverIdCookie } = await readOptions(options);
  const now = (): number => Date.now();
  const startedAt = now();
  const device = `pw-${randomBytes(6).toString('hex')}`;
  const frames = createFrames(device);
  const recorder = createRecorder();
  const beside: Beside[] = [];
  let lastTab: Frame = frames.nowhere;
  const say = (fact: FactOf<'auth.signalled'> | FactOf<'storage.changed'>, where: Frame): void => {
    beside.push({ fact, at: now(), where, nth: 500_000 + beside.length });
  };

  await context.exposeBinding(bindingName, ({ page, frame }, text: unknown) => {
    const where = frames.placeOf(page, frame);
    if (where.frame === 0) lastTab = where;
    if (typeof text === 'string') recorder.take(text, where);
  });
  await context.addInitScript({ content: await pageScript() });
  const stub = options.vendors === 'stub' ? await startStub(context) : null;
  const network = startNetwork({
    context,
    frames,
    now,
    onSessionCookie: (what, where) =>
      say(
        { kind: 'auth.signalled', signal: what === 'set' ? 'login' : 'logout', confirmed: false, source: 'hint:cookie', detail: '' },
        where,
      ),
  });
  const serverId = serverIdCookie === null ? null : createServerId(context, serverIdCookie, (fact) => say(fact, lastTab));

  const observations = (): readonly Observation[] => {
    const seen = joinRequests(recorder.observations(), network.requests(), decodeRequest);
    return [...seen, ...beside.map((one) => placed(seen, one))];
  };
  const recorded = async (): Promise<Recording> => {
    await flushed(context);
    await serverId?.look();
    return {
      idscope: 1,
      id: v7(),
      startedAt: new Date(startedAt).toISOString(),
      made: { by: 'playwright', version: __IDSCOPE_VERSION__, browser: browserOf(context) },
      devices: [{ id: device, label: 'Playwright' }],
      observations: observations(),
    };
  };
  const judgedOf = (recording: Recording): Judged => {
    const last = recording.observations.reduce((latest, { at }) => Math.max(latest, at), 0);
    return readRecordings([recording], analysisOptions, Math.max(last, now()));
  };
  const judged = async (): Promise<Judged> => judgedOf(await recorded());
  /** What leaves the test: files and attachments travel further than the run. */
  const handedOut = async (): Promise<Recording> => {
    const recording = await recorded();
    return options.redact === false ? recording : redact(recording, randomBytes(16).toString('hex'));
  };
  const checked: Observed['checked'] = (found) => toCheck(found, { ownProjects: analysisOptions.ownProjects });
  const said = async (fact: FactOf<'auth.signalled'>): Promise<void> => {
    await flushed(context);
    say(fact, lastTab);
  };

  const identity: Identity = {
    context,
    loggedIn: (id = '') => said({ kind: 'auth.signalled', signal: 'login', confirmed: true, source: 'test', detail: id }),
    loggedOut: (how = 'button') =>
      said({ kind: 'auth.signalled', signal: how === 'expiry' ? 'expiry' : 'logout', confirmed: true, source: 'test', detail: '' }),
    settled: (given = {}) =>
      settle({ judged, isStarting: network.isStarting, now, timeout: given.timeout ?? 15_000, settings: analysisOptions.settings }),
    analysis: async () => {
      const found = await judged();
      return { simulation: toSimulation(found.analysis), check: checked(found).check };
    },
    recording: recorded,
    save: async (path) => writeFile(path, serialiseRecording(await handedOut())),
    report: async (title = 'Test') => {
      const found = judgedOf(await handedOut());
      return toHtml([{ title, judged: found, checked: checked(found) }]);
    },
    stop: async () => {
      network.stop();
      await stub?.stop();
    },
  };
  remember(identity, {
    judged,
    checked,
    pages: () => context.pages().map((page) => page.url()),
    options: { ownProjects: analysisOptions.ownProjects },
  });
  return identity;
};

const browserOf = (context: BrowserContext): string | null => {
  const browser = context.browser();
  return browser === null ? null : `${browser.browserType().name()} ${browser.version()}`;
};
