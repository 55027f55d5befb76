import type { Scene } from './fake-source.ts';
import { mixpanel, segment } from './scene-builder.ts';

/** A site for which much was chosen. */
export const chosenFor = ({ view, detail }: Scene): Scene => {
  if (view === null) throw new Error('The story is gone.');
  const [error, warning] = view.findings;
  const muted = [
    { rule: 'id-is-email', project: null, reason: 'a tool for companies, whose accounts are addresses; accepted until March' },
  ];
  const project = mixpanel.project;
  return {
    view: {
      ...view,
      findings: error === undefined ? [] : [error],
      muted: warning === undefined ? [] : [warning],
      strip: { ...view.strip, counts: { error: 1, warning: 0, info: 0 } },
      site: {
        site: 'shop.example',
        alwaysRecord: true,
        auth: { login: ['/welcome', 'https://id.shop.example/*'], logout: ['/goodbye'], expiry: [], never: ['newsletter'] },
        muted,
      },
      serverId: { site: 'shop.example', cookie: 'visitor_id', value: null },
      options: {
        ...view.options,
        models: { [project]: 'mixpanel-original' },
        settings: { 'new-device-only': 'other' },
        feeds: [{ from: segment.project, to: 'amplitude' }],
        muted,
      },
    },
    connection: 'open',
    detail,
  };
};
