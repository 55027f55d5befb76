import type { ModelSetting } from './model.ts';

type Taking = Pick<ModelSetting, 'default' | 'values' | 'pattern'>;

const wholeNumbers = /^\d+(,\d+)*$/;
const numbersIn = (text: string): number => text.split(',').length;

/** Whether a setting takes this value: one of its values, what its pattern says, or as many whole numbers as its default has. */
export const takesValue = ({ default: usual, values, pattern }: Taking, value: string): boolean => {
  if (values.length > 0) return values.includes(value);
  if (pattern !== undefined) return new RegExp(`^(?:${pattern})$`).test(value);
  return !wholeNumbers.test(usual) || (wholeNumbers.test(value) && numbersIn(value) === numbersIn(usual));
};

/** What a setting takes, in words. */
export const takenValues = (setting: Taking): string => {
  const { default: usual, values } = setting;
  if (values.length > 0) return values.join(', ');
  if (setting.pattern !== undefined || !wholeNumbers.test(usual)) return `a value such as ${usual}`;
  return numbersIn(usual) === 1 ? 'a whole number' : `${numbersIn(usual)} whole numbers such as ${usual}`;
};
