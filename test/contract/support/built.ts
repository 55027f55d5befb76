import { filesBelow } from './sources.ts';

export const builtScripts = (target: string): readonly string[] => filesBelow(`dist/${target}`, '.js');
export const builtPages = (target: string): readonly string[] => filesBelow(`dist/${target}`, '.html');
