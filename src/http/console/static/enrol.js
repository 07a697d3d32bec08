// Pictures of somebody: chosen, dropped or pasted, and shown before they are sent.

import { droppedFiles } from './dropped-files.js';

const form = document.getElementById('enrol');
const THUMB = 144;

if (form) {
  const MOST = Number(form.dataset.most ?? 10);
  const input = document.getElementById('pictures');
  const drop = document.getElementById('drop');
  const list = document.getElementById('chosen');
  const say = document.getElementById('enrol-say');

  const add = (files) => {
    const all = new DataTransfer();
    const given = [...input.files, ...files];
    const usable = given.filter(({ type }) => type.startsWith('image/') || type === '');
    // where one is asked for it is the latest
    for (const file of MOST === 1 ? usable.slice(-1) : usable.slice(0, MOST)) all.items.add(file);
    input.files = all.files;
    const others = given.filter((file) => !usable.includes(file));
    const beyond = MOST === 1 ? [] : usable.slice(MOST);
    void show([
      ...(beyond.length > 0 ? [`Left out, as at most ${MOST} are taken at once: ${named(beyond)}.`] : []),
      ...(others.length > 0 ? [`Left out, as no pictures: ${named(others)}.`] : []),
    ]);
  };

  const named = (files) =>
    `${files
      .slice(0, 5)
      .map(({ name }) => name)
      .join(', ')}${files.length > 5 ? ` and ${files.length - 5} more` : ''}`;

  /** A small copy as a data address: blob addresses are not shown under our content security policy. */
  const thumbnail = async (file) => {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, THUMB / Math.min(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return canvas.toDataURL('image/jpeg', 0.8);
  };

  async function show(leftOut = []) {
    const files = [...input.files];
    list.replaceChildren(
      ...files.map((file, index) => {
        const line = document.createElement('li');
        const name = document.createElement('span');
        name.className = 'name';
        name.textContent = file.name;
        const remove = document.createElement('button');
        remove.type = 'button';
        remove.textContent = '×';
        remove.setAttribute('aria-label', `Leave ${file.name} out`);
        remove.addEventListener('click', () => {
          const rest = new DataTransfer();
          for (const other of files.filter((_, at) => at !== index)) rest.items.add(other);
          input.files = rest.files;
          void show();
          input.focus();
        });
        line.append(name, remove);
        thumbnail(file).then(
          (src) => {
            const image = document.createElement('img');
            image.src = src;
            image.alt = file.name;
            name.replaceWith(image);
          },
          // what the browser cannot draw may still be read by the desk
          () => {},
        );
        return line;
      }),
    );
    say.textContent = `${files.length} ${files.length === 1 ? 'picture is' : 'pictures are'} chosen.${MOST > 1 && files.length < 3 ? ' Three to five are best.' : ''}${leftOut.map((words) => ` ${words}`).join('')}`;
  }

  input.addEventListener('change', () => add([]));
  for (const name of ['dragenter', 'dragover'])
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add('dropping');
    });
  for (const name of ['dragleave', 'drop']) drop.addEventListener(name, () => drop.classList.remove('dropping'));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    void droppedFiles(event.dataTransfer).then(add);
  });
  document.addEventListener('paste', (event) => {
    if (event.clipboardData.files.length > 0) add(event.clipboardData.files);
  });
  form.addEventListener('submit', () => {
    const send = document.getElementById('enrol-send');
    send.setAttribute('aria-busy', 'true');
    say.textContent = 'The pictures are sent and looked at; this takes some seconds.';
  });
}
