import type { Element } from './strict-xml.ts';

type Shape = {
  readonly required: Readonly<Record<string, RegExp>>;
  readonly optional?: Readonly<Record<string, RegExp>>;
  /** Names of the children, in order, as a pattern over `name,name,`. */
  readonly children: RegExp;
  /** False where there is only white space between children. */
  readonly text: boolean;
};

const anything = /^.*$/s;
const token = /^\S(?:.*\S)?$/s;
const count = /^\d+$/;
const seconds = /^\d{1,3}(?:\d{3})*(?:\.\d+)?$|^\d+(?:\.\d+)?$/;

/**
 * What both common JUnit schemas demand: that of Ant's JUnit task (windyroad/JUnit-Schema, JUnit.xsd) and the one of Jenkins'
 * xUnit plugin for Surefire (junit-10.xsd). Where one is stricter than the other, the stricter stands here.
 */
const shapes: Readonly<Record<string, Shape>> = {
  testsuites: { required: {}, children: /^(?:testsuite,)*$/, text: false },
  testsuite: {
    required: {
      name: token,
      package: token,
      id: count,
      tests: count,
      failures: count,
      errors: count,
      timestamp: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/,
      hostname: token,
      time: seconds,
    },
    optional: { skipped: count },
    children: /^properties,(?:testcase,)*system-out,system-err,$/,
    text: false,
  },
  properties: { required: {}, children: /^(?:property,)*$/, text: false },
  property: { required: { name: token, value: anything }, children: /^$/, text: false },
  testcase: { required: { name: token, classname: token, time: seconds }, children: /^(?:skipped,|error,|failure,)?$/, text: false },
  failure: { required: { type: anything }, optional: { message: anything }, children: /^$/, text: true },
  error: { required: { type: anything }, optional: { message: anything }, children: /^$/, text: true },
  skipped: { required: {}, optional: { type: anything, message: anything }, children: /^$/, text: true },
  'system-out': { required: {}, children: /^$/, text: true },
  'system-err': { required: {}, children: /^$/, text: true },
};

const faultsOf = (element: Element): readonly string[] => {
  const shape = shapes[element.name];
  if (shape === undefined) return [`<${element.name}> is not known`];
  const known = { ...shape.required, ...shape.optional };
  const faults = element.children.flatMap(faultsOf);
  const say = (what: string): void => void faults.push(`<${element.name}> ${what}`);
  for (const name of Object.keys(shape.required)) if (!element.attributes.has(name)) say(`lacks ${name}`);
  for (const [name, value] of element.attributes) {
    if (known[name] === undefined) say(`has ${name}`);
    else if (!known[name].test(value)) say(`has ${name}="${value}"`);
  }
  if (!shape.children.test(element.children.map(({ name }) => `${name},`).join('')))
    say(`holds ${element.children.map(({ name }) => name).join(', ')}`);
  if (!shape.text && element.text.trim() !== '') say(`holds the text ${element.text.trim()}`);
  return faults;
};

const countFaults = (suite: Element, place: number): readonly string[] => {
  const cases = suite.children.filter(({ name }) => name === 'testcase');
  const withChild = (name: string): number => cases.filter((one) => one.children.some((child) => child.name === name)).length;
  const expected = {
    id: place,
    tests: cases.length,
    failures: withChild('failure'),
    errors: withChild('error'),
    skipped: withChild('skipped'),
  };
  return Object.entries(expected).flatMap(([name, value]) =>
    suite.attributes.get(name) === String(value)
      ? []
      : [`${suite.attributes.get('name')}: ${name} is ${suite.attributes.get(name)}, not ${value}`],
  );
};

/** What is wrong with a JUnit report: elements, attributes, their order and forms, and the counts; nothing when it is right. */
export const junitFaults = (root: Element): readonly string[] => [
  ...(root.name === 'testsuites' ? [] : [`<${root.name}> is the root`]),
  ...faultsOf(root),
  ...root.children.flatMap(countFaults),
];
