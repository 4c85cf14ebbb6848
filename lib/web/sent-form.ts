/**
 * The form that a request brings. What is no form, or holds the character NUL in a name, a value or a
 * file's name, gives an empty one, which the door's own check then refuses: no browser sends a NUL, and
 * PostgreSQL can keep none, so that a draft of it would fail instead of being refused. Never rejects.
 */
export async function sentForm(request: Pick<Request, 'formData'>): Promise<FormData> {
  const sent = await request.formData().catch(() => new FormData());
  for (const [name, value] of sent) {
    if (`${name}${typeof value === 'string' ? value : value.name}`.includes('\0')) return new FormData();
  }
  return sent;
}
