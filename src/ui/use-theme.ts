import { useEffect, useState } from 'preact/hooks';
import type { PanelSource } from '../messages/panel.ts';

/** The theme to show: the source's, or the system's as it changes. */
export const useTheme = (source: Pick<PanelSource, 'theme' | 'onThemeChange'>): 'dark' | 'light' => {
  const [theme, setTheme] = useState(source.theme);
  useEffect(() => source.onThemeChange?.(setTheme), [source]);
  const [systemDark, setSystemDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const changed = (): void => setSystemDark(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  if (theme !== 'system') return theme;
  return systemDark ? 'dark' : 'light';
};
