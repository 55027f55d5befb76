import type { ComponentChildren } from 'preact';
import { useStore } from '../use-store.ts';
import { Icon } from './icon.tsx';

/** Leads to a row of the timeline. */
export const JumpButton = ({ to, children }: { readonly to: string; readonly children: ComponentChildren }) => {
  const store = useStore();
  return (
    <button type="button" class="jump" data-jump={to} onClick={() => store.jump(to)}>
      <span>{children}</span>
      <Icon name="jump" />
    </button>
  );
};
