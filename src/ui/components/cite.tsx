import { hostOf } from '../format.ts';
import { words } from '../words/en.ts';

const webAddress = /https?:\/\/[^\s)>\]]+/;

/** Where a rule comes from. Only http(s) addresses become links; anything else stays text. */
export const Cite = ({ cite }: { readonly cite: string }) => {
  const address = webAddress.exec(cite)?.[0];
  if (address === undefined) return <span class="cite">{cite}</span>;
  const rest = cite.replace(address, '').trim();
  return (
    <span class="cite">
      <a href={address} target="_blank" rel="noreferrer noopener" title={address}>
        {words.cite} ({hostOf(address)})
      </a>
      {rest !== '' && <span> {rest}</span>}
    </span>
  );
};
