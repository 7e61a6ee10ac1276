// Asks a read API, until it is ended, what people ask: queries, boards, streams, and mistakes.
// node .ci/api-traffic.js http://127.0.0.1:8081
const [api] = process.argv.slice(2);
const QUESTIONS = [
  "/v1/bet-types",
  "/v1/bets",
  "/v1/bets?bet_type=h2h&sort=start&limit=5",
  "/v1/events",
  "/v1/arbitrages",
  "/v1/boards/h2h",
  "/v1/lines/nothing",
  "/v1/bets?limit=none",
];
const STREAM_MS = 2000;

async function ask(path, headers = {}) {
  const response = await fetch(api + path, { headers });
  await response.arrayBuffer();
}

async function watch(path) {
  const response = await fetch(api + path, {
    headers: { Accept: "text/event-stream" },
    signal: AbortSignal.timeout(STREAM_MS),
  });
  for await (const part of response.body) {
    if (!part.length) break;
  }
}

async function forever(act) {
  for (;;) {
    await act().catch(() => {}); // an aborted stream; what fails is the API's to count
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

for (const path of QUESTIONS) {
  forever(() => ask(path));
}
forever(() => ask("/v1/bets", { Authorization: "Bearer ev_nobody" }));
forever(() => watch("/v1/live?bet_type=h2h"));
