/** A number as somebody typed it; what is none stays as it is, for the schema to refuse. */
export function numberOf(text: string | undefined): unknown {
  const value = Number(text?.trim().replace(',', '.'));
  return text?.trim() && Number.isFinite(value) ? value : text;
}
