import { unpack } from '../../background/pack.ts';

/** The text of the recording that comes with Idscope: the demo shop without its `reset()`. Read only when asked for. */
export const demoRecording = async (): Promise<string> => {
  const { packed } = await import('./demo.json');
  return unpack(packed);
};
