import type { Adapter, CallMeaning } from '../core/adapter.ts';
import { idText, isJsonObject, type Json, member } from '../core/json.ts';

/** A tool that holds an identity of its own: what its calls mean, by method, and where the known id stays. */
type Tool = {
  readonly vendor: string;
  readonly title: string;
  readonly remembers: 'page' | 'browser';
  readonly calls: Readonly<Record<string, (args: readonly Json[]) => CallMeaning>>;
  readonly project?: (method: string, args: readonly Json[]) => Json | undefined;
  readonly cite: string;
};

const reset = (): CallMeaning => ({ kind: 'reset' });
const other = (): CallMeaning => ({ kind: 'other' });

/** Naming nobody leaves whoever was known. */
const names = (id: Json | undefined, traits: Json | undefined): CallMeaning =>
  id === undefined || id === null || id === '' ? other() : { kind: 'identify', id, traits: isJsonObject(traits) ? traits : undefined };

/** The first member of the argument that names somebody. */
const named =
  (...keys: readonly string[]) =>
  ([given]: readonly Json[]): CallMeaning =>
    names(
      keys.map((key) => member(given, key)).find((id) => id != null && id !== ''),
      given,
    );

const capturing = (to: 'in' | 'out') => (): CallMeaning => ({ kind: 'capturing', to });

const intercomUser = named('user_id', 'email');

/** Calls that name a person, change what is known of one, or end it. Everything else these tools do is left alone. */
export const toolTable: readonly Tool[] = [
  {
    vendor: 'intercom',
    title: 'Intercom',
    remembers: 'browser',
    calls: { intercomSettings: intercomUser, boot: intercomUser, update: intercomUser, shutdown: reset },
    project: (_method, [settings]) => member(settings, 'app_id'),
    cite: 'https://developers.intercom.com/installing-intercom/web/methods',
  },
  {
    vendor: 'fullstory',
    title: 'FullStory',
    remembers: 'browser',
    calls: {
      setIdentity: (args) =>
        member(args[0], 'anonymous') === true ? reset() : names(member(args[0], 'uid'), member(args[0], 'properties')),
      identify: ([id, traits]) => (id === false ? reset() : names(id, traits)),
      anonymize: reset,
      setProperties: other,
      setUserVars: other,
      shutdown: capturing('out'),
      restart: capturing('in'),
    },
    cite: 'https://developer.fullstory.com/browser/identification/identify-users/',
  },
  {
    vendor: 'logrocket',
    title: 'LogRocket',
    remembers: 'browser',
    calls: { init: other, identify: ([id, traits]) => names(isJsonObject(id) ? undefined : id, traits), startNewSession: reset },
    project: (method, [app]) => (method === 'init' ? app : undefined),
    cite: 'https://docs.logrocket.com/reference/identify',
  },
  {
    vendor: 'sentry',
    title: 'Sentry',
    remembers: 'page',
    calls: { init: other, setUser: (args) => (args[0] == null ? reset() : named('id', 'email', 'username')(args)) },
    project: (_method, [options]) => /\/(\d+)\/?$/.exec(idText(member(options, 'dsn')) ?? '')?.[1],
    cite: 'https://docs.sentry.io/platforms/javascript/enriching-events/identify-user/',
  },
  {
    vendor: 'hotjar',
    title: 'Hotjar',
    remembers: 'browser',
    calls: { identify: ([id, traits]) => (id === null ? reset() : names(id, traits)) },
    cite: 'https://help.hotjar.com/hc/en-us/articles/36820006120721',
  },
  {
    vendor: 'zendesk',
    title: 'Zendesk',
    remembers: 'browser',
    calls: {
      // The person is in a token that a callback hands over: nobody sees who.
      'messenger loginUser': other,
      'messenger logoutUser': reset,
      'webWidget identify': named('email'),
      'webWidget logout': reset,
    },
    cite: 'https://developer.zendesk.com/api-reference/widget-messaging/web/authentication/',
  },
];

const toAdapter = ({ vendor, title, remembers, calls, project }: Tool): Adapter => ({
  vendor,
  title,
  decode: () => null,
  toEvent: () => null,
  meaning: (method, args) => (Object.hasOwn(calls, method) ? calls[method] : undefined)?.(args) ?? other(),
  predict: () => [],
  recognise: () => null,
  remembers,
  wire: 'unseen',
  projectOf: (method, args) => idText(project?.(method, args)) || null,
  unverified: 'calls are read as its documentation names them; it was not run',
});

/** Tools that hold an identity beside the analytics: their calls are observed, their events are not. */
export const tools: readonly Adapter[] = toolTable.map(toAdapter);
