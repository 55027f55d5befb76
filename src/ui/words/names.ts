import type { Delivery } from '../../core/observation.ts';
import type { PanelCommand } from '../../messages/panel.ts';
import type { ViewStrip } from '../../messages/view.ts';
import type { Severity } from '../../rules/rule.ts';
import type { Tab } from '../state.ts';

// The words for values of fixed sets; `en.ts` says them.

export const tabNames: Readonly<Record<Tab, string>> = {
  timeline: 'Timeline',
  profiles: 'Profiles',
  findings: 'Findings',
  flows: 'Flows',
  'what-if': 'What if',
  compare: 'Compare',
};

export const severityNames: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Info' };

export const deliveryNames: Readonly<Record<Delivery, string>> = {
  called: 'called',
  queued: 'queued',
  sent: 'sent',
  accepted: 'accepted',
  failed: 'failed',
  unconfirmed: 'unconfirmed',
  lost: 'lost',
  suppressed: 'suppressed',
};

export const deliveryMeanings: Readonly<Record<Delivery, string>> = {
  called: 'The call was seen; nothing was sent yet.',
  queued: 'The SDK keeps it in its own storage, to be sent later.',
  sent: 'A request carried it; no answer yet.',
  accepted: 'The vendor answered with success.',
  failed: 'The request failed or was refused.',
  unconfirmed: 'Sent in a way that shows no answer (beacon, image, page gone).',
  lost: 'The page ended before it was sent.',
  suppressed: 'The SDK refused to send it (opt-out, bot filter, sampling).',
};

export const logoutNames: Readonly<Record<ViewStrip['logout']['state'], string>> = {
  clean: 'clean',
  'not-clean': 'not clean',
  waiting: 'being watched',
  'not-tried': 'not tried',
};

export const commandNames: Readonly<Record<PanelCommand['kind'], string>> = {
  'panel.hello': 'Connecting',
  'row.read': 'Reading a row',
  'log.clear': 'Clearing',
  'options.set': 'Changing how events are read',
  'signal.add': 'Noting the login or logout',
  'mark.add': 'Adding a mark',
  'session-cookie.changed': 'Session cookie',
  'recording.export': 'Export',
  'test.export': 'Export as test',
  'recording.import': 'Import',
  'session.show': 'Going back to the live page',
  'device.add': 'Adding the device',
  'device.remove': 'Removing the device',
  'copy.read': 'Reading the recording',
  'piece.read': 'Reading on',
  'piece.give': 'Handing over the file',
  'server-id.set': 'Naming the cookie',
  'events.inject': 'Adding server events',
  'site.set': 'Changing the settings of the site',
  'site.forget': 'Going back to defaults',
};

export const verdictNames = {
  pass: 'Pass',
  fail: 'Fail',
  incomplete: 'Incomplete',
  'not-applicable': 'Does not apply',
  waiting: 'Not reached yet',
} as const;
