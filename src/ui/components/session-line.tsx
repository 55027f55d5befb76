import { asWord, placesOf } from '../sessions.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const t = words.session;

type Chip = { readonly label: string; readonly filter: string; readonly isDevice: boolean };

/** Devices where there are several, and the tabs of those that have several. */
const chipsOf = (places: ReturnType<typeof placesOf>, ownTab: number | null): readonly Chip[] => {
  const devices = [...new Set(places.map(({ device }) => device))];
  return devices.flatMap((device) => {
    const mine = places.filter((place) => place.device === device);
    const [first] = mine;
    if (first === undefined) return [];
    const whole = devices.length > 1 ? [{ label: first.label, filter: `device:${asWord(first.label)}`, isDevice: true }] : [];
    const tabs = mine.flatMap(({ tab }) =>
      tab === null ? [] : [{ label: tab === ownTab ? t.thisTab : t.tab(tab), filter: `tab:${tab}`, isDevice: false }],
    );
    return [...whole, ...(places.length > devices.length ? tabs : [])];
  });
};

/** The devices and tabs of the session, once there is more than one: a click shows the events of one alone. */
export const SessionLine = () => {
  const store = useStore();
  const { view, filter } = store.state.value;
  if (view === null) return null;
  const places = placesOf(view);
  if (places.length < 2) return null;
  const show = (wanted: string): void => {
    store.filter(wanted);
    store.choose('timeline');
  };
  return (
    <fieldset class="session-line">
      <legend class="visually-hidden">{t.places}</legend>
      <button type="button" class="toggle" aria-pressed={filter === ''} onClick={() => show('')}>
        {t.all}
      </button>
      {chipsOf(places, view.tab).map(({ label, filter: own, isDevice }) => (
        <button
          key={own}
          type="button"
          class={isDevice ? 'toggle is-device' : 'toggle'}
          aria-pressed={filter === own}
          title={t.onlyThis(label)}
          data-place-chip={own}
          onClick={() => show(filter === own ? '' : own)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
};
