import type { BrowserContext, Request, Response } from '@playwright/test';
import type { RawRequest } from '../core/adapter.ts';
import type { Transport } from '../core/observation.ts';
import { sessionCookieChange } from '../signals/session-cookies.ts';
import type { Frames } from './frames.ts';
import type { NetworkRequest } from './join-requests.ts';
import type { Frame } from './placing.ts';
import { createStarting } from './starting.ts';

const transports: Readonly<Record<string, Transport>> = { fetch: 'fetch', xhr: 'xhr', ping: 'beacon', beacon: 'beacon', image: 'image' };

/** Headers that name a project or an encoding. */
const wanted = /^(authorization|x-write-key|x-mp-key|content-type|content-encoding)$/;

/** Kinds of requests by whose answers servers begin and end sessions. */
const mayLogIn = new Set(['document', 'fetch', 'xhr']);

const brokenOff = /ERR_ABORTED|BINDING_ABORTED|cancel/i;

/** A request of the browser as the adapters read one. */
export const rawOf = (request: Request): RawRequest => {
  const body = request.postDataBuffer();
  const headers = Object.fromEntries(Object.entries(request.headers()).filter(([name]) => wanted.test(name)));
  return { url: request.url(), method: request.method(), headers, body: body?.toString('base64') ?? null, encoding: 'base64' };
};

type Dependencies = {
  readonly context: BrowserContext;
  readonly frames: Frames;
  readonly now: () => number;
  /** An answer set or removed a session cookie that scripts do not see. */
  readonly onSessionCookie: (what: 'set' | 'removed', where: Frame) => void;
};

/** Listens to the requests of a context that may carry analytics, and to its session cookies. */
export const startNetwork = ({ context, frames, now, onSessionCookie }: Dependencies) => {
  const open = new Map<Request, NetworkRequest>();
  const starting = createStarting(now);
  const placeOf = (request: Request): Frame => {
    try {
      const frame = request.frame();
      return frames.placeOf(frame.page(), frame);
    } catch {
      // A worker's, or of a page that is not there yet.
      return frames.nowhere;
    }
  };
  const sent = (request: Request): void => {
    starting.take(request);
    const transport =
      transports[request.resourceType()] ?? (request.method() === 'POST' && !request.isNavigationRequest() ? 'fetch' : null);
    if (transport === null) return;
    open.set(request, { raw: rawOf(request), transport, at: now(), where: placeOf(request), settled: null });
  };
  const settled = (request: Request, status: number | null | 'broken-off'): void => {
    const known = open.get(request);
    if (known !== undefined && known.settled === null) open.set(request, { ...known, settled: { at: now(), status } });
  };
  const cookies = async (response: Response): Promise<void> => {
    const request = response.request();
    if (!mayLogIn.has(request.resourceType())) return;
    const where = placeOf(request);
    const [asked, answered] = await Promise.all([request.headersArray(), response.headersArray()]);
    const what = sessionCookieChange(
      { request: { method: request.method(), headers: asked }, response: { status: response.status(), headers: answered } },
      now(),
    );
    if (what !== null) onSessionCookie(what, where);
  };
  const finished = (request: Request): void => starting.drop(request);
  const answered = (response: Response): void => {
    settled(response.request(), response.status());
    // The page may be gone before its headers can be asked for.
    cookies(response).catch(() => undefined);
  };
  const failed = (request: Request): void => {
    starting.drop(request);
    settled(request, brokenOff.test(request.failure()?.errorText ?? '') ? 'broken-off' : null);
  };

  context.on('request', sent);
  context.on('response', answered);
  context.on('requestfinished', finished);
  context.on('requestfailed', failed);
  return {
    requests: (): readonly NetworkRequest[] => [...open.values()],
    /** A page that has just begun waits for scripts or answers: an SDK, or its settings, may be among them. */
    isStarting: starting.isBusy,
    stop: (): void => {
      context.off('request', sent);
      context.off('response', answered);
      context.off('requestfinished', finished);
      context.off('requestfailed', failed);
    },
  };
};
