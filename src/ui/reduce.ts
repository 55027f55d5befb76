import type { ViewPatch } from '../messages/view.ts';
import { growPeopleOf, huesIn } from './palette.ts';
import { applyPatch } from './patch.ts';
import type { UiAction, UiState } from './state.ts';
import { pastView } from './travel.ts';

const patched = (state: UiState, patch: ViewPatch): UiState => {
  const { travel } = state;
  const view = applyPatch(travel?.live ?? state.view, patch);
  if (view === null) return { ...state, stale: true };
  const emptied = view.rows.length === 0;
  const people = growPeopleOf(state.people, view.rows, patch.rowsFrom);
  const changed = people.hues !== state.people.hues || patch.projects !== undefined;
  const hues = changed ? huesIn(state.hues, people, view.projects) : state.hues;
  // Whoever looks back stays there, until what is shown is another recording.
  const onward = travel === null || !view.rows.some(({ key }) => key === travel.row) ? null : { ...travel, live: view };
  const next: UiState = { ...state, view: onward === null ? view : pastView(onward), travel: onward, stale: false, people, hues };
  return emptied ? { ...next, selected: null, detailOpen: false, detail: null } : next;
};

/** The state after one thing happened. Pure. */
export const reduce = (state: UiState, action: UiAction): UiState => {
  switch (action.kind) {
    case 'view.patched':
      return patched(state, action.patch);
    case 'row.told':
      if (state.detail?.request !== action.request) return state;
      return { ...state, detail: { ...state.detail, told: action.detail, state: action.detail === null ? 'gone' : 'told' } };
    case 'recording.exported':
    case 'copy.told':
    case 'piece.told':
    case 'piece.taken':
    case 'file.progressed':
    case 'file.taken':
      return state;
    case 'events.injected':
      return { ...state, injected: action, refused: null };
    case 'command.refused':
      return { ...state, refused: { command: action.command, why: action.why } };
    case 'connection.changed':
      return { ...state, connection: action.connection };
    case 'tab.chosen':
      return { ...state, tab: action.tab };
    case 'row.selected': {
      const detailOpen = action.key !== null && (action.open || state.detailOpen);
      return { ...state, selected: action.key, detailOpen, detail: state.detail?.key === action.key ? state.detail : null };
    }
    case 'row.asked': {
      const told = state.detail?.key === action.key ? state.detail.told : null;
      return { ...state, detail: { request: action.request, key: action.key, told, state: told === null ? 'asked' : 'told' } };
    }
    case 'detail.closed':
      return { ...state, detailOpen: false, detail: null };
    case 'filter.changed':
      return { ...state, filter: action.filter };
    case 'identity-only.changed':
      return { ...state, identityOnly: action.on };
    case 'mark.toggled':
      return { ...state, markOpen: action.open };
    case 'device.toggled':
      return { ...state, deviceOpen: action.open };
    case 'travel.arrived': {
      const live = state.travel?.live ?? state.view;
      if (live === null) return state;
      const travel = { row: action.row, past: action.past, live };
      const view = pastView(travel);
      return { ...state, travel, view, hues: huesIn(state.hues, state.people, view.projects), selected: action.row, detail: null };
    }
    case 'travel.ended':
      if (state.travel === null) return state;
      return {
        ...state,
        view: state.travel.live,
        travel: null,
        detail: null,
        hues: huesIn(state.hues, state.people, state.travel.live.projects),
      };
    case 'refusal.dismissed':
      return { ...state, refused: null };
    case 'shortcuts.toggled':
      return { ...state, shortcutsOpen: action.open };
    case 'settings.toggled':
      return { ...state, settingsOpen: action.open };
    case 'server.toggled':
      return { ...state, serverOpen: action.open, injected: null };
  }
};
