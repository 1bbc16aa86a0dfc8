/** `text` as one word of POSIX sh. */
export function shQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Lines of sh that write `content` to `path` (which may name variables), without it ever standing in argv; `otherwise`
 * is run when that fails. A final newline is added where missing.
 */
export function writeFile(path: string, content: string, otherwise: string): string {
  const body = content.endsWith('\n') || content === '' ? content : `${content}\n`;
  const end = unusedDelimiter(body);
  return `cat >"${path}" <<'${end}' || ${otherwise}\n${body}${end}`;
}

function unusedDelimiter(body: string): string {
  const lines = new Set(body.split('\n'));
  for (let n = 0; ; n += 1) {
    const delimiter = `INSTALLER_END_${n}`;
    if (!lines.has(delimiter)) return delimiter;
  }
}
