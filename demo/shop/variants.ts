/** One way to wire Mixpanel into the shop. Segment is always wired correctly, so that each mistake stands alone. */
export type VariantId = 'correct' | 'no-reset' | 'reset-every-load' | 'placeholder' | 'no-identify';

export type Variant = {
  readonly id: VariantId;
  readonly title: string;
  /** What the shop's code does, for the visitor of the demo. */
  readonly says: string;
};

export const variants: readonly Variant[] = [
  { id: 'correct', title: 'Correct', says: 'identify after sign-up and log-in and on every page while logged in, reset on log-out.' },
  { id: 'no-reset', title: 'No reset on log-out', says: 'Log-out forgets reset(): the next person on this device inherits the last one.' },
  { id: 'reset-every-load', title: 'Reset on every load', says: 'Every page begins with reset(): each one is a new visitor.' },
  { id: 'placeholder', title: "identify('undefined')", says: 'The id is read from a field that does not exist, and its text is sent.' },
  { id: 'no-identify', title: 'Log-in without identify', says: 'Nobody tells the SDK who logged in.' },
];

export const defaultVariant: VariantId = 'correct';

/** The variant named `text`, or null when there is none. */
export const variantOf = (text: string | null | undefined): VariantId | null => variants.find((one) => one.id === text)?.id ?? null;
