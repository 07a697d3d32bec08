// What a rule would have raised with the settings in its form, tried again whenever they change.

const form = document.getElementById('rule-editor');
const place = document.getElementById('rule-trial');
const PAUSE_MS = 500;

if (form && place) {
  let timer = null;
  let source = null;

  const say = (text) => {
    const line = document.createElement('p');
    line.className = 'quiet';
    line.textContent = text;
    place.replaceChildren(line);
  };

  function tryIt() {
    source?.close();
    if (!form.checkValidity())
      return say('Some of these settings cannot hold; correct them to see what they would raise.');
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) fields.append(name, value);
    source = new EventSource(`${form.dataset.try}?${fields}`);
    place.setAttribute('aria-busy', 'true');
    const end = () => {
      source.close();
      place.removeAttribute('aria-busy');
    };
    source.addEventListener('progress', ({ data }) => {
      const { looked, of } = JSON.parse(data);
      const bar = document.createElement('progress');
      bar.max = Math.max(1, of);
      bar.value = Math.min(looked, of);
      bar.setAttribute('aria-label', 'Looked at');
      say(`Trying it on the last 30 days: ${looked.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} …`);
      place.append(bar);
    });
    source.addEventListener('done', ({ data }) => {
      place.innerHTML = JSON.parse(data).html;
      end();
    });
    source.addEventListener('problem', ({ data }) => {
      say(JSON.parse(data).text);
      end();
    });
    source.onerror = () => {
      say('The trial was cut off. Change a setting to begin it again.');
      end();
    };
  }

  form.addEventListener('input', (event) => {
    if (event.target.name === 'name' || event.target.name === 'why') return;
    clearTimeout(timer);
    timer = setTimeout(tryIt, PAUSE_MS);
  });
  addEventListener('pagehide', () => source?.close());
  tryIt();
}
