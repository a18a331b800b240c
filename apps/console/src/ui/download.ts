/** Hands a text to the browser as a file. */
export function saveText(fileName: string, text: string, type = 'text/csv;charset=utf-8'): void {
  saveFile(fileName, new Blob([text], { type }));
}

/** Hands anything to the browser as a file. */
export function saveFile(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken its own hold of the data by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
