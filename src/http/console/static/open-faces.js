// Faces to be settled: the arrow keys go from one to the next, and how many are chosen is said.

const form = document.getElementById('open-faces');

if (form) {
  const boxes = [...form.querySelectorAll('input[name="face"]')];
  const say = document.getElementById('open-faces-say');

  form.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const tile = event.target.closest('.tile');
    if (!step || !tile) return;
    const next = boxes[boxes.findIndex((box) => tile.contains(box)) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  form.addEventListener('change', (event) => {
    if (event.target.name !== 'face') return;
    const chosen = boxes.filter(({ checked }) => checked).length;
    say.textContent = chosen === 1 ? '1 face chosen' : `${chosen} faces chosen`;
  });
}
