import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Group, Leads, Paint, Picture } from '../picture/shapes.ts';
import { attributesOf } from '../picture/to-svg.ts';
import { isDirection, nextStop } from '../picture/walk.ts';

/** SVG has no elements for what HTML has `fieldset` and `button` for: only roles say it. */
const spokenAs = (role: 'group' | 'button', name: string) => ({ role, 'aria-label': name }) as const;

/** What is drawn is said by the part's name: its texts are cut to fit. */
const unspoken = { 'aria-hidden': true } as const;

/** What stands for a paint on the screen: the theme's own variables, so that a change of theme or hue shows at once. */
const onScreen = (paint: Paint): string => (paint === 'none' ? 'none' : `var(--${paint})`);

const elementOf = (shape: Group['shapes'][number], key: number): JSX.Element => {
  const attributes = attributesOf(shape, onScreen);
  return shape.tag === 'text' ? (
    <text key={key} {...attributes}>
      {shape.text}
    </text>
  ) : shape.tag === 'rect' ? (
    <rect key={key} {...attributes} />
  ) : shape.tag === 'circle' ? (
    <circle key={key} {...attributes} />
  ) : (
    <path key={key} {...attributes} />
  );
};

const centre = ({ hit: { x, y, width, height } }: Group) => ({ x: x + width / 2, y: y + height / 2 });

export type ClusterPictureProps = {
  readonly name: string;
  readonly picture: Picture;
  /** 1 is full size. */
  readonly scale: number;
  readonly onLead: (leads: NonNullable<Leads>) => void;
};

/** The picture. One of its parts is in the tab order; arrow keys go from part to part, Enter where the part leads. */
export const ClusterPicture = ({ name, picture, scale, onLead }: ClusterPictureProps) => {
  const { width, height, groups } = picture;
  const svg = useRef<SVGSVGElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const stops = useMemo(() => groups.filter(({ leads }) => leads !== null), [groups]);
  const place = Math.max(
    0,
    stops.findIndex(({ key }) => key === current),
  );

  // One listener for all parts.
  const stopAt = (target: EventTarget | null): Group | undefined => {
    const key = target instanceof Element ? target.closest<SVGElement>('[data-stop]')?.dataset.stop : undefined;
    return stops.find((stop) => stop.key === key);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const stop = stopAt(event.target);
    if (stop === undefined) return;
    const { leads } = stop;
    if ((event.key === 'Enter' || event.key === ' ') && leads !== null) onLead(leads);
    else if (isDirection(event.key)) {
      const next = stops[nextStop(stops.map(centre), stops.indexOf(stop), event.key)];
      if (next === undefined) return;
      setCurrent(next.key);
      [...(svg.current?.querySelectorAll<SVGElement>('[data-stop]') ?? [])].find((each) => each.dataset.stop === next.key)?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <svg
      ref={svg}
      class="picture"
      {...spokenAs('group', name)}
      width={width * scale}
      height={height * scale}
      viewBox={`0 0 ${width} ${height}`}
      data-own-keys
      onKeyDown={pressed}
      onClick={(event) => {
        const leads = stopAt(event.target)?.leads ?? null;
        if (leads !== null) onLead(leads);
      }}
      onFocusIn={(event) => setCurrent(stopAt(event.target)?.key ?? null)}
    >
      <title>{name}</title>
      {groups.map((group) => (
        <g key={group.key} class={`part is-${group.kind} ${group.hue}`}>
          <g {...unspoken}>{group.shapes.map(elementOf)}</g>
          {group.leads !== null && (
            <rect
              class="hit"
              {...group.hit}
              rx={6}
              {...spokenAs('button', group.title)}
              tabindex={group === stops[place] ? 0 : -1}
              data-stop={group.key}
              data-leads={group.leads.to}
            >
              <title>{group.title}</title>
            </rect>
          )}
        </g>
      ))}
    </svg>
  );
};
