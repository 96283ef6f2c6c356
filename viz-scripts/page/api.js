// Requests to the program that served the page; to nothing else.

/** What the server or the reader of files refused, in its words. */
export class Refused extends Error {}

const client = crypto.randomUUID();

async function answerOf(response) {
  const text = await response.text();
  let body = null;
  try { body = JSON.parse(text); } catch { throw new Refused(text.slice(0, 300)); }
  if (!response.ok) throw new Refused(body.error ?? response.statusText);
  return body;
}

export const getJson = async (path) => answerOf(await fetch(path));

export const postText = async (path, text, type) =>
  answerOf(await fetch(path, { method: "POST", body: text, headers: { "Content-Type": type, "X-Client": client } }));

/** Posts and calls receive(event, data) for each server-sent event, until the stream ends or `signal` aborts. */
export async function streamEvents(path, text, signal, receive, name = "run") {
  const response = await fetch(path, { method: "POST", body: text, signal,
    headers: { "Content-Type": "application/toml", "X-Client": `${client}-${name}` } });
  if (!response.ok) return void (await answerOf(response));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      const lines = rest.slice(0, end).split("\n");
      rest = rest.slice(end + 2);
      const event = lines.find((line) => line.startsWith("event: "))?.slice(7) ?? "message";
      const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
      receive(event, JSON.parse(data));
    }
  }
}
