// What somebody drops: files, and of a folder the pictures in it.

/** So many are looked at; whoever drops more hears so where they are taken. */
const MOST = 200;
const DEEPEST = 5;
/** Some browsers know no type of these. */
const PICTURE = /\.(?:hei[cf]|avif|webp)$/i;

/** The files that were dropped, of folders the pictures in them by their names; to be called while the event is handled, as its data is gone after that. */
export function droppedFiles(data) {
  const entries = [...(data.items ?? [])].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve([...data.files]);
  return gathered(entries.filter(Boolean));
}

async function gathered(entries) {
  const files = [];
  let level = entries;
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const below = [];
    for (const entry of level) {
      if (files.length >= MOST) return files;
      // what cannot be read is no file of ours
      if (entry.isFile) files.push(...(await fileOf(entry)));
      else below.push(...(await entriesOf(entry)));
    }
    level = below;
  }
  return files.filter(({ name, type }) => !name.startsWith('.') && (type.startsWith('image/') || PICTURE.test(name)));
}

const fileOf = (entry) =>
  new Promise((done) =>
    entry.file(
      (file) => done([file]),
      () => done([]),
    ),
  );

/** A reader gives a part at a time, and nothing at the end. */
async function entriesOf(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const part = await new Promise((done) => reader.readEntries(done, () => done([])));
    if (part.length === 0 || all.length >= MOST) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...part);
  }
}
