import type { Adapter } from './adapter.ts';
import type { Json } from './json.ts';

/** A request or line that wrote properties of a profile, which is no event. `id` is the profile's, as the vendor writes it. */
export type ProfileWrite = {
  readonly vendor: string;
  readonly project: string;
  readonly id: string;
  readonly at: number;
  readonly document: string;
  readonly device: string;
  readonly seq: number;
};

type Seen = Omit<ProfileWrite, 'id' | 'project'> & { readonly project: string | null };

/** What was written to profiles, in order of arrival. */
export const createProfileWrites = () => {
  const writes: ProfileWrite[] = [];
  return {
    /** Takes a payload that is no event. */
    take: (adapter: Adapter, payload: Json, { vendor, project, at, document, device, seq }: Seen): void => {
      const write = adapter.profileWrite?.(payload) ?? null;
      if (write === null) return;
      writes.push({ vendor, project: write.project ?? project ?? 'default', id: write.id, at, document, device, seq });
    },
    all: (): readonly ProfileWrite[] => [...writes],
  };
};

export type ProfileWrites = ReturnType<typeof createProfileWrites>;
