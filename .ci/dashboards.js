// Asks a Prometheus every query of Grafana's dashboards, and fails if one stays empty.
// node .ci/dashboards.js http://127.0.0.1:9090 DASHBOARD...
const fs = require("fs");

const [prometheus, ...files] = process.argv.slice(2);
const variables = {
  $namespace: ".*",
  $bet_type: "h2h",
  $__rate_interval: "1m",
};
const PATIENCE_MS = 60_000;

const queries = files.flatMap((file) =>
  JSON.parse(fs.readFileSync(file, "utf8")).panels.flatMap((panel) =>
    panel.targets.map((target) => ({
      panel: `${file.split("/").pop()}: ${panel.title}`,
      query: Object.entries(variables).reduce((q, [name, value]) => q.replaceAll(name, value), target.expr),
    })),
  ),
);

async function samples(query) {
  const response = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
  const answer = await response.json();
  if (answer.status !== "success") {
    throw new Error(`${query}: ${answer.error}`);
  }
  return answer.data.result.length;
}

async function main() {
  let empty = queries;
  for (const end = Date.now() + PATIENCE_MS; empty.length && Date.now() < end; ) {
    const counts = await Promise.all(empty.map((each) => samples(each.query)));
    empty = empty.filter((_, i) => counts[i] === 0);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  for (const { panel, query } of empty) {
    console.error(`empty: ${panel}: ${query}`);
  }
  console.log(`${queries.length} queries of ${files.length} dashboards, ${empty.length} empty`);
  process.exit(empty.length || queries.length === 0 ? 1 : 0);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
