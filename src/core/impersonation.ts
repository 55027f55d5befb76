import { isJsonObject, type Json } from './json.ts';

/**
 * Signs that staff acts as a customer: words in an address, in a mark, or among the traits. A word counts only as a part of
 * a path or a parameter of its own, so that an article about it does not.
 */
const words =
  'impersonat(e|es|ed|ing|ion|or)([_-]?(user|customer|id|by|mode|active))?|masquerad(e|es|ed|ing)([_-]?as)?|(log|sign)[_-]?in[_-]?as([_-]?(user|customer))?|act(s|ing)?[_-]?as([_-]?(user|customer))?|su[_-]?user|view(ing)?[_-]?as([_-]?(user|customer))|ghost[_-]?(login|mode)';
const ending = '(stop|end|exit|leave|quit|revert)[_-]?(impersonat(e|ing|ion)|masquerad(e|ing)|acting[_-]?as)|un[_-]?impersonate';

const part = (pattern: string): RegExp => new RegExp(`(^|[/?&#=])(is[_-]?)?(${pattern})(?=$|[/?&#=])`, 'i');
const [inAddress, endInAddress] = [part(words), part(ending)];
const inText = /\bimpersonat|\bmasquerad|\b(log(s|ged)?|sign(s|ed)?) in as\b|\bact(s|ing)? as (the |a )?(customer|user)\b/i;
const endInText = /\b(stop|end|exit|leave|quit|no longer)\w*\b.{0,20}(impersonat|masquerad|acting as)/i;
const inTraits = /^(is_?)?(impersonat(ed|ing|or|ion)?(_?(by|id|user|mode))?|acting_?as|masquerad(ed|ing)(_?(by|as))?|logged_?in_?as)$/i;

/** What an address says of impersonation, null when nothing. */
export const impersonationInUrl = (url: string): 'begins' | 'ends' | null => {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  return endInAddress.test(path) ? 'ends' : inAddress.test(path) ? 'begins' : null;
};

/** The same of what a tester wrote. */
export const impersonationInNote = (note: string): 'begins' | 'ends' | null =>
  endInText.test(note) ? 'ends' : inText.test(note) ? 'begins' : null;

const says = (value: Json | undefined): boolean =>
  value === true || (typeof value === 'string' && value !== '' && value !== 'false') || (typeof value === 'number' && value !== 0);

/** The trait that says that this is staff acting as somebody else, null when none does. */
export const impersonationTrait = (traits: Json | undefined): string | null =>
  isJsonObject(traits)
    ? (Object.keys(traits).find(
        (key) => inTraits.test(key.replace(/[\s-]/g, '_').replace(/([a-z])([A-Z])/g, '$1_$2')) && says(traits[key]),
      ) ?? null)
    : null;
