import type { PanelCommand } from '../../messages/panel.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

/** Why the last of these commands did not work, beside what gave it: a sheet covers the notices. */
export const Refusal = ({ of }: { readonly of: readonly PanelCommand['kind'][] }) => {
  const { refused } = useStore().state.value;
  if (refused === null || !of.includes(refused.command)) return null;
  return (
    <p class="refusal" role="alert">
      {words.notices.refused(refused.command, refused.why)}
    </p>
  );
};
