import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Store } from './store.ts';

export const StoreContext = createContext<Store | null>(null);

/** The store of the panel around this component. */
export const useStore = (): Store => {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('used outside of the panel');
  return store;
};
