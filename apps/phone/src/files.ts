// Files that a person takes out of the page, or brings in.
export function download(name: string, type: string, parts: readonly (string | Uint8Array)[]): void {
  const url = URL.createObjectURL(new Blob(parts as BlobPart[], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser may still be writing it
}
