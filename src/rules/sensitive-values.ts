import { isJsonObject, type Json } from '../core/json.ts';

/** `creditCardNumber` and `Credit card number` are `credit_card_number`. */
const plainName = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();

/** Figures of cards add up so. Source: ISO/IEC 7812-1, annex B */
const addsUp = (digits: string): boolean =>
  [...digits].toReversed().reduce((sum, digit, at) => {
    const twice = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return sum + (twice > 9 ? twice - 9 : twice);
  }, 0) %
    10 ===
  0;

/** Numbers of the large card networks by their first digits. */
const isCard = (text: string): boolean => {
  const digits = text.replace(/[ -]/g, '');
  return /^(4\d{12}(\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(011|5\d\d)\d{12})$/.test(digits) && addsUp(digits);
};
/** In groups, as on the card: any other number of that length may be an id. */
const isWrittenCard = (text: string): boolean => /^\d{4}([ -])\d{4,6}\1\d{4,5}(\1\d{4})?$/.test(text) && isCard(text);

const hasDigits = (text: string, least: number): boolean => (text.match(/\d/g)?.length ?? 0) >= least;
const isWord = (text: string): boolean =>
  text.trim().length > 1 &&
  !/^(\*+|x+|•+|true|false|yes|no|none|null|undefined|set|unset|n\/a|unknown|\[?(redacted|filtered|hidden)\]?)$/i.test(text.trim());

type Kind = { readonly what: string; readonly name: RegExp; readonly fits: (text: string) => boolean };

/** The whole name must say so, and the value be one of that kind: `passport_renewal_page` and `password_changed: true` are neither. */
const kinds: readonly Kind[] = [
  {
    what: 'a government id',
    name: /^(user_|customer_)?(ssn|social_security(_(number|no|id))?|national_(id|insurance)(_(number|no))?|passport(_(number|no|id))?|tax_(id|number|payer_id)|personal_identification_number|identity_card_(number|no)|driver_?s?_licen[cs]e(_(number|no))?|aadhaar(_number)?|cpf|curp)$/,
    fits: (text) => /^[A-Z0-9 ./-]{6,20}$/i.test(text.trim()) && hasDigits(text, 5),
  },
  {
    what: 'a card or account number',
    name: /^(user_|customer_|payment_|billing_)?(credit_|debit_|bank_)?(card|cc|pan)(_(number|no|num))?$/,
    fits: isCard,
  },
  {
    what: 'a bank account',
    name: /^(user_|customer_|bank_)?iban(_number)?$/,
    fits: (text) => /^[A-Z]{2}\d{2}[A-Z0-9 ]{11,40}$/i.test(text.trim()),
  },
  { what: 'the secret number of a card', name: /^(card_)?(cvv2?|cvc2?|security_code)$/, fits: (text) => /^\d{3,4}$/.test(text.trim()) },
  {
    what: 'something about health',
    name: /^(user_|patient_)?(diagnos[ei]s|medical_(condition|history|record(_number)?)|health_condition|illness|disease|medications?|blood_(type|group)|hiv_status|disability)$/,
    fits: isWord,
  },
  {
    what: 'a password',
    name: /^(user_|account_|login_|new_|current_|plain_)?(password|passwd|passphrase|pwd|security_answer|secret_answer|api_secret|private_key)$/,
    fits: (text) => isWord(text) && text.trim().length >= 4,
  },
];

export type Sensitive = { readonly name: string; readonly what: string };

/** What of these traits is none of an analytics tool's business, by name and value. The values are not repeated. */
export const sensitiveIn = (traits: Json): readonly Sensitive[] =>
  isJsonObject(traits)
    ? Object.entries(traits).flatMap(([name, value]): readonly Sensitive[] => {
        if (isJsonObject(value)) return sensitiveIn(value);
        if (typeof value !== 'string' && typeof value !== 'number') return [];
        const text = String(value);
        const kind = kinds.find((k) => k.name.test(plainName(name)) && k.fits(text));
        if (kind !== undefined) return [{ name, what: kind.what }];
        return typeof value === 'string' && isWrittenCard(text.trim()) ? [{ name, what: 'a card or account number' }] : [];
      })
    : [];
