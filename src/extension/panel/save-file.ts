const types: Readonly<Record<string, string>> = { json: 'application/json', svg: 'image/svg+xml' };

/** Offers text, and what comes before it, as a download, which needs no permission. */
export const saveFile = (name: string, text: string, before: readonly Blob[] = []): void => {
  const url = URL.createObjectURL(new Blob([...before, text], { type: types[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has read its address by the next task, in Chromium and Firefox.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/** Puts text on the clipboard. DevTools panels are refused the asynchronous clipboard, so the old way is the second try. */
export const copyText = async (text: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (!copied) throw new Error('The browser did not let the text be copied.');
  }
};
