// Zones and privacy masks drawn on a camera's picture, by mouse, finger or keyboard.

const form = document.getElementById('zones');
const NS = 'http://www.w3.org/2000/svg';
const STEP = 0.01;
const FAR = 0.05;
const LEAST_CORNERS = 3;

if (form) edit(form);

function edit(form) {
  const frame = form.querySelector('.marked');
  const drawing = frame.querySelector('svg');
  const tools = form.querySelector('.zones-tools');
  const list = form.querySelector('#zones-list');
  const say = form.querySelector('#zones-say');
  const kinds = JSON.parse(form.dataset.kinds);
  const objects = JSON.parse(form.dataset.objects);
  const tool = (name) => tools.querySelector(`[data-tool="${name}"]`);
  let shapes = read(JSON.parse(form.dataset.drawn));
  const past = [];
  /** The shape being drawn, and where the cross hair stands; null while none is. */
  let draft = null;

  for (const old of drawing.querySelectorAll('.zone')) old.remove();
  const canvas = document.createElementNS(NS, 'g');
  drawing.append(canvas);
  drawing.removeAttribute('aria-hidden');
  drawing.setAttribute('role', 'group');
  drawing.setAttribute('aria-label', 'Zones and privacy masks');
  drawing.setAttribute('aria-describedby', 'zones-help');
  tools.hidden = false;
  form.querySelector('#zones-without').hidden = true;

  function remember() {
    past.push(JSON.stringify(shapes));
    tool('undo').disabled = false;
  }

  function begin(kind) {
    draft = { kind, corners: [], at: [0.5, 0.5] };
    drawing.setAttribute('tabindex', '0');
    drawing.focus();
    tool('finish').hidden = false;
    tell('Press on the picture for each corner, or move with the arrow keys and press Enter. Escape gives up.');
    draw();
  }

  function finish() {
    if (!draft) return;
    if (draft.corners.length < LEAST_CORNERS) return tell(`A shape needs at least ${LEAST_CORNERS} corners.`);
    remember();
    const { kind, corners } = draft;
    shapes.push(
      kind === 'mask' ? { mask: true, polygon: corners } : { name: freeName(), kind: kinds[0][0], polygon: corners },
    );
    end(`${nameOf(shapes.at(-1), shapes.length - 1)} is drawn. Save to keep it.`);
    list.querySelector('li:last-child input, li:last-child button')?.focus();
  }

  function end(words) {
    draft = null;
    drawing.removeAttribute('tabindex');
    tool('finish').hidden = true;
    draw();
    tell(words);
  }

  const freeName = () => {
    for (let n = 1; ; n++) if (!shapes.some(({ name }) => name === `Zone ${n}`)) return `Zone ${n}`;
  };

  function addCorner(corner) {
    draft.corners.push(corner);
    draft.at = corner;
    tell(`Corner ${draft.corners.length} at ${placeWords(corner)}.`);
    draw();
  }

  const within = (value) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
  const placeWords = ([x, y]) => `${Math.round(x * 100)} % from the left, ${Math.round(y * 100)} % from the top`;
  const pointOf = (event) => {
    const area = drawing.getBoundingClientRect();
    return [within((event.clientX - area.left) / area.width), within((event.clientY - area.top) / area.height)];
  };
  function tell(words) {
    say.textContent = words;
    form.querySelector('#zones-help').textContent = words;
  }

  drawing.addEventListener('click', (event) => {
    if (draft && !event.target.closest('.corner')) addCorner(pointOf(event));
  });

  drawing.addEventListener('keydown', (event) => {
    if (!draft || event.target !== drawing) return;
    const moved = stepOf(event);
    if (moved) draft.at = [within(draft.at[0] + moved[0]), within(draft.at[1] + moved[1])];
    else if (event.key === 'Enter' || event.key === ' ') addCorner(draft.at);
    else if (event.key === 'Backspace') draft.corners.pop();
    else if (event.key === 'Escape') end('Nothing was drawn.');
    else return;
    event.preventDefault();
    draw();
    if (moved && draft) say.textContent = placeWords(draft.at);
  });

  function stepOf({ key, shiftKey }) {
    const far = shiftKey ? FAR : STEP;
    return { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[key] ?? null;
  }

  tool('zone').addEventListener('click', () => begin('zone'));
  tool('mask').addEventListener('click', () => begin('mask'));
  tool('finish').addEventListener('click', finish);
  tool('undo').addEventListener('click', () => {
    const last = past.pop();
    if (last === undefined) return;
    shapes = JSON.parse(last);
    tool('undo').disabled = past.length === 0;
    draw();
    tell('The last change is undone.');
  });

  form.addEventListener('submit', (event) => {
    // what is drawn and not finished yet is meant to be kept, too
    if (draft && draft.corners.length > 0) {
      finish();
      if (draft) {
        event.preventDefault();
        return tell(
          `A shape needs at least ${LEAST_CORNERS} corners: nothing was saved. Set more, or give it up with Escape.`,
        );
      }
    }
    form.elements.zones.value = JSON.stringify(
      shapes
        .filter(({ mask }) => !mask)
        .map(({ name, kind, polygon, enabled, objects: only }) => ({
          name,
          kind,
          polygon,
          ...(enabled === false ? { enabled } : {}),
          ...(only?.length ? { objects: only } : {}),
        })),
    );
    form.elements.mask.value = JSON.stringify(shapes.filter(({ mask }) => mask).map(({ polygon }) => polygon));
  });

  // ---- drawing

  function drawOnPicture() {
    canvas.replaceChildren(...shapes.flatMap(drawShape), ...(draft ? drawDraft() : []));
  }

  function draw(focus) {
    drawOnPicture();
    list.replaceChildren(...shapes.map(line));
    if (focus) canvas.querySelector(`[data-corner="${focus}"]`)?.focus();
  }

  const svg = (name, attributes) => {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  /** Radii of what looks like a circle of so many pixels: the drawing is stretched to the picture's shape. */
  const roundness = (pixels) => {
    const { width, height } = drawing.getBoundingClientRect();
    return { rx: (pixels / (width || 1000)) * 1000, ry: (pixels / (height || 1000)) * 1000 };
  };
  const text = (polygon) => polygon.map(([x, y]) => `${x * 1000},${y * 1000}`).join(' ');
  /** Masks have no names: they are counted. */
  const maskWords = (index) => `Privacy mask ${shapes.slice(0, index + 1).filter(({ mask }) => mask).length}`;
  const nameOf = (shape, index) => (shape.mask ? maskWords(index) : shape.name || `Zone ${index + 1}`);

  function drawShape(shape, index) {
    const area = svg('polygon', {
      class: `zone zone-${shape.mask ? 'mask' : shape.kind}${shape.enabled === false ? ' zone-off' : ''}`,
      points: text(shape.polygon),
    });
    return draft ? [area] : [area, ...shape.polygon.map((corner, at) => drawCorner(shape, index, corner, at))];
  }

  function drawCorner(shape, index, [x, y], at) {
    const dot = svg('ellipse', {
      class: 'corner',
      cx: x * 1000,
      cy: y * 1000,
      ...roundness(9),
      tabindex: '0',
      role: 'button',
      'data-corner': `${index}-${at}`,
      'aria-label': `${nameOf(shape, index)}, corner ${at + 1}, ${placeWords([x, y])}. Arrow keys move it, Delete removes it.`,
    });
    dot.addEventListener('keydown', (event) => {
      const moved = stepOf(event);
      if (moved) {
        remember();
        shape.polygon[at] = [within(shape.polygon[at][0] + moved[0]), within(shape.polygon[at][1] + moved[1])];
      } else if (event.key === 'Delete' || event.key === 'Backspace') {
        if (shape.polygon.length <= LEAST_CORNERS) return tell(`A shape keeps at least ${LEAST_CORNERS} corners.`);
        remember();
        shape.polygon.splice(at, 1);
      } else return;
      event.preventDefault();
      draw(`${index}-${Math.min(at, shape.polygon.length - 1)}`);
    });
    dot.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      remember();
      dot.setPointerCapture(event.pointerId);
      const move = (moved) => {
        shape.polygon[at] = pointOf(moved);
        dot.setAttribute('cx', shape.polygon[at][0] * 1000);
        dot.setAttribute('cy', shape.polygon[at][1] * 1000);
        canvas.querySelectorAll('.zone')[index].setAttribute('points', text(shape.polygon));
      };
      dot.addEventListener('pointermove', move);
      dot.addEventListener(
        'pointerup',
        () => {
          dot.removeEventListener('pointermove', move);
          draw(`${index}-${at}`);
        },
        { once: true },
      );
    });
    return dot;
  }

  function drawDraft() {
    const {
      corners,
      at: [x, y],
      kind,
    } = draft;
    return [
      svg('polygon', { class: `zone zone-draft${kind === 'mask' ? ' zone-mask' : ''}`, points: text(corners) }),
      ...corners.map(([cx, cy]) => svg('ellipse', { class: 'corner', cx: cx * 1000, cy: cy * 1000, ...roundness(6) })),
      svg('path', { class: 'crosshair', d: `M${x * 1000 - 25},${y * 1000}h50M${x * 1000},${y * 1000 - 25}v50` }),
    ];
  }

  /** A shape in the list below the picture: named, typed, removed. */
  function line(shape, index) {
    const item = document.createElement('li');
    if (shape.mask) item.append(`${maskWords(index)} `);
    else {
      const name = document.createElement('input');
      name.value = shape.name;
      name.maxLength = 60;
      name.required = true;
      name.setAttribute('aria-label', `Name of zone ${index + 1}`);
      name.addEventListener('change', () => {
        remember();
        shape.name = name.value.trim() || shape.name;
      });
      const kind = document.createElement('select');
      kind.setAttribute('aria-label', `Kind of zone ${index + 1}`);
      for (const [value, word] of kinds) kind.append(new Option(word, value, false, value === shape.kind));
      kind.addEventListener('change', () => {
        remember();
        shape.kind = kind.value;
        // the list stays: whoever chooses by keyboard stands in it
        drawOnPicture();
      });
      item.append(name, kind, counting(shape, index), switching(shape, index));
    }
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.className = 'secondary outline';
    remove.textContent = 'Remove';
    remove.setAttribute('aria-label', `Remove ${nameOf(shape, index)}`);
    remove.addEventListener('click', () => {
      remember();
      shapes.splice(index, 1);
      draw();
      tell('Removed. Undo brings it back, saving makes it so.');
      tool('undo').focus();
    });
    item.append(remove);
    return item;
  }

  /** Which things count in a zone; every one while none is chosen. */
  function counting(shape, index) {
    const fold = document.createElement('details');
    const words = document.createElement('summary');
    const told = () => {
      const named = objects.filter(([value]) => shape.objects?.includes(value)).map(([, word]) => word);
      words.textContent = named.length > 0 ? `Counts only ${named.join(', ')}` : 'Counts everything';
      words.setAttribute('aria-label', `${nameOf(shape, index)}: ${words.textContent}`);
    };
    fold.append(words);
    for (const [value, word] of objects) {
      const label = document.createElement('label');
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = shape.objects?.includes(value) ?? false;
      box.addEventListener('change', () => {
        remember();
        shape.objects = objects
          .map(([one]) => one)
          .filter((one) => (one === value ? box.checked : shape.objects?.includes(one)));
        told();
      });
      label.append(box, ` ${word}`);
      fold.append(label);
    }
    told();
    return fold;
  }

  /** A zone that is off is kept, and nothing counts as in it. */
  function switching(shape, index) {
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.setAttribute('role', 'switch');
    box.checked = shape.enabled !== false;
    box.setAttribute('aria-label', `${nameOf(shape, index)} is on`);
    box.addEventListener('change', () => {
      remember();
      shape.enabled = box.checked;
      draw();
      tell(`${nameOf(shape, index)} is ${box.checked ? 'on' : 'off'}. Save to keep it so.`);
      list.children[index]?.querySelector('[role="switch"]')?.focus();
    });
    label.append(box, ' On');
    return label;
  }

  // its shape is known only then; the list, in which somebody may be typing, stays
  const picture = frame.querySelector('img');
  if (!picture.complete) picture.addEventListener('load', drawOnPicture, { once: true });
  draw();
}

function read({ zones, mask }) {
  return [...zones, ...mask.map((polygon) => ({ mask: true, polygon }))];
}
