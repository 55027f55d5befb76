import type { LandedEvent } from '../core/landed.ts';
import { endsPage } from '../core/ordinary.ts';
import { counted } from '../core/wording.ts';
import { landedOf, profileOf } from './beats.ts';
import { borderOf } from './changes.ts';
import { keepsAnonymousId } from './differences.ts';
import type { FlowStep } from './flow.ts';
import type { Leaving } from './leaving.ts';
import { step } from './steps.ts';

/** Whether neither of two people has events of the other. */
export const apartStep = ({ thread: { beats }, project, change }: Leaving): FlowStep => {
  const name = 'kept-apart';
  const { first, second, next } = change;
  if (next === null || second === null) return step(name, 'waiting', 'Nobody else has logged in yet.');
  const border = borderOf(beats, change, project);
  // Where devices are numbered, only an event that names its user is certain to be theirs.
  const theirs = (e: LandedEvent): boolean => keepsAnonymousId(project.vendor) !== 'always' || e.event.ids.knownId !== null;
  const ofFirst = landedOf(beats.slice(change.start, border)).filter(theirs);
  const ofSecond = landedOf(beats.slice(border, change.end)).filter(theirs);
  const firstProfile = profileOf(ofFirst, first);
  const secondProfile = profileOf(ofSecond, second);
  if (firstProfile === null || secondProfile === null)
    return step(name, 'waiting', `No event of ${firstProfile === null ? first : second} has reached the vendor yet.`);
  if (firstProfile === secondProfile) return step(name, 'fail', `${first} and ${second} are one and the same user.`, beats[next]);
  const taken = ofSecond.filter((e) => e.profile === firstProfile && !endsPage(e.event));
  const given = ofFirst.filter((e) => e.profile === secondProfile);
  if (taken.length === 0 && given.length === 0)
    return step(name, 'pass', `${first} has none of ${second}'s events, and ${second} none of ${first}'s.`, ofSecond[0]);
  return taken.length > 0
    ? step(
        name,
        'fail',
        `${counted(taken.length, 'event')} after ${first} left ${taken.length === 1 ? 'is' : 'are'} on ${first}.`,
        taken[0],
      )
    : step(name, 'fail', `${counted(given.length, 'event')} of ${first} ${given.length === 1 ? 'is' : 'are'} on ${second}.`, given[0]);
};
