// What .ci/playbook asks the read API, and the odds that it sends. Exits with 1 and says why if
// something is not as it should be. A bet type called double has two competitors, all others Over
// and Under.
const net = require("node:net");

const MATCH = { home: "Boston Celtics", away: "Miami Heat" };
const BOOKS = ["pinnacle", "betmgm"];

function odds(round, ...types) {
  const now = new Date();
  const start = new Date(now.getTime() + 3 * 3600 * 1000);
  const seconds = (time) => time.toISOString().replace(/\.\d+/, "");
  const prices = [2 + Number(round) / 100, 1.8];
  const outcomes = (type) =>
    type === "double"
      ? [
          { name: MATCH.home, price: prices[0] },
          { name: MATCH.away, price: prices[1] },
        ]
      : ["Over", "Under"].map((name, i) => ({
          name,
          description: "A. Player",
          point: 2.5,
          price: prices[i],
        }));
  const event = {
    id: "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    sport_key: "basketball_nba",
    sport_title: "NBA",
    commence_time: seconds(start),
    home_team: MATCH.home,
    away_team: MATCH.away,
    bookmakers: BOOKS.map((key) => ({
      key,
      title: key,
      markets: types.map((type) => ({
        key: type,
        last_update: seconds(now),
        outcomes: outcomes(type),
      })),
    })),
  };
  console.log(JSON.stringify(event));
}

// Of the list on standard input: each type has this state, and so many rows, lines and events.
async function figures(state, bets, cached, parked, ...types) {
  let text = "";
  for await (const part of process.stdin) text += part;
  const list = JSON.parse(text).bet_types;
  const wanted = `${state} ${bets} ${cached} ${parked}`;
  for (const name of types) {
    const found = list.find((each) => each.name === name) ?? {};
    const has = `${found.state} ${found.bets} ${found.cached_lines} ${found.parked}`;
    if (has !== wanted) throw new Error(`${name}: ${has} instead of ${wanted}`);
  }
}

async function ask(api, key, path) {
  const answer = await fetch(api + path, { headers: { "X-Api-Key": key } });
  return { status: answer.status, body: await answer.json() };
}

// PostgreSQL by /v1/bets, Redis by the board.
async function each(api, key, types, look) {
  for (const name of types) {
    const bets = await ask(api, key, `/v1/bets?bet_type=${name}`);
    const board = await ask(api, key, `/v1/boards/${name}`);
    const complaint = look(bets, board);
    if (complaint)
      throw new Error(`${name}: ${complaint}\n${JSON.stringify([bets, board]).slice(0, 2000)}`);
  }
}

const served = (api, key, ...types) =>
  each(api, key, types, (bets, board) =>
    bets.status === 200 && bets.body.bets.length > 0 && board.body.lines?.length === 1
      ? null
      : "is not in /v1/bets and on its board");

const hidden = (api, key, ...types) =>
  each(api, key, types, (bets, board) =>
    JSON.stringify(bets.body.bets ?? []) === "[]" && !board.body.lines?.length
      ? null
      : "is still shown");

const priced = (api, key, method, ...types) =>
  each(api, key, types, (bets, board) =>
    board.body.lines?.every((line) => line.method === method) ? null : `is not priced by ${method}`);

const quoted = (api, key, round, ...types) =>
  each(api, key, types, (bets, board) =>
    JSON.stringify(bets.body).includes(String(2 + Number(round) / 100)) &&
    JSON.stringify(board.body).includes(String(2 + Number(round) / 100))
      ? null
      : `has no price of round ${round}`);

async function ports() {
  const servers = [net.createServer(), net.createServer()];
  await Promise.all(servers.map((each) => new Promise((done) => each.listen(0, "127.0.0.1", done))));
  console.log(servers.map((each) => each.address().port).join(" "));
  servers.forEach((each) => each.close());
}

const [command, ...words] = process.argv.slice(2);
Promise.resolve({ odds, figures, served, hidden, priced, quoted, ports }[command](...words)).catch(
  (failure) => {
    console.error(failure.message);
    process.exitCode = 1;
  },
);
