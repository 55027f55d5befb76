import { isShown } from './shown.ts';

/** Where a password or a code is typed. Of the fields only their kind is looked at, never what they hold. */
const credential = '[type=password],[autocomplete~=one-time-code]';

/** What a card has, not a person: fields for its secret number are often of type password. A protected post has one as well. */
const cardWord = /cc-|card|cvc|cvv|csc|karte|post_password/i;

const isOfCard = (field: Element): boolean =>
  ['autocomplete', 'name', 'id'].some((name) => cardWord.test(field.getAttribute(name) ?? '')) ||
  Number(field.getAttribute('maxlength') ?? 99) < 5;

const fieldsIn = (part: ParentNode): readonly Element[] => [...part.querySelectorAll(credential)].filter((field) => !isOfCard(field));

/** True when the page asks for a password or a code. */
export const asksForCredential = (document: Document): boolean => fieldsIn(document).some(isShown);

export const isCredential = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches(credential) && !isOfCard(target);

/** True for fields that log in or sign up; false for those that change a password: they ask for an old and a new one, or for three. */
export const asksWho = (part: ParentNode): boolean => {
  const fields = fieldsIn(part);
  const has = (word: string): boolean => fields.some((field) => field.matches(`[autocomplete~=${word}]`));
  return fields.length > 0 && fields.length < 3 && !(has('current-password') && has('new-password'));
};
