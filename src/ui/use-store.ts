import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Store } from './store.ts';

export const StoreContext = createContext<Store | null>(null);

/** Whether there is a timeline to jump to; the side panel has none. */
export const TimelineContext = createContext(true);

/** The store of the panel around this component. */
export const useStore = (): Store => {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('used outside of the panel');
  return store;
};
