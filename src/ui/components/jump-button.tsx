import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { TimelineContext, useStore } from '../use-store.ts';
import { Icon } from './icon.tsx';

/** Leads to a row of the timeline; plain text where there is none. */
export const JumpButton = ({ to, children }: { readonly to: string; readonly children: ComponentChildren }) => {
  const store = useStore();
  if (!useContext(TimelineContext)) return <span>{children}</span>;
  return (
    <button type="button" class="jump" data-jump={to} onClick={() => store.jump(to)}>
      <span>{children}</span>
      <Icon name="jump" />
    </button>
  );
};
