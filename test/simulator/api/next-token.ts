/** The opaque form of a position in a list; `Input.nextToken` reads it. */
export function nextToken(position: number): string {
  return Buffer.from(String(position)).toString('base64');
}
