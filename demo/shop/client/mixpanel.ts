import type { ShopContext } from '../context.ts';

/** The part of Mixpanel the shop uses; `window.mixpanel` is the snippet's stub first and the library later. */
type Mixpanel = {
  identify(id: string): void;
  /** `done` is called once the event is in the storage of the browser, or sent. */
  track(name: string, properties: Readonly<Record<string, string | number>> | undefined, done: () => void): void;
  register(properties: Readonly<Record<string, string>>): void;
  reset(): void;
  readonly people: { set(properties: Readonly<Record<string, string>>): void };
};
declare global {
  interface Window {
    mixpanel: Mixpanel;
  }
}

export type Analytics = {
  /** What every page does first: say who is logged in. */
  begin(): unknown;
  track(name: string, properties?: Readonly<Record<string, string | number>>): Promise<unknown>;
  /** What log-out does after its event. */
  end(): void;
};

/** Mixpanel as its guide asks, or with the mistake of the chosen variant. */
export function connectMixpanel({ user, variant }: ShopContext): Analytics {
  return {
    begin() {
      if (variant === 'reset-every-load') window.mixpanel.reset();
      if (user === null || variant === 'no-identify') return;
      // The mistake: accounts of this shop have no such field, and String() hides that.
      const id = variant === 'placeholder' ? String((user as { readonly customerNumber?: string }).customerNumber) : user.id;
      window.mixpanel.identify(id);
      window.mixpanel.register({ user_id: id });
      window.mixpanel.people.set({ $name: user.name, $email: user.email, user_id: id });
    },
    track: (name, properties) => new Promise<void>((resolve) => window.mixpanel.track(name, properties, resolve)),
    end() {
      if (variant !== 'no-reset') window.mixpanel.reset();
    },
  };
}
