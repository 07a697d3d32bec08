import type { Answer, TestServer } from './web-server.ts';

/** Asks in the console as its page does; answers the HTML that is shown then. */
export async function askConsole(
  server: TestServer,
  cookie: string,
  text: string,
  files: readonly Buffer[] = [],
): Promise<string> {
  const form = new FormData();
  form.append('text', text);
  for (const [index, bytes] of files.entries())
    form.append('pictures', new Blob([new Uint8Array(bytes)]), `${index + 1}.png`);
  const response = await fetch(`${server.url}/console/chat`, {
    method: 'POST',
    headers: {
      cookie,
      accept: 'text/event-stream',
      ...(files.length > 0 ? {} : { 'content-type': 'application/json' }),
      'sec-fetch-site': 'same-origin',
    },
    body: files.length > 0 ? form : JSON.stringify({ text }),
  });
  const last = (await response.text()).trim().split('\n\n').at(-1)!;
  const data = last.split('\n').find((line) => line.startsWith('data:'));
  // what is refused before it is read is no stream
  if (data === undefined) return last;
  return String((JSON.parse(data.slice(5)) as { html?: string }).html ?? last);
}

/** Presses the first button with this label of an answer. */
export function pressInConsole(
  server: TestServer,
  cookie: string,
  html: string,
  label: string,
  forged?: { value: string },
): Promise<Answer> {
  const form = [...html.matchAll(/<form.*?<\/form>/gs)].find(([one]) => one.includes(`>${label}</button>`));
  if (!form) throw new Error(`there is no button ${label} in ${html}`);
  const fields = [...form[0].matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
    name!,
    name === 'value' && forged ? forged.value : unescaped(value!),
  ]);
  return server.call('POST', '/console/actions', {
    cookie,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
    body: new URLSearchParams(fields).toString(),
  });
}

const SIGNS: Record<string, string> = { '&quot;': '"', '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#39;': "'" };
const unescaped = (value: string): string => value.replaceAll(/&(?:quot|amp|lt|gt|#39);/g, (sign) => SIGNS[sign]!);
